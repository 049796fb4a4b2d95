using System.Runtime.InteropServices;

namespace MpiWasm.Mpi.Abi.Native;

/// <summary>
/// Slots of a handle table that one context holds back for its next handles. A context is one thread's at a time, so its shims take and
/// return these without atomic instructions; for the table they are in use.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = Size)]
public unsafe struct SpareSlots
{
    public uint Count;                      // 0
    public fixed uint Slots[Room];          // 4

    /// <summary>How many at most.</summary>
    public const int Room = 15;
    public const int Size = 64;

    /// <summary>Gives all of them back, when the context goes.</summary>
    public void ReturnTo(HandleTable table)
    {
        while (Count > 0)
            table.Return(Slots[--Count]);
    }
}
