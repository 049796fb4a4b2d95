using MpiWasm.Unix;

namespace MpiWasm.Sandbox.Paths;

/// <summary>
/// Opening below a granted directory with the rights of the grant: below a read-only one with the errors of a read-only file system.
/// </summary>
internal static unsafe class GrantedOpen
{
    /// <summary>Modes of what the guest creates, less the user's umask.</summary>
    public const uint FileMode = 0x1B6;         // 0666

    /// <returns>A descriptor, or a negative error number; -EXDEV where the path leads out.</returns>
    public static int Open(IPathResolver resolver, int directory, bool isReadOnly, byte* path, int flags)
    {
        if (!isReadOnly)
            return resolver.Open(directory, path, flags, (flags & OpenFlags.Create) != 0 ? FileMode : 0);
        if ((flags & 3) != OpenFlags.ReadOnly || (flags & OpenFlags.Truncate) != 0)
            return -HostErrno.EROFS;
        var descriptor = resolver.Open(directory, path, flags & ~(OpenFlags.Create | OpenFlags.Exclusive), 0);
        if ((flags & OpenFlags.Create) == 0)
            return descriptor;
        if (descriptor == -HostErrno.ENOENT)
            return -HostErrno.EROFS;
        if (descriptor < 0 || (flags & OpenFlags.Exclusive) == 0)
            return descriptor;
        _ = Libc.Close(descriptor);
        return -HostErrno.EEXIST;
    }
}
