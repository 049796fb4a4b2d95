namespace MpiWasm.Compiler;

/// <summary>A compilation failed; the codes say in which step.</summary>
public sealed class CompileException(string code, string message, string? nextStep = null, Exception? inner = null)
    : MpiWasmException(code, message, nextStep, inner)
{
    /// <summary>The compile worker crashed (LLVM aborted) or failed.</summary>
    [ErrorText(
        "The process that compiles crashed or failed.",
        "LLVM crashed, or mpiwasm made a mistake. It was tried a second time with less optimisation. The message names "
            + "the function that was being compiled.",
        "Please report it with the module. Until it is mended, --optimize 0 or another version of LLVM may do.")]
    public const string WorkerFailed = "MW0202";

    /// <summary>The compile worker ran longer than its wall-clock limit.</summary>
    [ErrorText(
        "Compiling took longer than allowed.",
        "A function is very large, or the machine is busy. What was done is said, and the rest was tried once more with "
            + "less optimisation.",
        "Allow more with --compile-timeout, or give LLVM less to do with --optimize 1. Else split the function that the "
            + "message names.")]
    public const string WorkerTimedOut = "MW0203";

    /// <summary>The compile worker reached its memory or processor-time limit.</summary>
    [ErrorText(
        "Compiling took more memory or processor time than allowed.",
        "A function is very large. The default limit of memory is half of what the machine or its control group has.",
        "Allow more with --compile-memory or --compile-timeout. Else split the function that the message names.")]
    public const string WorkerLimit = "MW0204";

    /// <summary>No lld was found.</summary>
    [ErrorText(
        "The linker lld is missing.",
        "Compiled code is linked with ld.lld, which is in a package of its own in many distributions.",
        "Install it (Debian: apt-get install lld-22), or set MPIWASM_LLD to the path of ld.lld.")]
    public const string LinkerMissing = "MW0205";

    /// <summary>lld refused the objects.</summary>
    [ErrorText(
        "The linker refused the compiled code.",
        "The disk with the cache or with /dev/shm is full, or the linker does not fit to the version of LLVM. Its own "
            + "message is part of the error.",
        "Make room, or set MPIWASM_LLD to a linker of the same version as libLLVM. Else please report it with the module.")]
    public const string LinkFailed = "MW0206";

    /// <summary>The linked image needs a symbol it must not need.</summary>
    [ErrorText(
        "Compiled code needs a function that it must not need.",
        "Code of a guest may use few functions of the process, which are on a list. LLVM made a call of another one.",
        "Please report it with the module. It is refused because such a function could lead out of the sandbox.")]
    public const string ForbiddenSymbol = "MW0207";

    /// <summary>The module uses something the compiler does not support.</summary>
    [ErrorText(
        "The compiler does not know an instruction or a type of the module.",
        "The decoder knows it and the code generator does not: a defect of mpiwasm.",
        "Please report it with the module.")]
    public const string Unsupported = "MW0209";

    /// <summary>The program that was named as compiler is none, or of another build.</summary>
    [ErrorText(
        "The program that is named as the compiler is none, or of another build.",
        "EngineOptions.CompilerPath names a file that is no mpiwasm, or an mpiwasm that was built apart from the "
            + "assemblies in use. Images are kept under the key of the build, so both must be of one.",
        "Name the mpiwasm that was built with the assemblies, or none.")]
    public const string NoWorker = "MW0211";
}
