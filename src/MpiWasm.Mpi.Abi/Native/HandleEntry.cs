using System.Runtime.InteropServices;
using MpiWasm.Mpi.Abi.Api;

namespace MpiWasm.Mpi.Abi.Native;

/// <summary>
/// Entry of a handle table: the head that all kinds share, and all there is for kinds without more to say. <see cref="CommEntry"/>,
/// <see cref="DatatypeEntry"/>, <see cref="RequestEntry"/> and <see cref="WinEntry"/> begin with it. Shims
/// read these entries; the tables never move.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public struct HandleEntry
{
    /// <summary>
    /// The handle this entry answers to; 0 while free (index 0 holds <see cref="HandleTable.Nobody"/>, since 0 is no
    /// valid handle). Written last, cleared first.
    /// </summary>
    public uint Guest;                      // 0
    /// <summary>Low 8 bits: generation the slot's next handle gets. The rest is free for the owner of the table.</summary>
    public uint Meta;                       // 4
    /// <summary>The host's handle (an int handle is zero-extended); in a free slot the next free slot + 1, 0 at the end.</summary>
    public ulong Host;                      // 8

    public const int GuestOffset = 0;
    public const int MetaOffset = 4;
    public const int HostOffset = 8;
    public const int Size = 16;
}

/// <summary>
/// Communicator: what shims must know to tell which arguments are significant and how long arrays are. Filled
/// when the communicator is made.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = Size)]
public struct CommEntry
{
    public HandleEntry Head;                // 0
    /// <summary>Size of the local group.</summary>
    public int GroupSize;                   // 16
    /// <summary>Rank of this process in the local group.</summary>
    public int Rank;                        // 20
    /// <summary>Size of the remote group of an intercommunicator; -1 for an intracommunicator.</summary>
    public int RemoteSize;                  // 24
    /// <summary>
    /// Number of neighbours this process receives from in the attached topology (Cartesian: twice the dimensions); 0 without one.
    /// </summary>
    public int InDegree;                    // 28
    /// <summary>Number of neighbours this process sends to.</summary>
    public int OutDegree;                   // 32
    /// <summary>Dimensions of the attached Cartesian topology; 0 without one.</summary>
    public int CartDimensions;              // 36
    /// <summary>Number of ranks that can be addressed: of the remote group of an intercommunicator, else of the group.</summary>
    public int PeerSize;                    // 40
    /// <summary>MPI_CART and the like, or MPI_UNDEFINED.</summary>
    public int Topology;                    // 44
    /// <summary>
    /// A bit for each of the first 64 dimensions of a Cartesian topology in which both neighbours are the same
    /// process: periodic ones of size 1 and 2.
    /// </summary>
    public ulong Paired;                    // 48
    /// <summary>Which neighbourhood procedures of the library deliver wrong blocks there; nothing where no dimension is such.</summary>
    public NeighbourFaults Faults;          // 56

    public const int GroupSizeOffset = 16;
    public const int RankOffset = 20;
    public const int RemoteSizeOffset = 24;
    public const int InDegreeOffset = 28;
    public const int OutDegreeOffset = 32;
    public const int CartDimensionsOffset = 36;
    public const int PeerSizeOffset = 40;
    public const int TopologyOffset = 44;
    public const int PairedOffset = 48;
    public const int FaultsOffset = 56;
    public const int Size = 64;
}

/// <summary>
/// Datatype. The hull [Low, High) holds every byte that one element touches, relative to the buffer's address, computed by us in
/// wide arithmetic (the host's extents cannot be trusted for bounds). Hull and extent lie within ±<see cref="Limit"/>; who multiplies
/// them with a count looks whether the product fits. An element without data has Low = High = 0.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = Size)]
public struct DatatypeEntry
{
    public HandleEntry Head;                // 0
    /// <summary>Bytes of data in one element.</summary>
    public long DataSize;                   // 16
    public long Extent;                     // 24
    public long LowerBound;                 // 32
    public long HullLow;                    // 40
    public long HullHigh;                   // 48
    /// <summary>
    /// The entry that stands for this one where the buffer is MPI_BOTTOM (displacements taken as unsigned guest addresses): 0 = this one,
    /// 1 = ask <see cref="MpiContext.BottomTwin"/>, else the address of a DatatypeEntry.
    /// </summary>
    public ulong Bottom;                    // 56

