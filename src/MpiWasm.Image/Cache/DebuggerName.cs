using System.Globalization;
using System.Runtime.InteropServices;
using MpiWasm.Unix;

namespace MpiWasm.Image.Cache;

/// <summary>
/// The name under which a debugger finds an image's file. Debuggers read names in the dynamic linker's list (<c>link_map</c>), and
/// there stands /proc/self/fd/N, which is another file to each of them. Until this is disposed of, the list says where the file is.
/// </summary>
internal sealed unsafe class DebuggerName : IDisposable
{
    private readonly LinkMap* _entry;
    private readonly byte* _given;
    private byte* _own;

    /// <param name="handle">What dlopen returned: the entry's address in glibc and musl alike.</param>
    /// <param name="file">The image.</param>
    public DebuggerName(nint handle, FileHandle file)
    {
        _entry = (LinkMap*)handle;
        _given = _entry->Name;
        // Somebody else's names, or another kind of list, are left alone.
        if (_given is null || Marshal.PtrToStringUTF8((nint)_given) != file.DescriptorPath)
            return;
        var name = File.Exists(file.Name) ? Path.GetFullPath(file.Name)
            : string.Create(CultureInfo.InvariantCulture, $"/proc/{Environment.ProcessId}/fd/{file.Descriptor}");
        _own = (byte*)Marshal.StringToCoTaskMemUTF8(name);
        _entry->Name = _own;
    }

    /// <summary>Puts the linker's own name back.</summary>
    public void Dispose()
    {
        if (_own is null)
            return;
        _entry->Name = _given;
        Marshal.FreeCoTaskMem((nint)_own);
        _own = null;
    }

    /// <summary>The public part of the dynamic linker's entry (link.h).</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct LinkMap
    {
        public nint Address;
        public byte* Name;
    }
}
