using System.Buffers.Binary;
using System.Text;
using MpiWasm.Mpi.Abi;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Dispatch;
using MpiWasm.Runtime;
using MpiWasm.Runtime.Externs;
using MpiWasm.Runtime.Instances;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Mpi.Published;

/// <summary>
/// The imports of the first published MPI modules (<see cref="PublishedAbi"/>), served by the standard's procedures: every procedure of the
/// standard that such a module may import, whether or not the embedder it was made for had it. Handles, statuses and a few constants are
/// translated in C#, which costs some hundred nanoseconds a call: new programs import from <c>mpi</c>.
/// </summary>
public sealed class PublishedImports : IImportResolver
{
    internal const int MostElements = 1 << 26;

    private readonly MpiImports _mpi;
    private readonly PublishedHandles[] _handles;
    private readonly Procedure _getCount = Procedures.GetCount;
    private readonly Procedure _typeSize = Procedures.TypeSize;
    private uint _scratch;
    private int _scratchBytes;
    private uint _word;

    /// <param name="mpi">The imports of the same instance by the standard's ABI.</param>
    public PublishedImports(MpiImports mpi)
    {
        _mpi = mpi;
        _handles = new PublishedHandles[(int)ParameterKind.Varargs];
        foreach (var kind in new[]
        {
            ParameterKind.Comm, ParameterKind.Group, ParameterKind.Datatype, ParameterKind.Op, ParameterKind.Request,
            ParameterKind.Info, ParameterKind.Win,
        })
        {
            _handles[(int)kind] = new PublishedHandles(kind);
        }
    }

    /// <summary>Whether a module imports MPI that way.</summary>
    public static bool AreUsedBy(WasmModule module) => module.Imports.Any(IsMpi);

    /// <inheritdoc/>
    public Extern? Resolve(Import import, FunctionType? functionType)
    {
        // That ABI knows pointers of 32 bits only.
        if (import.Module != PublishedAbi.ModuleName || functionType is null || _mpi.Abi.Is64)
            return null;
        switch (import.Name)
        {
            case "gethostname":
                return HostFunction.Managed(Type(2), GetHostName);
            case "__cxa_allocate_exception":
                return HostFunction.Managed(Type(1), static (caller, slots) => slots[0] = Allocate(caller, slots[0].U32));
            case "__cxa_throw":
                return HostFunction.Managed(
                    new FunctionType([ValType.I32, ValType.I32, ValType.I32], []), static (_, _) => throw Thrown());
            case ProcedureNames.Wtime or ProcedureNames.Wtick:
                return _mpi.Resolve(import with { Module = MpiImports.ModuleName }, functionType);
            case ProcedureNames.GetCount:
                return HostFunction.Managed(Type(3), GetCount);
        }

        if (MpiApi.Standard.Find(import.Name) is not { Service: not ProcedureService.Guest } procedure
            || procedure.Parameters.Any(p => p.IsWide(GuestAbi.Wasm32)))
            return null;
        return HostFunction.Managed(Type(procedure.Parameters.Length), (caller, slots) =>
        {
            Span<ulong> arguments = stackalloc ulong[procedure.Parameters.Length];
            slots[0] = new PublishedCall(this, procedure, caller, slots, arguments).Run();
        });
    }

    internal PublishedHandles Handles(ParameterKind kind) => _handles[(int)kind];

    internal int Invoke(Procedure procedure, Instance caller, ReadOnlySpan<ulong> arguments) => _mpi.Invoke(procedure, caller, arguments);

    /// <summary>Space in guest memory, from the guest's own allocator, of at least that many bytes; the same one for each call.</summary>
    internal uint Scratch(Instance caller, int bytes)
    {
        if (bytes <= _scratchBytes)
            return _scratch;
        var size = Math.Max(4096, bytes);
        var made = Allocate(caller, (uint)size);
        // The old block is left to the guest: a function of MPI may be running on it further up the stack.
        (_scratch, _scratchBytes) = (made, size);
        return made;
    }

    internal static bool InMemory(Instance caller, uint address, long bytes) => address != 0
        && caller.Memory.Contains(address, (ulong)bytes);

    internal static Span<byte> Bytes(Instance caller, uint address, long bytes) =>
        caller.Memory.TrySpan(address, (ulong)bytes, out var span)
        ? span
        : throw new ArgumentOutOfRangeException(nameof(address), address, "is not in the guest's memory");

