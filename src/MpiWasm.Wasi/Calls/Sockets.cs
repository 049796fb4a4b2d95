using MpiWasm.Unix;
using MpiWasm.Wasi.Abi;
using MpiWasm.Wasi.Files;
using MpiWasm.Wasi.State;

namespace MpiWasm.Wasi.Calls;

/// <summary>Sockets. A guest cannot make any: it has those it was given, and those it accepts from one that listens.</summary>
internal static unsafe partial class Preview1
{
    private const uint ReceivePeek = 1;
    private const uint ReceiveWaitAll = 2;
    private const ushort ReceivedTruncated = 1;
    private const uint ShutdownRead = 1;
    private const uint ShutdownWrite = 2;

    public static Errno SockAccept(in WasiCall call, uint fd, uint flags, ulong accepted)
    {
        if (!call.Memory.Contains(accepted, 4))
            return Errno.Fault;
        if (((FdFlags)flags & ~FdFlags.NonBlocking) != 0)
            return Errno.Inval;
        var error = AcquireSocket(call, fd, Rights.SockAccept, out var socket);
        if (error != Errno.Success)
            return error;
        var isNonBlocking = ((FdFlags)flags & FdFlags.NonBlocking) != 0;
        var descriptor = Accept(socket, OpenFlags.CloseOnExec | (isNonBlocking ? OpenFlags.NonBlocking : 0));
        if (descriptor < 0)
        {
            error = ErrnoMap.FromHost(-descriptor);
        }
        else
        {
            error = call.State.Files.Add(
                new FileEntry(descriptor, socket.Type, Rights.Socket & ~Rights.SockAccept, Rights.None, owned: true)
                {
                    NonBlocking = isNonBlocking,
                }, out var added);
            if (error == Errno.Success)
                call.Memory.Write(accepted, added);
        }
        _ = socket.Release();
        return error;
    }

    public static Errno SockRecv(in WasiCall call, uint fd, ulong riData, ulong riDataLen, uint riFlags, ulong roDatalen, ulong roFlags)
    {
        if (!call.HasWord(roDatalen) || !call.Memory.Contains(roFlags, 2))
            return Errno.Fault;
        if ((riFlags & ~(ReceivePeek | ReceiveWaitAll)) != 0)
            return Errno.Inval;
        var flags = ((riFlags & ReceivePeek) != 0 ? MessageHeader.Peek : 0) | ((riFlags & ReceiveWaitAll) != 0 ? MessageHeader.WaitAll : 0);
        var error = Message(call, fd, Rights.FdRead, riData, riDataLen, flags, isSend: false, out var moved, out var result);
        if (error != Errno.Success)
            return error;
        call.WriteWord(roDatalen, moved);
        call.Memory.Write(roFlags, (result & MessageHeader.Truncated) != 0 ? ReceivedTruncated : (ushort)0);
        return Errno.Success;
    }

    public static Errno SockSend(in WasiCall call, uint fd, ulong siData, ulong siDataLen, uint siFlags, ulong soDatalen)
    {
        if (!call.HasWord(soDatalen))
            return Errno.Fault;
        if (siFlags != 0)
            return Errno.Inval;
        var error = Message(call, fd, Rights.FdWrite, siData, siDataLen, MessageHeader.NoSignal, isSend: true, out var moved, out _);
        if (error == Errno.Success)
            call.WriteWord(soDatalen, moved);
        return error;
    }

    public static Errno SockShutdown(in WasiCall call, uint fd, uint how)
    {
        if (how is 0 or > (ShutdownRead | ShutdownWrite))
            return Errno.Inval;
        var error = AcquireSocket(call, fd, Rights.SockShutdown, out var socket);
        if (error != Errno.Success)
            return error;
        // The host counts read, write, both from 0.
        error = Finish(Libc.Shutdown(socket.HostDescriptor, (int)how - 1));
        _ = socket.Release();
        return error;
    }

    private static Errno AcquireSocket(in WasiCall call, uint fd, Rights needed, out FileEntry socket)
    {
        var error = call.State.Files.Acquire(fd, Rights.None, out socket);
        if (error != Errno.Success)
            return error;
        if (socket.Type is not (FileType.SocketStream or FileType.SocketDatagram))
            error = Errno.Notsock;
        else if ((needed & ~socket.BaseRights) != 0)
            error = Errno.Notcapable;
        if (error != Errno.Success)
            _ = socket.Release();
        return error;
    }

    private static int Accept(FileEntry socket, int flags)
    {
        while (true)
        {
            if (socket.IsShared && socket.NonBlocking && !IsReady(socket, PollDescriptor.In))
                return -HostErrno.EAGAIN;
            var descriptor = Libc.Accept(socket.HostDescriptor, null, null, flags);
            if (descriptor >= 0)
                return descriptor;
            var errno = Libc.Errno;
            if (errno == HostErrno.EAGAIN && !socket.NonBlocking)
                WaitFor(socket, PollDescriptor.In);
            else if (errno != HostErrno.EINTR)
                return -errno;
        }
    }

    private static Errno Message(
        in WasiCall call, uint fd, Rights needed, ulong iovs, ulong count, int flags, bool isSend, out ulong moved, out int result)
    {
        moved = 0;
        result = 0;
        if (!call.Memory.ContainsArray(iovs, count, call.VectorSize))
            return Errno.Fault;
        var vectors = stackalloc IoVector[IoVector.Maximum];
        count = Math.Min(count, IoVector.Maximum);
        if (!TryVectors(call, iovs, (int)count, vectors))
            return Errno.Fault;
        var error = AcquireSocket(call, fd, needed, out var socket);
        if (error != Errno.Success)
            return error;
        var header = new MessageHeader { Vectors = vectors, VectorCount = (nuint)count };
        var got = Message(socket, &header, flags, isSend);
        _ = socket.Release();
        if (got < 0)
            return ErrnoMap.FromHost((int)-got);
        moved = (ulong)got;
        result = header.Flags;
        return Errno.Success;
    }

    private static nint Message(FileEntry socket, MessageHeader* header, int flags, bool isSend)
    {
        var awaited = isSend ? PollDescriptor.Out : PollDescriptor.In;
        if (socket.IsShared && socket.NonBlocking)
            flags |= MessageHeader.DoNotWait;
        while (true)
        {
            var got = isSend ? Libc.Send(socket.HostDescriptor, header, flags) : Libc.Receive(socket.HostDescriptor, header, flags);
            if (got >= 0)
                return got;
            var errno = Libc.Errno;
            if (errno == HostErrno.EAGAIN && !socket.NonBlocking)
                WaitFor(socket, awaited);
            else if (errno != HostErrno.EINTR)
                return -errno;
        }
    }
}
