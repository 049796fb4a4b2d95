using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MpiWasm.Mpi.Local.Objects;

namespace MpiWasm.Mpi.Local.Messages;

/// <summary>
/// Small messages from one rank to another on one communicator, in order. Each is told by a cell of one cache line, which holds up to 48
/// bytes itself, so that one line goes from core to core; longer ones stand in a ring of bytes beside. A cell is filled when its first word
/// is the number of the lap around the ring: who takes messages writes nothing that who puts them reads, but how far it has come.
/// </summary>
/// <remarks>
/// One thread at a time puts, and one at a time takes. Where a program breaks that (it calls from threads without MPI_THREAD_MULTIPLE)
/// messages are damaged, but no access leaves the rings: what the other side has written is read once and checked.
/// </remarks>
internal sealed unsafe class Channel
{
    /// <summary>The longest message.</summary>
    public const int MostBytes = 4096;

    private const int LineBytes = 64;
    private const int Cells = 128;
    private const int DataBytes = 16 << 10;

    // Prefetchers take lines in pairs.
    private const int Apart = 2 * LineBytes;

    private readonly byte* _memory;
    private readonly Putter* _putter;
    private readonly Taker* _taker;
    private readonly Cell* _cells;
    private readonly byte* _data;

    /// <param name="receiver">The rank that takes messages.</param>
    public Channel(LocalRank receiver)
    {
        Receiver = receiver;
        const int Size = (2 * Apart) + (Cells * LineBytes) + DataBytes;
        _memory = (byte*)NativeMemory.AlignedAlloc(Size, Apart);
        NativeMemory.Clear(_memory, Size - DataBytes);
        _putter = (Putter*)_memory;
        _taker = (Taker*)(_memory + Apart);
        _cells = (Cell*)(_memory + (2 * Apart));
        _data = _memory + (2 * Apart) + (Cells * LineBytes);
    }

    /// <summary>The rank that takes messages.</summary>
    public LocalRank Receiver { get; }

    ~Channel() => NativeMemory.AlignedFree(_memory);

    /// <summary>Whether there is something to take. Anyone may ask.</summary>
    public bool HasNews
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            var taken = Volatile.Read(ref _taker->Messages);
            var isThere = Volatile.Read(ref CellOf(taken)->Lap) == LapOf(taken);
            GC.KeepAlive(this);
            return isThere;
        }
    }

    /// <summary>Sends a message; false where there is no room.</summary>
    public bool TrySend(int tag, void* data, long bytes)
    {
        if (bytes > MostBytes || !TryPut(tag, data, (int)bytes))
            return false;
        Receiver.WakeIfAsleepWithoutBarrier();
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryPut(int tag, void* data, int bytes)
    {
        var number = _putter->Messages;
        if (number - _putter->MessagesTaken >= Cells)
        {
            _putter->MessagesTaken = Volatile.Read(ref _taker->Messages);
            if (number - _putter->MessagesTaken >= Cells)
                return false;
        }

        var cell = CellOf(number);
        if (bytes <= Cell.Room)
            Buffer.MemoryCopy(data, Cell.DataOf(cell), Cell.Room, bytes);
        else if (!TryPutBeside(cell, data, bytes))
            return false;
        cell->Tag = tag;
        cell->Bytes = bytes;
        _putter->Messages = number + 1;
        Volatile.Write(ref cell->Lap, LapOf(number));
        GC.KeepAlive(this);
        return true;
    }

    /// <summary>The oldest message, or null. It stays until <see cref="Take"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Cell* Head()
    {
        var taken = _taker->Messages;
        var cell = CellOf(taken);
        return Volatile.Read(ref cell->Lap) == LapOf(taken) ? cell : null;
    }

    /// <summary>The data of a message and its length.</summary>
    public (nint Data, int Bytes) DataOf(Cell* cell)
    {
        var bytes = Math.Clamp(Volatile.Read(ref cell->Bytes), 0, MostBytes);
        return bytes <= Cell.Room
            ? ((nint)Cell.DataOf(cell), bytes)
            : ((nint)(_data + Math.Clamp(Volatile.Read(ref *(int*)Cell.DataOf(cell)), 0, DataBytes - MostBytes)), bytes);
    }

    /// <summary>Makes room of the oldest message.</summary>
    public void Take(Cell* cell)
    {
        if (cell->Bytes > Cell.Room)
            Volatile.Write(ref _taker->Bytes, *(long*)(Cell.DataOf(cell) + sizeof(long)));
        Volatile.Write(ref _taker->Messages, _taker->Messages + 1);
        GC.KeepAlive(this);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Cell* CellOf(long number) => _cells + (number & (Cells - 1));

    // 0 is that of an empty ring.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int LapOf(long number) => (int)((ulong)number / Cells) + 1;

    private bool TryPutBeside(Cell* cell, void* data, int bytes)
    {
        // All begin below the end of the ring less the longest message, so that none is cut in two.
        const int Starts = DataBytes - MostBytes;
        var put = _putter->Bytes;
        var at = (int)(put % DataBytes);
        if (at > Starts)
        {
            put += DataBytes - at;
            at = 0;
        }

        var end = put + ((bytes + LineBytes - 1) & ~(LineBytes - 1));
        if (end - _putter->BytesTaken > DataBytes)
        {
            _putter->BytesTaken = Volatile.Read(ref _taker->Bytes);
            if (end - _putter->BytesTaken > DataBytes)
                return false;
        }

        Buffer.MemoryCopy(data, _data + at, MostBytes, bytes);
        *(int*)Cell.DataOf(cell) = at;
        *(long*)(Cell.DataOf(cell) + sizeof(long)) = end;
        _putter->Bytes = end;
        return true;
    }

    /// <summary>A message, or where it stands.</summary>
    [StructLayout(LayoutKind.Sequential, Size = LineBytes)]
    internal struct Cell
    {
        /// <summary>How many bytes it has room for.</summary>
        public const int Room = LineBytes - (4 * sizeof(int));

        public int Lap;
        public int Tag;
        public int Bytes;
        private readonly int _unused;


        /// <summary>
        /// The data; of a longer message where it begins, and where the next may (at a multiple of 8). No fixed buffer: the check for null
        /// of its address would read the cell, and fetch the line twice, for reading and for writing.
        /// </summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static byte* DataOf(Cell* cell) => (byte*)cell + (4 * sizeof(int));
    }

    /// <summary>What only who puts writes.</summary>
    private struct Putter
    {
        public long Messages;
        public long Bytes;

        /// <summary>What the taker had taken when it was looked at last.</summary>
        public long MessagesTaken;
        public long BytesTaken;
    }

    /// <summary>What only who takes writes.</summary>
    private struct Taker
    {
        public long Messages;
        public long Bytes;
    }
}
