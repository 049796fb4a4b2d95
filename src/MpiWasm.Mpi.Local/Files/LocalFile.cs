using Microsoft.Win32.SafeHandles;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Datatypes;
using MpiWasm.Mpi.Local.Messages;
using MpiWasm.Mpi.Local.Objects;

namespace MpiWasm.Mpi.Local.Files;

/// <summary>An open file as one of its ranks has it.</summary>
internal sealed unsafe class LocalFile(FileCore core, Communicator communicator, SafeFileHandle handle, int mode) : IDisposable
{
    private long _pointer;

    public FileCore Core { get; } = core;

    /// <summary>Of the file's own; its collectives meet there.</summary>
    public Communicator Communicator { get; } = communicator;

    public SafeFileHandle Handle { get; } = handle;

    /// <summary>MPI_MODE_* of the opening.</summary>
    public int Mode { get; } = mode;

    public FileView View { get; set; } = FileView.Bytes;

    public bool IsAtomic { get; set; }

    /// <summary>The individual file pointer, in etypes.</summary>
    public long Pointer
    {
        get => Interlocked.Read(ref _pointer);
        set => Interlocked.Exchange(ref _pointer, value);
    }

    /// <summary>What the beginning of a split access came to, until its end.</summary>
    public Status Begun { get; set; }

    /// <summary>Etypes of the view in the file, up to its end.</summary>
    public long End => View.CountUpTo(RandomAccess.GetLength(Handle));

    /// <summary>Takes so many etypes from the individual pointer; the first of them.</summary>
    public long Advance(long etypes) => Interlocked.Add(ref _pointer, etypes) - etypes;

    /// <summary>The etypes that elements are, which the standard wants to be a whole number.</summary>
    public long Etypes(long count, Datatype type) => count * type.Size / View.Elementary.Size;

    /// <summary>Reads or writes from an etype on.</summary>
    public Status Access(bool isWrite, long etype, void* buffer, long count, Datatype type)
    {
        if (!IsAtomic)
            return Move(isWrite, etype, buffer, count, type);
        lock (Core.Atomic)
            return Move(isWrite, etype, buffer, count, type);
    }

    public void Dispose() => Handle.Dispose();

    private Status Move(bool isWrite, long etype, void* buffer, long count, Datatype type)
    {
        var start = etype * View.Elementary.Size;
        try
        {
            var bytes = isWrite
                ? FileTransfer.Write(Handle, View, start, buffer, count, type)
                : FileTransfer.Read(Handle, View, start, buffer, count, type);
            return new Status { Source = StandardAbi.AnySource, Tag = StandardAbi.AnyTag, Bytes = bytes };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MpiFailure(FileErrors.ClassOf(e));
        }
    }
}
