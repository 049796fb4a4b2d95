using MpiWasm.Unix;
using MpiWasm.Wasi.Abi;
using MpiWasm.Wasi.Files;
using MpiWasm.Wasi.State;

namespace MpiWasm.Wasi.Calls;

/// <summary>Status, flags, sizes and times of open descriptors.</summary>
internal static unsafe partial class Preview1
{
    public static Errno FdAdvise(in WasiCall call, uint fd, ulong offset, ulong len, uint advice)
    {
        // WASI's order is normal, sequential, random, will need, don't need, no reuse; Linux has random before sequential.
        ReadOnlySpan<byte> hostAdvice = [0, 2, 1, 3, 4, 5];
        if (advice >= (uint)hostAdvice.Length)
            return Errno.Inval;
        var error = call.State.Files.Acquire(fd, Rights.FdAdvise, out var file);
        if (error != Errno.Success)
            return error;
        error = (long)offset < 0
            ? Errno.Inval
            : ErrnoMap.FromHost(Libc.Advise(file.HostDescriptor, (long)offset, (long)len, hostAdvice[(int)advice]));
        _ = file.Release();
        return error;
    }

    public static Errno FdAllocate(in WasiCall call, uint fd, ulong offset, ulong len)
    {
        var error = AcquireWritable(call, fd, Rights.FdAllocate, isFile: true, out var file);
        if (error != Errno.Success)
            return error;
        int errno;
        do
        {
            errno = Libc.Allocate(file.HostDescriptor, (long)offset, (long)len);
        }
        while (errno == HostErrno.EINTR);
        _ = file.Release();
        return ErrnoMap.FromHost(errno);
    }

    public static Errno FdClose(in WasiCall call, uint fd) => call.State.Files.Close(fd);

    public static Errno FdDatasync(in WasiCall call, uint fd)
    {
        var error = call.State.Files.Acquire(fd, Rights.FdDataSync, out var file);
        if (error != Errno.Success)
            return error;
        error = Finish(Libc.DataSync(file.HostDescriptor));
        _ = file.Release();
        return error;
    }

    public static Errno FdSync(in WasiCall call, uint fd)
    {
        var error = call.State.Files.Acquire(fd, Rights.FdSync, out var file);
        if (error != Errno.Success)
            return error;
        error = Finish(Libc.Sync(file.HostDescriptor));
        _ = file.Release();
        return error;
    }

    public static Errno FdFdstatGet(in WasiCall call, uint fd, ulong stat)
    {
        if (!call.Memory.Contains(stat, Layout.Fdstat))
            return Errno.Fault;
        var error = call.State.Files.Acquire(fd, Rights.None, out var file);
        if (error != Errno.Success)
            return error;
        var flags = Libc.FileControl(file.HostDescriptor, FileControls.GetFlags, 0);
        if (flags < 0)
        {
            error = HostError();
        }
        else
        {
            new Span<byte>(call.Memory.At(stat), Layout.Fdstat).Clear();
            call.Memory.Write(stat, (byte)file.Type);
            call.Memory.Write(stat + Layout.FdstatFlags, (ushort)(GuestFlags(flags) | (file.NonBlocking ? FdFlags.NonBlocking : 0)));
            call.Memory.Write(stat + Layout.FdstatRightsBase, (ulong)file.BaseRights);
            call.Memory.Write(stat + Layout.FdstatRightsInheriting, (ulong)file.InheritingRights);
        }
        _ = file.Release();
        return error;
    }

    public static Errno FdFdstatSetFlags(in WasiCall call, uint fd, uint flags)
    {
        var wanted = (FdFlags)flags;
        if ((wanted & ~FdFlags.All) != 0)
            return Errno.Inval;
        var error = call.State.Files.Acquire(fd, Rights.FdFdstatSetFlags, out var file);
        if (error != Errno.Success)
            return error;
        var now = Libc.FileControl(file.HostDescriptor, FileControls.GetFlags, 0);
        const FdFlags Syncing = FdFlags.DataSync | FdFlags.ReadSync | FdFlags.Sync;
        // Linux silently ignores a change of the synchronising flags: refuse it instead.
        if (now < 0)
        {
            error = HostError();
        }
        else if ((HostFlags(wanted & Syncing) & OpenFlags.Sync) != (now & OpenFlags.Sync))
        {
            error = Errno.Inval;
        }
        else if (file.IsShared)
        {
            // The flags are those of the user's shell and of other ranks too.
            error = GuestFlags(now).HasFlag(FdFlags.Append) == wanted.HasFlag(FdFlags.Append) ? Errno.Success : Errno.Notsup;
            if (error == Errno.Success)
                file.NonBlocking = (wanted & FdFlags.NonBlocking) != 0;
        }
        else
        {
            var set = (now & ~(OpenFlags.Append | OpenFlags.NonBlocking)) | HostFlags(wanted & ~Syncing);
            error = Finish(Libc.FileControl(file.HostDescriptor, FileControls.SetFlags, set));
            if (error == Errno.Success)
                file.NonBlocking = (wanted & FdFlags.NonBlocking) != 0;
        }
        _ = file.Release();
        return error;
    }

