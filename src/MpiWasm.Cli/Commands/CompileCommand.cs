using System.Diagnostics;
using System.Globalization;
using MpiWasm.Compiler;

namespace MpiWasm.Cli.Commands;

/// <summary><c>mpiwasm compile</c>, and the worker process that all compilation happens in.</summary>
internal static class CompileCommand
{
    public static int Execute(string path, string? mpi, bool preciseTraps, CompileLimits limits)
    {
        var program = GuestProgram.Load(path);
        var clock = Stopwatch.StartNew();
        var compiled = Images.Prepare(program, mpi, CompileSettings.Of(preciseTraps), limits, library: null);
        Report.Line(compiled.Count == 0
            ? $"{program.Name}: already compiled for this machine"
            : string.Create(CultureInfo.InvariantCulture, $"{program.Name}: compiled for this machine in {clock.Elapsed.TotalSeconds:F1} s"));
        return ExitCode.Success;
    }

    public static int Work(string[] arguments)
    {
        Images.RegisterKinds();
        return CompilerWorker.Run(arguments);
    }
}
