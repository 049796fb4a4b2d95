namespace MpiWasm.Sandbox.Grants;

/// <summary>Who else writes to where the guest's output ends. What others write to as well is written in whole lines.</summary>
public enum OutputSharing
{
    /// <summary>Nobody that we know of.</summary>
    None,

    /// <summary>Other ranks write to the very same pipe, terminal or file.</summary>
    Shared,

    /// <summary>A launcher collects what the ranks write, and passes it on; where to is not known.</summary>
    ThroughLauncher,
}
