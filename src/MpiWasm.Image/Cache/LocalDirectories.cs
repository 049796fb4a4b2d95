using MpiWasm.Unix;

namespace MpiWasm.Image.Cache;

/// <summary>
/// Directories on this node where the user's processes meet: for locks, for files that exist only while something is made, and to stand in
/// for a cache that cannot be used. Whoever needs one makes it
/// (<see cref="WorkDirectory"/>), and it is removed when it is empty.
/// </summary>
public static class LocalDirectories
{
    private const string Prefix = "mpiwasm-";

    /// <summary>All of them, best first: memory, then the session's, then the disk.</summary>
    public static string[] OfUser()
    {
        string[] shared = [Of("/dev/shm"), Of("/tmp")];
        return Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime
            ? [shared[0], Path.Combine(runtime, "mpiwasm"), shared[1]]
            : shared;
    }

    /// <summary>The user's directory in one that all users share.</summary>
    public static string Of(string shared) => Path.Combine(shared, Name);

    /// <summary>Whether a path has the name that such a directory in a shared one has.</summary>
    internal static bool IsOne(string path) => Path.GetFileName(path) == Name;

    private static string Name { get; } = $"{Prefix}{Libc.EffectiveUser()}";
}