    public static Errno FdFdstatSetRights(in WasiCall call, uint fd, ulong fsRightsBase, ulong fsRightsInheriting)
    {
        var error = call.State.Files.Acquire(fd, Rights.None, out var file);
        if (error != Errno.Success)
            return error;
        var rights = (Rights)fsRightsBase;
        var inheriting = (Rights)fsRightsInheriting;
        if ((rights & ~file.BaseRights) != 0 || (inheriting & ~file.InheritingRights) != 0)
            error = Errno.Notcapable;
        else
            file.KeepRights(rights, inheriting);
        _ = file.Release();
        return error;
    }

    public static Errno FdFilestatGet(in WasiCall call, uint fd, ulong buf)
    {
        if (!call.Memory.Contains(buf, FilestatSize(call)))
            return Errno.Fault;
        var error = call.State.Files.Acquire(fd, Rights.FdFilestatGet, out var file);
        if (error != Errno.Success)
            return error;
        error = WriteFilestat(call, file.HostDescriptor, buf);
        _ = file.Release();
        return error;
    }

    public static Errno FdFilestatSetSize(in WasiCall call, uint fd, ulong size)
    {
        var error = AcquireWritable(call, fd, Rights.FdFilestatSetSize, isFile: true, out var file);
        if (error != Errno.Success)
            return error;
        do
        {
            error = Finish(Libc.Truncate(file.HostDescriptor, (long)size));
        }
        while (error == Errno.Intr);
        _ = file.Release();
        return error;
    }

    public static Errno FdFilestatSetTimes(in WasiCall call, uint fd, ulong atim, ulong mtim, uint fstFlags)
    {
        var times = stackalloc TimeSpec[2];
        if (!TryTimes(atim, mtim, fstFlags, times))
            return Errno.Inval;
        var error = AcquireWritable(call, fd, Rights.FdFilestatSetTimes, isFile: false, out var file);
        if (error != Errno.Success)
            return error;
        error = Finish(Libc.SetTimes(file.HostDescriptor, times));
        _ = file.Release();
        return error;
    }

    public static Errno FdPrestatGet(in WasiCall call, uint fd, ulong buf)
    {
        if (!call.Memory.Contains(buf, call.PrestatSize))
            return Errno.Fault;
        var error = AcquirePreopen(call, fd, out var name);
        if (error != Errno.Success)
            return error;
        // The kind, 0 for a directory, with what is between it and the length.
        call.WriteWord(buf, 0);
        call.WriteWord(buf + call.WordSize, (uint)name.Length);
        return Errno.Success;
    }

    public static Errno FdPrestatDirName(in WasiCall call, uint fd, ulong path, ulong pathLen)
    {
        if (!call.Memory.TrySpan(path, pathLen, out var target))
            return Errno.Fault;
        var error = AcquirePreopen(call, fd, out var name);
        if (error != Errno.Success)
            return error;
        return name.Span.TryCopyTo(target) ? Errno.Success : Errno.Nametoolong;
    }

    public static Errno FdRenumber(in WasiCall call, uint fd, uint to) => call.State.Files.Renumber(fd, to);

    /// <summary>wasi-libc asks descriptor by descriptor until one is no granted directory: the answer must then be badf.</summary>
    private static Errno AcquirePreopen(in WasiCall call, uint fd, out ReadOnlyMemory<byte> name)
    {
        name = default;
        var error = call.State.Files.Acquire(fd, Rights.None, out var file);
        if (error != Errno.Success)
            return error;
        var preopen = file.PreopenName;
        _ = file.Release();
        if (preopen is null)
            return Errno.Badf;
        name = preopen.Value;
        return Errno.Success;
    }

