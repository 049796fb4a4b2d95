namespace MpiWasm.Mpi;

/// <summary>MPI cannot be offered to the guest: MW07xx.</summary>
public sealed class MpiException : MpiWasmException
{
    /// <summary>No MPI library was found.</summary>
    public const string NoLibrary = "MW0701";

    /// <summary>The library is of a family we do not know.</summary>
    public const string UnknownLibrary = "MW0702";

    /// <summary>The library lacks something every MPI library has.</summary>
    public const string IncompleteLibrary = "MW0703";

    /// <summary>The shims do not belong to this build or library.</summary>
    public const string WrongShims = "MW0704";

    internal MpiException(string code, string message, string? nextStep = null)
        : base(code, message, nextStep)
    {
    }
}
