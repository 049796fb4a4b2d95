namespace MpiWasm.Mpi.Abi.Api;

/// <summary>The API description cannot be read: MW0700.</summary>
public sealed class ApiFormatException : MpiWasmException
{
    [ErrorText(
        "The description of an API has an error.",
        "A line of api/mpi.api or api/wasi-preview1.api does not follow the grammar that stands at its head. It is part "
            + "of the build, so only who changes it meets this.",
        "Correct the line that the message names.")]
    public const string Malformed = "MW0700";

    internal ApiFormatException(string source, int line, string message)
        : base(Malformed, $"{source}:{line}: {message}", "The grammar is described at the head of api/mpi.api.")
    {
    }
}
