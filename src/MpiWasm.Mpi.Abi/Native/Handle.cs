namespace MpiWasm.Mpi.Abi.Native;

/// <summary>
/// A guest's handle is 32 bits, also where its C type has 64.
/// Values below 1024 are the standard's predefined handles (MPI 5.0 §20.3, Huffman code) and are their own
/// index. All others are <c>(kind + 1) &lt;&lt; 28 | generation &lt;&lt; 20 | slot</c> with index <c>1024 + slot</c>. Whatever the guest
/// passes thus yields an index within the reserved table, and a single comparison of the entry's <see cref="HandleEntry.Guest"/> with the
/// handle refuses forged, stale and wrong-kind ones.
/// </summary>
public static class Handle
{
    public const int PredefinedCount = 1024;
    public const int SlotBits = 20;
    public const int SlotCount = 1 << SlotBits;
    public const uint SlotMask = SlotCount - 1;
    public const int GenerationBits = 8;
    public const uint GenerationMask = (1 << GenerationBits) - 1;
    public const int KindShift = SlotBits + GenerationBits;

    /// <summary>Entries every table reserves; no handle maps to an index beyond it.</summary>
    public const int TableEntries = PredefinedCount + SlotCount;

    public static uint Index(uint handle) => handle < PredefinedCount ? handle : PredefinedCount + (handle & SlotMask);

    public static uint Make(HandleKind kind, uint generation, uint slot) =>
        (((uint)kind + 1) << KindShift) | ((generation & GenerationMask) << SlotBits) | slot;
}
