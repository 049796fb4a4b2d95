using System.Runtime.InteropServices;

namespace MpiWasm.Unix;

/// <summary>dlopen with the flags MPI libraries need, which .NET's own loader does not offer.</summary>
internal static partial class DynamicLinker
{
    // Holds these functions up to glibc 2.33; later it is an empty library that depends on libc, so the name works with all.
    private const string Library = "libdl.so.2";

    /// <summary>RTLD_NOW | RTLD_GLOBAL: MPI libraries load plugins that expect the library's symbols to be global.</summary>
    private const int NowGlobal = 0x2 | 0x100;

    /// <summary>A handle, or 0 and the reason.</summary>
    public static nint Open(string name, out string? reason)
    {
        var handle = dlopen(name, NowGlobal);
        reason = handle == 0 ? Marshal.PtrToStringUTF8(dlerror()) : null;
        return handle;
    }

    /// <summary>The address of a symbol, or 0.</summary>
    public static nint Symbol(nint library, string name) => dlsym(library, name);

    /// <summary>The file that holds an address, or null.</summary>
    public static unsafe string? FileOf(nint address)
    {
        // Dl_info: the file's name, its base, the symbol's name, its address.
        var found = stackalloc nint[4];
        return address != 0 && dladdr(address, found) != 0 ? Marshal.PtrToStringUTF8(found[0]) : null;
    }

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint dlopen(string name, int flags);

    [LibraryImport(Library)]
    private static partial nint dlerror();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint dlsym(nint library, string name);

    [LibraryImport(Library)]
    private static unsafe partial int dladdr(nint address, nint* information);
}
