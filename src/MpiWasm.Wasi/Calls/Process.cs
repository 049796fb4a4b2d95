using MpiWasm.Sandbox.Host;
using MpiWasm.Wasi.Abi;

namespace MpiWasm.Wasi.Calls;

/// <summary>Ending, yielding, random numbers, sockets.</summary>
internal static unsafe partial class Preview1
{
    /// <summary>One getrandom call fills at most 2^25 - 1 bytes.</summary>
    private const uint RandomAtOnce = 1 << 24;

    public static void ProcExit(in Call call, uint rval)
    {
        call.State.ExitCode = (int)rval;
        call.State.Leave(call.Instance, new GuestExitException((int)rval));
    }

    public static Errno ProcRaise(in Call call, uint sig) => Errno.Nosys;

    public static Errno SchedYield(in Call call) => LibC.Yield() == 0 ? Errno.Success : HostError();

    public static Errno RandomGet(in Call call, uint buf, uint bufLen)
    {
        if (!call.Memory.Contains(buf, bufLen))
            return Errno.Fault;
        var at = call.Memory.At(buf);
        for (var left = bufLen; left != 0;)
        {
            var got = LibC.GetRandom(at, Math.Min(left, RandomAtOnce), 0);
            if (got < 0)
            {
                if (LibC.Errno == HostErrno.EINTR)
                    continue;
                return HostError();
            }
            at += got;
            left -= (uint)got;
        }
        return Errno.Success;
    }

    public static Errno SockAccept(in Call call, uint fd, uint flags, uint accepted) => NoSocket(call, fd);

    public static Errno SockRecv(in Call call, uint fd, uint riData, uint riDataLen, uint riFlags, uint roDatalen, uint roFlags) => NoSocket(call, fd);

    public static Errno SockSend(in Call call, uint fd, uint siData, uint siDataLen, uint siFlags, uint soDatalen) => NoSocket(call, fd);

    public static Errno SockShutdown(in Call call, uint fd, uint how) => NoSocket(call, fd);

    /// <summary>The only sockets a guest can hold are standard streams that a launcher made so; they are read and written as files.</summary>
    private static Errno NoSocket(in Call call, uint fd)
    {
        var error = call.State.Files.Acquire(fd, Rights.None, out var file);
        if (error != Errno.Success)
            return error;
        var isSocket = file.Type is FileType.SocketStream or FileType.SocketDatagram;
        _ = file.Release();
        return isSocket ? Errno.Notsup : Errno.Notsock;
    }

    /// <summary>An exception must not leave through guest frames: the runtime keeps it and rethrows it where the guest was entered.</summary>
    internal static int Failed(WasiContext* context, Exception exception)
    {
        new Call(context).State.Leave(context->Host.Instance, exception);
        return (int)Errno.Io;
    }
}
