using System.Runtime.InteropServices;
using MpiWasm.Tests.Shared;
using Xunit;

namespace MpiWasm.Cli.Tests;

/// <summary>
/// A defect planted in the host (a function that makes any call of the kernel) against the wall: what was not granted stays out of reach,
/// and what programs do goes on. The command with the defect is
/// tests/shared/MpiWasm.Cli.Tests.Planted; ours has none of it.
/// </summary>
[Collection("guests")]
public sealed partial class WallTests(GuestFixture guests)
{
    private const int NotPermitted = 1, Denied = 13, NotImplemented = 38;

    private static readonly string[] Files =
        ["read secret", "write secret", "make secret", "write readonly", "directory in secret", "remove secret"];

    private static readonly string[] Calls =
        ["program", "process", "trace", "mount", "bpf", "keys", "handle", "namespace", "signal", "type for the user"];

    private static readonly string[] Granted = ["read granted", "make granted", "read readonly"];

    private const string PlantedName = "MpiWasm.Cli.Tests.Planted";

    /// <summary>In its own output directory, where all its libraries are.</summary>
    private static readonly string Planted = Path.Combine(
        Repository.Root, "tests", "shared", PlantedName, Path.GetRelativePath(
            Path.Combine(Repository.Root, "tests", "end-to-end", "MpiWasm.Cli.Tests"), AppContext.BaseDirectory), PlantedName);

    /// <summary>Whether the kernel has Landlock in a version that is used.</summary>
    private static readonly bool HasLandlock = syscall(444, 0, 0, 1) >= 2;

    [LibraryImport("libc")]
    private static partial nint syscall(nint number, nint a, nint b, nint c);

    /// <summary>What the guest was answered, for each of its ranks.</summary>
    private Dictionary<string, int>[] Run(bool usesMpi, string what, params string[] options)
    {
        var folder = guests.NewFolder("wall");
        foreach (var name in new[] { "secret", "data", "readonly" })
        {
            Directory.CreateDirectory(Path.Combine(folder, name));
            File.WriteAllText(Path.Combine(folder, name, "file"), name);
        }
        File.WriteAllText(Path.Combine(folder, "secret", "victim"), "alive");
        var module = Path.Combine(folder, "wall.wasm");
        var compiled = Mpiwasm.RunProcess(
            Path.Combine(Mpiwasm.Bin, "mpiwasm-cc"),
            ["-O2", .. usesMpi ? [] : (string[])["-DWITHOUT_MPI"], Path.Combine(Mpiwasm.Guests, "wall.c"), "-o", module]);
        Assert.True(compiled.ExitCode == 0, compiled.ToString());
        string[] paths = [.. new[] { "secret", "data", "readonly" }.Select(name => Path.Combine(folder, name))];
        var outcome = Mpiwasm.RunProcess(
            Planted,
            ["run", "-q", .. options, "--dir", $"{paths[1]}::/data", "--dir", $"{paths[2]}::/readonly:ro", module, .. paths, what],
            Mpiwasm.Environment(guests.Cache, new Dictionary<string, string?> { ["DOTNET_EnableDiagnostics"] = "0" }));
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        var lines = outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.Contains('=', line));
        var ranks = lines.Select(line => line.Split('=')).GroupBy(parts => parts[0]).ToList();
        return [.. Enumerable.Range(0, ranks[0].Count())
            .Select(rank => ranks.ToDictionary(g => g.Key, g => int.Parse(g.ElementAt(rank)[1])))];
    }

    private static void AreRefused(Dictionary<string, int> answers, IEnumerable<string> what, params int[] errors) =>
        Assert.All(what, name => Assert.True(errors.Contains(answers[name]), $"{name}: {answers[name]}"));

    private static void CallsAreRefused(Dictionary<string, int> answers)
    {
        AreRefused(answers, Calls, NotPermitted);
        AreRefused(answers, ["ring"], NotImplemented);
        AreRefused(answers, Granted, 0);
    }

    public static TheoryData<string, string> Walled => new()
    {
        { "", "" }, { "openmpi", "1" }, { "mpich", "1" }, { "openmpi --wall=full", "2" }, { "mpich --wall=full", "2" },
    };

    [Theory]
    [MemberData(nameof(Walled))]
    public void A_planted_defect_opens_makes_and_removes_no_file_that_was_not_granted(string mpi, string ranks)
    {
        string[] options = mpi.Length == 0 ? [] : ["-n", ranks, .. $"--mpi {mpi}".Split(' ')];
        // Open MPI 4 makes windows by reading the memory of other ranks, or not at all; there natively too.
        var all = Run(mpi.Length > 0, mpi.StartsWith("mpich", StringComparison.Ordinal) ? "windows" : "calls", options);
        Assert.Equal(ranks == "2" ? 2 : 1, all.Length);
        foreach (var answers in all)
        {
            CallsAreRefused(answers);
            AreRefused(answers, ["foreign memory"], NotPermitted);
            if (mpi.Length == 0)
                AreRefused(answers, ["socket"], NotPermitted);
            if (HasLandlock)
                AreRefused(answers, Files, Denied);
        }
    }

    [SkippableKernelFact]
    public void This_kernel_restricts_files() => Assert.True(HasLandlock);

    [Theory]
    [InlineData("openmpi")]
    [InlineData("mpich")]
    public void Ranks_that_read_each_others_memory_are_kept_from_all_other_calls(string mpi) =>
        Assert.All(Run(true, "windows", "-n", "2", "--mpi", mpi), CallsAreRefused);

    [Fact]
    public void Without_the_wall_the_planted_defect_does_what_it_wants()
    {
        var answers = Assert.Single(Run(false, "files", "--wall=off"));
        AreRefused(answers, ["read secret", "write secret", "make secret", "directory in secret", "remove secret", "write readonly"], 0);
    }

    /// <summary>Skipped visibly where the kernel has no Landlock: then only the calls are tested.</summary>
    private sealed class SkippableKernelFactAttribute : FactAttribute
    {
        public SkippableKernelFactAttribute()
        {
            if (!HasLandlock)
                Skip = "this kernel has no Landlock: that files are restricted is not tested";
        }
    }
}
