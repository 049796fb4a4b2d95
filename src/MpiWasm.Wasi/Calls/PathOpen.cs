using MpiWasm.Sandbox.Paths;
using MpiWasm.Unix;
using MpiWasm.Wasi.Abi;
using MpiWasm.Wasi.Files;
using MpiWasm.Wasi.State;

namespace MpiWasm.Wasi.Calls;

/// <summary>path_open.</summary>
internal static unsafe partial class Preview1
{
    /// <summary>
    /// No descriptor has this number. A C library looks for the directory of a path itself and asks the host only when it has found one;
    /// programs that mpiwasm-cc linked tell of the other case by opening the path here.
    /// </summary>
    private const uint NoDirectory = uint.MaxValue;

    public static Errno PathOpen(
        in WasiCall call, uint fd, uint dirflags, ulong path, ulong pathLen, uint oflags, ulong fsRightsBase, ulong fsRightsInheriting,
        uint fdflags, ulong opened)
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
        if (fd == NoDirectory)
        {
            if (pathLen < GuestPath.Capacity && call.Memory.TrySpan(path, pathLen, out var wanted))
                call.State.Refused.Note(wanted.ToArray());
            return Errno.Badf;
        }
        var error = ReadPath(call, path, pathLen, buffer, out var guestPath);
        if (error != Errno.Success)
            return error;
        var needed = Rights.PathOpen
            | ((mode & OpenMode.Create) != 0 ? Rights.PathCreateFile : 0)
            | ((mode & OpenMode.Truncate) != 0 ? Rights.PathFilestatSetSize : 0);
        error = call.State.Files.AcquireDirectory(fd, needed, out var directory);
        if (error != Errno.Success)
            return error;
        error = Open(
            call, directory, guestPath, dirflags, mode, (Rights)fsRightsBase, (Rights)fsRightsInheriting, (FdFlags)fdflags, opened);
        _ = directory.Release();
        return error;
    }

    private static Errno Open(
        in WasiCall call, FileEntry directory, in GuestPath path, uint dirflags, OpenMode mode, Rights rights, Rights inheriting,
        FdFlags guestFlags, ulong opened)
    {
        // Rights that WASI does not know yet are asked for by those who ask for all: they mean nothing.
        rights &= Rights.All;
        inheriting &= Rights.All;
        if (((rights | inheriting) & ~directory.InheritingRights) != 0)
            return Errno.Notcapable;
        // A file that cannot be had is neither made nor emptied.
        if (!call.State.Files.HasRoom)
            return Errno.Mfile;
        var flags = OpenFlags.NoControllingTerminal | HostFlags(guestFlags) | AccessOf(rights) | FlagsOf(mode)
            | ((dirflags & (uint)LookupFlags.SymlinkFollow) != 0 ? 0 : OpenFlags.NoFollow);
        var descriptor = GrantedOpen.Open(call.State.Resolver, directory.HostDescriptor, directory.IsReadOnly, path.Bytes, flags);
        if (descriptor < 0)
            return ErrnoMap.FromResolver(descriptor);
        FileStatus status;
        var errno = FileKinds.Status(descriptor, &status);
        if (errno != 0)
        {
            _ = Libc.Close(descriptor);
            return ErrnoMap.FromHost(errno);
        }
        var type = FileKinds.FromMode(status.Mode);
        var isDirectory = type == FileType.Directory;
        var passedOn = isDirectory ? inheriting : Rights.None;
        var file = new FileEntry(descriptor, type, FileKinds.RightsOf(descriptor, type, flags) & rights, passedOn, owned: true)
        {
            IsDirectory = isDirectory,
            IsReadOnly = directory.IsReadOnly,
            NonBlocking = (guestFlags & FdFlags.NonBlocking) != 0,
        };
        var error = call.State.Files.Add(file, out var added);
        if (error == Errno.Success)
            call.Memory.Write(opened, added);
        return error;
    }

    /// <summary>
    /// A directory cannot be opened for writing: then the host says EISDIR, as POSIX wants it, also where O_DIRECTORY asks for one.
    /// </summary>
    private static int AccessOf(Rights rights)
    {
        if ((rights & Rights.FdWrite) == 0)
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
