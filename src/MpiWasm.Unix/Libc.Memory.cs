using System.Runtime.InteropServices;

namespace MpiWasm.Unix;

/// <summary>Memory, and what is loaded in it.</summary>
internal static unsafe partial class Libc
{
    public const int ProtectNone = 0;
    public const int ProtectRead = 1;
    public const int ProtectReadWrite = 3;
    public const int MapShared = 1;
    public const int MapPrivate = 2;
    public const int MapFixed = 0x10;
    public const int MapAnonymous = 0x20;
    public const int MapNoReserve = 0x4000;
    public const int AdviseHugePages = 14;

    [LibraryImport(Library, EntryPoint = "mmap")]
    public static partial nint Map(nint address, nuint length, int protection, int flags, int descriptor, long offset);

    [LibraryImport(Library, EntryPoint = "munmap")]
    public static partial int Unmap(nint address, nuint length);

    [LibraryImport(Library, EntryPoint = "mprotect")]
    public static partial int Protect(nint address, nuint length, int protection);

    [LibraryImport(Library, EntryPoint = "madvise")]
    public static partial int Advise(nint address, nuint length, int advice);

    /// <summary>struct mallinfo2: what the allocator has.</summary>
    [LibraryImport(Library, EntryPoint = "mallinfo2")]
    public static partial AllocatorState Allocator();

    [LibraryImport(Library, EntryPoint = "dl_iterate_phdr")]
    public static partial int IterateProgramHeaders(delegate* unmanaged<void*, nuint, void*, int> callback, void* data);
}

/// <summary>struct mallinfo2.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct AllocatorState
{
    public nuint Arena;
    public nuint FreeChunks;
    public nuint FastChunks;
    public nuint MappedBlocks;
    public nuint Mapped;
    public nuint Unused;
    public nuint FreeInFastChunks;
    public nuint Used;
    public nuint Free;
    public nuint Releasable;
}
