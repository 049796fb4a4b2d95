using MpiWasm.Sandbox.Host;
using MpiWasm.Sandbox.Paths;
using MpiWasm.Wasi.Abi;
using MpiWasm.Wasi.Files;

namespace MpiWasm.Wasi.Calls;

/// <summary>path_open.</summary>
internal static unsafe partial class Preview1
{
    public static Errno PathOpen(
        in Call call, uint fd, uint dirflags, uint path, uint pathLen, uint oflags, ulong fsRightsBase, ulong fsRightsInheriting, uint fdflags, uint opened)
    {
        if (!call.Memory.Contains(opened, 4))
            return Errno.Fault;
        var mode = (OpenMode)oflags;
        if ((mode & ~OpenMode.All) != 0 || ((FdFlags)fdflags & ~FdFlags.All) != 0)
            return Errno.Inval;
        const OpenMode CreateDirectory = OpenMode.Create | OpenMode.Directory;
        if ((mode & CreateDirectory) == CreateDirectory)
            return Errno.Inval;
        var buffer = stackalloc byte[GuestPath.Capacity];
        var error = ReadPath(call, path, pathLen, buffer, out var guestPath);
        if (error != Errno.Success)
            return error;
        error = call.State.Files.AcquireDirectory(fd, Rights.PathOpen, out var directory);
        if (error != Errno.Success)
            return error;
        var flags = OpenFlags.NoControllingTerminal | HostFlags((FdFlags)fdflags) | AccessOf((Rights)fsRightsBase, mode)
            | ((dirflags & (uint)LookupFlags.SymlinkFollow) != 0 ? 0 : OpenFlags.NoFollow);
        error = directory.IsReadOnly
            ? OpenReadOnly(call, directory, guestPath, mode, flags, out var descriptor)
            : OpenWith(call, directory, guestPath, flags | FlagsOf(mode), out descriptor);
        if (error == Errno.Success)
            error = AddOpened(call, directory, descriptor, flags, (FdFlags)fdflags, (Rights)fsRightsInheriting, opened);
        _ = directory.Release();
        return error;
    }

    private static Errno OpenWith(in Call call, FileEntry directory, in GuestPath path, int flags, out int descriptor)
    {
        descriptor = call.State.Resolver.Open(directory.HostDescriptor, path.Bytes, flags, (flags & OpenFlags.Create) != 0 ? FileMode : 0);
        return descriptor >= 0 ? Errno.Success : FromResolver(descriptor);
    }

    /// <summary>Opens below a directory granted read-only, with the errors of a read-only file system.</summary>
    private static Errno OpenReadOnly(in Call call, FileEntry directory, in GuestPath path, OpenMode mode, int flags, out int descriptor)
    {
        descriptor = -1;
        if ((flags & 3) != OpenFlags.ReadOnly || (mode & OpenMode.Truncate) != 0)
            return Errno.Rofs;
        var creates = (mode & OpenMode.Create) != 0;
        var error = OpenWith(call, directory, path, flags | FlagsOf(mode & OpenMode.Directory), out descriptor);
        if (!creates)
            return error;
        if (error == Errno.Noent)
            return Errno.Rofs;
        if (error != Errno.Success || (mode & OpenMode.Exclusive) == 0)
            return error;
        _ = LibC.Close(descriptor);
        return Errno.Exist;
    }

    private static Errno AddOpened(
        in Call call, FileEntry directory, int descriptor, int flags, FdFlags guestFlags, Rights inheriting, uint opened)
    {
        FileStatus status;
        var errno = FileKinds.Status(descriptor, &status);
        if (errno != 0)
        {
            _ = LibC.Close(descriptor);
            return ErrnoMap.FromHost(errno);
        }
        var type = FileKinds.FromMode(status.Mode);
        var allowed = directory.InheritingRights;
        var file = new FileEntry(
            descriptor, type, FileKinds.RightsOf(descriptor, type, flags) & allowed, type == FileType.Directory ? inheriting & allowed : Rights.None, owned: true)
        {
            IsDirectory = type == FileType.Directory,
            IsReadOnly = directory.IsReadOnly,
            NonBlocking = (guestFlags & FdFlags.NonBlocking) != 0,
            DroppedRights = ~allowed & Rights.All,
        };
        call.Memory.Write(opened, call.State.Files.Add(file));
        return Errno.Success;
    }

    private static int AccessOf(Rights rights, OpenMode mode)
    {
        var writes = (rights & Rights.FdWrite) != 0 && (mode & OpenMode.Directory) == 0;
        if (!writes)
            return OpenFlags.ReadOnly;
        return (rights & (Rights.FdRead | Rights.FdReadDirectory)) != 0 ? OpenFlags.ReadWrite : OpenFlags.WriteOnly;
    }

    private static int FlagsOf(OpenMode mode)
    {
        var flags = 0;
        if ((mode & OpenMode.Create) != 0)
            flags |= OpenFlags.Create;
        if ((mode & OpenMode.Exclusive) != 0)
            flags |= OpenFlags.Exclusive;
        if ((mode & OpenMode.Truncate) != 0)
            flags |= OpenFlags.Truncate;
        if ((mode & OpenMode.Directory) != 0)
            flags |= OpenFlags.Directory;
        return flags;
    }
}
