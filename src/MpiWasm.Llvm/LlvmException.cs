namespace MpiWasm.Llvm;

/// <summary>LLVM is missing (MW0201) or refused what it was given (MW0208).</summary>
public sealed class LlvmException(string code, string message, string? nextStep = null, Exception? inner = null)
    : MpiWasmException(code, message, nextStep, inner)
{
    /// <summary>No usable libLLVM was found.</summary>
    public const string Missing = "MW0201";

    /// <summary>LLVM refused the IR or could not generate code for it.</summary>
    public const string Refused = "MW0208";
}
