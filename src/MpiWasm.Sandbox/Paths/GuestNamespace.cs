using MpiWasm.Sandbox.Grants;

namespace MpiWasm.Sandbox.Paths;

/// <summary>
/// Finds the granted directory that a whole path of the guest lies in, by the rule of wasi-libc, so that a file opened by MPI is the file
/// that <c>fopen</c> opens: a path without leading slash is relative to "/", the longest granted name that is a prefix in whole components
/// wins, and of the same length the one granted last.
/// </summary>
internal static class GuestNamespace
{
    /// <param name="directories">What was granted.</param>
    /// <param name="path">The guest's path.</param>
    /// <param name="relative">The path relative to the directory; "." for the directory itself.</param>
    /// <returns>The directory, or null where no granted name is a prefix of the path.</returns>
    public static SandboxDirectory? Find(
        ReadOnlySpan<SandboxDirectory> directories, ReadOnlySpan<byte> path, out ReadOnlySpan<byte> relative)
    {
        relative = default;
        if (path.IsEmpty)
            return null;
        var wanted = WithoutRoot(path);
        SandboxDirectory? found = null;
        var length = -1;
        foreach (var directory in directories)
        {
            var name = WithoutRoot(directory.GuestPath.Span);
            var end = name.TrimEnd((byte)'/').Length;
            if (end < length || !IsPrefix(name[..end], wanted))
                continue;
            found = directory;
            length = end;
        }
        if (found is null)
            return null;
        relative = wanted[length..].TrimStart((byte)'/');
        if (relative.IsEmpty)
            relative = "."u8;
        return found;
    }

    private static bool IsPrefix(ReadOnlySpan<byte> name, ReadOnlySpan<byte> path) =>
        path.StartsWith(name) && (name.IsEmpty || path.Length == name.Length || path[name.Length] == (byte)'/');

    /// <summary>Cuts off "/", "./" and a lone ".": names of where the guest starts.</summary>
    private static ReadOnlySpan<byte> WithoutRoot(ReadOnlySpan<byte> path)
    {
        while (true)
        {
            if (path.StartsWith("/"u8))
                path = path[1..];
            else if (path.StartsWith("./"u8))
                path = path[2..];
            else
                return path.SequenceEqual("."u8) ? default : path;
        }
    }
}
