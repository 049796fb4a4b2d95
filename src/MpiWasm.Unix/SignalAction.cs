using System.Runtime.InteropServices;

namespace MpiWasm.Unix;

/// <summary>glibc's <c>struct sigaction</c>: the same on x86-64 and aarch64.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe partial struct SignalAction
{
    public nint Handler;            // 0
    public fixed ulong Mask[16];    // 8
    public int Flags;               // 136
    public nint Restorer;           // 144

    /// <summary>A real-time signal that neither the C library nor .NET uses: a thread is asked where it is.</summary>
    public const int Asked = 62;

    public const int Illegal = 4;
    public const int Abort = 6;
    public const int Arithmetic = 8;
    public const int Segmentation = 11;
    public const int Bus = 7;

    public const int WithInfo = 4;
    public const int OnAlternateStack = 0x08000000;
    public const int NoDefer = 0x40000000;

    [LibraryImport("libc", EntryPoint = "sigaction")]
    private static partial int Exchange(int signal, SignalAction* action, SignalAction* previous);

    public static SignalAction Get(int signal)
    {
        SignalAction action;
        return Exchange(signal, null, &action) == 0
            ? action
            : throw new InvalidOperationException($"sigaction({signal}): {Libc.Describe(Libc.Errno)}");
    }

    public static void Set(int signal, SignalAction action)
    {
        if (Exchange(signal, &action, null) != 0)
            throw new InvalidOperationException($"sigaction({signal}): {Libc.Describe(Libc.Errno)}");
    }
}
