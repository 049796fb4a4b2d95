using MpiWasm.Wasi.Abi;

namespace MpiWasm.Wasi.Files;

/// <summary>The guest's descriptors: looked up without a lock, changed under one.</summary>
internal sealed class FileTable(int most)
{
    private readonly Lock _lock = new();
    private volatile FileEntry?[] _entries = new FileEntry?[16];
    private int _open;

    /// <summary>Whether the guest may have another descriptor. To be asked before anything is done that must not be done in vain.</summary>
    public bool HasRoom
    {
        get
        {
            lock (_lock)
            {
                return _open < most;
            }
        }
    }

    /// <summary>Looks a descriptor up and takes a reference, which the caller gives up with <see cref="FileEntry.Release"/>.</summary>
    public Errno Acquire(uint descriptor, Rights needed, out FileEntry entry)
    {
        var error = Find(descriptor, out entry);
        return error == Errno.Success ? Check(needed, ref entry) : error;
    }

    /// <summary>Like <see cref="Acquire"/>, for a descriptor that paths are relative to.</summary>
    public Errno AcquireDirectory(uint descriptor, Rights needed, out FileEntry entry) =>
        AcquireKind(descriptor, needed, directory: true, Errno.Notdir, out entry);

    /// <summary>Like <see cref="Acquire"/>, for what cannot be done to a directory.</summary>
    public Errno AcquireFile(uint descriptor, Rights needed, out FileEntry entry, Errno otherwise = Errno.Isdir) =>
        AcquireKind(descriptor, needed, directory: false, otherwise, out entry);

    /// <summary>
    /// Gives <paramref name="entry"/> the lowest free descriptor. Where the guest may not have another one, it is closed.
    /// </summary>
    public Errno Add(FileEntry entry, out uint descriptor)
    {
        lock (_lock)
        {
            if (_open < most)
            {
                var entries = _entries;
                var free = Array.IndexOf(entries, null);
                if (free < 0)
                {
                    free = entries.Length;
                    Grow(free + 1);
                }
                Put((uint)free, entry);
                descriptor = (uint)free;
                return Errno.Success;
            }
        }
        _ = entry.Release();
        descriptor = 0;
        return Errno.Mfile;
    }

    /// <summary>Puts <paramref name="entry"/> at a free descriptor.</summary>
    public void Set(uint descriptor, FileEntry entry)
    {
        lock (_lock)
        {
            Grow((int)descriptor + 1);
            Put(descriptor, entry);
        }
    }

    /// <summary>Takes a descriptor out of the table and gives the table's reference up.</summary>
    public Errno Close(uint descriptor)
    {
        FileEntry? entry;
        lock (_lock)
        {
            entry = Take(descriptor);
        }
        return entry is null ? Errno.Badf : ErrnoMap.FromHost(entry.Release());
    }

    /// <summary>
    /// Moves <paramref name="from"/> to <paramref name="to"/>, which must be open and is closed; in one step for other threads.
    /// </summary>
    public Errno Renumber(uint from, uint to)
    {
        FileEntry? replaced;
        lock (_lock)
        {
            var entries = _entries;
            if (from >= (uint)entries.Length || to >= (uint)entries.Length || entries[from] is not { } moved || entries[to] is null)
                return Errno.Badf;
            if (from == to)
                return Errno.Success;
            replaced = entries[to];
            Volatile.Write(ref entries[to], moved);
            Volatile.Write(ref entries[from], null);
            _open--;
        }
        _ = replaced!.Release();
        return Errno.Success;
    }

    public void CloseAll()
    {
        for (var i = 0u; i < (uint)_entries.Length; i++)
            _ = Close(i);
    }

    private Errno AcquireKind(uint descriptor, Rights needed, bool directory, Errno otherwise, out FileEntry entry)
    {
        var error = Find(descriptor, out entry);
        if (error != Errno.Success)
            return error;
        if (entry.IsDirectory == directory)
            return Check(needed, ref entry);
        _ = entry.Release();
        entry = null!;
        return otherwise;
    }

    private Errno Find(uint descriptor, out FileEntry entry)
    {
        var entries = _entries;
        if (descriptor < (uint)entries.Length && Volatile.Read(ref entries[descriptor]) is { } found && found.TryAcquire())
        {
            entry = found;
            return Errno.Success;
        }
        entry = null!;
        return Errno.Badf;
    }

    private static Errno Check(Rights needed, ref FileEntry entry)
    {
        if ((needed & ~entry.BaseRights) == 0)
            return Errno.Success;
        _ = entry.Release();
        entry = null!;
        return Errno.Notcapable;
    }

    private void Put(uint descriptor, FileEntry entry)
    {
        Volatile.Write(ref _entries[descriptor], entry);
        _open++;
    }

    private FileEntry? Take(uint descriptor)
    {
        var entries = _entries;
        if (descriptor >= (uint)entries.Length)
            return null;
        var entry = entries[descriptor];
        if (entry is not null)
            _open--;
        Volatile.Write(ref entries[descriptor], null);
        return entry;
    }

    private void Grow(int count)
    {
        var entries = _entries;
        if (count <= entries.Length)
            return;
        var larger = new FileEntry?[Math.Max(count, entries.Length * 2)];
        entries.CopyTo(larger, 0);
        _entries = larger;
    }
}
