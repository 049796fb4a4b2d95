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
        if (FortranCommand.TryRun(args, out var fortranStatus))
            return fortranStatus;

        var root = new RootCommand(
            "Runs MPI applications that were compiled once to WebAssembly, at native speed, on the machine's own MPI library.");
        var run = Run(out var guestArguments);
        root.Subcommands.Add(run);
        root.Subcommands.Add(Compile());
        root.Subcommands.Add(Validate());
        root.Subcommands.Add(Inspect());
        root.Subcommands.Add(Objdump());
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
                $"See mpiwasm {(root.Subcommands.Any(c => c.Name == args.FirstOrDefault()) ? $"{args[0]} " : "")}--help.");
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
        var module = ModuleArgument();
        var arguments = new List<string>();
        guestArguments = arguments;
        var options = RunOptionTable.OfRun();
        var command = new Command("run", "Runs a module. Everything after the module is passed to the guest.") { module };
        options.AddTo(command);
        command.SetAction(parsed => RunCommand.Execute(options.Read(parsed, parsed.GetValue(module)!, arguments)));
        return command;
    }

    private static Command Compile()
    {
        var module = ModuleArgument();
        var options = RunOptionTable.OfCompile();
        var command = new Command("compile", "Compiles a module for this machine into the cache, so that its next start compiles nothing.")
        {
            module,
        };
        options.AddTo(command);
        command.SetAction(parsed => CompileCommand.Execute(options.Read(parsed, parsed.GetValue(module)!, [])));
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
        return new Command("cache", "Shows or empties the cache of compiled images ($MPIWASM_CACHE, else ~/.cache/mpiwasm).")
        {
            list, clean,
        };
    }

    private static Command Inspect()
    {
        var module = ModuleArgument();
        var mpi = RunOptionTable.Mpi();
        var command = new Command(
            "inspect",
            "Says what a module is made of: sections, largest functions, imports, and whether the MPI library here has what it calls.")
        {
            mpi, module,
        };
        command.SetAction(parsed => InspectCommand.Execute(parsed.GetValue(module)!, parsed.GetValue(mpi)));
        return command;
    }

    private static Command Objdump()
    {
        var module = ModuleArgument();
        var function = new Option<string?>("--function", "-f")
        {
            HelpName = "NAME",
            Description = "The function: its name, or a part of it that only one has. Without it all functions are listed.",
        };
        var wasm = new Option<bool>("--wasm") { Description = "Shows its Wasm instructions. Without any of these three: all." };
        var ir = new Option<bool>("--ir") { Description = "Shows LLVM's IR after optimisation." };
        var code = new Option<bool>("--code") { Description = "Shows the machine code for this processor." };
        var options = RunOptionTable.OfListing();
        var command = new Command("objdump",
            "Shows what becomes of a function: Wasm, IR and machine code, with the lines of the source where the module has them.")
        {
            function, wasm, ir, code, module,
        };
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            var parts = new ListingParts(parsed.GetValue(wasm), parsed.GetValue(ir), parsed.GetValue(code));
            return ObjdumpCommand.Execute(
                options.Read(parsed, parsed.GetValue(module)!, []),
                parsed.GetValue(function),
                parts == new ListingParts(false, false, false) ? new ListingParts(true, true, true) : parts);
        });
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
}
