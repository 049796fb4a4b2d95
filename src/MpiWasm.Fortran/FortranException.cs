namespace MpiWasm.Fortran;

/// <summary>What flang compiled cannot be made a guest's (MW0221), or was compiled for another library than there is (MW0222).</summary>
public sealed class FortranException(string code, string message, string? nextStep = null) : MpiWasmException(code, message, nextStep)
{
    /// <summary>The source has something that a guest cannot have.</summary>
    [ErrorText(
        "The Fortran source has something that a guest cannot have.",
        "A type or a call that the message names has no counterpart in WebAssembly, or none that is compiled rightly yet.",
        "The message says what to use instead.")]
    public const string Refused = "MW0221";

    /// <summary>The description of the run-time library is missing or damaged.</summary>
    [ErrorText(
        "The description of the Fortran run-time library is missing or damaged, or does not fit the compiler.",
        "mpiwasm was copied without a part of its directory share/mpiwasm/fortran, or the library is of another version.",
        "Make it again: make fortran in the sources of mpiwasm.")]
    public const string NoLibrary = "MW0222";
}
