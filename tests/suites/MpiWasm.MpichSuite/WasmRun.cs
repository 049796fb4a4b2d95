using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;

namespace MpiWasm.MpichSuite;

/// <summary>
/// The suite as Wasm: built with mpiwasm-cc, compiled for the machine once, and run between the host's launcher and the program by mpiwasm.
/// </summary>
internal sealed class WasmRun(Host host, Options options)
{
    /// <summary>Speed is not tested here, and programs that expand to hundreds of kilobytes compile in half of the time.</summary>
    private const string Level = "1";

    private static readonly string[] Wrappers = ["mpiwasm-cc", "mpiwasm-fc"];

    private readonly string _mpiwasm = Path.Combine(options.Bin, "mpiwasm");
    private readonly ConcurrentDictionary<string, Lazy<string?>> _images = [];

    public void Run(
        IReadOnlyList<TestEntry> entries, Dictionary<string, Outcome> native, Action<TestEntry, Outcome> done, CancellationToken stop)
    {
        DropOldBuild(entries);
        Directory.CreateDirectory(options.Logs);
        var unbuilt = new Build(options.WasmBuild, options.Jobs).Make(entries);
        var launch = new Launch(host, options.WasmBuild);
        var count = 0;
        new Schedule(options.Jobs, stop).Run(entries, entry => unbuilt.TryGetValue(entry.Path, out var reason)
            ? Outcome.Failed(reason)
            : Run(launch, entry, native[entry.Name].Seconds, stop), (entry, outcome) =>
        {
            Console.Error.WriteLine(
                $"[{Interlocked.Increment(ref count)}/{entries.Count}] {(outcome.Passed ? "pass" : "FAIL")} {entry.Name} {outcome.Reason}");
            done(entry, outcome);
        });
    }

    private Outcome Run(Launch launch, TestEntry entry, double nativeSeconds, CancellationToken stop)
    {
        if (_images.GetOrAdd(entry.Path, _ => new Lazy<string?>(() => Compile(entry))).Value is { } refused)
            return Outcome.Failed(refused);
        // A test may take longer than natively, but one that hangs shall not hold up the others for as long as upstream allows.
        var seconds = Math.Min(2.0 * entry.Seconds, 60 + 20 * nativeSeconds);
        string[] through =
        [
            _mpiwasm, "run", "--optimize", Level, "--dir", ".", .. Grants(entry),
            .. entry.Environment.SelectMany(e => new[] { "--env", $"{e.Name}={e.Value}" }),
        ];
        var job = launch.Run(entry, through, [("MPIWASM_MPI", host.Library)], seconds, stop);
        var log = Path.Combine(options.Logs, LogName(entry));
        if (Verdict.Judge(entry, job) is not { } reason)
        {
            File.Delete(log);
            return Outcome.Success(job.Seconds);
        }
        File.WriteAllText(log, $"{entry.Name}\n{reason}\n\n{job.Output}");
        return Outcome.Failed(reason, job.Seconds);
    }

    /// <summary>
    /// What the user of such a program grants it: tests of dynamic processes start programs and open ports, those of tool
    /// variables write them, one has its file in /tmp.
    /// </summary>
    private static string[] Grants(TestEntry entry) =>
        entry.Directory.Split('/').Contains("spawn") ? ["--allow-spawn", "--allow-ports"]
        : entry.Directory.Split('/').Contains("mpi_t") ? ["--allow-mpi-t-write"]
        : entry.Path == "errors/io/file_errhdl" ? ["--dir", "/tmp"] : [];

    /// <summary>Compiles ahead of time, so that not all ranks do it. Null when it went well.</summary>
    private string? Compile(TestEntry entry)
    {
        var start = new ProcessStartInfo(_mpiwasm, [
            "compile", "--optimize", Level, "--mpi", host.Library, Path.Combine(options.WasmBuild, entry.Path),
        ])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var compile = Process.Start(start)!;
        var errors = compile.StandardError.ReadToEndAsync();
        compile.StandardOutput.ReadToEnd();
        compile.WaitForExit();
        return compile.ExitCode == 0
            ? null
            : Reason.FromOutput([.. errors.Result.Split('\n'), $"mpiwasm compile ended with status {compile.ExitCode}"]);
    }

    private static string LogName(TestEntry entry)
    {
        var name = entry.Name.Replace('/', '-').Replace(' ', ',');
        return (name.Length <= 120
            ? name
            : name[..120] + Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)))[..8])
            + ".txt";
    }

    /// <summary>make knows when sources changed, but not when the wrapper or its libraries did.</summary>
    private void DropOldBuild(IEnumerable<TestEntry> entries)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(options.Bin, "..", "share", "mpiwasm"), "*",
            SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Where(f => Path.GetExtension(f) is ".h" or ".a" or ".o")
            .Concat(Wrappers.Select(w => Path.Combine(options.Bin, w))))
            hash.AppendData(File.ReadAllBytes(file));
        var key = Convert.ToHexStringLower(hash.GetHashAndReset());
        foreach (var folder in entries.Select(e => e.Directory)
            .Concat(["util", "dtpools/src"])
            .Distinct()
            .Select(d => Path.Combine(options.WasmBuild, d)))
        {
            var stamp = Path.Combine(folder, ".toolchain");
            if (File.Exists(stamp) && File.ReadAllText(stamp) == key)
                continue;
            foreach (var file in Directory.EnumerateFiles(folder)
                .Where(f => Path.GetExtension(f) is ".o" or ".lo" or ".la" || Launch.IsProgram(f)))
                File.Delete(file);
            File.WriteAllText(stamp, key);
        }
    }
}
