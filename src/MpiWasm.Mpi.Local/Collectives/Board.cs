using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MpiWasm.Mpi.Local.Objects;

namespace MpiWasm.Mpi.Local.Collectives;

/// <summary>
/// Where the ranks of a communicator meet that have a core each: without a lock, each rank writes what it brings to a place of its own, and
/// looks at the others' places. Places are used in turn, one for each meeting; a rank writes to one again when all others have left the
/// meeting that used it last.
/// </summary>
/// <remarks>
/// A place is read when its number is that of the meeting, which is written last. All ranks come to the same meetings in the same order, so
/// that who sees another at meeting n knows that it has left meeting n - 1; where a rank has not looked at all others lately, it looks at
/// what they say they have left.
/// </remarks>
internal sealed unsafe class Board
{
    /// <summary>What a rank may bring in its place.</summary>
    public const int MostBytes = 2048;

    /// <summary>With more ranks, looking at every other one takes too long.</summary>
    private const int MostRanks = 16;

    private const int Turns = 4;

    // Prefetchers take lines in pairs.
    private const int Apart = 128;
    private const int PlaceBytes = Apart + MostBytes;

    private readonly LocalRank[] _ranks;
    private readonly Part[][] _parts;
    private readonly byte* _left;
    private readonly byte* _places;

    private Board(LocalRank[] ranks)
    {
        _ranks = ranks;
        _parts = [.. Enumerable.Range(0, Turns).Select(_ => new Part[ranks.Length])];
        var size = (nuint)(ranks.Length * (Apart + (Turns * PlaceBytes)));
        _left = (byte*)NativeMemory.AlignedAlloc(size, Apart);
        NativeMemory.Clear(_left, size);
        _places = _left + (ranks.Length * Apart);
    }

    ~Board() => NativeMemory.AlignedFree(_left);

    public int Ranks => _ranks.Length;

    /// <summary>One for the ranks; null where it would not serve them.</summary>
    public static Board? Of(Job job, Group group) => job.HasCoreForEach && group.Size is > 1 and <= MostRanks
        ? new Board([.. Enumerable.Range(0, group.Size).Select(rank => job.Ranks[group[rank]])])
        : null;

    /// <summary>Comes to the next meeting with data of at most <see cref="MostBytes"/>.</summary>
    /// <param name="communicator">The communicator as the rank has it.</param>
    /// <param name="what">What all must agree in.</param>
    /// <param name="data">One piece of memory.</param>
    /// <param name="bytes">Its length.</param>
    /// <returns>The meeting's number.</returns>
    public long Come(Communicator communicator, int what, void* data, int bytes)
    {
        var number = Begin(communicator);
        Tell(communicator, number, what, data, bytes);
        return number;
    }

    /// <summary>The same with arguments that the others read where they are.</summary>
    public long Come(Part part, int what)
    {
        var number = Begin(part.Communicator);
        PartsOf(number)[part.Rank] = part;
        part.Request.Owner.Counters.Collectives++;
        Tell(part.Communicator, number, what, null, 0);
        return number;
    }

    /// <summary>What the ranks have come to a meeting with.</summary>
    public Part[] PartsOf(long number) => _parts[(int)(number % Turns)];

    /// <summary>Waits until a rank is there; its place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Place* Await(Communicator communicator, int rank, long number)
    {
        var place = PlaceOf(rank, number);
        if (Volatile.Read(ref place->Number) != number)
            AwaitLong(communicator, place, number);
        return place;
    }

    /// <summary>Waits until all are there; whether they agree.</summary>
    public bool AwaitAll(Communicator communicator, long number, int what)
    {
        var isSame = true;
        for (var rank = 0; rank < _ranks.Length; rank++)
            isSame &= Await(communicator, rank, number)->What == what;
        communicator.AllLeft = number - 1;
        return isSame;
    }

    /// <summary>Leaves a meeting: what others have brought to it is not needed any more.</summary>
    public void Leave(Communicator communicator, long number)
    {
        Volatile.Write(ref *(long*)(_left + (communicator.Rank * Apart)), number);
        Wake(communicator.Rank);
    }

    private Place* PlaceOf(int rank, long number) => (Place*)(_places + (((rank * Turns) + (number & (Turns - 1))) * PlaceBytes));

    private long Begin(Communicator communicator)
    {
        var number = ++communicator.BoardMeetings;
        if (number - communicator.AllLeft > Turns)
        {
            for (var rank = 0; rank < _ranks.Length; rank++)
            {
                if (rank != communicator.Rank)
                    AwaitLeft(rank, communicator, number - Turns);
            }

            communicator.AllLeft = number - Turns;
        }

        return number;
    }

    private void Tell(Communicator communicator, long number, int what, void* data, int bytes)
    {
        var place = PlaceOf(communicator.Rank, number);
        place->What = what;
        place->Bytes = bytes;
        if (bytes > 0)
            Buffer.MemoryCopy(data, Place.DataOf(place, bytes), MostBytes, bytes);
        Volatile.Write(ref place->Number, number);
        Wake(communicator.Rank);
    }

    private void Wake(int except)
    {
        for (var rank = 0; rank < _ranks.Length; rank++)
        {
            if (rank != except)
                _ranks[rank].WakeIfAsleepWithoutBarrier();
        }
    }

    private void AwaitLong(Communicator communicator, Place* place, long number)
    {
        for (var look = 0; look < LocalRank.Spins; look++)
        {
            if (Volatile.Read(ref place->Number) == number)
                return;
            LocalRank.Pause(look);
        }

        _ranks[communicator.Rank].WaitUntil(
            ((nint)place, number), static wait => Volatile.Read(ref ((Place*)wait.Item1)->Number) == wait.number);
    }

    private void AwaitLeft(int rank, Communicator communicator, long number)
    {
        var left = (long*)(_left + (rank * Apart));
        if (Volatile.Read(ref *left) < number)
            _ranks[communicator.Rank].WaitUntil(((nint)left, number), static wait => Volatile.Read(ref *(long*)wait.Item1) >= wait.number);
    }

    /// <summary>What a rank has come to a meeting with.</summary>
    [StructLayout(LayoutKind.Sequential, Size = Apart)]
    internal struct Place
    {
        // So many bytes stand in the line itself.
        private const int Near = 48;

        public long Number;
        public int What;
        public int Bytes;

        /// <summary>Where so many bytes stand.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static byte* DataOf(Place* place, int bytes) => (byte*)place + (bytes <= Near ? 2 * sizeof(long) : Apart);
    }
}
