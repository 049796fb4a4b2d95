using Xunit;

namespace MpiWasm.Mpi.Tests.EndToEnd;

/// <summary>
/// Files and processes: what guests reach of the host through MPI. What works does so as natively, and nothing leads out of the directories
/// of --dir.
/// </summary>
public sealed class FileTests(Programs programs) : IClassFixture<Programs>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mpiwasm-files-").FullName;

    private string Granted => Path.Combine(_folder, "granted");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [JobTheory("MPICH")]
    [InlineData("openmpi")]
    [InlineData("mpich")]
    [InlineData("local")]
    public void Every_call_on_files_does_what_it_does_natively(string library)
    {
        foreach (var ranks in new[] { 1, 2, 4 })
        {
            var native = programs.RunNative("files", ranks, "openmpi", Fresh());
            var wasm = programs.RunWasm("files", ranks, ["--mpi", library, "--dir", Fresh()], [Granted]);
            Assert.True(native.ExitCode == 0 && native.Output.Length > 0, native.ToString());
            Assert.True(wasm.ExitCode == 0, wasm.ToString());
            Assert.Equal(native.Output, wasm.Output);
            Assert.Equal(["arrays", "explicit", "individual", "shared"],
                Directory.GetFileSystemEntries(Granted).Select(Path.GetFileName).Order());
        }
    }

    [JobTheory("MPICH")]
    [InlineData("openmpi", 1)]
    [InlineData("openmpi", 4)]
    [InlineData("mpich", 4)]
    [InlineData("local", 1)]
    [InlineData("local", 4)]
    public void Processes_that_come_late_or_do_not_say_the_same_get_the_answer_of_all_and_data_stay(string library, int ranks)
    {
        var outcome = programs.RunWasm("latecomers", ranks, "--mpi", library, "--dir", $"{Fresh()}::.");
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        string[] lines =
        [
            $"modes differ {(ranks == 1 ? 0 : 1)}", "open 0", "preallocate 0 200", "preallocate 0 200",
            "preallocate 0 700", "set size 0 300",
            $"preallocate 0 {(34 << 20) + 1000}", "changed 0",
        ];
        Assert.Equal(
            string.Concat(lines.SelectMany(line => Enumerable.Range(0, ranks).Select(rank => $"{rank}: {line}\n"))), outcome.Output);
    }

    [JobTheory("MPICH")]
    [InlineData("openmpi", 1)]
    [InlineData("openmpi", 2)]
    [InlineData("mpich", 1)]
    [InlineData("mpich", 2)]
    [InlineData("local", 1)]
    [InlineData("local", 2)]
    public void Accesses_in_the_background_can_be_asked_for_in_every_way(string library, int ranks)
    {
        var outcome = programs.RunWasm("fileasks", ranks, "--mpi", library, "--dir", $"{Fresh()}::.");
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Equal(string.Concat(Enumerable.Range(0, ranks).Select(rank => $"{rank}: 0 failures\n")), outcome.Output);
    }

    [JobTheory("MPICH")]
    [InlineData("openmpi")]
    [InlineData("mpich")]
    [InlineData("local")]
    public void External32_is_big_endian_hints_are_harmless_ones_and_ports_are_closed(string library)
    {
        var outcome = programs.RunWasm("representations", 2, ["--mpi", library, "--dir", Fresh()], [Granted]);
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Equal("0: port refused 1 hints 1 back 1 refused 1\n1: port refused 1 hints 1 back 1 refused 1\n", outcome.Output);
        byte[] expected = [0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 1, 1, 0, 0, 1, 2];
        Assert.Equal(expected, File.ReadAllBytes(Path.Combine(Granted, "external")));
    }

    [JobTheory("MPICH")]
    [InlineData("openmpi")]
    [InlineData("mpich")]
    [InlineData("local")]
    public void Bounds_of_datatypes_far_from_their_data_lead_an_access_nowhere(string library)
    {
        var outcome = programs.RunWasm("farbounds", 1, ["--mpi", library, "--dir", $"{Fresh()}::."], []);
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Equal("0: 54 checks, 0 failed\n", outcome.Output);
    }

    [JobTheory("MPICH")]
    [InlineData("openmpi")]
    [InlineData("mpich")]
    [InlineData("local")]
    public void No_name_leads_out_of_the_granted_directories(string library)
    {
        var secret = Secret();
        Directory.CreateDirectory(Path.Combine(Fresh(), "sub"));
        File.CreateSymbolicLink(Path.Combine(Granted, "absolute"), secret);
        File.CreateSymbolicLink(Path.Combine(Granted, "relative"), "../secret");
        Directory.CreateSymbolicLink(Path.Combine(Granted, "up"), "..");
        File.CreateSymbolicLink(Path.Combine(Granted, "dangling"), Path.Combine(_folder, "made"));
        string[] names = ["g/../secret", "g/absolute", "g/relative", "g/up/secret", "g/dangling", secret, "/proc/self/fd/3",
            "../secret", "g/sub"];
        var outcome = programs.RunWasm("escapes", 1, ["--mpi", library, "--dir", $"{Granted}::g"], names);
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        var lines = outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3 * names.Length, lines.Length);
        Assert.All(lines.Where(l => !l.StartsWith("delete", StringComparison.Ordinal)),
            line => Assert.Matches(": (access|no such file|bad file|other)$", line));
        // Links themselves lie in the directory and may be removed; what they lead to stays.
        Assert.Equal("the secret", File.ReadAllText(secret));
        Assert.False(File.Exists(Path.Combine(_folder, "made")));
    }

    [JobTheory("MPICH")]
    [InlineData("openmpi")]
    [InlineData("mpich")]
    [InlineData("local")]
    public async Task A_link_that_is_swapped_all_the_time_never_leads_out(string library)
    {
        var secret = Secret();
        await File.WriteAllTextAsync(Path.Combine(Fresh(), "file"), "harmless");
        using var stop = new CancellationTokenSource();
        var swapping = Task.Run(() =>
        {
            var (inside, outside, target) =
                (Path.Combine(Granted, "inside"), Path.Combine(Granted, "outside"), Path.Combine(Granted, "swapped"));
            while (!stop.IsCancellationRequested)
            {
                File.CreateSymbolicLink(inside, "file");
                File.Move(inside, target, overwrite: true);
                File.CreateSymbolicLink(outside, secret);
                File.Move(outside, target, overwrite: true);
            }
        });
        var outcome = programs.RunWasm("escapes", 1, ["--mpi", library, "--dir", $"{Granted}::g"], ["loop", "g/swapped"]);
        await stop.CancelAsync();
        await swapping;
        Assert.Equal("0: opened 1 escaped 0 refused 1\n", outcome.Output);
    }

    [JobTheory("MPICH")]
    [InlineData("openmpi")]
    [InlineData("mpich")]
    [InlineData("local")]
    public void Below_a_read_only_directory_files_are_read_and_nothing_else(string library)
    {
        File.WriteAllText(Path.Combine(Fresh(), "file"), "harmless");
        var outcome = programs.RunWasm("escapes", 2, ["--mpi", library, "--dir", $"{Granted}::g:ro"], ["g/file", "g/new"]);
        Assert.Equal(
            """
            0: read 1: opened
            1: read 1: opened
            0: create 1: read only
            1: create 1: read only
            delete 1: read only
            0: read 2: no such file
            1: read 2: no such file
            0: create 2: read only
            1: create 2: read only
            delete 2: read only

            """,
            outcome.Output);
        Assert.Equal(["file"], Directory.GetFileSystemEntries(Granted).Select(Path.GetFileName));
    }

    /// <summary>Debian's MPICH starts no processes, natively either: the guest gets its error.</summary>
    [JobTheory]
    [InlineData("openmpi", 1)]
    [InlineData("openmpi", 2)]
    [InlineData("local", 1)]
    [InlineData("local", 2)]
    public void A_guest_that_may_starts_modules_below_its_directories(string library, int ranks)
    {
        File.Copy(programs.Wasm("spawn"), Path.Combine(Fresh(), "spawn.wasm"));
        var native = programs.RunNative("spawn", ranks, "openmpi", programs.Native("spawn"));
        var wasm = programs.RunWasm("spawn", ranks, ["--mpi", library, "--allow-spawn", "--dir", $"{Granted}::g"], ["g/spawn.wasm"]);
        Assert.True(native.ExitCode == 0 && native.Output.Length > 0, native.ToString());
        Assert.True(wasm.ExitCode == 0, wasm.ToString());
        Assert.Equal(native.Output, wasm.Output);
    }

    [JobTheory("MPICH")]
    [InlineData("openmpi", false)]
    [InlineData("mpich", false)]
    [InlineData("openmpi", true)]
    [InlineData("local", false)]
    [InlineData("local", true)]
    public void Without_leave_or_outside_of_its_directories_it_starts_nothing(string library, bool allowed)
    {
        var module = programs.Wasm("spawn");
        var outcome = programs.RunWasm("spawn", 1,
            ["--mpi", library, .. allowed ? ["--allow-spawn"] : Array.Empty<string>(), "--dir", $"{Fresh()}::g"],
            [allowed ? module : "g/spawn.wasm"]);
        Assert.Equal("0: spawn: MPI_ERR_SPAWN\n", outcome.Output);
        Assert.Equal(0, outcome.ExitCode);
    }

    /// <summary>The granted directory, empty.</summary>
    private string Fresh()
    {
        if (Directory.Exists(Granted))
            Directory.Delete(Granted, recursive: true);
        return Directory.CreateDirectory(Granted).FullName;
    }

    private string Secret()
    {
        var path = Path.Combine(_folder, "secret");
        File.WriteAllText(path, "the secret");
        return path;
    }
}
