using System.Runtime.InteropServices;

namespace MpiWasm.MpichSuite;

/// <summary>
/// Runs an entry in a directory of its own that has the programs of the test's directory: tests write files, and start each other.
/// </summary>
internal sealed partial class Launch(Host host, string build)
{
    public static string Scratch { get; } = Directory.CreateTempSubdirectory("mpich-suite-").FullName;
    /// <summary>How long a launcher may take to end a job that exceeded its limit.</summary>
    private const double Grace = 10;
    private static int _count;

    /// <param name="entry">What to run.</param>
    /// <param name="through">What comes between launcher and program: nothing, or <c>mpiwasm run</c> with its options.</param>
    /// <param name="environment">Added to the host's and the entry's.</param>
    /// <param name="seconds">The time the job has.</param>
    /// <param name="stop">Ends the job.</param>
    public JobResult Run(
        TestEntry entry, IEnumerable<string> through, IEnumerable<(string, string)> environment, double seconds, CancellationToken stop)
    {
        var directory = Path.Combine(Scratch, $"{Interlocked.Increment(ref _count)}");
        // Shared memory segments of killed jobs go with the directory.
        var segments = Directory.CreateDirectory(Path.Combine(
            "/dev/shm", $"{Path.GetFileName(Scratch)}-{Path.GetFileName(directory)}")).FullName;
        Directory.CreateDirectory(directory);
        try
        {
            foreach (var program in Directory.EnumerateFiles(Path.Combine(build, entry.Directory)).Where(IsProgram))
                LinkOrCopy(program, Path.Combine(directory, Path.GetFileName(program)));
            string[] command =
                [.. host.Start(entry.Ranks, entry.LauncherArguments, through), $"./{entry.Program}", .. entry.Arguments];
            // Where a test is to fail, the launcher's own time limit is one way to: both have this one.
            var limit = entry.Check.Length > 0 ? [("MPIEXEC_TIMEOUT", $"{Math.Ceiling(seconds):F0}")] : Array.Empty<(string, string)>();
            return new Job(
                directory,
                [
                    .. host.Environment, ("OMPI_MCA_btl_vader_backing_directory", segments), .. limit, .. entry.Environment, .. environment,
                ]).Run(
                command, entry.Check.Length > 0 ? seconds + Grace : seconds, stop);
        }
        finally
        {
            Directory.Delete(segments, recursive: true);
            Directory.Delete(directory, recursive: true);
        }
    }

    public static bool IsProgram(string file) =>
        Path.GetFileName(file).IndexOf('.', StringComparison.Ordinal) < 0 && (File.GetUnixFileMode(file) & UnixFileMode.UserExecute) != 0;

    private static void LinkOrCopy(string file, string link)
    {
        if (HardLink(file, link) != 0)
            File.Copy(file, link);
    }

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int HardLink(string from, string to);
}
