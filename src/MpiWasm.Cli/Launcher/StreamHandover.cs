using System.Globalization;
using MpiWasm.Unix;

namespace MpiWasm.Cli.Launcher;

/// <summary>
/// `run -n` lets the ranks on its own machine write to its standard output and error themselves. What goes through mpirun is read and
/// written on in pieces that end anywhere, so that lines of many ranks get mixed; blocks of whole lines written to one pipe, terminal or
/// file do not. The ranks find the streams through /proc, by the process number that mpirun takes over from us, and make sure that they are
/// the very ones; where not (another machine), they use what mpirun gave them.
/// </summary>
internal static class StreamHandover
{
    private const string Variable = "MPIWASM_STREAMS";

    /// <summary>Whether this process is a rank that `run -n` has started.</summary>
    public static bool IsOffered => Environment.GetEnvironmentVariable(Variable) is not null;

    /// <summary>Tells the ranks where our streams are; before mpirun replaces this process.</summary>
    public static void Offer()
    {
        // Several writers of one file must not write over each other.
        foreach (var fd in new[] { 1, 2 })
        {
            if (Libc.FileControl(fd, FileControls.GetFlags, 0) is var flags and >= 0)
                _ = Libc.FileControl(fd, FileControls.SetFlags, flags | OpenFlags.Append);
        }
        if (Identity(1) is { } output && Identity(2) is { } error)
            Libc.SetVariable(
                Variable, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId} {output} {error}"), overwrite: true);
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
        _ = o >= 0 ? Libc.Close(o) : 0;
        _ = e >= 0 ? Libc.Close(e) : 0;
        return null;
    }

    private static int Open(string process, int fd, string identity)
    {
        if (!int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return -1;
        var opened = Libc.Open(
            string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/fd/{fd}"),
            OpenFlags.WriteOnly | OpenFlags.Append | OpenFlags.NoControllingTerminal | OpenFlags.CloseOnExec,
            0);
        if (opened < 0 || Identity(opened) == identity)
            return opened;
        _ = Libc.Close(opened);
        return -1;
    }

    /// <summary>Device and number of an open file, or null.</summary>
    private static string? Identity(int fd) => FileStatus.Of(fd, out var status)
        ? string.Create(CultureInfo.InvariantCulture, $"{status.DeviceMajor}:{status.DeviceMinor}:{status.Inode}")
        : null;
}
