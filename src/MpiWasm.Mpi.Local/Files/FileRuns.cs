using MpiWasm.Mpi.Local.Datatypes;

namespace MpiWasm.Mpi.Local.Files;

/// <summary>Goes through the runs of bytes of a file that an access touches, in the order of the view.</summary>
internal unsafe ref struct FileRuns
{
    private RunCursor _cursor;

    /// <param name="view">The view.</param>
    /// <param name="start">Bytes of data in the view before the access.</param>
    /// <param name="bytes">Those it wants.</param>
    public FileRuns(FileView view, long start, long bytes)
    {
        var type = view.Filetype;
        var copies = start / type.Size;
        var rest = start % type.Size;
        // A cursor only counts: what are addresses of memory elsewhere are places in the file.
        var first = view.Displacement + (copies * type.Extent);
        var levels = new RunCursor.Level[RunCursor.LevelsOf(type)];
        _cursor = new RunCursor((void*)first, ((rest + bytes - 1) / type.Size) + 1, type, levels);
        _cursor.Skip(rest);
    }

    /// <summary>Where the run begins.</summary>
    public readonly long Position => (long)_cursor.Address;

    /// <summary>Its bytes; 0 at the end.</summary>
    public readonly long Length => _cursor.Length;

    public void Take(long bytes) => _cursor.Take(bytes);
}
