using MpiWasm.Sandbox.Grants;

namespace MpiWasm.Sandbox.Paths;

/// <summary>Chooses the resolver for the kernel we run on.</summary>
internal static class PathResolver
{
    private static readonly Lazy<bool> HasOpenat2 = new(Openat2Resolver.IsAvailable);

    /// <param name="wish">What the user or a test asked for.</param>
    /// <param name="isUnused">
    /// Whether no directory is granted: then no path will ever be resolved, and the kernel need not be asked.
    /// </param>
    public static IPathResolver Choose(PathResolution wish, bool isUnused)
    {
        if (wish == PathResolution.Walker)
            return new WalkingResolver();
        if (isUnused || HasOpenat2.Value)
            return new Openat2Resolver();
        return wish == PathResolution.BestAvailable
            ? new WalkingResolver()
            : throw new SandboxException(
                SandboxException.NoOpenat2,
                "this kernel, or the container's system call filter, has no openat2",
                "use Linux 5.6 or later, or a container runtime that allows openat2; or do without MPIWASM_PATHS=openat2");
    }
}
