using System.Runtime.CompilerServices;
using MpiWasm.Sandbox.Paths;
using MpiWasm.Unix;
using MpiWasm.Wasi.Abi;
using MpiWasm.Wasi.Files;
using MpiWasm.Wasi.State;

namespace MpiWasm.Wasi.Calls;

/// <summary>
/// Calls on paths. Each opens the path, or its parent directory, through the sandbox's resolver and then acts on the descriptor or on a
/// single name in the parent, with calls that do not follow a symbolic link of that name: nothing is resolved twice.
/// </summary>
internal static unsafe partial class Preview1
{
    private const uint DirectoryMode = 0x1FF;   // 0777, less the user's umask

    public static Errno PathCreateDirectory(in WasiCall call, uint fd, ulong path, ulong pathLen)
    {
        var buffer = stackalloc byte[GuestPath.Capacity];
        var error = OpenName(call, fd, Rights.PathCreateDirectory, path, pathLen, Errno.Exist, buffer, out var name);
        if (error != Errno.Success)
            return error;
        error = Finish(Libc.MakeDirectoryAt(name.Parent, name.Text, DirectoryMode));
        name.Close();
        return error;
    }

    public static Errno PathRemoveDirectory(in WasiCall call, uint fd, ulong path, ulong pathLen)
    {
        var buffer = stackalloc byte[GuestPath.Capacity];
        var error = OpenName(call, fd, Rights.PathRemoveDirectory, path, pathLen, Errno.Inval, buffer, out var name);
        if (error != Errno.Success)
            return error;
        error = Finish(Libc.UnlinkAt(name.Parent, name.Text, AtFlags.RemoveDirectory));
        name.Close();
        return error;
    }

    public static Errno PathUnlinkFile(in WasiCall call, uint fd, ulong path, ulong pathLen)
    {
        var buffer = stackalloc byte[GuestPath.Capacity];
        var error = OpenName(call, fd, Rights.PathUnlinkFile, path, pathLen, Errno.Isdir, buffer, out var name);
        if (error != Errno.Success)
            return error;
        if (name.WantsDirectory)
            error = name.TypeOf() switch { 0 => Errno.Noent, HostMode.Directory => Errno.Isdir, _ => Errno.Notdir };
        else
            error = Finish(Libc.UnlinkAt(name.Parent, name.Text, 0));
        name.Close();
        return error;
    }

    public static Errno PathSymlink(in WasiCall call, ulong oldPath, ulong oldPathLen, uint fd, ulong newPath, ulong newPathLen)
    {
        var buffer = stackalloc byte[GuestPath.Capacity];
        var newBuffer = stackalloc byte[GuestPath.Capacity];
        var error = ReadPath(call, oldPath, oldPathLen, buffer, out var target);
        if (error != Errno.Success)
            return error;
        // The guest itself could not follow it, but programs of the host would be led astray.
        if (*target.Bytes == (byte)'/')
            return Errno.Notcapable;
        error = OpenName(call, fd, Rights.PathSymlink, newPath, newPathLen, Errno.Exist, newBuffer, out var name);
        if (error != Errno.Success)
            return error;
        if (name.WantsDirectory)
            error = name.TypeOf() == 0 ? Errno.Noent : Errno.Exist;
        else
            error = Finish(Libc.SymbolicLinkAt(target.Bytes, name.Parent, name.Text));
        name.Close();
        return error;
    }

    public static Errno PathLink(
        in WasiCall call, uint oldFd, uint oldFlags, ulong oldPath, ulong oldPathLen, uint newFd, ulong newPath, ulong newPathLen)
    {
        var buffer = stackalloc byte[GuestPath.Capacity];
        var newBuffer = stackalloc byte[GuestPath.Capacity];
        // POSIX lets link() choose whether it follows; like others we link what the name itself stands for.
        if ((oldFlags & (uint)LookupFlags.SymlinkFollow) != 0)
            return Errno.Inval;
        // A link would carry a file out of the reach of its directory's ":ro": the source counts as changed.
        var error = OpenName(call, oldFd, Rights.PathLinkSource, oldPath, oldPathLen, Errno.Perm, buffer, out var oldName);
        if (error != Errno.Success)
            return error;
        error = OpenName(call, newFd, Rights.PathLinkTarget, newPath, newPathLen, Errno.Exist, newBuffer, out var newName);
        if (error != Errno.Success)
        {
            oldName.Close();
            return error;
        }
        if (oldName.WantsDirectory)
            error = oldName.TypeOf() switch { 0 => Errno.Noent, HostMode.Directory => Errno.Perm, _ => Errno.Notdir };
        else if (newName.WantsDirectory)
            error = newName.TypeOf() == 0 ? Errno.Noent : Errno.Exist;
        else
            error = Finish(Libc.LinkAt(oldName.Parent, oldName.Text, newName.Parent, newName.Text, 0));
        oldName.Close();
        newName.Close();
        return error;
    }