    private static Errno AcquireWritable(in WasiCall call, uint fd, Rights needed, bool isFile, out FileEntry file)
    {
        // Which rights there are below a read-only directory does not matter: the file system is what cannot be written.
        var error = isFile ? call.State.Files.AcquireFile(fd, Rights.None, out file) : call.State.Files.Acquire(fd, Rights.None, out file);
        if (error != Errno.Success)
            return error;
        error = file.IsReadOnly ? Errno.Rofs : (needed & ~file.BaseRights) != 0 ? Errno.Notcapable : Errno.Success;
        if (error != Errno.Success)
            _ = file.Release();
        return error;
    }

    private static uint FilestatSize(in WasiCall call) => (uint)(call.IsUnstable ? Layout.UnstableFilestat : Layout.Filestat);

    private static Errno WriteFilestat(in WasiCall call, int descriptor, ulong buf)
    {
        FileStatus status;
        var errno = FileKinds.Status(descriptor, &status);
        if (errno != 0)
            return ErrnoMap.FromHost(errno);
        WriteFilestat(call, status, FileKinds.TypeOf(descriptor, status.Mode), buf);
        return Errno.Success;
    }

    private static void WriteFilestat(in WasiCall call, in FileStatus status, FileType type, ulong buf)
    {
        call.Memory.Write(buf, ((ulong)status.DeviceMajor << 32) | status.DeviceMinor);
        call.Memory.Write(buf + Layout.FilestatInode, status.Inode);
        // WASI has no permissions, and room beside the type: there the guest's C library finds the host's mode.
        call.Memory.Write(buf + Layout.FilestatType, (ulong)type | ((ulong)(ushort)status.Mode << 16));
        if (call.IsUnstable)
        {
            call.Memory.Write(buf + Layout.UnstableFilestatLinks, status.LinkCount);
            buf -= Layout.Filestat - Layout.UnstableFilestat;
        }
        else
        {
            call.Memory.Write(buf + Layout.FilestatLinks, (ulong)status.LinkCount);
        }
        call.Memory.Write(buf + Layout.FilestatSize, status.FileSize);
        call.Memory.Write(buf + Layout.FilestatAccess, status.AccessTime.ToNanoseconds());
        call.Memory.Write(buf + Layout.FilestatModification, status.ModificationTime.ToNanoseconds());
        call.Memory.Write(buf + Layout.FilestatChange, status.ChangeTime.ToNanoseconds());
    }

    /// <summary>The two times for utimens; false where the flags contradict each other.</summary>
    private static bool TryTimes(ulong access, ulong modification, uint flags, TimeSpec* times)
    {
        var set = (TimeFlags)flags;
        const TimeFlags BothAccess = TimeFlags.Access | TimeFlags.AccessNow;
        const TimeFlags BothModification = TimeFlags.Modification | TimeFlags.ModificationNow;
        if ((set & ~TimeFlags.All) != 0 || (set & BothAccess) == BothAccess || (set & BothModification) == BothModification)
            return false;
        times[0] = Time(access, (set & TimeFlags.Access) != 0, (set & TimeFlags.AccessNow) != 0);
        times[1] = Time(modification, (set & TimeFlags.Modification) != 0, (set & TimeFlags.ModificationNow) != 0);
        return true;

        static TimeSpec Time(ulong value, bool isGiven, bool isNow) =>
            isGiven ? TimeSpec.FromNanoseconds(value) : new TimeSpec { Nanoseconds = isNow ? TimeSpec.Now : TimeSpec.Omit };
    }

    /// <summary>The host's flags but for non-blocking, of which the guest sees only what it asked for itself.</summary>
    private static FdFlags GuestFlags(int host)
    {
        FdFlags flags = 0;
        if ((host & OpenFlags.Append) != 0)
            flags |= FdFlags.Append;
        if ((host & OpenFlags.Sync) == OpenFlags.Sync)
            flags |= FdFlags.Sync;
        else if ((host & OpenFlags.DataSync) != 0)
            flags |= FdFlags.DataSync;
        return flags;
    }

    private static int HostFlags(FdFlags flags)
    {
        var host = 0;
        if ((flags & FdFlags.Append) != 0)
            host |= OpenFlags.Append;
        if ((flags & FdFlags.NonBlocking) != 0)
            host |= OpenFlags.NonBlocking;
        if ((flags & FdFlags.DataSync) != 0)
            host |= OpenFlags.DataSync;
        // O_RSYNC is O_SYNC on Linux.
        if ((flags & (FdFlags.Sync | FdFlags.ReadSync)) != 0)
            host |= OpenFlags.Sync;
        return host;
    }

    private static Errno Finish(int result) => result == 0 ? Errno.Success : HostError();
}
