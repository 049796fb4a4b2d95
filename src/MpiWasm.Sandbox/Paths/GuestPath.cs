using MpiWasm.Unix;

namespace MpiWasm.Sandbox.Paths;

/// <summary>
/// A path of the guest, copied out of guest memory once (the guest could change it between check and use) and NUL-terminated. Its bytes
/// are not interpreted beyond '/' and NUL; a name that is not UTF-8 passes, as on the host.
/// </summary>
internal unsafe ref struct GuestPath
{
    /// <summary>PATH_MAX, the terminating NUL included.</summary>
    public const int Capacity = 4096;

    private readonly byte* _bytes;
    private int _length;

    private GuestPath(byte* bytes, int length)
    {
        _bytes = bytes;
        _length = length;
    }

    /// <summary>The path, NUL-terminated.</summary>
    public readonly byte* Bytes => _bytes;

    /// <summary>
    /// Whether it is a single name: no slash, neither "." nor "..". Calls that do not follow a symbolic link
    /// of that name cannot leave the directory.
    /// </summary>
    public readonly bool IsName
    {
        get
        {
            var bytes = new ReadOnlySpan<byte>(_bytes, _length);
            return !bytes.Contains((byte)'/') && !bytes.SequenceEqual("."u8) && !bytes.SequenceEqual(".."u8);
        }
    }

    /// <summary>Copies <paramref name="source"/> into <paramref name="buffer"/>, which has room for <see cref="Capacity"/> bytes.</summary>
    /// <returns>0, or the error number of a path that is empty, too long or contains NUL.</returns>
    public static int Create(ReadOnlySpan<byte> source, byte* buffer, out GuestPath path)
    {
        path = default;
        if (source.IsEmpty)
            return HostErrno.ENOENT;
        if (source.Length >= Capacity)
            return HostErrno.ENAMETOOLONG;
        var copy = new Span<byte>(buffer, source.Length);
        source.CopyTo(copy);
        if (copy.Contains((byte)0))
            return HostErrno.EINVAL;
        buffer[source.Length] = 0;
        path = new GuestPath(buffer, source.Length);
        return 0;
    }

    /// <summary>
    /// Splits into the parent's path and the last component, for calls that act on a name. Trailing slashes are cut off: the kernel follows
    /// a symbolic link before a slash even where it was told not to.
    /// </summary>
    /// <param name="parent">The parent, NUL-terminated, or null where the path is a single component.</param>
    /// <param name="name">The last component, NUL-terminated.</param>
    /// <param name="hasTrailingSlash">Whether the path demanded a directory.</param>
    /// <returns>False where there is no name to act on: the last component is ".", ".." or the root.</returns>
    public bool Split(out byte* parent, out byte* name, out bool hasTrailingSlash)
    {
        parent = null;
        name = _bytes;
        var length = _length;
        while (length > 0 && _bytes[length - 1] == (byte)'/')
            length--;
        hasTrailingSlash = length != _length;
        if (length == 0)
            return false;
        _bytes[length] = 0;
        _length = length;
        var slash = new ReadOnlySpan<byte>(_bytes, length).LastIndexOf((byte)'/');
        if (slash >= 0)
        {
            name = _bytes + slash + 1;
            // "/x": an absolute path. Its parent stays "/", which the resolver refuses as any absolute path.
            if (slash == 0)
            {
                parent = Root;
            }
            else
            {
                _bytes[slash] = 0;
                parent = _bytes;
            }
        }
        var last = new ReadOnlySpan<byte>(name, (int)(_bytes + length - name));
        return !last.SequenceEqual("."u8) && !last.SequenceEqual(".."u8);
    }

    /// <summary>The bytes of a u8 literal lie in the assembly's read-only data, which does not move.</summary>
    private static byte* Root => (byte*)System.Runtime.CompilerServices.Unsafe.AsPointer(
        ref System.Runtime.InteropServices.MemoryMarshal.GetReference("/\0"u8));
}
