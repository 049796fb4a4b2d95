namespace MpiWasm.Sandbox.Grants;

/// <summary>Who resolves the guest's paths. The rules are the same.</summary>
public enum PathResolution
{
    /// <summary>The kernel where it can, else <see cref="Walker"/>.</summary>
    BestAvailable,

    /// <summary>The kernel: openat2 (Linux 5.6).</summary>
    Kernel,

    /// <summary>Component by component, with calls that every kernel has.</summary>
    Walker,
}
