using System.Globalization;
using System.Runtime.InteropServices;

namespace MpiWasm.Cli.Launcher;

/// <summary>
/// `run -n` lets the ranks on its own machine write to its standard output and error themselves. What goes through mpirun is read and
/// written on in pieces that end anywhere, so that lines of many ranks get mixed; blocks of whole lines written to one pipe, terminal or
/// file do not. The ranks find the streams through /proc, by the process number that mpirun takes over from us, and make sure that they are
/// the very ones; where not (another machine), they use what mpirun gave them.
/// </summary>
internal static partial class StreamHandover
{
    private const string Variable = "MPIWASM_STREAMS";
    private const int AppendFlag = 0x400;
    private const int GetFlags = 3;
    private const int SetFlags = 4;

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);

    [LibraryImport("libc")]
    private static partial int fcntl(int fd, int command, nint argument);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags, uint mode);

    [LibraryImport("libc")]
    private static partial int close(int fd);

    /// <summary>Whether this process is a rank that `run -n` has started.</summary>
    public static bool IsOffered => Environment.GetEnvironmentVariable(Variable) is not null;

    /// <summary>Tells the ranks where our streams are; before mpirun replaces this process.</summary>
    public static void Offer()
    {
        // Several writers of one file must not write over each other.
        foreach (var fd in new[] { 1, 2 })
        {
            if (fcntl(fd, GetFlags, 0) is var flags and >= 0)
                _ = fcntl(fd, SetFlags, flags | AppendFlag);
        }
        if (Identity(1) is { } output && Identity(2) is { } error)
            _ = setenv(Variable, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId} {output} {error}"), 1);
    }

    /// <summary>Standard output and error of the launcher, open for this rank, or null.</summary>
    public static (int Output, int Error)? Take()
    {
        if (Environment.GetEnvironmentVariable(Variable)?.Split(' ') is not [var process, var output, var error])
            return null;
        var o = Open(process, 1, output);
        var e = Open(process, 2, error);
        if (o >= 0 && e >= 0)
            return (o, e);
        _ = o >= 0 ? close(o) : 0;
        _ = e >= 0 ? close(e) : 0;
        return null;
    }

    private static int Open(string process, int fd, string identity)
    {
        const int WriteOnly = 1, NoControllingTerminal = 0x100, CloseOnExec = 0x80000;
        if (!int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return -1;
        var opened = open(
            string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/fd/{fd}"),
            WriteOnly | AppendFlag | NoControllingTerminal | CloseOnExec,
            0);
        if (opened < 0 || Identity(opened) == identity)
            return opened;
        _ = close(opened);
        return -1;
    }

    /// <summary>Device and number of an open file, or null.</summary>
    private static unsafe string? Identity(int fd)
    {
        var status = stackalloc byte[256];
        fixed (byte* empty = "\0"u8)
        {
            const int EmptyPath = 0x1000;
            const uint Inode = 0x100;
            return statx(fd, empty, EmptyPath, Inode, status) == 0
                ? string.Create(CultureInfo.InvariantCulture, $"{*(uint*)(status + 136)}:{*(uint*)(status + 140)}:{*(ulong*)(status + 32)}")
                : null;
        }
    }

    [LibraryImport("libc")]
    private static unsafe partial int statx(int fd, byte* path, int flags, uint mask, byte* status);
}
