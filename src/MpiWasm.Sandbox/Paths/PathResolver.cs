namespace MpiWasm.Sandbox.Paths;

/// <summary>Chooses the resolver for the kernel we run on.</summary>
internal static class PathResolver
{
    private static readonly Lazy<bool> HasOpenat2 = new(Openat2Resolver.IsAvailable);

    /// <param name="isUnused">Whether no directory is granted: then no path will ever be resolved.</param>
    public static IPathResolver ForThisKernel(bool isUnused) => isUnused || HasOpenat2.Value
        ? new Openat2Resolver()
        : throw new SandboxException(
            "MW0608",
            "directories cannot be granted safely: this kernel, or the container's system call filter, has no openat2",
            "use Linux 5.6 or later, or a container runtime that allows openat2; or run without --dir");
}
