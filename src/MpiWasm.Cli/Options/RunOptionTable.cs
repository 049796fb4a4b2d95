using System.CommandLine;
using System.Globalization;
using MpiWasm.Cli.Output;
using MpiWasm.Embedding.Compilation;
using MpiWasm.Mpi.Hosts.Library;
using MpiWasm.Sandbox.Wall;
using MpiWasm.Wasi.Threads;

namespace MpiWasm.Cli.Options;

/// <summary>
/// The options of `mpiwasm run`: a row says how the option is shown, how it is read, and how the ranks that this process starts get to know
/// of it.
/// </summary>
internal sealed class RunOptionTable
{
    private readonly RunOption[] _rows;

    private RunOptionTable(IEnumerable<RunOption> rows) => _rows = [.. rows];

    /// <summary>All options of `run`.</summary>
    public static RunOptionTable OfRun() => new([.. OfRanks(), .. OfSandbox(), .. OfLimits(), .. OfCode(), .. OfMessages()]);

    /// <summary>Those of them that `compile` has.</summary>
    public static RunOptionTable OfCompile() => new(OfRun()._rows.Where(row => row.IsForCompiling));

    /// <summary>Those of them that say how code is made.</summary>
    public static RunOptionTable OfListing() => new(OfCode().Where(row => row.IsForCompiling));

    /// <summary>The words that give a rank the same options.</summary>
    public static IEnumerable<string> Words(RunOptions run) => OfRun()._rows.SelectMany(row => row.Words(run));

    /// <summary>Which MPI library: an option of other commands, too.</summary>
    public static Option<string?> Mpi() => new("--mpi")
    {
        HelpName = $"auto|{string.Join('|', MpiLibrary.FamilyNames)}|{MpiChoice.Local}|PATH",
        Description = "The MPI library to use (also $MPIWASM_MPI): a family or a file; local is mpiwasm's own, whose ranks are "
            + "threads of one process. auto, the default, is the launcher's, else the first that the dynamic linker finds, else local.",
    };

    public void AddTo(Command command)
    {
        foreach (var row in _rows)
            command.Options.Add(row.Option);
    }

    /// <exception cref="UsageException">A value makes no sense.</exception>
    public RunOptions Read(ParseResult parsed, string module, IReadOnlyList<string> arguments) =>
        _rows.Aggregate(new RunOptions { Module = module, Arguments = arguments }, (run, row) => row.Read(run, parsed));

    private static IEnumerable<RunOption> OfRanks()
    {
        var ranks = new Option<int?>("-n", "-np")
        {
            HelpName = "N",
            Description = "Number of ranks: starts them with the mpirun that matches the MPI library, or here where that is local.",
        };
        ranks.Validators.Add(result =>
        {
            if (result.Tokens is [{ } token] && (!int.TryParse(token.Value, out var n) || n < 1))
                result.AddError($"-n wants a number of ranks of at least 1, not '{token.Value}'");
        });
        // The launcher is told, and not the ranks.
        yield return Row(ranks, (run, n) => run with { Ranks = n }, _ => []);
        yield return Row(Mpi(), (run, mpi) => run with { Mpi = mpi }, run => Value("--mpi", run.Mpi)).ForCompiling();
        yield return Flag(
            "--allow-ports",
            "Lets the guest open, publish and look up ports (MPI_Open_port, MPI_Comm_connect), by which it reaches other jobs.",
            (run, isGiven) => run with { AllowPorts = isGiven },
            run => run.AllowPorts);
        yield return Flag(
            "--allow-spawn",
            "Lets the guest start modules below its directories as further ranks (MPI_Comm_spawn), with the options it has itself.",
            (run, isGiven) => run with { AllowSpawn = isGiven },
            run => run.AllowSpawn);
        yield return Flag(
            "--allow-mpi-t-write",
            "Lets the guest write variables of the MPI library (MPI_T_cvar_write, MPI_T_pvar_write).",
            (run, isGiven) => run with { AllowToolWrites = isGiven },
            run => run.AllowToolWrites);
        // Ranks that a guest starts get it, and not those of this job: see RankCommand.
        yield return Row(
            new Option<bool>(RankCommand.SpawnedOption) { Hidden = true }, (run, isGiven) => run with { IsSpawned = isGiven }, _ => []);
    }