    /// <summary>A status of the standard's layout in that of the published ABI.</summary>
    internal void StatusBack(Instance caller, uint from, uint to)
    {
        var standard = Bytes(caller, from, StandardAbi.StatusSize);
        var tag = PublishedAbi.FromStandard(ParameterKind.Tag, BinaryPrimitives.ReadInt32LittleEndian(standard[StandardAbi.StatusTag..]));
        var bytes = CountBytes(caller, from);
        var status = Bytes(caller, to, PublishedAbi.StatusSize);
        standard[..4].CopyTo(status);
        BinaryPrimitives.WriteInt32LittleEndian(status[StandardAbi.StatusTag..], tag);
        BinaryPrimitives.WriteInt32LittleEndian(status[StandardAbi.StatusError..], 0);
        BinaryPrimitives.WriteInt32LittleEndian(status[PublishedAbi.StatusCancelled..], 0);
        BinaryPrimitives.WriteInt64LittleEndian(status[PublishedAbi.StatusBytes..], bytes);
    }

    /// <summary>The bytes a status tells of.</summary>
    private int CountBytes(Instance caller, uint status)
    {
        var word = ScratchWord(caller);
        return Invoke(_getCount, caller, [status, StandardAbi.Byte, word]) == 0
            ? BinaryPrimitives.ReadInt32LittleEndian(Bytes(caller, word, 4))
            : 0;
    }

    private uint ScratchWord(Instance caller) => _word != 0 ? _word : _word = Allocate(caller, 16);

    /// <summary>MPI_Get_count from the number of bytes (MPI 5.0 §3.2.5).</summary>
    private void GetCount(Instance caller, Span<Slot> slots)
    {
        var (status, datatype, result) = (slots[0].U32, Handles(ParameterKind.Datatype).ToStandard(slots[1].I32), slots[2].U32);
        if (!InMemory(caller, status, PublishedAbi.StatusSize) || !InMemory(caller, result, 4))
        {
            slots[0] = PublishedAbi.ErrOther;
            return;
        }

        var word = ScratchWord(caller);
        if (Invoke(_typeSize, caller, [datatype, word]) != 0)
        {
            slots[0] = PublishedAbi.ErrOther;
            return;
        }

        var size = BinaryPrimitives.ReadInt32LittleEndian(Bytes(caller, word, 4));
        var bytes = BinaryPrimitives.ReadInt64LittleEndian(Bytes(caller, status + PublishedAbi.StatusBytes, 8));
        var count = size == 0 ? 0 : bytes % size == 0 && bytes / size <= int.MaxValue ? bytes / size : StandardAbi.Undefined;
        BinaryPrimitives.WriteInt32LittleEndian(Bytes(caller, result, 4), (int)count);
        slots[0] = 0;
    }

    private void GetHostName(Instance caller, Span<Slot> slots)
    {
        var name = Encoding.UTF8.GetBytes(Environment.MachineName);
        var (address, room) = (slots[0].U32, slots[1].I32);
        if (room <= name.Length || !InMemory(caller, address, room))
        {
            slots[0] = -1;
            return;
        }

        var at = Bytes(caller, address, name.Length + 1);
        name.CopyTo(at);
        at[name.Length] = 0;
        slots[0] = 0;
    }

    private static uint Allocate(Instance caller, uint bytes)
    {
        var result = caller.Invoke("malloc", Type(1), bytes)[0].U32;
        return result != 0 && caller.Memory.Contains(result, bytes)
            ? result
            : throw new MpiException(MpiException.GuestMemory, "the guest's malloc has no memory left for an MPI call");
    }

    private static MpiException Thrown() => new(
        MpiException.GuestException, "the program throws a C++ exception, and its module was built without support for them",
        "Build it with mpiwasm-c++, which has exceptions.");

    private static FunctionType Type(int parameters) => new([.. Enumerable.Repeat(ValType.I32, parameters)], [ValType.I32]);

    /// <summary>Whether an import is an MPI procedure of that ABI.</summary>
    public static bool IsMpi(Import import) =>
        import is { Module: PublishedAbi.ModuleName, Kind: ExternalKind.Function }
            && import.Name.StartsWith("MPI_", StringComparison.Ordinal);
}
