using System.Runtime.InteropServices;
using MpiWasm.Image.Elf;
using MpiWasm.Unix;

namespace MpiWasm.Image.Cache;

/// <summary>
/// An image that was checked and loaded. The descriptor stays open as long as the image is loaded, for two reasons: the debug information
/// is read through it when a trap happens, and the dynamic linker knows the image by the name /proc/self/fd/N, which must not come to
/// mean another file: it would return this image for that one. A file loaded twice is one image to it, under both names, so that all of
/// them stay taken until the last is unloaded.
/// </summary>
public sealed class CachedImage : IDisposable
{
    private static readonly Lock Loading = new();
    private static readonly Dictionary<nint, LoadedFile> Loaded = [];

    private readonly FileHandle _file;
    private readonly nint _handle;
    private bool _disposed;

    internal CachedImage(FileHandle file, nint handle, ImageKind kind, string key, bool wasCompiled, IReadOnlyList<string> notices)
    {
        _file = file;
        _handle = handle;
        Kind = kind;
        Key = key;
        WasCompiled = wasCompiled;
        Notices = notices;
    }

    public ImageKind Kind { get; }

    public string Key { get; }

    /// <summary>Where the image was found or stored; a name that no longer exists when it could not be stored anywhere.</summary>
    public string Path => _file.Name;

    /// <summary>Whether this call ran the compiler.</summary>
    public bool WasCompiled { get; }

    /// <summary>What the user should hear: a damaged file replaced, a cache that cannot be used.</summary>
    public IReadOnlyList<string> Notices { get; }

    /// <summary>An open, readable descriptor of the image's file.</summary>
    public int FileDescriptor => _file.Descriptor;

    /// <summary>
    /// Loads an image given as a file (native code: only on the user's explicit word). Ownership is not checked, integrity is.
    /// </summary>
    /// <exception cref="ImageException">The file is missing, damaged or cannot be mapped.</exception>
    public static CachedImage OpenFile(string path, ImageKind kind)
    {
        var file = FileHandle.TryOpen(path, OpenFlags.ReadOnly, out var error)
            ?? throw new ImageException(ImageException.NotAnImage, $"cannot open the image '{path}': {Libc.Describe(error)}");
        try
        {
            if (SealedFile.Check(file) is { } damage)
                throw new ImageException(
                    ImageException.NotAnImage, $"'{path}' is not a usable image: {damage}", "compile the module again");
            return new CachedImage(file, Map(file), kind, "", wasCompiled: false, []);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The address of a symbol the image exports.</summary>
    /// <exception cref="ImageException">There is none of that name.</exception>
    public nint Symbol(string name) => NativeLibrary.TryGetExport(_handle, name, out var address)
        ? address
        : throw new ImageException(
            ImageException.NotAnImage, $"the image '{Path}' has no symbol {name}", "clear the cache with 'mpiwasm cache clean'");

    /// <summary>Reads from the image's file; fewer bytes than asked for only at its end.</summary>
    public int Read(Span<byte> buffer, long offset) => _file.ReadAt(buffer, offset);

    /// <summary>Unloads the image. None of its code may be on any stack or in any table.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        lock (Loading)
        {
            var loaded = Loaded[_handle];
            loaded.Names.Add(_file);
            if (--loaded.Count == 0)
                loaded.DebuggerName.Dispose();
            NativeLibrary.Free(_handle);
            if (loaded.Count > 0)
                return;
            Loaded.Remove(_handle);
            foreach (var name in loaded.Names)
                name.Dispose();
        }
    }

    /// <summary>Maps the very file that was checked: the path goes through the descriptor.</summary>
    /// <exception cref="ImageException">The dynamic linker refused it.</exception>
    internal static nint Map(FileHandle file)
    {
        ImageLibraries.Open();
        try
        {
            lock (Loading)
            {
                var handle = NativeLibrary.Load(file.DescriptorPath);
                if (!Loaded.TryGetValue(handle, out var loaded))
                    Loaded[handle] = loaded = new LoadedFile(new DebuggerName(handle, file));
                loaded.Count++;
                return handle;
            }
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            var reason = e.Message.Contains("failed to map segment", StringComparison.Ordinal)
                ? "the file system does not allow code to be mapped from it (mounted noexec)"
                : e.Message.ReplaceLineEndings(" ").Trim();
            throw new ImageException(
                ImageException.NotLoadable,
                $"the image '{file.Name}' cannot be loaded: {reason}",
                "choose a directory on another file system with MPIWASM_CACHE",
                e);
        }
    }

    /// <summary>What the dynamic linker has loaded, however often.</summary>
    private sealed class LoadedFile(DebuggerName debuggerName)
    {
        public DebuggerName DebuggerName { get; } = debuggerName;

        public int Count { get; set; }

        /// <summary>Descriptors no longer in use, whose names it is still known by.</summary>
        public List<FileHandle> Names { get; } = [];
    }
}
