using MpiWasm.Cli.Output;
using MpiWasm.Sandbox;
using MpiWasm.Sandbox.Paths;

namespace MpiWasm.Cli.Rank;

/// <summary>
/// One note at the end of a rank that looked for a file where no grant reaches: the program's own message ("cannot open input.dat") does
/// not know why. The first rank tells it in any case, the others only where they fail.
/// </summary>
internal static class ReachNote
{
    private static int _isTold;

    /// <param name="policy">Knows what was refused.</param>
    /// <param name="status">The exit status of this rank.</param>
    public static void Tell(SandboxPolicy policy, int status)
    {
        if (policy.Refused.First is { } path && (status != 0 || Report.Rank is null or 0) && Interlocked.Exchange(ref _isTold, 1) == 0)
            Report.Note(Text(path, policy.Options.Directories.IsEmpty));
    }

    /// <summary>What was out of reach, and the option that grants it.</summary>
    internal static string Text(string path, bool nothingIsGranted)
    {
        var directory = RefusedPath.DirectoryOf(path);
        var why = nothingIsGranted ? "no directory is granted to it" : "none of the directories granted to it has that";
        var grant = directory.Any(c => !char.IsAsciiLetterOrDigit(c) && !"/._-+=:@%,".Contains(c, StringComparison.Ordinal))
            ? $"'{GuestText.Of(directory)}'"
            : directory;
        return $"the program looked for '{GuestText.Of(path)}', and {why}; grant it with: mpiwasm run --dir {grant} ...";
    }
}
