namespace MpiWasm.Mpi.Abi;

/// <summary>MPI cannot be offered to the guest: MW07xx.</summary>
public sealed class MpiException : MpiWasmException
{
    /// <summary>No MPI library was found.</summary>
    [ErrorText(
        "No MPI library was found, or the one that was named cannot be opened.",
        "None is installed, the site's module is not loaded, or --mpi or MPIWASM_MPI names a file that is missing or "
            + "lacks a library that it needs. The message lists what was tried.",
        "Install Open MPI or MPICH, load the site's MPI module, or give the path of libmpi.so with --mpi.")]
    public const string NoLibrary = "MW0701";

    /// <summary>The library is of a family we do not know.</summary>
    [ErrorText(
        "The library is of a family that mpiwasm does not know.",
        "The file is no MPI library, one older than MPI 3, or of a family whose binary interface is not described.",
        "Give another library with --mpi. CONTRIBUTING.md says how a family is added.")]
    public const string UnknownLibrary = "MW0702";

    /// <summary>The shims do not belong to this build or library.</summary>
    [ErrorText(
        "Compiled code for MPI calls does not belong to this build.",
        "The cache holds code of another build under the same key, or was changed.",
        "Run mpiwasm cache clean and start again.")]
    public const string WrongShims = "MW0704";

    /// <summary>The guest's own allocator has no memory for what MPI needs of it.</summary>
    [ErrorText(
        "The program has no memory left for an MPI call.",
        "MPI hands out memory that the program's own malloc provides, and malloc returned null.",
        "Use more ranks, or allow more with --max-memory.")]
    public const string GuestMemory = "MW0705";

    /// <summary>A C++ exception in a module that was built without them.</summary>
    [ErrorText(
        "A program threw a C++ exception, and was built without them.",
        "Modules of the first published ABI that were compiled without exceptions call a function of the host instead of "
            + "throwing.",
        "Build it with mpiwasm-c++.")]
    public const string GuestException = "MW0706";

    /// <summary>The launcher and the library do not belong together.</summary>
    [ErrorText(
        "Launcher and library do not belong together.",
        "The launcher of one MPI library started the ranks, and the program uses another: each process takes itself for a "
            + "job of one.",
        "Choose the launcher's library with --mpi, or start the ranks with the library's launcher. mpiwasm run -n chooses "
            + "a matching pair.")]
    public const string WrongLauncher = "MW0707";

    /// <summary>The program asked to end in a callback of the library.</summary>
    [ErrorText(
        "The program asked to end while the MPI library was at work.",
        "exit was called in an operation or another function that the library calls. Its frames cannot be left, so the "
            + "job ends.",
        "Report the error by a variable, and end after the MPI call.")]
    public const string ExitInCallback = "MW0710";

    /// <summary>The library made a callback on a thread that runs no guest.</summary>
    [ErrorText(
        "The library called a function of the program on a thread of its own.",
        "A progress thread of the library carries out an operation of the program.",
        "Switch the library's progress thread off, or use operations that the standard defines.")]
    public const string ForeignThread = "MW0711";

    /// <summary>A function that was given to MPI is gone from the guest's table.</summary>
    [ErrorText(
        "A function that was given to MPI is gone.",
        "The program changed its table of functions after it had given MPI a function pointer.",
        "Leave functions in the table while MPI may call them.")]
    public const string LostCallback = "MW0712";

    /// <summary>The guest has no memory for what a callback is given.</summary>
    [ErrorText(
        "The program has no memory for what a function of its own is given.",
        "MPI calls an operation or a handler, whose arguments must lie in the program's memory, and malloc returned null.",
        "Give the program more memory, or reduce fewer elements at once.")]
    public const string CallbackMemory = "MW0713";

    /// <summary>Functions that the guest gave to MPI are nested too deeply.</summary>
    [ErrorText(
        "Functions that the program gave to MPI call MPI, which calls them again, too deeply.",
        "An error handler causes the error that it handles, or an attribute's copy function duplicates the communicator.",
        "Do not call MPI there in a way that leads back.")]
    public const string NestedCallbacks = "MW0714";

    /// <summary>The module has pointers of another width than those that use MPI already.</summary>
    [ErrorText(
        "Programs with 32-bit and with 64-bit memories use MPI in one process.",
        "MPI is initialised once in a process, and its datatypes (MPI_LONG, MPI_AINT) are as wide as those of the program that came first.",
        "Run one of them in a process of its own.")]
    public const string OtherWidth = "MW0715";

    /// <summary>MPI has taken more memory outside of the guest's than it may.</summary>
    [ErrorText(
        "MPI took more memory for the program than it may.",
        "Messages arrive and are not received, or are sent and nobody receives them: the library keeps them in memory of "
            + "its own.",
        "Receive them, or allow more with --max-host-memory.")]
    public const string HostMemory = "MW0717";

    /// <summary>The library crashed.</summary>
    [ErrorText(
        "The MPI library crashed.",
        "A defect of the library, or a call that the standard forbids and that no check can tell. The message has the "
            + "procedure and the program's functions.",
        "If the calls are right, try another version or the other library (--mpi). docs/mpi.md lists known defects; "
            + "please report others.")]
    public const string LibraryCrash = "MW0716";

    internal MpiException(string code, string message, string? nextStep = null)
        : base(code, message, nextStep)
    {
    }
}
