namespace MpiWasm.Cli.Output;

/// <summary>An option's value makes no sense (MW0800).</summary>
internal sealed class UsageException(string message) : MpiWasmException(CommandErrors.Usage, message, "See mpiwasm run --help.");