    private static IEnumerable<RunOption> OfSandbox()
    {
        yield return Row(
            new Option<string[]>("--dir")
            {
                HelpName = "HOST[::GUEST][:ro]",
                Description = "Lets the guest see a directory, under the name GUEST; with :ro only to read. May be given several times.",
            },
            (run, given) => run with { Isolation = run.Isolation with { Directories = given ?? [] } },
            run => run.Isolation.Directories.Select(directory => $"--dir={directory}"));
        yield return Row(
            new Option<string[]>("--env")
            {
                HelpName = "NAME[=VALUE]",
                Description = "Sets an environment variable of the guest; without a value it is the host's. May be given several times.",
            },
            (run, given) => run with { Isolation = run.Isolation with { Variables = given ?? [] } },
            run => run.Isolation.Variables.Select(variable => $"--env={variable}"));
        var inherited = new Option<string[]>("--env-inherit")
        {
            HelpName = "PATTERN",
            Description = "Passes on the host's variables whose names match, such as 'OMP_*', which is the "
                + "default; '' passes none on. May be "
                + "given several times.",
        };
        yield return new RunOption(
            inherited,
            (run, parsed) => parsed.GetResult(inherited) is null
                ? run
                : run with { Isolation = run.Isolation with { Inherited = parsed.GetValue(inherited) } },
            run => (run.Isolation.Inherited ?? []).Select(pattern => $"--env-inherit={pattern}"));
        yield return Row(
            new Option<string?>("--output-dir")
            {
                HelpName = "DIR",
                Description = "Writes what each rank prints to DIR/rank-N.out instead of the terminal.",
            },
            (run, directory) => run with { Isolation = run.Isolation with { OutputDirectory = directory } },
            run => Value("--output-dir", run.Isolation.OutputDirectory));
        yield return Flag(
            "--tty-raw",
            "Lets all terminal escape sequences of the guest through, also those that query or reprogram the terminal.",
            (run, isGiven) => run with { Isolation = run.Isolation with { RawTerminal = isGiven } },
            run => run.Isolation.RawTerminal);
        var wall = new Option<string>("--wall")
        {
            HelpName = "auto|full|off",
            Description = "What the kernel refuses should a check of ours fail. auto, the default: system "
                + "calls no rank needs, and all files "
                + "but the granted ones where ranks do not read each other's memory (single ranks, programs without MPI). full: such files "
                + "always; large messages within a node get slower. off: nothing.",
            DefaultValueFactory = _ => "auto",
        };
        wall.AcceptOnlyFromAmong("auto", "full", "off");
        yield return Row(
            wall,
            (run, mode) => run with { Isolation = run.Isolation with { Wall = Enum.Parse<WallMode>(mode!, ignoreCase: true) } },
            run => run.Isolation.Wall == WallMode.Auto ? [] : Value("--wall", run.Isolation.Wall.ToString().ToLowerInvariant()));
    }

    private static IEnumerable<RunOption> OfLimits()
    {
        yield return Limit(
            "--max-memory",
            "BYTES",
            "The most linear memory and tables a rank may have, for example 512M; beyond it the guest's malloc returns NULL.",
            ByteSize.Parse,
            (limits, bytes) => limits with { Memory = bytes },
            limits => Text(limits.Memory));
        yield return Limit(
            "--max-host-memory",
            "BYTES",
            "The most memory that MPI may take for a rank outside of its linear memory: objects, "
                + "requests, messages not received. Beyond it "
                + "MPI calls return MPI_ERR_NO_MEM (default: as --max-memory, at least 64M; without that, 4G).",
            ByteSize.Parse,
            (limits, bytes) => limits with { HostMemory = bytes },
            limits => Text(limits.HostMemory));
        yield return Limit(
            "--max-open-files",
            "N",
            "The most files and directories a rank may have open, standard streams and --dir included; beyond it open fails with EMFILE.",
            (option, text) => Count(option, text, least: 1),
            (limits, files) => limits with { OpenFiles = files },
            limits => Text(limits.OpenFiles));
        yield return Limit(
            "--max-threads",
            "N",
            "The most threads a rank may have at a time besides its first; beyond it pthread_create fails with EAGAIN (default: "
                + $"{ThreadOptions.DefaultLimit}).",
            (option, text) => Count(option, text, least: 0),
            (limits, threads) => limits with { Threads = threads },
            limits => Text(limits.Threads));
        yield return Limit(
            "--timeout",
            "TIME",
            "Ends the job after this time, for example 90, 90s, 15m or 2h, with status 124.",
            Duration.Parse,
            (limits, time) => limits with { Timeout = time },
            limits => Text(limits.Timeout?.TotalSeconds));
        yield return Limit(
            "--cpu-limit",
            "TIME",
            "Ends the job when a rank has used this much processor time, all its threads together, with status 152.",
            Duration.Parse,
            (limits, time) => limits with { Processor = time },
            limits => Text(limits.Processor?.TotalSeconds));
        yield return Row(
            new Option<string>("--stack-size")
            {
                HelpName = "BYTES",
                Description = "Native stack for guest code, for example 64M (default 8M).",
                DefaultValueFactory = _ => "8M",
            },
            (run, size) => run with { StackSize = ByteSize.Parse("--stack-size", size!) },
            run => Value("--stack-size", Text(run.StackSize)));
    }

