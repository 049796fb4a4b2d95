using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;

namespace MpiWasm.Mpi.Objects.Info;

/// <summary>
/// The guest's info objects. They are ours, so that they work before MPI_Init and after MPI_Finalize and have the standard's sizes; each
/// has a twin on the host, which is what procedures that take an info object get. A pair too long for the host is in ours alone.
/// </summary>
internal sealed unsafe class InfoStore(MpiEnvironment environment)
{
    private readonly ConcurrentDictionary<uint, InfoObject> _objects = new();

    private HandleTable Table => environment.Table(HandleKind.Info);

    private ulong Null => environment.Host.InfoNull;

    /// <summary>The object of a valid handle; null for MPI_INFO_NULL.</summary>
    public InfoObject? Find(uint guest) => _objects.GetValueOrDefault(guest);

    /// <summary>What MPI_INFO_ENV holds; see <see cref="MpiEnvironment.Arguments"/>.</summary>
    public void SetEnvironment(InfoObject content) => _objects[(uint)StandardAbi.InfoEnv] = content;

    /// <summary>A new object with these pairs.</summary>
    public uint Create(InfoObject content)
    {
        if (!Table.TryTake(out var slot))
            throw new ArgumentCheckException(ErrorClasses.NoMem, -1, 0);
        var host = environment.IsRunning ? MakeTwin(content) : Null;
        return Publish(slot, host, content);
    }

    /// <summary>An object for one the host has made, in a slot that was taken for it.</summary>
    public uint Adopt(uint slot, ulong host) => Publish(slot, host, Read(host));

    public void Set(uint guest, byte[] key, byte[] value)
    {
        _objects[guest].Set(key, value);
        SetOnHost(Table.Find(guest)->Host, key, value);
    }

    public bool Remove(uint guest, byte[] key)
    {
        var found = _objects[guest].Remove(key);
        if (found)
            RemoveOnHost(Table.Find(guest)->Host, key);
        return found;
    }

    public void Free(uint guest)
    {
        var host = Table.Find(guest)->Host;
        if (!Table.Free(guest))
            return;
        _objects.TryRemove(guest, out _);
        if (environment.IsRunning && host != Null)
            _ = environment.Functions.Codes.InfoFree(&host);
    }

    /// <summary>After the host may have changed the twin.</summary>
    public void Refresh(uint guest)
    {
        var host = Table.Find(guest)->Host;
        if (host == Null)
            return;
        foreach (var (key, value) in Read(host).Pairs)
            _objects[guest].Set(key, value);
    }

    /// <summary>After MPI_Init: twins for the objects that came before.</summary>
    public void CreateTwins() => Table.ForEachLive((guest, _) => Table.Find(guest)->Host = MakeTwin(_objects[guest]));

    /// <summary>Before MPI_Finalize: the objects stay, their twins do not.</summary>
    public void FreeTwins() => Table.ForEachLive((guest, host) =>
    {
        _ = environment.Functions.Codes.InfoFree(&host);
        Table.Find(guest)->Host = Null;
    });

    private uint Publish(uint slot, ulong host, InfoObject content)
    {
        // The content must be there before the handle is.
        _objects[Handle.Make(HandleKind.Info, Table.Entry(Handle.PredefinedCount + slot)->Meta, slot)] = content;
        return Table.Publish(slot, host);
    }

    private ulong MakeTwin(InfoObject content)
    {
        ulong host = 0;
        environment.Functions.InfoCreate(&host);
        foreach (var (key, value) in content.Pairs)
            SetOnHost(host, key, value);
        return host;
    }

    private void SetOnHost(ulong host, byte[] key, byte[] value)
    {
        if (!environment.IsRunning || host == Null || !Fits(key, ConstantNames.MaxInfoKey))
            return;
        // An older, shorter value must not stay.
        if (!Fits(value, ConstantNames.MaxInfoVal))
        {
            RemoveOnHost(host, key);
            return;
        }

        fixed (byte* k = Terminated(key), v = Terminated(value))
            _ = environment.Functions.Codes.InfoSet(host, k, v);
    }

    private void RemoveOnHost(ulong host, byte[] key)
    {
        if (!environment.IsRunning || host == Null || !Fits(key, ConstantNames.MaxInfoKey))
            return;
        int flag, length;
        fixed (byte* k = Terminated(key))
        {
            // Not there is an error, which some libraries report.
            if (environment.Functions.Codes.InfoGetValuelen(host, k, &length, &flag) == 0 && flag != 0)
                _ = environment.Functions.Codes.InfoDelete(host, k);
        }
    }

    private InfoObject Read(ulong host)
    {
        var content = new InfoObject();
        int count;
        environment.Functions.InfoGetNkeys(host, &count);
        var key = stackalloc byte[MaxKey];
        var value = new byte[MaxValue];
        for (var i = 0; i < count; i++)
        {
            int length, flag;
            environment.Functions.InfoGetNthkey(host, i, key);
            environment.Functions.InfoGetValuelen(host, key, &length, &flag);
            if (flag == 0 || length >= MaxValue)
                continue;
            fixed (byte* v = value)
            {
                environment.Functions.InfoGet(host, key, length, v, &flag);
                content.Set(Copy(key), Copy(v));
            }
        }

        return content;
    }

    private bool Fits(byte[] text, string maximum) => text.Length > 0 && text.Length < environment.Library.Family.Constants[maximum];

    private static byte[] Terminated(byte[] text) => [.. text, 0];

    private static byte[] Copy(byte* text) => MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text).ToArray();

    /// <summary>More than any library's MPI_MAX_INFO_KEY and MPI_MAX_INFO_VAL.</summary>
    private const int MaxKey = 1024;
    private const int MaxValue = 65536;
}
