using MpiWasm.Cli.Output;

namespace MpiWasm.Cli.Commands;

/// <summary><c>mpiwasm wrappers</c>: where build systems find tools for the guest under the names that they look for.</summary>
internal static class WrappersCommand
{
    public static int Execute()
    {
        // In an installation beside lib/mpiwasm, where this program is.
        var directory = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "share", "mpiwasm", "wrappers"));
        if (!Directory.Exists(directory))
        {
            Report.Error(
                CommandErrors.NoWrappers,
                $"the compiler wrappers are not installed: there is no {directory}",
                "Run make build in the sources of mpiwasm, or install it with make install.");
            return ExitCode.Failure;
        }

        Report.Line(directory);
        return ExitCode.Success;
    }
}
