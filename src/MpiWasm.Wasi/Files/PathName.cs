using MpiWasm.Sandbox.Paths;
using MpiWasm.Unix;
using MpiWasm.Wasi.Abi;

namespace MpiWasm.Wasi.Files;

/// <summary>
/// The last component of a path in its opened parent directory: what create, remove, rename and link act on. The name holds no slash and is
/// neither "." nor "..", so a call that does not follow a symbolic link stays in the parent.
/// </summary>
internal unsafe ref struct PathName
{
    private FileEntry _directory;
    private bool _ownsParent;

    public int Parent { get; private set; }

    /// <summary>NUL-terminated, in the buffer of the guest's path.</summary>
    public byte* Text { get; private set; }

    /// <summary>Whether the path ended in a slash.</summary>
    public bool WantsDirectory { get; private set; }

    /// <summary>Opens the parent; on success the name takes over the caller's reference to <paramref name="directory"/>.</summary>
    public static Errno Open(IPathResolver resolver, FileEntry directory, GuestPath path, Errno nameless, out PathName name)
    {
        name = default;
        var isName = path.Split(out var parent, out var text, out var wantsDirectory);
        var descriptor = directory.HostDescriptor;
        if (parent != null)
        {
            descriptor = resolver.Open(directory.HostDescriptor, parent, OpenFlags.Path | OpenFlags.Directory, 0);
            if (descriptor < 0)
                return ErrnoMap.FromResolver(descriptor);
        }
        name = new PathName
        {
            _directory = directory,
            _ownsParent = parent != null,
            Parent = descriptor,
            Text = text,
            WantsDirectory = wantsDirectory,
        };
        if (isName)
            return Errno.Success;
        name.CloseParent();
        return nameless;
    }

    /// <summary>The type of what has this name, not following a symbolic link; 0 where nothing has.</summary>
    public readonly int TypeOf()
    {
        FileStatus status;
        return Libc.Status(Parent, Text, AtFlags.SymbolicLinkNoFollow, FileStatus.TypeMask, &status) == 0 ? status.Type : 0;
    }

    public readonly bool IsDirectory() => TypeOf() == HostMode.Directory;

    public readonly void Close()
    {
        CloseParent();
        _ = _directory.Release();
    }

    private readonly void CloseParent()
    {
        if (_ownsParent)
            _ = Libc.Close(Parent);
    }
}