    private static IEnumerable<RunOption> OfCode()
    {
        var traps = new Option<string>("--traps")
        {
            HelpName = "relaxed|precise",
            Description = "relaxed: accesses whose result is unused may be dropped, as in native code. precise: each access happens, in "
                + "order, slower. The sandbox is the same.",
            DefaultValueFactory = _ => "relaxed",
        };
        traps.AcceptOnlyFromAmong("relaxed", "precise");
        yield return Row(
            traps,
            (run, mode) => run with { PreciseTraps = mode == "precise" },
            run => run.PreciseTraps ? Value("--traps", "precise") : []).ForCompiling();
        yield return Flag(
            "--null-ok",
            "Lets the guest read and write through null pointers, which trap in modules linked by mpiwasm-cc.",
            (run, isGiven) => run with { NullIsMemory = isGiven },
            run => run.NullIsMemory);
        yield return Row(
            new Option<int>(NextStep.OptimizeOption)
            {
                HelpName = "0|1|2|3",
                Description = "How much the module is optimised (default 3). Less makes a first start "
                    + "faster and the program slower. Images "
                    + "of each level are cached.",
                DefaultValueFactory = _ => 3,
            },
            (run, level) => level is >= 0 and <= 3
                ? run with { Compilation = run.Compilation with { OptimizationLevel = level } }
                : throw new UsageException($"{NextStep.OptimizeOption} wants a number from 0 to 3, not {level}"),
            run => Value(NextStep.OptimizeOption, Text(run.Compilation.OptimizationLevel))).ForCompiling();
        yield return Row(
            new Option<string?>(NextStep.CompileTimeOption)
            {
                HelpName = "SECONDS",
                Description = "How long compiling may take (default 600). What takes longer is tried once more with less optimisation.",
            },
            (run, time) => time is null ? run : run with { Compilation = run.Compilation.Within(Seconds(time)) },
            run => Value(NextStep.CompileTimeOption, Text(run.Compilation.Limits.WallClock.TotalSeconds))).ForCompiling();
        yield return Row(
            new Option<string?>(NextStep.CompileMemoryOption)
            {
                HelpName = "BYTES",
                Description = "How much memory the compiler may use, for example 4G (default: half of what the machine has, or of what a "
                    + "container or batch job may use).",
            },
            (run, memory) => memory is null
                ? run
                : run with { Compilation = run.Compilation.Within(ByteSize.Parse(NextStep.CompileMemoryOption, memory)) },
            run => Value(NextStep.CompileMemoryOption, Text(run.Compilation.Limits.MemoryBytes))).ForCompiling();
    }

    private static IEnumerable<RunOption> OfMessages()
    {
        yield return Row(
            new Option<bool>("--quiet", "-q") { Description = "No notes, only errors." },
            (run, isGiven) => run with { Quiet = isGiven },
            run => run.Quiet ? ["--quiet"] : []);
    }

    private static RunOption Row<T>(
        Option<T> option, Func<RunOptions, T?, RunOptions> read, Func<RunOptions, IEnumerable<string>> words) =>
        new(option, (run, parsed) => read(run, parsed.GetValue(option)), words);

    private static RunOption Flag(
        string name, string description, Func<RunOptions, bool, RunOptions> read, Func<RunOptions, bool> given) =>
        Row(new Option<bool>(name) { Description = description }, read, run => given(run) ? [name] : []);

    private static RunOption Limit<T>(
        string name, string helpName, string description, Func<string, string, T> parse, Func<LimitSettings, T, LimitSettings> read,
        Func<LimitSettings, string?> text) =>
        Row(
            new Option<string?>(name) { HelpName = helpName, Description = description },
            (run, given) => given is null ? run : run with { Limits = read(run.Limits, parse(name, given)) },
            run => Value(name, text(run.Limits)));

    /// <summary>One word, so that a value may begin with a dash; none where there is no value.</summary>
    private static IEnumerable<string> Value(string name, string? value) => value is null ? [] : [$"{name}={value}"];

    private static string? Text<T>(T? value)
        where T : struct, IFormattable => value?.ToString(null, CultureInfo.InvariantCulture);

    private static string? Text<T>(T value)
        where T : struct, IFormattable => value.ToString(null, CultureInfo.InvariantCulture);

    private static int Count(string option, string text, int least) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : throw new UsageException($"{option} wants a number of at least {least}, not '{text}'");

    private static TimeSpan Seconds(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && seconds is > 0 and <= 1_000_000
            ? TimeSpan.FromSeconds(seconds)
            : throw new UsageException($"{NextStep.CompileTimeOption} wants a number of seconds above 0, not '{text}'");
}
