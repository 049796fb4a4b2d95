using System.Runtime.InteropServices;

namespace MpiWasm.Unix;

/// <summary>The process, its threads, limits and signals; time.</summary>
internal static unsafe partial class Libc
{
    /// <summary>RLIMIT_CPU, in seconds.</summary>
    public const int ProcessorTime = 0;

    /// <summary>RLIMIT_FSIZE, in bytes.</summary>
    public const int FileSize = 1;

    /// <summary>RLIMIT_CORE, in bytes.</summary>
    public const int CoreSize = 4;

    /// <summary>RLIMIT_AS, in bytes.</summary>
    public const int AddressSpace = 9;

    /// <summary>SIGXFSZ: a file would become larger than <see cref="FileSize"/> allows.</summary>
    public const int FileSizeExceeded = 25;

    /// <summary>SIG_DFL</summary>
    public const nint Default = 0;

    /// <summary>SIG_IGN</summary>
    public const nint Ignore = 1;

    /// <summary>The processor that the thread is on.</summary>
    [LibraryImport(Library, EntryPoint = "sched_getcpu")]
    [SuppressGCTransition]
    public static partial int Processor();

    /// <summary>The processors that the calling thread may use, as bits.</summary>
    [LibraryImport(Library, EntryPoint = "sched_getaffinity")]
    public static partial int Processors(int process, nuint size, void* bits);

    [LibraryImport(Library, EntryPoint = "sched_yield")]
    public static partial int Yield();

    [LibraryImport(Library, EntryPoint = "nanosleep")]
    public static partial int Sleep(TimeSpec* time, TimeSpec* left);

    [LibraryImport(Library, EntryPoint = "clock_gettime")]
    [SuppressGCTransition]
    public static partial int GetTime(int clock, TimeSpec* time);

    [LibraryImport(Library, EntryPoint = "clock_getres")]
    [SuppressGCTransition]
    public static partial int GetResolution(int clock, TimeSpec* resolution);

    [LibraryImport(Library, EntryPoint = "getrandom")]
    public static partial nint GetRandom(byte* buffer, nuint length, uint flags);

    [LibraryImport(Library, EntryPoint = "syscall")]
    public static partial nint SystemCall(nint number, nint a, nint b, nint c, nint d, nint e = 0);

    [LibraryImport(Library, EntryPoint = "prctl")]
    public static partial int ProcessControl(int option, nuint a, nuint b, nuint c, nuint d);

    [LibraryImport(Library, EntryPoint = "getpid")]
    public static partial int Process();

    /// <summary>The kernel's number of the calling thread.</summary>
    [LibraryImport(Library, EntryPoint = "gettid")]
    public static partial int Thread();

    [LibraryImport(Library, EntryPoint = "geteuid")]
    public static partial uint EffectiveUser();

    [LibraryImport(Library, EntryPoint = "getrlimit")]
    public static partial int GetLimit(int resource, ulong* softAndHard);

    [LibraryImport(Library, EntryPoint = "setrlimit")]
    public static partial int SetLimit(int resource, ulong* softAndHard);

    [LibraryImport(Library, EntryPoint = "getauxval")]
    public static partial ulong AuxiliaryValue(ulong type);

    /// <summary>Has a signal ignored (<see cref="Ignore"/>) or treated as at first (<see cref="Default"/>).</summary>
    [LibraryImport(Library, EntryPoint = "signal")]
    public static partial nint Signal(int number, nint action);

    [LibraryImport(Library, EntryPoint = "kill")]
    public static partial int Kill(int process, int signal);

    [LibraryImport(Library, EntryPoint = "tgkill")]
    public static partial int Kill(int process, int thread, int signal);

    [LibraryImport(Library, EntryPoint = "execve")]
    public static partial int Execute(byte* path, byte** arguments, byte** environment);

    /// <summary>Ends the process at once: nothing else runs in it.</summary>
    [LibraryImport(Library, EntryPoint = "_exit")]
    public static partial void Exit(int status);

    [LibraryImport(Library, EntryPoint = "setenv")]
    private static partial int SetVariable(byte* name, byte* value, int overwrite);

    /// <summary>Sets a variable where native code sees it; .NET's environment is a copy.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="overwrite">Whether a value that it has is replaced.</param>
    public static void SetVariable(string name, string value, bool overwrite)
    {
        fixed (byte* key = Text(name), text = Text(value))
            _ = SetVariable(key, text, overwrite ? 1 : 0);
    }
}
