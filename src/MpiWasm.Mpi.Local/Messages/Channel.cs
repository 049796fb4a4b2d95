using System.Runtime.InteropServices;

namespace MpiWasm.Mpi.Local.Messages;

/// <summary>
/// Small messages from one rank to another on one communicator, in order: a ring of cache lines. A message is a record of one line or
/// several; its first word says that it is there, so that one line goes from core to core for a message of up to 48 bytes. One thread at a
/// time puts, and one at a time takes. Where a program breaks that (it calls from threads without MPI_THREAD_MULTIPLE) messages are
/// damaged, but no access leaves the ring: what the other side has written is read once and checked.
/// </summary>
internal sealed unsafe class Channel
{
    /// <summary>The longest message.</summary>
    public const int MostBytes = 2048;

    private const int LineBytes = 64;
    private const int Lines = 128;

    // Prefetchers take lines in pairs.
    private const int Apart = 2 * LineBytes;

    private readonly byte* _memory;
    private readonly Putter* _putter;
    private readonly Taker* _taker;
    private readonly byte* _ring;

    public Channel()
    {
        const int Size = (2 * Apart) + (Lines * LineBytes);
        _memory = (byte*)NativeMemory.AlignedAlloc(Size, Apart);
        NativeMemory.Clear(_memory, Size);
        _putter = (Putter*)_memory;
        _taker = (Taker*)(_memory + Apart);
        _ring = _memory + (2 * Apart);
    }

    ~Channel() => NativeMemory.AlignedFree(_memory);

    /// <summary>Whether there is something to take. Anyone may ask.</summary>
    public bool HasNews
    {
        get
        {
            var state = Volatile.Read(ref RecordAt(Volatile.Read(ref _taker->Taken))->State);
            GC.KeepAlive(this);
            return state != RecordState.None;
        }
    }

    /// <summary>Puts a message; false where there is no room.</summary>
    public bool TryPut(int tag, void* data, int bytes)
    {
        var lines = (sizeof(Record) + bytes + LineBytes - 1) / LineBytes;
        var put = _putter->Put;
        var rest = Lines - (int)(put % Lines);
        var needed = lines <= rest ? lines : rest + lines;
        if (put + needed - _putter->TakenSeen > Lines)
        {
            _putter->TakenSeen = Volatile.Read(ref _taker->Taken);
            if (put + needed - _putter->TakenSeen > Lines)
                return false;
        }

        if (lines > rest)
        {
            // It does not fit before the end of the ring.
            var gap = RecordAt(put);
            gap->Lines = rest;
            Volatile.Write(ref gap->State, RecordState.Gap);
            put += rest;
        }

        var record = RecordAt(put);
        record->Tag = tag;
        record->Bytes = bytes;
        record->Lines = lines;
        Buffer.MemoryCopy(data, record + 1, MostBytes, bytes);
        // Before it is seen: who takes it may have made room, and another thread of this rank may put the next.
        _putter->Put = put + lines;
        Volatile.Write(ref record->State, RecordState.Message);
        GC.KeepAlive(this);
        return true;
    }

    /// <summary>The oldest message, or null. It stays until <see cref="Take"/>.</summary>
    public Record* Head()
    {
        while (true)
        {
            var record = RecordAt(_taker->Taken);
            switch (Volatile.Read(ref record->State))
            {
                case RecordState.Message:
                    return record;
                case RecordState.Gap:
                    Take(record);
                    continue;
                default:
                    return null;
            }
        }
    }

    /// <summary>How many bytes a message has.</summary>
    public static int BytesOf(Record* record) => Math.Clamp(Volatile.Read(ref record->Bytes), 0, MostBytes);

    /// <summary>Makes room of the oldest message.</summary>
    public void Take(Record* record)
    {
        var taken = _taker->Taken;
        var lines = Math.Clamp(Volatile.Read(ref record->Lines), 1, Lines - (int)(taken % Lines));
        // Each line may be the next record's first, and must not look like one.
        for (var line = (byte*)record; line < (byte*)record + (lines * LineBytes); line += LineBytes)
            ((Record*)line)->State = RecordState.None;
        Volatile.Write(ref _taker->Taken, taken + lines);
        GC.KeepAlive(this);
    }

    private Record* RecordAt(long line) => (Record*)(_ring + ((line & (Lines - 1)) * LineBytes));

    /// <summary>What stands before the data of a message.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Record
    {
        public RecordState State;
        public int Tag;
        public int Bytes;
        public int Lines;
    }

    internal enum RecordState
    {
        None,
        Message,

        /// <summary>Nothing more up to the end of the ring.</summary>
        Gap,
    }

    /// <summary>What only who puts writes.</summary>
    private struct Putter
    {
        public long Put;

        /// <summary><see cref="Taker.Taken"/> when it was looked at last.</summary>
        public long TakenSeen;
    }

    /// <summary>What only who takes writes.</summary>
    private struct Taker
    {
        public long Taken;
    }
}