    public static Errno PathRename(in WasiCall call, uint fd, ulong oldPath, ulong oldPathLen, uint newFd, ulong newPath, ulong newPathLen)
    {
        var buffer = stackalloc byte[GuestPath.Capacity];
        var newBuffer = stackalloc byte[GuestPath.Capacity];
        var error = OpenName(call, fd, Rights.PathRenameSource, oldPath, oldPathLen, Errno.Busy, buffer, out var oldName);
        if (error != Errno.Success)
            return error;
        error = OpenName(call, newFd, Rights.PathRenameTarget, newPath, newPathLen, Errno.Busy, newBuffer, out var newName);
        if (error != Errno.Success)
        {
            oldName.Close();
            return error;
        }
        if ((oldName.WantsDirectory || newName.WantsDirectory) && !oldName.IsDirectory())
            error = oldName.TypeOf() == 0 ? Errno.Noent : Errno.Notdir;
        else
            error = Finish(Libc.RenameAt(oldName.Parent, oldName.Text, newName.Parent, newName.Text));
        oldName.Close();
        newName.Close();
        return error;
    }

    public static Errno PathFilestatGet(in WasiCall call, uint fd, uint flags, ulong path, ulong pathLen, ulong buf)
    {
        if (!call.Memory.Contains(buf, FilestatSize(call)))
            return Errno.Fault;
        if (TryStatusOfName(call, fd, path, pathLen, out var status))
        {
            WriteFilestat(call, status, FileKinds.FromMode(status.Mode), buf);
            return Errno.Success;
        }
        var error = OpenPath(call, fd, Rights.PathFilestatGet, changes: false, flags, path, pathLen, out var descriptor);
        if (error != Errno.Success)
            return error;
        error = WriteFilestat(call, descriptor, buf);
        _ = Libc.Close(descriptor);
        return error;
    }

    /// <summary>
    /// The status of a file or directory directly in another: without following a link it lies there, whatever is renamed meanwhile, so one
    /// call is as safe as opening it first. False for all else, and where anything is wrong: then it is opened, which also tells what.
    /// </summary>
    [SkipLocalsInit]
    private static bool TryStatusOfName(in WasiCall call, uint fd, ulong path, ulong pathLen, out FileStatus status)
    {
        status = default;
        var buffer = stackalloc byte[GuestPath.Capacity];
        if (ReadPath(call, path, pathLen, buffer, out var guestPath) != Errno.Success || !guestPath.IsName
            || call.State.Files.AcquireDirectory(fd, Rights.PathFilestatGet, out var directory) != Errno.Success)
        {
            return false;
        }
        FileStatus found;
        var isFound = Libc.Status(
            directory.HostDescriptor, guestPath.Bytes, AtFlags.SymbolicLinkNoFollow, FileStatus.BasicMask, &found) == 0
            && found.Type is HostMode.Regular or HostMode.Directory;
        _ = directory.Release();
        status = found;
        return isFound;
    }

    public static Errno PathFilestatSetTimes(
        in WasiCall call, uint fd, uint flags, ulong path, ulong pathLen, ulong atim, ulong mtim, uint fstFlags)
    {
        var times = stackalloc TimeSpec[2];
        if (!TryTimes(atim, mtim, fstFlags, times))
            return Errno.Inval;
        var error = OpenPath(call, fd, Rights.PathFilestatSetTimes, changes: true, flags, path, pathLen, out var descriptor);
        if (error != Errno.Success)
            return error;
        fixed (byte* empty = "\0"u8)
        {
            error = Finish(Libc.SetTimesAt(descriptor, empty, times, AtFlags.EmptyPath));
        }
        // Kernels before 5.8 want a name; that of the descriptor means the very same file.
        if (error == Errno.Inval)
            error = SetTimesByName(descriptor, times);
        _ = Libc.Close(descriptor);
        return error;
    }

