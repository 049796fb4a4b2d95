using MpiWasm.Mpi.Local.Datatypes;

namespace MpiWasm.Mpi.Local.Files;

/// <summary>
/// What a rank sees of a file (MPI 5.0 §14.3): from the displacement on, copies of the filetype side by side, of which only its data count.
/// </summary>
internal sealed class FileView(long displacement, Datatype elementary, Datatype filetype)
{
    public long Displacement { get; } = displacement;

    public Datatype Elementary { get; } = elementary;

    public Datatype Filetype { get; } = filetype;

    /// <summary>A stream of bytes, as a file is opened.</summary>
    public static FileView Bytes { get; } = new(0, Predefined.Byte, Predefined.Byte);

    /// <summary>Where an etype is in the file.</summary>
    public long PlaceOf(long etype)
    {
        var runs = new FileRuns(this, etype * Elementary.Size, 1);
        return runs.Position;
    }

    /// <summary>Etypes that begin before a place in the file: those of a file that ends there, a part of one counted.</summary>
    public long CountUpTo(long end)
    {
        if (end <= Displacement)
            return 0;
        var copies = Math.Max(0, (end - Displacement - Filetype.TrueLowerBound - Filetype.TrueExtent) / Math.Max(1, Filetype.Extent));
        var bytes = copies * Filetype.Size;
        var runs = new FileRuns(this, bytes, 3 * Filetype.Size);
        while (runs.Length > 0 && runs.Position < end)
        {
            var some = Math.Min(runs.Length, end - runs.Position);
            bytes += some;
            runs.Take(some);
        }

        return (bytes + Elementary.Size - 1) / Elementary.Size;
    }
}
