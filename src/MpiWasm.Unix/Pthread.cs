using System.Runtime.InteropServices;

namespace MpiWasm.Unix;

/// <summary>
/// POSIX threads. libpthread.so.0 holds them up to glibc 2.33; later it is an empty library that depends on
/// libc, so the name works with all.
/// </summary>
internal static unsafe partial class Pthread
{
    private const string Library = "libpthread.so.0";

    [LibraryImport(Library, EntryPoint = "pthread_key_create")]
    public static partial int KeyCreate(uint* key, nint destructor);

    [LibraryImport(Library, EntryPoint = "pthread_setspecific")]
    public static partial int SetSpecific(uint key, void* value);

    [LibraryImport(Library, EntryPoint = "pthread_self")]
    private static partial nint Self();

    [LibraryImport(Library, EntryPoint = "pthread_getattr_np")]
    private static partial int GetAttributes(nint thread, void* attributes);

    [LibraryImport(Library, EntryPoint = "pthread_attr_getstack")]
    private static partial int GetStack(void* attributes, nint* address, nuint* size);

    [LibraryImport(Library, EntryPoint = "pthread_attr_getguardsize")]
    private static partial int GetGuardSize(void* attributes, nuint* size);

    [LibraryImport(Library, EntryPoint = "pthread_attr_destroy")]
    private static partial int DestroyAttributes(void* attributes);

    /// <summary>The calling thread's stack: lowest usable address, size, and the size of the guard below.</summary>
    public static (ulong Low, ulong Size, ulong Guard) Stack()
    {
        // pthread_attr_t has 56 bytes on x86-64 and 64 on aarch64.
        var attributes = stackalloc ulong[16];
        nint low;
        nuint size, guard;
        if (GetAttributes(Self(), attributes) != 0)
            throw new InvalidOperationException("the thread's stack cannot be determined");
        _ = GetStack(attributes, &low, &size);
        _ = GetGuardSize(attributes, &guard);
        _ = DestroyAttributes(attributes);
        return ((ulong)low, size, guard);
    }
}
