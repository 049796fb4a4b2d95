namespace MpiWasm.Mpi.Api;

/// <summary>The API description cannot be read: MW0700.</summary>
public sealed class ApiFormatException : MpiWasmException
{
    internal ApiFormatException(string source, int line, string message)
        : base("MW0700", $"{source}:{line}: {message}", "The grammar is described at the head of api/mpi.api.")
    {
    }
}