    private static Errno SetTimesByName(int descriptor, TimeSpec* times)
    {
        Span<byte> name = stackalloc byte[32];
        _ = System.Text.Unicode.Utf8.TryWrite(name, $"/proc/self/fd/{descriptor}\0", out _);
        fixed (byte* text = name)
        {
            return Finish(Libc.SetTimesAt(AtFlags.CurrentDirectory, text, times, 0));
        }
    }

    public static Errno PathReadlink(in WasiCall call, uint fd, ulong path, ulong pathLen, ulong buf, ulong bufLen, ulong bufused)
    {
        if (!call.Memory.Contains(buf, bufLen) || !call.HasWord(bufused))
            return Errno.Fault;
        var error = OpenPath(call, fd, Rights.PathReadLink, changes: false, flags: 0, path, pathLen, out var descriptor);
        if (error != Errno.Success)
            return error;
        FileStatus status;
        var errno = FileKinds.Status(descriptor, &status);
        if (errno != 0)
        {
            error = ErrnoMap.FromHost(errno);
        }
        else if (status.Type != HostMode.SymbolicLink)
        {
            error = Errno.Inval;
        }
        else if (bufLen == 0)
        {
            call.WriteWord(bufused, 0);
        }
        else
        {
            nint length;
            fixed (byte* empty = "\0"u8)
            {
                // The kernel takes the size as an int.
                length = Libc.ReadLinkAt(descriptor, empty, call.Memory.At(buf), (nuint)Math.Min(bufLen, GuestPath.Capacity));
            }
            if (length < 0)
                error = HostError();
            else
                call.WriteWord(bufused, (ulong)length);
        }
        _ = Libc.Close(descriptor);
        return error;
    }

    /// <summary>Opens a path as a place (O_PATH), to ask or change what is known about it.</summary>
    [SkipLocalsInit]
    private static Errno OpenPath(
        in WasiCall call, uint fd, Rights needed, bool changes, uint flags, ulong path, ulong pathLen, out int descriptor)
    {
        descriptor = -1;
        var buffer = stackalloc byte[GuestPath.Capacity];
        var error = ReadPath(call, path, pathLen, buffer, out var guestPath);
        if (error != Errno.Success)
            return error;
        error = call.State.Files.AcquireDirectory(fd, needed, out var file);
        if (error != Errno.Success)
            return error;
        var follow = (flags & (uint)LookupFlags.SymlinkFollow) != 0;
        descriptor = call.State.Resolver.Open(file.HostDescriptor, guestPath.Bytes, OpenFlags.Path | (follow ? 0 : OpenFlags.NoFollow), 0);
        if (descriptor < 0)
            error = ErrnoMap.FromResolver(descriptor);
        else if (changes && file.IsReadOnly)
            error = Errno.Rofs;
        if (error != Errno.Success && descriptor >= 0)
            _ = Libc.Close(descriptor);
        _ = file.Release();
        return error;
    }

    /// <summary>
    /// Opens the parent of a path in order to change what has its last name. <paramref name="nameless"/> is the error where there is none:
    /// the path ends in ".." or ".", or is the root.
    /// </summary>
    private static Errno OpenName(
        in WasiCall call, uint fd, Rights needed, ulong path, ulong pathLen, Errno nameless, byte* buffer, out PathName name)
    {
        name = default;
        var error = ReadPath(call, path, pathLen, buffer, out var guestPath);
        if (error != Errno.Success)
            return error;
        error = call.State.Files.AcquireDirectory(fd, needed, out var directory);
        if (error != Errno.Success)
            return error;
        error = directory.IsReadOnly ? Errno.Rofs : PathName.Open(call.State.Resolver, directory, guestPath, nameless, out name);
        if (error != Errno.Success)
            _ = directory.Release();
        return error;
    }

    private static Errno ReadPath(in WasiCall call, ulong path, ulong pathLen, byte* buffer, out GuestPath guestPath)
    {
        guestPath = default;
        if (!call.Memory.Contains(path, pathLen))
            return Errno.Fault;
        if (pathLen >= GuestPath.Capacity)
            return Errno.Nametoolong;
        return ErrnoMap.FromHost(GuestPath.Create(new ReadOnlySpan<byte>(call.Memory.At(path), (int)pathLen), buffer, out guestPath));
    }
}
