using MpiWasm.Cli.Output;

namespace MpiWasm.Cli;

internal static class Program
{
    private static int Main(string[] args)
    {
        try
        {
            return CommandLine.Invoke(args);
        }
        catch (UsageException e)
        {
            Report.Error(e);
            return ExitCode.Usage;
        }
        catch (MpiWasmException e)
        {
            Report.Error(e);
            return ExitCode.Failure;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Report.Error(CommandErrors.System, e.Message, null);
            return ExitCode.Failure;
        }
    }
}