    public const int DataSizeOffset = 16;
    public const int ExtentOffset = 24;
    public const int LowerBoundOffset = 32;
    public const int HullLowOffset = 40;
    public const int HullHighOffset = 48;
    public const int BottomOffset = 56;
    public const int Size = 64;

    /// <summary>
    /// Flag in <see cref="HandleEntry.Meta"/>, of datatypes and of the guest's own operations: a reduction must ask
    /// <see cref="MpiContext.OperationFor"/> which operation of the host to use, as that depends on the datatype, or
    /// as the operation must know the datatype.
    /// </summary>
    public const uint AsksForOperation = 1u << Handle.GenerationBits;

    /// <summary>
    /// Flag in <see cref="HandleEntry.Meta"/> of operations of the guest's own that do not commute, where the library's reduce-scatter with
    /// them goes wrong over datatypes with gaps.
    /// </summary>
    public const uint MisplacedInOrder = 1u << 14;

    /// <summary>
    /// Limit of |extent| and |hull| whatever the guest's width (<see cref="LimitOf"/>). A sum of an address
    /// (<see cref="MostAddress"/>), a hull and a span of extents that was found small enough stays within 2^48.
    /// </summary>
    public const long Limit = 1L << 43;

    /// <summary>No memory reaches so far. A larger address is taken for this one, which is outside whatever the hull.</summary>
    public const long MostAddress = 1L << 45;

    /// <summary>That of a guest's types, twice the largest memory that it can have: a type beyond it is refused when it is made.</summary>
    public static long LimitOf(GuestAbi guest) => guest.Is64 ? Limit : 1L << 33;

    /// <summary>
    /// Bytes of data that all elements of a buffer may hold, which may overlap: eight times the address space of 32 bits, or twice the
    /// largest memory of 64. Sums and products of libraries, which do not look whether they fit, then stay within 64 bits, also over half
    /// a million processes.
    /// </summary>
    public static long MostDataOf(GuestAbi guest) => guest.Is64 ? Limit : 1L << 35;

    /// <summary>Whether so many elements hold no more data than a buffer may.</summary>
    internal readonly bool Holds(long count, GuestAbi guest) => (Int128)count * DataSize <= MostDataOf(guest);

    /// <summary>
    /// The bytes [Low, High) that elements one extent apart touch, the first of them at
    /// <paramref name="start"/>; null where they touch none.
    /// </summary>
    internal readonly (Int128 Low, Int128 High)? Touched(Int128 start, long count)
    {
        if (count <= 0 || HullLow >= HullHigh)
            return null;
        var span = (Int128)(count - 1) * Extent;
        return (start + HullLow + Int128.Min(span, 0), start + HullHigh + Int128.Max(span, 0));
    }
}

/// <summary>Lies directly before entry 0 of a table, at <c>base - Size</c>.</summary>
[StructLayout(LayoutKind.Sequential, Size = Size)]
public struct HandleTableHeader
{
    /// <summary>
    /// Low half: first free slot + 1, 0 if none. High half: changes with every operation, so that a compare-exchange
    /// notices a slot that was taken and came back.
    /// </summary>
    public ulong FreeHead;                  // 0
    /// <summary>Slots from here on were never used. Never above <see cref="Limit"/> + number of threads.</summary>
    public uint Fresh;                      // 8
    /// <summary>Number of slots that may be used, at most <see cref="Handle.SlotCount"/>.</summary>
    public uint Limit;                      // 12

    public const int FreeHeadOffset = 0;
    public const int FreshOffset = 8;
    public const int LimitOffset = 12;
    public const int Size = 64;
}
