using System.CommandLine;
using System.CommandLine.Help;
using MpiWasm.Cli.Commands;
using MpiWasm.Cli.Options;
using MpiWasm.Cli.Output;

namespace MpiWasm.Cli;

/// <summary>
/// The command line. Everything after the module belongs to the guest, dashes and all, so the words are split
/// at the module before they are parsed.
/// </summary>
internal static class CommandLine
{
    public static int Invoke(string[] args)
    {
        // The compile worker is started by us, with words of our own.
        if (CompileWorker.TryRun(args, out var workerStatus))
            return workerStatus;

        var root = new RootCommand(
            "Runs MPI applications that were compiled once to WebAssembly, at native speed, on the machine's own MPI library.");
        var run = Run(out var guestArguments);
        root.Subcommands.Add(run);
        root.Subcommands.Add(Compile());
        root.Subcommands.Add(Validate());
        root.Subcommands.Add(Inspect());
        root.Subcommands.Add(Cache());
        root.Subcommands.Add(Wrappers());
        root.Subcommands.Add(Doctor());
        root.Subcommands.Add(AdaptCalls());

        if (args.Length > 0 && Misspelling.Of(args[0], [.. root.Subcommands.Select(c => c.Name)]) is { } meant)
        {
            Report.Error(
                CommandErrors.Usage,
                $"there is no command '{GuestText.Of(args[0])}', and no file of this name",
                $"Did you mean mpiwasm {meant}?");
            return ExitCode.Usage;
        }

        // `mpiwasm app.wasm` and `mpiwasm -n 4 app.wasm` are short for `mpiwasm run …`.
        if (args.Length > 0 && IsShortForm(root, run, args))
            args = ["run", .. args];
        if (args is ["run", ..])
        {
            var module = ModulePosition(run, args);
            guestArguments.AddRange(args[Math.Min(args.Length, module + 1)..]);
            args = args[..Math.Min(args.Length, module + 1)];
        }

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            Report.Error(
                CommandErrors.Usage,
                parsed.Errors[0].Message,
                $"See mpiwasm {(args is ["run" or "compile" or "validate" or "inspect" or "cache", ..] ? $"{args[0]} " : "")}--help.");
            return ExitCode.Usage;
        }

        if (parsed.Action is null)
        {
            Report.Error(CommandErrors.Usage, "no command given", "Try mpiwasm run -n 4 app.wasm, or mpiwasm --help.");
            return ExitCode.Usage;
        }

