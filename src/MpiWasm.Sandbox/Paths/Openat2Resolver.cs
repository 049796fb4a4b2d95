using MpiWasm.Unix;

namespace MpiWasm.Sandbox.Paths;

/// <summary>The kernel resolves: openat2 (Linux 5.6) with RESOLVE_BENEATH and RESOLVE_NO_MAGICLINKS.</summary>
internal sealed unsafe class Openat2Resolver : IPathResolver
{
    /// <summary>SYS_openat2, the same on every architecture.</summary>
    private const int Number = 437;

    /// <summary>
    /// The kernel gives up with EAGAIN when something was renamed, anywhere in the system, while it resolved "..": it cannot tell whether
    /// the path stayed beneath. Where others rename all the time the path is walked instead, which does not mind.
    /// </summary>
    private const int Attempts = 128;

    private readonly WalkingResolver _walker = new();

    public int Open(int directory, byte* path, int flags, uint mode)
    {
        var how = new OpenHow
        {
            Flags = (uint)(flags | OpenFlags.CloseOnExec),
            Mode = mode,
            Resolve = OpenHow.Beneath | OpenHow.NoMagicLinks,
        };
        for (var attempt = 0; ; attempt++)
        {
            var descriptor = (int)Libc.SystemCall(Number, directory, (nint)path, (nint)(&how), OpenHow.Size);
            if (descriptor >= 0)
                return descriptor;
            var errno = Libc.Errno;
            if (errno is not (HostErrno.EAGAIN or HostErrno.EINTR))
                return -errno;
            if (attempt == Attempts)
                return _walker.Open(directory, path, flags, mode);
        }
    }

    /// <summary>Whether this kernel has openat2 and no filter of a container forbids it.</summary>
    public static bool IsAvailable()
    {
        ReadOnlySpan<byte> root = "/\0"u8;
        ReadOnlySpan<byte> dot = ".\0"u8;
        fixed (byte* r = root)
        fixed (byte* d = dot)
        {
            var directory = Libc.Open(r, OpenFlags.Path | OpenFlags.Directory | OpenFlags.CloseOnExec, 0);
            if (directory < 0)
                return false;
            var opened = new Openat2Resolver().Open(directory, d, OpenFlags.Path | OpenFlags.Directory, 0);
            _ = Libc.Close(directory);
            if (opened >= 0)
                _ = Libc.Close(opened);
            return opened >= 0;
        }
    }
}
