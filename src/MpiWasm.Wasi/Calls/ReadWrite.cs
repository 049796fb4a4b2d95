using MpiWasm.Sandbox.Host;
using MpiWasm.Wasi.Abi;
using MpiWasm.Wasi.Files;

namespace MpiWasm.Wasi.Calls;

/// <summary>Reading, writing and positions: one system call each, straight on guest memory.</summary>
internal static unsafe partial class Preview1
{
    /// <summary>Programs write with one or two vectors; room for more is taken only when asked for.</summary>
    private const int FewVectors = 8;

    private enum Transfer
    {
        Read,
        Write,
        ReadAt,
        WriteAt,
    }

    public static Errno FdRead(in Call call, uint fd, uint iovs, uint iovsLen, uint nread) =>
        Move(call, Transfer.Read, Rights.FdRead, fd, iovs, iovsLen, 0, nread);

    public static Errno FdWrite(in Call call, uint fd, uint iovs, uint iovsLen, uint nwritten) =>
        Move(call, Transfer.Write, Rights.FdWrite, fd, iovs, iovsLen, 0, nwritten);

    public static Errno FdPread(in Call call, uint fd, uint iovs, uint iovsLen, ulong offset, uint nread) =>
        Move(call, Transfer.ReadAt, Rights.FdRead | Rights.FdSeek, fd, iovs, iovsLen, (long)offset, nread);

    public static Errno FdPwrite(in Call call, uint fd, uint iovs, uint iovsLen, ulong offset, uint nwritten) =>
        Move(call, Transfer.WriteAt, Rights.FdWrite | Rights.FdSeek, fd, iovs, iovsLen, (long)offset, nwritten);

    public static Errno FdSeek(in Call call, uint fd, ulong offset, uint whence, uint newoffset)
    {
        if (whence > 2)
            return Errno.Inval;
        return Position(call, Rights.FdSeek, fd, (long)offset, (int)whence, newoffset);
    }

    public static Errno FdTell(in Call call, uint fd, uint offset) => Position(call, Rights.FdTell, fd, 0, whence: 1, offset);

    private static Errno Position(in Call call, Rights needed, uint fd, long offset, int whence, uint result)
    {
        if (!call.Memory.Contains(result, 8))
            return Errno.Fault;
        var error = call.State.Files.Acquire(fd, needed, out var file);
        if (error != Errno.Success)
            return error;
        // The position of a directory belongs to fd_readdir, which takes cookies instead.
        if (file.IsDirectory)
        {
            error = Errno.Badf;
        }
        else
        {
            var position = LibC.Seek(file.HostDescriptor, offset, whence);
            if (position < 0)
                error = HostError();
            else
                call.Memory.Write(result, position);
        }
        _ = file.Release();
        return error;
    }

    private static Errno Move(in Call call, Transfer transfer, Rights needed, uint fd, uint iovs, uint count, long offset, uint result)
    {
        if (!call.Memory.Contains(result, 4) || !call.Memory.Contains(iovs, (ulong)count * Layout.IoVec))
            return Errno.Fault;
        // More than IOV_MAX vectors: the first ones are moved, and the caller sees a short count, as it must be ready for.
        var used = (int)Math.Min(count, IoVector.Maximum);
        var vectors = stackalloc IoVector[used <= FewVectors ? FewVectors : IoVector.Maximum];
        for (var i = 0; i < used; i++)
        {
            var at = iovs + ((uint)i * Layout.IoVec);
            var address = call.Memory.Read<uint>(at);
            var length = call.Memory.Read<uint>(at + 4);
            if (!call.Memory.Contains(address, length))
                return Errno.Fault;
            vectors[i] = new IoVector { Base = call.Memory.At(address), Length = length };
        }
        var error = call.State.Files.Acquire(fd, needed, out var file);
        if (error != Errno.Success)
            return error;
        var moved = Move(transfer, file, vectors, used, offset);
        if (moved < 0)
            error = ErrnoMap.FromHost((int)-moved);
        else
            call.Memory.Write(result, (uint)moved);
        _ = file.Release();
        return error;
    }

    private static nint Move(Transfer transfer, FileEntry file, IoVector* vectors, int count, long offset)
    {
        while (true)
        {
            var moved = transfer switch
            {
                Transfer.Read => LibC.ReadVector(file.HostDescriptor, vectors, count),
                Transfer.Write => LibC.WriteVector(file.HostDescriptor, vectors, count),
                Transfer.ReadAt => LibC.ReadVectorAt(file.HostDescriptor, vectors, count, offset),
                _ => LibC.WriteVectorAt(file.HostDescriptor, vectors, count, offset),
            };
            if (moved >= 0)
                return moved;
            var errno = LibC.Errno;
            if (errno == HostErrno.EINTR)
                continue;
            // A launcher may have made a stream non-blocking behind the guest's back: the guest, which did not ask for it, waits.
            if (errno != HostErrno.EAGAIN || file.NonBlocking)
                return -errno;
            var poll = new PollDescriptor
            {
                Descriptor = file.HostDescriptor,
                Events = transfer is Transfer.Read or Transfer.ReadAt ? PollDescriptor.In : PollDescriptor.Out,
            };
            _ = LibC.Poll(&poll, 1, null, null);
        }
    }
}
