using System.Runtime.InteropServices;
using Xunit;

namespace MpiWasm.Cli.Tests;

/// <summary>What the machine around a guest may do to it: MPI libraries that change the process, limits, launchers.</summary>
[Collection("guests")]
public sealed class HostTests(GuestFixture guests)
{
    private const string LeastNormal = "2.2250738585072014e-308";

    [Fact]
    public void A_library_that_takes_the_signals_and_flushes_denormals_does_not_change_the_guest()
    {
        var outcome = Mpiwasm.Run(["run", "--mpi", HostileLibrary(), guests.Module("modes"), LeastNormal, "4000000000"], guests.Cache);
        Assert.Contains("denormals kept", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("the library's handler ran", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("out of bounds memory access", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(134, outcome.ExitCode);
    }

    [Fact]
    public void The_library_is_opened_globally_and_told_not_to_handle_errors()
    {
        var outcome = Mpiwasm.Run(
            ["run", "--mpi", HostileLibrary(), guests.Module("modes"), LeastNormal],
            guests.Cache,
            new Dictionary<string, string?> { ["UCX_ERROR_SIGNALS"] = null });
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Contains("global=1", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("UCX_ERROR_SIGNALS=[]", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_user_says_about_error_signals_stays()
    {
        var outcome = Mpiwasm.Run(
            ["run", "--mpi", HostileLibrary(), guests.Module("modes"), LeastNormal],
            guests.Cache,
            new Dictionary<string, string?> { ["UCX_ERROR_SIGNALS"] = "SIGFPE" });
        Assert.Contains("UCX_ERROR_SIGNALS=[SIGFPE]", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_the_system_does_not_give_is_a_null_pointer_to_the_guest()
    {
        // ulimit -d bounds what may be made writable; growing fails in mprotect, long before the memory's own maximum.
        _ = Mpiwasm.Run(["run", guests.Module("grow"), "1"], guests.Cache);
        var outcome = Mpiwasm.RunProcess(
            "/bin/sh",
            ["-c", "ulimit -d 1500000; exec \"$@\"", "sh", Mpiwasm.Command, "run", guests.Module("grow"), "256"],
            Mpiwasm.Environment(guests.Cache));
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        var got = int.Parse(outcome.Output.Trim()["got ".Length..]);
        Assert.InRange(got, 1, 6);
        var free = Mpiwasm.Run(["run", guests.Module("grow"), "256"], guests.Cache);
        Assert.True(int.Parse(free.Output.Trim()["got ".Length..]) > got, free.ToString());
    }

    [Fact]
    public void More_ranks_than_cores_are_started_with_a_notice()
    {
        var ranks = System.Environment.ProcessorCount + 1;
        var outcome = Mpiwasm.Run(["run", "-n", ranks.ToString(), guests.Module("mpifault"), "none", "0"], guests.Cache);
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Contains(
            $"{ranks} ranks on {System.Environment.ProcessorCount} cores: passing --oversubscribe to mpirun",
            outcome.Error,
            StringComparison.Ordinal);
        Assert.DoesNotContain(
            "--oversubscribe",
            Mpiwasm.Run(["run", "-n", "1", guests.Module("mpifault"), "none", "0"], guests.Cache).Error,
            StringComparison.Ordinal);
        Assert.DoesNotContain(
            "note:",
            Mpiwasm.Run(["run", "-q", "-n", ranks.ToString(), guests.Module("mpifault"), "none", "0"], guests.Cache).Error,
            StringComparison.Ordinal);
    }

    [RootFact]
    public void Root_is_told_that_mpirun_is_told()
    {
        Dictionary<string, string?> nothing = new() { ["OMPI_ALLOW_RUN_AS_ROOT"] = null, ["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = null };
        Dictionary<string, string?> half = new() { ["OMPI_ALLOW_RUN_AS_ROOT"] = "1", ["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = null };
        Dictionary<string, string?> both = new() { ["OMPI_ALLOW_RUN_AS_ROOT"] = "1", ["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1" };
        foreach (var (environment, told) in new[] { (nothing, true), (half, true), (both, false) })
        {
            var outcome = Mpiwasm.Run(["run", "-n", "1", guests.Module("mpifault"), "none", "0"], guests.Cache, environment);
            Assert.True(outcome.ExitCode == 0, outcome.ToString());
            Assert.Equal(told, outcome.Error.Contains("running as root: passing --allow-run-as-root to mpirun", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Ranks_inside_ranks_are_refused()
    {
        var outcome = Mpiwasm.Run(
            ["run", "-n", "2", guests.Module("mpifault"), "none", "0"],
            guests.Cache,
            new Dictionary<string, string?> { ["OMPI_COMM_WORLD_RANK"] = "3" });
        Assert.True(outcome.ExitCode == 1, outcome.ToString());
        Assert.Contains("error MW0813", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("rank 3", outcome.Error, StringComparison.Ordinal);
    }

    /// <summary>guests/hostile-mpi.c built over the machine's Open MPI.</summary>
    private string HostileLibrary()
    {
        var path = Path.Combine(guests.Folder, "libhostile-mpi.so");
        if (File.Exists(path))
            return path;
        var real = Directory.GetFiles(
            $"/usr/lib/{(RuntimeInformation.ProcessArchitecture == Architecture.X64 ? "x86_64" : "aarch64")}-linux-gnu",
            "libmpi.so.40*")[0];
        var outcome = Mpiwasm.RunProcess(
            "clang-22",
            ["-shared", "-fPIC", "-O1", Path.Combine(Mpiwasm.Guests, "hostile-mpi.c"), "-Wl,--no-as-needed", real, "-ldl", "-o", path]);
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        return path;
    }
}
