using System.Text;

namespace MpiWasm.Sandbox.Paths;

/// <summary>
/// The first path that a guest asked for and no granted directory has. A program that misses a file says so in its own words, which know
/// nothing of grants; whoever runs it can say what would help.
/// </summary>
public sealed class RefusedPath
{
    private const int Longest = 4096;

    private string? _first;

    /// <summary>As the guest wrote it; null while nothing was refused.</summary>
    public string? First => Volatile.Read(ref _first);

    /// <summary>Notes a path, if it is the first.</summary>
    internal void Note(ReadOnlySpan<byte> guestPath)
    {
        if (First is null && !guestPath.IsEmpty && guestPath.Length <= Longest)
            _ = Interlocked.CompareExchange(ref _first, Encoding.UTF8.GetString(guestPath), null);
    }

    /// <summary>The directory to grant, as an argument of --dir: the path's own, or the current one for a relative path.</summary>
    public static string DirectoryOf(string guestPath)
    {
        if (!guestPath.StartsWith('/'))
            return ".";
        var end = guestPath.TrimEnd('/').LastIndexOf('/');
        return end <= 0 ? "/" : guestPath[..end];
    }
}
