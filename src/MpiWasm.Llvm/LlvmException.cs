namespace MpiWasm.Llvm;

/// <summary>LLVM is missing (MW0201) or refused what it was given (MW0208).</summary>
public sealed class LlvmException(string code, string message, string? nextStep = null, Exception? inner = null)
    : MpiWasmException(code, message, nextStep, inner)
{
    /// <summary>No usable libLLVM was found.</summary>
    [ErrorText(
        "LLVM is missing, or of a version that is not supported.",
        "The program is not in the cache and has to be compiled, for which libLLVM 19 to 22 is needed. It is not "
            + "installed, not where the dynamic linker looks, or MPIWASM_LLVM names another file.",
        "Install LLVM (Debian: apt-get install libllvm22 lld-22), or set MPIWASM_LLVM to the path of libLLVM. On nodes "
            + "without LLVM, fill a cache that they share with mpiwasm compile.")]
    public const string Missing = "MW0201";

    /// <summary>LLVM refused the IR or could not generate code for it.</summary>
    [ErrorText(
        "LLVM refused what it was given.",
        "The code that mpiwasm made for it is wrong, LLVM cannot generate code for this processor, or the file for the "
            + "result could not be written (a full disk).",
        "Look whether the disk is full. Else please report it with the module.")]
    public const string Refused = "MW0208";
}
