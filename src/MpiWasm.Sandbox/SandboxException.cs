namespace MpiWasm.Sandbox;

/// <summary>What the user granted to the guest cannot be granted: codes MW0601 to MW0619.</summary>
public sealed class SandboxException : MpiWasmException
{
    internal SandboxException(string code, string message, string? nextStep)
        : base(code, message, nextStep)
    {
    }
}
