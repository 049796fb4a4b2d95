using MpiWasm.Sandbox.Host;

namespace MpiWasm.Sandbox.Paths;

/// <summary>The kernel resolves: openat2 (Linux 5.6) with RESOLVE_BENEATH and RESOLVE_NO_MAGICLINKS.</summary>
internal sealed unsafe class Openat2Resolver : IPathResolver
{
    /// <summary>SYS_openat2, the same on every architecture.</summary>
    private const int Number = 437;

    /// <summary>
    /// The kernel gives up with EAGAIN when something below was renamed while it resolved "..": it cannot tell whether the path stayed
    /// beneath. A guest that renames all the time must not keep us here for ever.
    /// </summary>
    private const int Attempts = 128;

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
            var descriptor = (int)LibC.SystemCall(Number, directory, (nint)path, (nint)(&how), OpenHow.Size);
            if (descriptor >= 0)
                return descriptor;
            var errno = LibC.Errno;
            if (errno is not (HostErrno.EAGAIN or HostErrno.EINTR) || attempt == Attempts)
                return -errno;
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
            var directory = LibC.Open(r, OpenFlags.Path | OpenFlags.Directory | OpenFlags.CloseOnExec, 0);
            if (directory < 0)
                return false;
            var opened = new Openat2Resolver().Open(directory, d, OpenFlags.Path | OpenFlags.Directory, 0);
            _ = LibC.Close(directory);
            if (opened >= 0)
                _ = LibC.Close(opened);
            return opened >= 0;
        }
    }
}
