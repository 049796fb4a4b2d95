using System.Runtime.InteropServices;

namespace MpiWasm.Runtime.Unix;

/// <summary>Memory mapping (Linux).</summary>
internal static unsafe partial class Libc
{
    public const int ProtectNone = 0;
    public const int ProtectReadWrite = 3;
    public const int MapPrivate = 2;
    public const int MapAnonymous = 0x20;
    public const int MapNoReserve = 0x4000;
    public const int AdviseHugePages = 14;

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    public static partial nint Map(nint address, nuint length, int protection, int flags, int descriptor, long offset);

    [LibraryImport("libc", EntryPoint = "munmap")]
    public static partial int Unmap(nint address, nuint length);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    public static partial int Protect(nint address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "madvise")]
    public static partial int Advise(nint address, nuint length, int advice);

    [LibraryImport("libc", EntryPoint = "getrlimit")]
    public static partial int Limit(int resource, ulong* softAndHard);

    [LibraryImport("libc", EntryPoint = "getauxval")]
    public static partial ulong AuxiliaryValue(ulong type);

    [LibraryImport("libc", EntryPoint = "dlsym", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint Symbol(nint library, string name);

    [LibraryImport("libc", EntryPoint = "dl_iterate_phdr")]
    public static partial int IterateProgramHeaders(delegate* unmanaged<void*, nuint, void*, int> callback, void* data);
}
