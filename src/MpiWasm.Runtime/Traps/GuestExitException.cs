namespace MpiWasm;

/// <summary>
/// The guest asked to end. Thrown by a host function (<c>proc_exit</c>); it arrives where the guest was
/// entered, after the guest's frames are gone.
/// </summary>
public sealed class GuestExitException(int exitCode) : Exception($"the guest ended with status {exitCode}")
{
    /// <summary>What the guest passed.</summary>
    public int ExitCode { get; } = exitCode;
}
