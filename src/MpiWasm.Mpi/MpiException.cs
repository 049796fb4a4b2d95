namespace MpiWasm.Mpi;

/// <summary>MPI cannot be offered to the guest: MW07xx.</summary>
public sealed class MpiException : MpiWasmException
{
    /// <summary>No MPI library was found.</summary>
    public const string NoLibrary = "MW0701";

    /// <summary>The library is of a family we do not know.</summary>
    public const string UnknownLibrary = "MW0702";

    /// <summary>The shims do not belong to this build or library.</summary>
    public const string WrongShims = "MW0704";

    /// <summary>The guest's own allocator has no memory for what MPI needs of it.</summary>
    public const string GuestMemory = "MW0705";

    /// <summary>A C++ exception in a module that was built without them.</summary>
    public const string GuestException = "MW0706";

    /// <summary>The launcher and the library do not belong together.</summary>
    public const string WrongLauncher = "MW0707";

    /// <summary>The program asked to end in a callback of the library.</summary>
    public const string ExitInCallback = "MW0710";

    /// <summary>The library made a callback on a thread that runs no guest.</summary>
    public const string ForeignThread = "MW0711";

    /// <summary>A function that was given to MPI is gone from the guest's table.</summary>
    public const string LostCallback = "MW0712";

    /// <summary>The guest has no memory for what a callback is given.</summary>
    public const string CallbackMemory = "MW0713";

    /// <summary>Functions that the guest gave to MPI are nested too deeply.</summary>
    public const string NestedCallbacks = "MW0714";

    /// <summary>The module has a memory that MPI cannot work on.</summary>
    public const string WideMemory = "MW0715";

    /// <summary>MPI has taken more memory outside of the guest's than it may.</summary>
    public const string HostMemory = "MW0717";

    /// <summary>The library crashed.</summary>
    public const string LibraryCrash = "MW0716";

    internal MpiException(string code, string message, string? nextStep = null)
        : base(code, message, nextStep)
    {
    }
}
