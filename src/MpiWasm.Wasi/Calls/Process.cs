using MpiWasm.Unix;
using MpiWasm.Wasi.Abi;
using MpiWasm.Wasi.State;

namespace MpiWasm.Wasi.Calls;

/// <summary>Ending, yielding, random numbers.</summary>
internal static unsafe partial class Preview1
{
    /// <summary>One getrandom call fills at most 2^25 - 1 bytes.</summary>
    private const uint RandomAtOnce = 1 << 24;

    public static void ProcExit(in WasiCall call, uint rval)
    {
        call.State.ExitCode = (int)rval;
        call.State.Leave(call.Instance, new GuestExitException((int)rval));
    }

    /// <summary>
    /// What the signal does by default, which is all it can do in a guest: most end it with the status that a shell gives such an end, some
    /// are ignored. Those that stop a process would leave a job hanging.
    /// </summary>
    public static Errno ProcRaise(in WasiCall call, uint sig)
    {
        // WASI numbers signals as Linux does, but knows no SIGSTKFLT (16).
        var host = sig < 16 ? sig : sig + 1ul;
        switch (host)
        {
            case 0 or 17 or 18 or 23 or 28:             // none, SIGCHLD, SIGCONT, SIGURG, SIGWINCH
                return Errno.Success;
            case 19 or 20 or 21 or 22:                  // SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU
                return Errno.Notsup;
            case > 31:
                return Errno.Inval;
            default:
                ProcExit(call, (uint)(128 + host));
                return Errno.Success;
        }
    }

    public static Errno SchedYield(in WasiCall call) => Libc.Yield() == 0 ? Errno.Success : HostError();

    public static Errno RandomGet(in WasiCall call, ulong buf, ulong bufLen)
    {
        if (!call.Memory.Contains(buf, bufLen))
            return Errno.Fault;
        var at = call.Memory.At(buf);
        for (var left = bufLen; left != 0;)
        {
            var got = Libc.GetRandom(at, (nuint)Math.Min(left, RandomAtOnce), 0);
            if (got < 0)
            {
                if (Libc.Errno == HostErrno.EINTR)
                    continue;
                return HostError();
            }
            at += got;
            left -= (ulong)got;
        }
        return Errno.Success;
    }

    /// <summary>
    /// An exception must not leave through guest frames: the runtime keeps it and rethrows it where the guest was entered.
    /// </summary>
    internal static int Failed(WasiContext* context, Exception exception)
    {
        new WasiCall(context).State.Leave(context->Host.Instance, exception);
        return (int)Errno.Io;
    }
}
