using System.Diagnostics;
using System.Globalization;
using MpiWasm.Cli.Options;
using MpiWasm.Cli.Output;
using MpiWasm.Embedding.Compilation;

namespace MpiWasm.Cli.Commands;

/// <summary><c>mpiwasm compile</c>.</summary>
internal static class CompileCommand
{
    public static int Execute(RunOptions options)
    {
        var program = GuestProgram.Load(options.Module);
        program.RequireOurHost();
        var clock = Stopwatch.StartNew();
        var compiled = new ImageSource(options.Compilation.ToEngine(options.PreciseTraps)).Prepare(program, options.Mpi, library: null);
        Report.Line(compiled
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{GuestText.Of(program.Name)}: compiled for this machine in {clock.Elapsed.TotalSeconds:F1} s")
            : $"{GuestText.Of(program.Name)}: already compiled for this machine");
        return ExitCode.Success;
    }
}