        using var output = new StringWriter();
        var status = parsed.Invoke(new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
            Output = output,
        });
        if (output.ToString() is { Length: > 0 } text)
            Report.Text(Reword(text));
        return status;
    }

    /// <summary>The library's help puts options last, where ours would be the guest's; and its version says only a number.</summary>
    private static string Reword(string text) => char.IsAsciiDigit(text[0])
        ? $"mpiwasm {text}"
        : text.Replace("mpiwasm run <app.wasm> [options]",
            "mpiwasm run [options] <app.wasm> [arguments of the guest]",
            StringComparison.Ordinal)
            .Replace(" <app.wasm> [options]", " [options] <app.wasm>", StringComparison.Ordinal);

    private static bool IsShortForm(RootCommand root, Command run, string[] args)
    {
        if (!args[0].StartsWith('-'))
            return !root.Subcommands.Any(c => c.Name == args[0]);
        var name = args[0].Split('=')[0];
        return run.Options.Any(o => o is not HelpOption && (o.Name == name || o.Aliases.Contains(name)));
    }

    /// <summary>The index of the module among the words of `run`: the first that is neither an option nor an option's value.</summary>
    private static int ModulePosition(Command run, string[] args)
    {
        var at = 1;
        while (at < args.Length)
        {
            var word = args[at];
            if (word == "--")
                return at + 1;
            if (!word.StartsWith('-') || word == "-")
                return at;
            var option = run.Options.FirstOrDefault(o => o.Name == word || o.Aliases.Contains(word));
            at += option is not null && option.ValueType != typeof(bool) ? 2 : 1;
        }

        return at;
    }

    private static Command Run(out List<string> guestArguments)
    {
        var ranks = new Option<int?>("-n", "-np")
        {
            HelpName = "N",
            Description = "Number of ranks: starts them with the mpirun that matches the MPI library.",
        };
        ranks.Validators.Add(result =>
        {
            if (result.Tokens is [{ } token] && (!int.TryParse(token.Value, out var n) || n < 1))
                result.AddError($"-n wants a number of ranks of at least 1, not '{token.Value}'");
        });
        var isolation = new IsolationOptions();
        var limits = new LimitOptions();
        var mpi = MpiOption();
        var toolWrites = new Option<bool>("--allow-mpi-t-write")
        {
            Description = "Lets the guest write variables of the MPI library (MPI_T_cvar_write, MPI_T_pvar_write).",
        };
        var ports = new Option<bool>("--allow-ports")
        {
            Description = "Lets the guest open, publish and look up ports (MPI_Open_port, "
                + "MPI_Comm_connect), by which it reaches other jobs.",
        };
        var spawn = new Option<bool>("--allow-spawn")
        {
            Description = "Lets the guest start modules below its directories as further ranks "
                + "(MPI_Comm_spawn), with the options it has itself.",
        };
        var spawned = new Option<bool>(RankCommand.SpawnedOption) { Hidden = true };
        var stack = new Option<string>("--stack-size")
        {
            HelpName = "BYTES",
            Description = "Native stack for guest code, for example 64M (default 8M).",
            DefaultValueFactory = _ => "8M",
        };
        var traps = TrapsOption();
        var nullOk = new Option<bool>("--null-ok")
        {
            Description = "Lets the guest read and write through null pointers, which trap in modules linked by mpiwasm-cc.",
        };
        var compilation = new CompilationOptions();
        var quiet = new Option<bool>("--quiet", "-q") { Description = "No notes, only errors." };
        var module = ModuleArgument();
        var arguments = new List<string>();
        guestArguments = arguments;

        var command = new Command("run", "Runs a module. Everything after the module is passed to the guest.")
        {
            ranks, mpi, ports, spawn, toolWrites, spawned, stack, traps, nullOk, quiet, module,
        };
        isolation.AddTo(command);
        limits.AddTo(command);
        compilation.AddTo(command);
        command.SetAction(parsed => RunCommand.Execute(new RunOptions
        {
            Ranks = parsed.GetValue(ranks),
            Isolation = isolation.Read(parsed),
            Limits = limits.Read(parsed),
            Mpi = parsed.GetValue(mpi),
            AllowPorts = parsed.GetValue(ports),
            AllowSpawn = parsed.GetValue(spawn),
            IsSpawned = parsed.GetValue(spawned),
            AllowToolWrites = parsed.GetValue(toolWrites),
            StackSize = ByteSize.Parse("--stack-size", parsed.GetValue(stack)!),
            PreciseTraps = parsed.GetValue(traps) == "precise",
            NullIsMemory = parsed.GetValue(nullOk),
            Compilation = compilation.Read(parsed),
            Quiet = parsed.GetValue(quiet),
            Module = parsed.GetValue(module)!,
            Arguments = arguments,
        }));
        return command;
    }

    private static Command Compile()
    {
        var module = ModuleArgument();
        var mpi = MpiOption();
        var traps = TrapsOption();
        var command = new Command("compile", "Compiles a module for this machine into the cache, so that its next start compiles nothing.")
        {
            mpi, traps, module,
        };
        var compilation = new CompilationOptions();
        compilation.AddTo(command);
        command.SetAction(parsed => CompileCommand.Execute(
            parsed.GetValue(module)!, parsed.GetValue(mpi), parsed.GetValue(traps) == "precise", compilation.Read(parsed)));
        return command;
    }

    private static Command Validate()
    {
        var module = ModuleArgument();
        var command = new Command("validate", "Checks that a file is a valid module and says what it imports.") { module };
        command.SetAction(parsed => ValidateCommand.Execute(parsed.GetValue(module)!));
        return command;
    }

    private static Command Cache()
    {
        var list = new Command("list", "Lists the images in the cache.");
        list.SetAction(_ => CacheCommand.List());
        var clean = new Command(
            "clean", "Removes all images from the cache and its stand-ins on this machine, and what killed processes left.");
        clean.SetAction(_ => CacheCommand.Clean());
        return new Command("cache",
            "Shows or empties the cache of compiled images ($MPIWASM_CACHE, else ~/.cache/mpiwasm).") { list, clean };
    }

    private static Command Inspect()
    {
        var module = ModuleArgument();
        var mpi = MpiOption();
        var command = new Command("inspect",
            "Says what a module is made of: sections, largest functions, imports, and whether the "
                + "MPI library here has what it calls.") { mpi, module };
        command.SetAction(parsed => InspectCommand.Execute(parsed.GetValue(module)!, parsed.GetValue(mpi)));
        return command;
    }

    private static Command Doctor()
    {
        var command = new Command("doctor", "Says what mpiwasm needs, what of it is here, and how to get the rest.");
        command.SetAction(_ => DoctorCommand.Execute());
        return command;
    }

    private static Command Wrappers()
    {
        var command = new Command(
            "wrappers", "Prints a directory for PATH with mpicc, mpicxx, ar, ranlib, nm, strip and pkg-config for the guest.");
        command.SetAction(_ => WrappersCommand.Execute());
        return command;
    }

    /// <summary>For the compiler wrappers.</summary>
    private static Command AdaptCalls()
    {
        var module = ModuleArgument();
        var command = new Command("adapt-calls", "Lets calls of functions with other types than theirs arrive.") { module };
        command.Hidden = true;
        command.SetAction(parsed => AdaptCallsCommand.Execute(parsed.GetValue(module)!));
        return command;
    }

    private static Argument<string> ModuleArgument() => new("app.wasm") { Description = "The module." };

    private static Option<string?> MpiOption() => new("--mpi")
    {
        HelpName = "auto|openmpi|mpich|abi|PATH",
        Description = "The MPI library to use (also $MPIWASM_MPI): a family or a file; auto, the default, is the launcher's, else the "
            + "first that the dynamic linker finds.",
    };

    private static Option<string> TrapsOption()
    {
        var traps = new Option<string>("--traps")
        {
            HelpName = "relaxed|precise",
            Description = "relaxed: accesses whose result is unused may be dropped, as in native code. precise: each access happens, in "
                + "order, slower. The sandbox is the same.",
            DefaultValueFactory = _ => "relaxed",
        };
        traps.AcceptOnlyFromAmong("relaxed", "precise");
        return traps;
    }
}
