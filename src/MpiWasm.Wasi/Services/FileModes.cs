using MpiWasm.Sandbox.Paths;
using MpiWasm.Unix;
using MpiWasm.Wasi.Abi;
using MpiWasm.Wasi.Files;
using MpiWasm.Wasi.State;

namespace MpiWasm.Wasi.Services;

/// <summary>
/// Permissions of files and directories below granted directories that the guest may write: who may read, write and execute, and never
/// what makes a program run as somebody else.
/// </summary>
internal static unsafe class FileModes
{
    private const uint Permissions = 0x1FF;     // 0777
    private const uint All = 0xFFF;             // 07777

    /// <param name="state">What the guest sees.</param>
    /// <param name="fd">The file itself; or, where there is a path, the directory that it is relative to.</param>
    /// <param name="flags">Whether a symbolic link at the end of the path is followed.</param>
    /// <param name="mode">The permissions, as chmod takes them.</param>
    /// <param name="memory">The guest's.</param>
    /// <param name="path">The path's address.</param>
    /// <param name="length">Its length; 0 where there is none.</param>
    public static Errno Set(WasiState state, uint fd, uint flags, uint mode, CallerMemory memory, ulong path, ulong length)
    {
        if (length == 0)
        {
            var error = state.Files.Acquire(fd, Rights.FdFilestatSetTimes, out var file);
            if (error != Errno.Success)
                return error;
            // The launcher's own streams are not the guest's to change.
            error = file.IsShared ? Errno.Perm : file.IsReadOnly ? Errno.Rofs : Set(file.HostDescriptor, mode);
            _ = file.Release();
            return error;
        }
        return SetBelow(state, fd, flags, mode, memory, path, length);
    }

    private static Errno SetBelow(WasiState state, uint fd, uint flags, uint mode, CallerMemory memory, ulong path, ulong length)
    {
        if (!memory.Contains(path, length))
            return Errno.Fault;
        if (length >= GuestPath.Capacity)
            return Errno.Nametoolong;
        var buffer = stackalloc byte[GuestPath.Capacity];
        var error = ErrnoMap.FromHost(GuestPath.Create(new ReadOnlySpan<byte>(memory.At(path), (int)length), buffer, out var guestPath));
        if (error != Errno.Success)
            return error;
        error = state.Files.AcquireDirectory(fd, Rights.PathFilestatSetTimes, out var directory);
        if (error != Errno.Success)
            return error;
        var follow = (flags & (uint)LookupFlags.SymlinkFollow) != 0 ? 0 : OpenFlags.NoFollow;
        var descriptor = state.Resolver.Open(directory.HostDescriptor, guestPath.Bytes, OpenFlags.Path | follow, 0);
        if (descriptor < 0)
        {
            error = ErrnoMap.FromResolver(descriptor);
        }
        else
        {
            error = directory.IsReadOnly ? Errno.Rofs : Set(descriptor, mode);
            _ = Libc.Close(descriptor);
        }
        _ = directory.Release();
        return error;
    }

    private static Errno Set(int descriptor, uint mode)
    {
        FileStatus status;
        var errno = FileKinds.Status(descriptor, &status);
        if (errno != 0)
            return ErrnoMap.FromHost(errno);
        if (status.Type is not (HostMode.Regular or HostMode.Directory))
            return status.Type == HostMode.SymbolicLink ? Errno.Notsup : Errno.Perm;
        var special = status.Mode & All & ~Permissions;
        // A directory keeps what it hands down; a program that runs as somebody else must not be opened to others.
        if ((mode & All & ~Permissions & ~special) != 0 || (special != 0 && status.Type == HostMode.Regular))
            return Errno.Perm;
        // A place (O_PATH) has no fchmod; the descriptor's name means the very same file.
        Span<byte> name = stackalloc byte[32];
        _ = System.Text.Unicode.Utf8.TryWrite(name, $"/proc/self/fd/{descriptor}\0", out _);
        fixed (byte* text = name)
        {
            var wanted = special | (mode & Permissions);
            return Libc.ChangeModeAt(AtFlags.CurrentDirectory, text, wanted, 0) == 0 ? Errno.Success : ErrnoMap.FromHost(Libc.Errno);
        }
    }
}
