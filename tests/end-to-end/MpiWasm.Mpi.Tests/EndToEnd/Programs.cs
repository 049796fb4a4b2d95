using System.Collections.Concurrent;
using System.Diagnostics;
using MpiWasm.Mpi.Tests.AbiLibrary;
using MpiWasm.Tests.Shared;
using Xunit;

namespace MpiWasm.Mpi.Tests.EndToEnd;

/// <summary>A run of a job.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Errors)
{
    public override string ToString() => $"exit code {ExitCode}\n{Output}{Errors}";
}

/// <summary>The programs of <c>guests/</c>, built natively and as Wasm, and how jobs of them are run.</summary>
public sealed class Programs : IDisposable
{
    /// <summary>Behind the name of the compiler: the option of the wrapper.</summary>
    private const string Wide = " -m64";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly ConcurrentDictionary<(string Compiler, string Name), Lazy<string>> _built = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("mpiwasm-mpi-tests-").FullName;

    /// <summary>Where the built command and the wrappers are.</summary>
    public static string Bin { get; } = Environment.GetEnvironmentVariable("MPIWASM_BIN") ?? Path.Combine(Repository.Root, "out", "bin");

    private static string Guests { get; } =
        Path.Combine(Repository.Root, "tests", "end-to-end", "MpiWasm.Mpi.Tests", "EndToEnd", "guests");

    /// <summary>A native run over Debian's Open MPI or MPICH (<c>openmpi</c>, <c>mpich</c>).</summary>
    internal Outcome RunNative(string name, int ranks, string library = "openmpi", params string[] arguments) =>
        Run($"mpirun.{library}",
            ["-n", $"{ranks}", .. library == "openmpi" ? ["--oversubscribe"] : Array.Empty<string>(),
            Build($"mpicc.{library}", name), .. arguments]);

    /// <summary>The file of a program built for Open MPI.</summary>
    internal string Native(string name) => Build("mpicc.openmpi", name);

    /// <summary>The file of a guest program.</summary>
    internal string Wasm(string name) => Build(Path.Combine(Bin, "mpiwasm-cc"), name);

    internal Outcome RunWasm(string name, int ranks, params string[] options) => RunWasm(name, ranks, options, []);

    internal Outcome RunWasm(string name, int ranks, string[] options, string[] arguments) =>
        Run(Path.Combine(Bin, "mpiwasm"),
            ["run", "-q", "-n", $"{ranks}", .. options, Build(Path.Combine(Bin, "mpiwasm-cc"), name), .. arguments]);

    /// <summary>A job of a guest with a memory of 64 bits.</summary>
    internal Outcome RunWide(string name, int ranks, params string[] options) =>
        Run(Path.Combine(Bin, "mpiwasm"), ["run", "-q", "-n", $"{ranks}", .. options, Build(Path.Combine(Bin, "mpiwasm-cc") + Wide, name)]);

    /// <summary>Whether there is a C library for such guests.</summary>
    internal static bool HasWideLibrary => Directory.Exists(Path.Combine(Bin, "..", "share", "mpiwasm", "sysroot", "wasm64"));

    /// <summary>A job started by a launcher of the test's choice.</summary>
    internal Outcome RunUnder(string launcher, string name, int ranks, params string[] options) =>
        Run(launcher,
            ["-n", $"{ranks}", Path.Combine(Bin, "mpiwasm"), "run", "-q", .. options, Build(Path.Combine(Bin, "mpiwasm-cc"), name)]);

    /// <summary>The test library with the standard ABI.</summary>
    internal string AbiLibrary() => _built.GetOrAdd(("gcc", "libmpi_abi"), _ => new Lazy<string>(() =>
    {
        var folder = Path.Combine(Repository.Root, "tests", "end-to-end", "MpiWasm.Mpi.Tests", "AbiLibrary");
        var (source, library) = (Path.Combine(_folder, "libmpi_abi.c"), Path.Combine(_folder, "libmpi_abi.so.0"));
        File.WriteAllText(source, AbiLibrarySource.Write(File.ReadAllText(Path.Combine(folder, "prelude.c"))));
        var outcome = Run("gcc", ["-shared", "-fPIC", "-O1", "-Wall", "-Wno-unused", "-o", library, source, "-ldl"]);
        return outcome.ExitCode == 0 && outcome.Errors.Length == 0
            ? library
            : throw new InvalidOperationException($"gcc libmpi_abi.c: {outcome}");
    })).Value;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Build(string compiler, string name) => _built.GetOrAdd((compiler, name), key => new Lazy<string>(() =>
    {
        var isWide = key.Compiler.EndsWith(Wide, StringComparison.Ordinal);
        var command = isWide ? key.Compiler[..^Wide.Length] : key.Compiler;
        var suffix = isWide ? "64.wasm" : command.EndsWith("mpiwasm-cc", StringComparison.Ordinal) ? "wasm" : command;
        var program = Path.Combine(_folder, $"{Path.GetFileName(name)}.{suffix}");
        string[] options = [.. isWide ? ["-m64"] : Array.Empty<string>(), "-O2",
            .. key.Name is "threads" or "racing" ? ["-pthread"] : Array.Empty<string>()];
        var outcome = Run(command, [.. options, Path.Combine(Guests, name + ".c"), "-o", program]);
        return outcome.ExitCode == 0 ? program : throw new InvalidOperationException($"{key.Compiler} {name}.c: {outcome}");
    })).Value;

    private static Outcome Run(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT"] = "1";
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end");
        }

        return new Outcome(process.ExitCode, output.Result, errors.Result);
    }
}

/// <summary>A test of whole jobs; skipped, visibly, where the command is not built or an MPI library is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class JobTheoryAttribute : TheoryAttribute
{
    public JobTheoryAttribute(string library = "Open MPI", bool isWide = false)
    {
        IsWide = isWide;
        Library = library;
        if (!File.Exists(Path.Combine(Programs.Bin, "mpiwasm")))
            Skip = $"the command is not built: there is no {Programs.Bin}/mpiwasm (make build)";
        else if (ProgramFactAttribute.Find("mpicc.openmpi") is null)
            Skip = "Open MPI's mpicc is not installed";
        else if (library == "MPICH" && ProgramFactAttribute.Find("mpirun.mpich") is null)
            Skip = "MPICH is not installed";
        else if (isWide && !Programs.HasWideLibrary)
            Skip = "there is no C library for 64-bit guests (make sysroot VARIANT=wasm64)";
    }

    /// <summary>What the guest runs over.</summary>
    public string Library { get; }

    /// <summary>Whether it is compiled for 64 bits.</summary>
    public bool IsWide { get; }
}
