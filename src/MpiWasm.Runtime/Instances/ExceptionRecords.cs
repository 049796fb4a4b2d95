using MpiWasm.Runtime.Externs;
using MpiWasm.Runtime.Threads;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Runtime.Instances;

/// <summary>
/// The exceptions that a store's exnrefs refer to. An exnref is a number: the record's index (from 1) in the lower half, its generation in
/// the upper. The store owns the records. When twice as many exist as were found in use the last time (at least <see cref="FewRecords"/>),
/// those that nobody refers to any more are freed: references lie in tables and globals of type exnref, in the values of other exceptions,
/// and on the native stack, which is searched for anything that looks like one. So memory is bounded by what the guest holds. A number that
/// refers to nothing (only an error of ours could make one) is refused, never followed.
/// </summary>
internal sealed unsafe class ExceptionRecords(IReadOnlyList<Instance> instances)
{
    internal const int FewRecords = 4096;

    private readonly List<Record> _records = [];
    private readonly Stack<int> _free = [];
    private int _limit = FewRecords;

    /// <summary>Records in use, or not known to be out of use.</summary>
    public int Count => _records.Count - _free.Count;

    /// <summary>Makes a record of the thread's pending exception. The caller's callee-saved registers lie on the stack.</summary>
    public ulong Save(ThreadState* thread)
    {
        var tag = Tag.FromRecord(thread->ExceptionTag);
        if (!_free.TryPop(out var index))
        {
            index = _records.Count;
            _records.Add(new Record());
        }
        var record = _records[index];
        record.Generation++;
        record.Tag = tag;
        record.Values = GuestThread.ValuesOf(thread, tag.Type.Parameters.Length).ToArray();
        var reference = Reference(index);
        if (Count > _limit)
        {
            Collect(reference, thread);
            _limit = Math.Max(FewRecords, 2 * Count);
        }
        return reference;
    }

    /// <summary>Makes the exception the thread's pending one; false for null.</summary>
    public bool Restore(ulong reference, ThreadState* thread)
    {
        if (reference == 0)
            return false;
        var record = Find(reference) ?? throw new InvalidOperationException($"exnref 0x{reference:x} refers to no exception");
        thread->ExceptionTag = record.Tag!.Record;
        record.Values.CopyTo(GuestThread.ValuesOf(thread, record.Values.Length));
        return true;
    }

    /// <summary>The host holds the exception, for as long as the store exists.</summary>
    public void Pin(ulong reference)
    {
        if (Find(reference) is { } record)
            record.IsPinned = true;
    }

    private ulong Reference(int index) => ((ulong)_records[index].Generation << 32) | (uint)(index + 1);

    private Record? Find(ulong reference)
    {
        var index = (uint)reference - 1;
        return index < (uint)_records.Count && _records[(int)index] is { Tag: not null } record
            && record.Generation == (uint)(reference >> 32)
            ? record
            : null;
    }

    private void Collect(ulong newest, ThreadState* thread)
    {
        foreach (var record in _records)
            record.IsMarked = false;
        var pending = new Stack<Record>();
        Mark(newest, pending);
        foreach (var record in _records.Where(r => r.IsPinned))
            Mark(record, pending);
        foreach (var instance in instances)
            instance.VisitExceptionReferences(reference => Mark(reference, pending));
        // From this frame, which lies below the guest's, to the end of the stack: the frames of outer entries count too.
        ulong here;
        for (var at = (ulong)&here & ~7UL; at < thread->StackHigh; at += 8)
            Mark(*(ulong*)at, pending);
        while (pending.TryPop(out var record))
        {
            var types = record.Tag!.Type.Parameters;
            for (var i = 0; i < types.Length; i++)
            {
                if (types[i] == ValType.ExnRef)
                    Mark(record.Values[i].U64, pending);
            }
        }
        for (var i = 0; i < _records.Count; i++)
        {
            var record = _records[i];
            if (record.IsMarked || record.Tag is null)
                continue;
            record.Tag = null;
            record.Values = [];
            // A record whose generations are used up is never used again, so no reference can come to mean another exception.
            if (record.Generation != uint.MaxValue)
                _free.Push(i);
        }
    }

    private void Mark(ulong reference, Stack<Record> pending)
    {
        if (Find(reference) is { } record)
            Mark(record, pending);
    }

    private static void Mark(Record record, Stack<Record> pending)
    {
        if (record.IsMarked)
            return;
        record.IsMarked = true;
        pending.Push(record);
    }

    private sealed class Record
    {
        public uint Generation { get; set; }

        /// <summary>Null while the record is free.</summary>
        public Tag? Tag { get; set; }

        public Slot[] Values { get; set; } = [];

        public bool IsMarked { get; set; }

        public bool IsPinned { get; set; }
    }
}
