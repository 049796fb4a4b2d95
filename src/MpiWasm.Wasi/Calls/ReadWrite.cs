using System.Runtime.CompilerServices;
using MpiWasm.Unix;
using MpiWasm.Wasi.Abi;
using MpiWasm.Wasi.Files;
using MpiWasm.Wasi.State;

namespace MpiWasm.Wasi.Calls;

/// <summary>Reading, writing and positions: one system call each, straight on guest memory.</summary>
internal static unsafe partial class Preview1
{
    /// <summary>Programs write with one or two vectors; room for more is taken only when asked for.</summary>
    private const int FewVectors = 8;

    /// <summary>What a pipe takes without blocking once it says that it takes something (PIPE_BUF).</summary>
    private const uint SurePipeBytes = 4096;

    private enum Transfer
    {
        Read,
        Write,
        ReadAt,
        WriteAt,
    }

    public static Errno FdRead(in WasiCall call, uint fd, ulong iovs, ulong iovsLen, ulong nread) =>
        Move(call, Transfer.Read, Rights.FdRead, fd, iovs, iovsLen, 0, nread);

    public static Errno FdWrite(in WasiCall call, uint fd, ulong iovs, ulong iovsLen, ulong nwritten) =>
        Move(call, Transfer.Write, Rights.FdWrite, fd, iovs, iovsLen, 0, nwritten);

    public static Errno FdPread(in WasiCall call, uint fd, ulong iovs, ulong iovsLen, ulong offset, ulong nread) =>
        Move(call, Transfer.ReadAt, Rights.FdRead | Rights.FdSeek, fd, iovs, iovsLen, (long)offset, nread);

    public static Errno FdPwrite(in WasiCall call, uint fd, ulong iovs, ulong iovsLen, ulong offset, ulong nwritten) =>
        Move(call, Transfer.WriteAt, Rights.FdWrite | Rights.FdSeek, fd, iovs, iovsLen, (long)offset, nwritten);

    public static Errno FdSeek(in WasiCall call, uint fd, ulong offset, uint whence, ulong newoffset)
    {
        // The first snapshot counted current, end, start.
        ReadOnlySpan<byte> unstable = [1, 2, 0];
        if (whence > 2)
            return Errno.Inval;
        return Position(call, Rights.FdSeek, fd, (long)offset, call.IsUnstable ? unstable[(int)whence] : (int)whence, newoffset);
    }

    public static Errno FdTell(in WasiCall call, uint fd, ulong offset) => Position(call, Rights.FdTell, fd, 0, whence: 1, offset);

    private static Errno Position(in WasiCall call, Rights needed, uint fd, long offset, int whence, ulong result)
    {
        if (!call.Memory.Contains(result, 8))
            return Errno.Fault;
        // The position of a directory belongs to fd_readdir, which takes cookies instead.
        var error = call.State.Files.AcquireFile(fd, needed, out var file, Errno.Badf);
        if (error != Errno.Success)
            return error;
        var position = Libc.Seek(file.HostDescriptor, offset, whence);
        if (position < 0)
            error = HostError();
        else
            call.Memory.Write(result, position);
        _ = file.Release();
        return error;
    }

    private static Errno Move(
        in WasiCall call, Transfer transfer, Rights needed, uint fd, ulong iovs, ulong count, long offset, ulong result)
    {
        if (!call.HasWord(result) || !call.Memory.ContainsArray(iovs, count, call.VectorSize))
            return Errno.Fault;
        // More than IOV_MAX vectors: the first ones are moved, and the caller sees a short count, as it must be ready for.
        return count <= FewVectors
            ? MoveFew(call, transfer, needed, fd, iovs, (int)count, offset, result)
            : MoveMany(call, transfer, needed, fd, iovs, (int)Math.Min(count, IoVector.Maximum), offset, result);
    }

    private static Errno MoveFew(
        in WasiCall call, Transfer transfer, Rights needed, uint fd, ulong iovs, int count, long offset, ulong result)
    {
        var vectors = stackalloc IoVector[FewVectors];
        return MoveVectors(call, transfer, needed, fd, iovs, vectors, count, offset, result);
    }

