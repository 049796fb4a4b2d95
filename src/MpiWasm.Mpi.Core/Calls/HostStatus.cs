using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Core.Calls;

/// <summary>The host's status for one of the guest, or for MPI_STATUS_IGNORE. Where it goes is checked before the host is called.</summary>
internal readonly unsafe ref struct HostStatus : IDisposable
{
    private readonly HostAbi _abi;
    private readonly Span<byte> _guest;
    private readonly byte* _host;

    /// <param name="call">The guest's call.</param>
    /// <param name="argument">The status among the arguments; 0 for none.</param>
    /// <param name="isNeeded">Whether the host stores one though the guest ignores it.</param>
    public HostStatus(Call call, int argument, bool isNeeded = false)
    {
        _abi = call.Environment.Library.Abi;
        Address = (ulong)_abi.StatusIgnore;
        var isIgnored = argument == 0 || call[argument] == StandardAbi.StatusIgnore;
        if (isIgnored && !isNeeded)
            return;
        if (!isIgnored)
            _guest = call.OutBytes(argument, StandardAbi.StatusSize);
        _host = (byte*)NativeMemory.AllocZeroed((nuint)_abi.Status.Size);
        Address = (ulong)_host;
        if (isIgnored)
            return;
        // What the host leaves alone stays.
        StatusTranslation.ToHost(_abi, _guest, Host);
    }

    /// <summary>What the host gets.</summary>
    public ulong Address { get; }

    private Span<byte> Host => new(_host, _abi.Status.Size);

    public static int IndexIn(Procedure procedure) => procedure.Parameters.FirstOrDefault(p => p.Kind == ParameterKind.Status)?.Index ?? 0;

    /// <summary>Gives the guest a status that the host has stored elsewhere.</summary>
    public void Return(ReadOnlySpan<byte> host)
    {
        if (!_guest.IsEmpty)
            StatusTranslation.ToGuest(_abi, host, _guest);
    }

    /// <summary>Gives the guest what the host has stored.</summary>
    public void Return() => Return(Host);

    public void Dispose() => NativeMemory.Free(_host);
}
