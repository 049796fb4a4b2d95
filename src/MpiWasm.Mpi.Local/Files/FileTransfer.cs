using Microsoft.Win32.SafeHandles;
using MpiWasm.Mpi.Local.Datatypes;

namespace MpiWasm.Mpi.Local.Files;

/// <summary>
/// Moves data between elements in memory and a file. Runs of memory that are shorter than those of the file are gathered, so that a call of
/// the system moves as much as the view allows.
/// </summary>
internal static unsafe class FileTransfer
{
    /// <summary>Bytes gathered at most.</summary>
    private const int Chunk = 1 << 20;

    /// <summary>Bytes of one call at most.</summary>
    private const long MostAtOnce = 1 << 30;

    /// <param name="file">The file.</param>
    /// <param name="view">What of it is accessed.</param>
    /// <param name="start">Bytes of data in the view before the access.</param>
    /// <param name="buffer">The elements, their number and type.</param>
    /// <param name="count"><inheritdoc cref="Read" path="/param[@name='buffer']"/></param>
    /// <param name="type"><inheritdoc cref="Read" path="/param[@name='buffer']"/></param>
    /// <returns>The bytes that were there.</returns>
    public static long Read(SafeFileHandle file, FileView view, long start, void* buffer, long count, Datatype type)
    {
        var bytes = count * type.Size;
        if (bytes == 0)
            return 0;
        var memory = new RunCursor(buffer, count, type, new RunCursor.Level[RunCursor.LevelsOf(type)]);
        var runs = new FileRuns(view, start, bytes);
        using var gathered = new Scratch(Math.Min(bytes, Chunk));
        for (var left = bytes; left > 0;)
        {
            var piece = Math.Min(left, Math.Min(runs.Length, MostAtOnce));
            var isWhole = memory.Length >= Math.Min(piece, Chunk);
            piece = Math.Min(piece, isWhole ? memory.Length : Chunk);
            var read = RandomAccess.Read(file, new Span<byte>(isWhole ? memory.Address : gathered.Address, (int)piece), runs.Position);
            if (isWhole)
                memory.Take(read);
            else
                Scatter(gathered.Address, read, ref memory);
            left -= read;
            if (read == 0)
                return bytes - left;
            if (left > 0)
                runs.Take(read);
        }

        return bytes;
    }

    /// <inheritdoc cref="Read"/>
    /// <returns>The bytes written, which are all.</returns>
    /// <exception cref="IOException">They could not be.</exception>
    public static long Write(SafeFileHandle file, FileView view, long start, void* buffer, long count, Datatype type)
    {
        var bytes = count * type.Size;
        if (bytes == 0)
            return 0;
        var memory = new RunCursor(buffer, count, type, new RunCursor.Level[RunCursor.LevelsOf(type)]);
        var runs = new FileRuns(view, start, bytes);
        using var gathered = new Scratch(Math.Min(bytes, Chunk));
        for (var left = bytes; left > 0;)
        {
            var piece = Math.Min(left, Math.Min(runs.Length, MostAtOnce));
            var isWhole = memory.Length >= Math.Min(piece, Chunk);
            piece = Math.Min(piece, isWhole ? memory.Length : Chunk);
            if (!isWhole)
                Gather(ref memory, gathered.Address, piece);
            RandomAccess.Write(file, new ReadOnlySpan<byte>(isWhole ? memory.Address : gathered.Address, (int)piece), runs.Position);
            if (isWhole)
                memory.Take(piece);
            left -= piece;
            if (left > 0)
                runs.Take(piece);
        }

        return bytes;
    }

    private static void Gather(ref RunCursor memory, byte* to, long bytes)
    {
        while (bytes > 0)
        {
            var some = Math.Min(bytes, memory.Length);
            Buffer.MemoryCopy(memory.Address, to, some, some);
            memory.Take(some);
            to += some;
            bytes -= some;
        }
    }

    private static void Scatter(byte* from, long bytes, ref RunCursor memory)
    {
        while (bytes > 0)
        {
            var some = Math.Min(bytes, memory.Length);
            Buffer.MemoryCopy(from, memory.Address, some, some);
            memory.Take(some);
            from += some;
            bytes -= some;
        }
    }
}