    /// <summary>A frame of its own: 16 KiB of stack are not touched by those who need less.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Errno MoveMany(
        in WasiCall call, Transfer transfer, Rights needed, uint fd, ulong iovs, int count, long offset, ulong result)
    {
        var vectors = stackalloc IoVector[IoVector.Maximum];
        return MoveVectors(call, transfer, needed, fd, iovs, vectors, count, offset, result);
    }

    private static Errno MoveVectors(
        in WasiCall call, Transfer transfer, Rights needed, uint fd, ulong iovs, IoVector* vectors, int count, long offset, ulong result)
    {
        if (!TryVectors(call, iovs, count, vectors))
            return Errno.Fault;
        var isRead = transfer is Transfer.Read or Transfer.ReadAt;
        var error = isRead ? call.State.Files.AcquireFile(fd, needed, out var file) : call.State.Files.Acquire(fd, needed, out file);
        if (error != Errno.Success)
            return error;
        var moved = file.IsShared
            ? MoveShared(call, transfer, file, vectors, count, offset)
            : MoveWhole(transfer, file, vectors, count, offset);
        if (moved < 0)
            error = ErrnoMap.FromHost((int)-moved);
        else
            call.WriteWord(result, (ulong)moved);
        _ = file.Release();
        return error;
    }

    /// <summary>A standard stream: what is written may be looked at, and that calls do not block is this guest's affair only.</summary>
    private static nint MoveShared(in WasiCall call, Transfer transfer, FileEntry file, IoVector* vectors, int count, long offset)
    {
        // A prompt must be seen before the answer is read.
        if (transfer == Transfer.Read)
            call.State.FlushOutput();
        if (file.NonBlocking && transfer is Transfer.Read or Transfer.Write)
        {
            if (!IsReady(file, transfer == Transfer.Read ? PollDescriptor.In : PollDescriptor.Out))
                return -HostErrno.EAGAIN;
            if (transfer == Transfer.Write && count > 0)
            {
                count = 1;
                vectors[0].Length = Math.Min(vectors[0].Length, SurePipeBytes);
            }
        }
        return file.Text is { } text && transfer == Transfer.Write
            ? text.Write(vectors, count)
            : MoveWhole(transfer, file, vectors, count, offset);
    }

    private static nint MoveWhole(Transfer transfer, FileEntry file, IoVector* vectors, int count, long offset)
    {
        while (true)
        {
            var moved = count == 1
                ? MoveOne(transfer, file.HostDescriptor, vectors->Base, vectors->Length, offset)
                : MoveSeveral(transfer, file.HostDescriptor, vectors, count, offset);
            if (moved >= 0)
                return moved;
            var errno = Libc.Errno;
            if (errno == HostErrno.EINTR)
                continue;
            // A launcher may have made a stream non-blocking behind the guest's back: the guest, which did not ask for it, waits.
            if (errno != HostErrno.EAGAIN || file.NonBlocking)
                return -errno;
            WaitFor(file, transfer is Transfer.Read or Transfer.ReadAt ? PollDescriptor.In : PollDescriptor.Out);
        }
    }

    /// <summary>Reads vectors that lie in memory, once each: what is checked is what is used.</summary>
    private static bool TryVectors(in WasiCall call, ulong iovs, int count, IoVector* vectors)
    {
        for (var i = 0; i < count; i++)
        {
            var at = iovs + ((uint)i * call.VectorSize);
            var address = call.ReadWord(at);
            var length = call.ReadWord(at + call.WordSize);
            if (!call.Memory.Contains(address, length))
                return false;
            vectors[i] = new IoVector { Base = call.Memory.At(address), Length = (nuint)length };
        }
        return true;
    }

    private static bool IsReady(FileEntry file, short awaited)
    {
        var poll = new PollDescriptor { Descriptor = file.HostDescriptor, Events = awaited };
        TimeSpec now = default;
        return Libc.Poll(&poll, 1, &now, null) != 0;
    }

    private static void WaitFor(FileEntry file, short awaited)
    {
        var poll = new PollDescriptor { Descriptor = file.HostDescriptor, Events = awaited };
        _ = Libc.Poll(&poll, 1, null, null);
    }

    private static nint MoveOne(Transfer transfer, int descriptor, byte* buffer, nuint length, long offset) => transfer switch
    {
        Transfer.Read => TransferCall.Read(descriptor, buffer, length),
        Transfer.Write => TransferCall.Write(descriptor, buffer, length),
        Transfer.ReadAt => TransferCall.ReadAt(descriptor, buffer, length, offset),
        _ => TransferCall.WriteAt(descriptor, buffer, length, offset),
    };

    private static nint MoveSeveral(Transfer transfer, int descriptor, IoVector* vectors, int count, long offset) => transfer switch
    {
        Transfer.Read => TransferCall.ReadVector(descriptor, vectors, count),
        Transfer.Write => TransferCall.WriteVector(descriptor, vectors, count),
        Transfer.ReadAt => TransferCall.ReadVectorAt(descriptor, vectors, count, offset),
        _ => TransferCall.WriteVectorAt(descriptor, vectors, count, offset),
    };
}
