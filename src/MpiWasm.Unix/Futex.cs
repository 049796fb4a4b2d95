using System.Runtime.InteropServices;

namespace MpiWasm.Unix;

/// <summary>Threads of this process that wait for a word to change (futex).</summary>
public static unsafe class Futex
{
    private const int PrivateWait = 0 | 128;
    private const int PrivateWake = 1 | 128;

    private static nint Number => RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 202 : 98;

    /// <summary>Sleeps while the word is the value; may return early.</summary>
    public static void Wait(int* word, int value) => _ = Libc.SystemCall(Number, (nint)word, PrivateWait, value, 0);

    /// <summary>Wakes who sleeps on the word.</summary>
    public static void WakeAll(int* word) => _ = Libc.SystemCall(Number, (nint)word, PrivateWake, int.MaxValue, 0);
}
