using System.Diagnostics;

namespace MpiWasm.MpichSuite;

/// <summary>Builds the tests' programs with make in a configured build.</summary>
internal sealed class Build(string directory, int jobs)
{
    private static readonly string[] Libraries = ["util", "dtpools"];

    /// <summary>Builds the programs of the entries. The result has a reason for each one that cannot be built, by its path.</summary>
    public Dictionary<string, string> Make(IEnumerable<TestEntry> entries)
    {
        var failures = new Dictionary<string, string>();
        // Parts of the libraries may not compile; programs that need them then don't link, and say what they miss.
        foreach (var library in Libraries)
            Make(Path.Combine(directory, library), []);
        foreach (var group in entries.GroupBy(e => e.Directory))
        {
            var folder = Path.Combine(directory, group.Key);
            var programs = group.Select(e => e.Program).Distinct().ToList();
            // Tests of spawning start programs that are in no list.
            Make(folder, group.Key.Contains("spawn", StringComparison.Ordinal) ? ["all-am"] : programs);
            if (UpToDate(folder, programs))
                continue;
            foreach (var program in programs.Where(p => !UpToDate(folder, [p])))
                failures[$"{group.Key}/{program}"] = Reason.FromBuild(Make(folder, [program]));
        }
        return failures;
    }

    /// <summary>Whether make has nothing left to do; that a program exists may mean that it could not be built anew.</summary>
    private static bool UpToDate(string folder, IEnumerable<string> programs)
    {
        using var question = Process.Start(Silent("make", folder, ["-q", .. programs]))!;
        question.WaitForExit();
        return question.ExitCode == 0;
    }

    private string Make(string folder, IReadOnlyList<string> targets)
    {
        var start = Silent("make", folder, ["-k", $"-j{jobs}", "V=0", .. targets]);
        using var make = Process.Start(start)!;
        var errors = make.StandardError.ReadToEndAsync();
        var output = make.StandardOutput.ReadToEnd();
        make.WaitForExit();
        return errors.Result + output;
    }

    private static ProcessStartInfo Silent(string program, string folder, string[] arguments) =>
        new(program, arguments) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true };
}
