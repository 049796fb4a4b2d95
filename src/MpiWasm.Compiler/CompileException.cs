namespace MpiWasm.Compiler;

/// <summary>A compilation failed; the codes say in which step.</summary>
public sealed class CompileException(string code, string message, string? nextStep = null, Exception? inner = null)
    : MpiWasmException(code, message, nextStep, inner)
{
    /// <summary>The compile worker crashed (LLVM aborted) or failed.</summary>
    public const string WorkerFailed = "MW0202";

    /// <summary>The compile worker ran longer than its wall-clock limit.</summary>
    public const string WorkerTimedOut = "MW0203";

    /// <summary>The compile worker reached its memory or processor-time limit.</summary>
    public const string WorkerLimit = "MW0204";

    /// <summary>No lld was found.</summary>
    public const string LinkerMissing = "MW0205";

    /// <summary>lld refused the objects.</summary>
    public const string LinkFailed = "MW0206";

    /// <summary>The linked image needs a symbol it must not need.</summary>
    public const string ForbiddenSymbol = "MW0207";

    /// <summary>The module uses something the compiler does not support.</summary>
    public const string Unsupported = "MW0209";

    /// <summary>The program that was named as compiler is none, or of another build.</summary>
    public const string NoWorker = "MW0211";
}
