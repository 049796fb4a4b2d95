using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Calls.Described;

/// <summary>
/// State of one call that <see cref="GenericProcedure"/> serves: the host's arguments, what mappers found out, and memory that lives until
/// the call returns.
/// </summary>
internal sealed unsafe class GenericFrame(Procedure host, int parameters) : IDisposable
{
    /// <summary>No array of a guest takes more on the host: its elements at most double.</summary>
    private const long MaxBytes = 1L << 33;

    private readonly List<nint> _memory = [];
    private readonly List<(HandleTable Table, uint Slot)> _slots = [];

    /// <summary>The host's procedure: that of the guest, or the one with narrow counts where the host has no other.</summary>
    public Procedure Host { get; } = host;

    /// <summary>What the host is called with.</summary>
    public ulong[] Arguments { get; } = new ulong[parameters];

    /// <summary>By parameter: the value of an integer, as checked; the number of elements of an array.</summary>
    public long[] Values { get; } = new long[parameters];

    /// <summary>By parameter: the guest's handle, as read.</summary>
    public uint[] Handles { get; } = new uint[parameters];

    /// <summary>By parameter: the datatype the host gets, whose hull counts.</summary>
    public nint[] Datatypes { get; } = new nint[parameters];

    /// <summary>The entry of the first communicator argument, or null.</summary>
    public CommEntry* Comm { get; set; }

    /// <summary>
    /// The guest's handle of what the host has made, or 0. It is not read back from guest memory, which others write as well.
    /// </summary>
    public uint Made { get; set; }

    /// <summary>Whether arguments that are significant at the root are so here.</summary>
    public bool IsRoot { get; set; } = true;

    /// <summary>Bytes of an integer parameter on the host.</summary>
    public int HostSize(int parameter) => Host.Parameters[parameter].Type == IntegerType.Int ? 4 : 8;

    /// <summary>Zeroed memory whose address is the host's argument.</summary>
    public byte* Allocate(int parameter, long bytes)
    {
        if (bytes is < 0 or > MaxBytes)
            throw new ArgumentCheckException(ErrorClasses.NoMem, parameter, (ulong)bytes);
        try
        {
            // One byte at least: an address of its own, also for an array of no elements.
            var memory = NativeMemory.AllocZeroed((nuint)Math.Max(bytes, 1));
            _memory.Add((nint)memory);
            Arguments[parameter] = (ulong)memory;
            return (byte*)memory;
        }
        catch (OutOfMemoryException)
        {
            throw new ArgumentCheckException(ErrorClasses.NoMem, parameter, (ulong)bytes);
        }
    }

    /// <summary>Such memory for one value that is passed by address.</summary>
    public ulong* Variable(int parameter) => (ulong*)Allocate(parameter, sizeof(ulong));

    /// <summary>The memory the host got for a parameter.</summary>
    public byte* HostMemory(int parameter) => (byte*)Arguments[parameter];

    /// <summary>The copy the host gets of an array of ints.</summary>
    public ReadOnlySpan<int> Ints(int parameter) => new(HostMemory(parameter), (int)Values[parameter]);

    /// <summary>Takes a slot of a handle table; it is given back if the call ends without <see cref="Keep"/>.</summary>
    public uint TakeSlot(HandleTable table, int argument)
    {
        if (!table.TryTake(out var slot))
            throw new ArgumentCheckException(ErrorClasses.NoMem, argument, 0);
        _slots.Add((table, slot));
        return slot;
    }

    /// <summary>The slot has been published.</summary>
    public void Keep(HandleTable table, uint slot) => _slots.Remove((table, slot));

    public void Dispose()
    {
        foreach (var (table, slot) in _slots)
            table.Return(slot);
        foreach (var memory in _memory)
            NativeMemory.Free((void*)memory);
        _memory.Clear();
        _slots.Clear();
    }
}
