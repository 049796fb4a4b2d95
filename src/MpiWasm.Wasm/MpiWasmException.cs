namespace MpiWasm;

/// <summary>
/// The root of every error mpiwasm reports: a stable code (<c>MW0101</c>), what happened and where, and what to do next.
/// Codes: MW01xx module, MW02xx compiler, MW03xx image and cache, MW04xx linking, MW05xx trap, MW06xx sandbox and WASI,
/// MW07xx MPI, MW08xx command line, launcher and embedding. The errors that concern whoever embeds the engine are in namespace MpiWasm,
/// whichever assembly throws them.
/// </summary>
public abstract class MpiWasmException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="code">The stable code, for example <c>MW0101</c>.</param>
    /// <param name="message">Cause and place, one sentence without a trailing newline; names of the guest's in it through
    /// <see cref="GuestText.Of"/>.</param>
    /// <param name="nextStep">What the user can do about it, or null where the message already says so.</param>
    /// <param name="inner">The underlying error, if any.</param>
    protected MpiWasmException(string code, string message, string? nextStep = null, Exception? inner = null)
        : base(GuestText.Message(message), inner)
    {
        Code = code;
        NextStep = nextStep is null ? null : GuestText.Message(nextStep);
    }

    /// <summary>The stable error code, for example <c>MW0101</c>.</summary>
    public string Code { get; }

    /// <summary>What the user can do about it.</summary>
    public string? NextStep { get; }
}
