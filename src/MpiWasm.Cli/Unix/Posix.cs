using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;

namespace MpiWasm.Cli.Unix;

/// <summary>The few calls of libc that the command needs itself.</summary>
internal static unsafe partial class Posix
{
    private const int EINTR = 4;
    private const int EAGAIN = 11;
    private const short POLLOUT = 4;

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint write(int fd, byte* data, nuint count);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int execve(byte* path, byte** argv, byte** envp);

    [LibraryImport("libc")]
    private static partial int poll(PollFd* fds, nuint count, int timeout);

    [LibraryImport("libc")]
    private static partial int ioctl(int fd, nuint request, int* value);

    [LibraryImport("libc")]
    private static partial int isatty(int fd);

    [LibraryImport("libc")]
    private static partial uint geteuid();

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);

    [LibraryImport("libc")]
    private static partial nint signal(int number, nint handler);

    [LibraryImport("libc")]
    private static partial int kill(int pid, int number);

    [LibraryImport("libc")]
    private static partial int getpid();

    [LibraryImport("libc")]
    private static partial int setrlimit(int resource, ulong* softAndHard);

    [LibraryImport("libc")]
    private static partial int getrlimit(int resource, ulong* softAndHard);

    [LibraryImport("libc")]
    private static partial void _exit(int status);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollFd
    {
        public int Fd;
        public short Events;
        public short Revents;
    }

    public static bool IsRoot => geteuid() == 0;

    public static bool IsTerminal(int fd) => isatty(fd) != 0;

    public static uint User => geteuid();

    /// <summary>Sets a variable where native code sees it, unless it is set.</summary>
    public static void SetEnvironmentDefault(string name, string value) => _ = setenv(name, value, 0);

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
                    var ready = new PollFd { Fd = fd, Events = POLLOUT };
                    if (poll(&ready, 1, (int)time.TotalMilliseconds) <= 0)
                        return;
                    length = Math.Min(length, Sure);
                }
                var n = write(fd, start + done, (nuint)length);
                if (n >= 0)
                {
                    done += (int)n;
                    continue;
                }
                var error = Marshal.GetLastPInvokeError();
                if (error == EAGAIN)
                {
                    var wait = new PollFd { Fd = fd, Events = POLLOUT };
                    _ = poll(&wait, 1, 1000);
                }
                else if (error != EINTR)
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
        _ = execve(CString(path), arguments, environ);
        return Marshal.GetLastPInvokeError();
    }

    /// <summary>Has the kernel send SIGXCPU when the process has used so many seconds, and again every second after.</summary>
    public static void LimitProcessorTime(ulong seconds)
    {
        const int ProcessorTime = 0;        // RLIMIT_CPU
        const ulong AfterTheSoftLimit = 30;
        var limits = stackalloc ulong[2];
        _ = getrlimit(ProcessorTime, limits);
        // Whatever keeps the handler from ending the process, the kernel ends it a little later.
        limits[1] = Math.Min(seconds + AfterTheSoftLimit, limits[1]);
        limits[0] = Math.Min(seconds, limits[1]);
        _ = setrlimit(ProcessorTime, limits);
    }

    /// <summary>Writing beyond a limit on the size of files (ulimit -f) is an error to the guest, not the end of the process.</summary>
    public static void IgnoreFileSizeSignal() => _ = signal(25, 1);

    /// <summary>
    /// Waits until what was written to standard output and error has been read, where they are pipes, but not for long: a launcher that
    /// learns of an abort first may end without passing on what says why (Hydra does).
    /// </summary>
    public static void WaitUntilRead()
    {
        const nuint Unread = 0x541B;        // FIONREAD
        const int Patience = 100;
        for (var fd = 1; fd <= 2; fd++)
        {
            int bytes;
            for (var waited = 0; waited < Patience && ioctl(fd, Unread, &bytes) == 0 && bytes > 0; waited++)
                Thread.Sleep(1);
        }
    }

    /// <summary>Ends the process at once: no atexit handler runs, which could wait for ranks that no longer answer.</summary>
    [DoesNotReturn]
    public static void ExitNow(int status)
    {
        _exit(status);
        throw new UnreachableException();
    }

    /// <summary>Ends the process the way the signal would have ended a native program.</summary>
    public static void DieBySignal(int number)
    {
        _ = signal(number, 0);
        _ = kill(getpid(), number);
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
