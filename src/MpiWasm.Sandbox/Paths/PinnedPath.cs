using MpiWasm.Unix;

namespace MpiWasm.Sandbox.Paths;

/// <summary>
/// A guest's path, resolved as far as it can be without touching what it names: the parent directory, open, and one name in it. Whatever is
/// renamed afterwards, the parent stays the directory that was checked. A call on parent and name that does not follow a symbolic link of
/// that name (mkdirat, unlinkat, renameat …) stays inside the grant; to open the file itself use <see cref="SandboxPolicy.OpenFile"/>.
/// </summary>
public sealed class PinnedPath : IDisposable
{
    private readonly byte[] _name;
    private readonly bool _ownsParent;
    private int _parent;

    internal PinnedPath(int parent, bool ownsParent, ReadOnlySpan<byte> name, bool wantsDirectory, bool isReadOnly)
    {
        _parent = parent;
        _ownsParent = ownsParent;
        _name = [.. name, 0];
        WantsDirectory = wantsDirectory;
        IsReadOnly = isReadOnly;
    }

    /// <summary>
    /// The host's descriptor of the parent directory, for the *at calls only (it may be an O_PATH descriptor); valid until disposed.
    /// </summary>
    public int Parent => _parent >= 0 ? _parent : throw new ObjectDisposedException(nameof(PinnedPath));

    /// <summary>The last component: no slash, neither "." nor "..". A NUL follows it in memory.</summary>
    public ReadOnlySpan<byte> Name => _name.AsSpan(0, _name.Length - 1);

    /// <summary>Whether the path ended in a slash.</summary>
    public bool WantsDirectory { get; }

    /// <summary>Whether the grant is read-only: then nothing may be created, changed or removed.</summary>
    public bool IsReadOnly { get; }

    /// <summary>Removes what the name stands for, a symbolic link itself and not what it leads to.</summary>
    /// <returns>0, or Linux's error number: EISDIR for a directory, EROFS below a read-only grant.</returns>
    public unsafe int Unlink()
    {
        if (IsReadOnly)
            return HostErrno.EROFS;
        if (WantsDirectory)
            return HostErrno.ENOTDIR;
        fixed (byte* name = _name)
            return Libc.UnlinkAt(Parent, name, 0) == 0 ? 0 : Libc.Errno;
    }

    public void Dispose()
    {
        if (_ownsParent && _parent >= 0)
            _ = Libc.Close(_parent);
        _parent = -1;
    }
}
