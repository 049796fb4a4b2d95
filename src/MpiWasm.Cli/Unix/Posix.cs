using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;
using MpiWasm.Unix;

namespace MpiWasm.Cli.Unix;

/// <summary>What the command makes of calls of the C library.</summary>
internal static unsafe class Posix
{
    public static bool IsRoot => Libc.EffectiveUser() == 0;

    /// <summary>Writes everything, whatever signals or a nonblocking terminal do; gives up silently when the reader is gone.</summary>
    /// <param name="fd">Where to.</param>
    /// <param name="data">What.</param>
    /// <param name="patience">How long to wait for a reader who does not read; null: for ever.</param>
    public static void WriteAll(int fd, ReadOnlySpan<byte> data, TimeSpan? patience = null)
    {
        // PIPE_BUF: so much a pipe that has room takes without waiting.
        const int Sure = 4096;
        fixed (byte* start = data)
        {
            var done = 0;
            while (done < data.Length)
            {
                var length = data.Length - done;
                if (patience is { } time)
                {
                    var ready = new PollDescriptor { Descriptor = fd, Events = PollDescriptor.Out };
                    if (Wait(&ready, time) <= 0)
                        return;
                    length = Math.Min(length, Sure);
                }
                var n = Libc.Write(fd, start + done, (nuint)length);
                if (n >= 0)
                {
                    done += (int)n;
                    continue;
                }
                var error = Libc.Errno;
                if (error == HostErrno.EAGAIN)
                {
                    var wait = new PollDescriptor { Descriptor = fd, Events = PollDescriptor.Out };
                    _ = Wait(&wait, TimeSpan.FromSeconds(1));
                }
                else if (error != HostErrno.EINTR)
                {
                    return;
                }
            }
        }
    }

    /// <summary>Replaces this process; returns (with errno) only if that fails.</summary>
    public static int Exec(string path, IReadOnlyList<string> argv)
    {
        // The environment as libc has it, not as .NET copied it at start: what we and libraries set with setenv must reach the child.
        var environ = *(byte***)NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "environ");
        var arguments = (byte**)NativeMemory.AllocZeroed((nuint)(argv.Count + 1), (nuint)sizeof(byte*));
        for (var i = 0; i < argv.Count; i++)
            arguments[i] = CString(argv[i]);
        _ = Libc.Execute(CString(path), arguments, environ);
        return Libc.Errno;
    }

    /// <summary>Has the kernel send SIGXCPU when the process has used so many seconds, and again every second after.</summary>
    public static void LimitProcessorTime(ulong seconds)
    {
        const ulong AfterTheSoftLimit = 30;
        var limits = stackalloc ulong[2];
        _ = Libc.GetLimit(Libc.ProcessorTime, limits);
        // Whatever keeps the handler from ending the process, the kernel ends it a little later.
        limits[1] = Math.Min(seconds + AfterTheSoftLimit, limits[1]);
        limits[0] = Math.Min(seconds, limits[1]);
        _ = Libc.SetLimit(Libc.ProcessorTime, limits);
    }

    /// <summary>Writing beyond a limit on the size of files (ulimit -f) is an error to the guest, not the end of the process.</summary>
    public static void IgnoreFileSizeSignal() => _ = Libc.Signal(Libc.FileSizeExceeded, Libc.Ignore);

    /// <summary>
    /// Waits until what was written to standard output and error has been read, where they are pipes, but not for long: a launcher that
    /// learns of an abort first may end without passing on what says why (Hydra does).
    /// </summary>
    public static void WaitUntilRead()
    {
        const int Patience = 100;
        for (var fd = 1; fd <= 2; fd++)
        {
            int bytes;
            for (var waited = 0; waited < Patience && Libc.DeviceControl(fd, FileControls.BytesToRead, &bytes) == 0 && bytes > 0; waited++)
                Thread.Sleep(1);
        }
    }

    /// <summary>Ends the process at once: no atexit handler runs, which could wait for ranks that no longer answer.</summary>
    [DoesNotReturn]
    public static void ExitNow(int status)
    {
        Libc.Exit(status);
        throw new UnreachableException();
    }

    /// <summary>Ends the process the way the signal would have ended a native program.</summary>
    public static void DieBySignal(int number)
    {
        _ = Libc.Signal(number, Libc.Default);
        _ = Libc.Kill(Libc.Process(), number);
    }

    private static int Wait(PollDescriptor* descriptor, TimeSpan longest)
    {
        var time = TimeSpec.FromNanoseconds((ulong)longest.TotalNanoseconds);
        return Libc.Poll(descriptor, 1, &time, null);
    }

    private static byte* CString(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var copy = (byte*)NativeMemory.Alloc((nuint)bytes.Length + 1);
        bytes.CopyTo(new Span<byte>(copy, bytes.Length));
        copy[bytes.Length] = 0;
        return copy;
    }
}
