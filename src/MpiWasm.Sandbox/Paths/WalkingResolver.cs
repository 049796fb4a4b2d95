using System.Runtime.InteropServices;
using MpiWasm.Unix;

namespace MpiWasm.Sandbox.Paths;

/// <summary>
/// Resolves component by component, for kernels (or containers) without openat2. It rests on three facts: the host is only ever given a
/// single name, never a path; no such call follows a symbolic link (links are read, and their text is walked like the rest); and ".." is
/// never given to the host at all, but goes back to the descriptor of the directory we came from. So whatever is renamed or replaced
/// meanwhile, every descriptor held was reached downwards from the first one.
/// </summary>
internal sealed unsafe class WalkingResolver : IPathResolver
{
    /// <summary>As many links as the kernel follows.</summary>
    private const int MostLinks = 40;

    /// <summary>Directories held open at a time; deeper paths are refused rather than using up the process's descriptors.</summary>
    private const int MostDepth = 256;

    private const int NameCapacity = 256;

    public int Open(int directory, byte* path, int flags, uint mode)
    {
        var walk = new Walk(directory, MemoryMarshal.CreateReadOnlySpanFromNullTerminated(path));
        try
        {
            return walk.Open(flags | OpenFlags.CloseOnExec, mode);
        }
        finally
        {
            walk.Close();
        }
    }

    private sealed class Walk(int root, ReadOnlySpan<byte> path)
    {
        private readonly List<int> _opened = [];
        private byte[] _rest = path.ToArray();
        private int _at;
        private int _links;

        private int Current => _opened.Count == 0 ? root : _opened[^1];

        public int Open(int flags, uint mode)
        {
            if (_rest.Length == 0)
                return -HostErrno.ENOENT;
            var buffer = stackalloc byte[NameCapacity];
            while (true)
            {
                if (_at == 0 && _rest[0] == (byte)'/')
                    return -HostErrno.EXDEV;
                if (!TryNext(out var name, out var isLast, out var hasSlash))
                    return OpenCurrent(flags, mode);
                if (name.SequenceEqual("."u8))
                    continue;
                int result;
                if (name.SequenceEqual(".."u8))
                {
                    result = Up();
                }
                else if (name.Length >= NameCapacity)
                {
                    return -HostErrno.ENAMETOOLONG;
                }
                else
                {
                    name.CopyTo(new Span<byte>(buffer, NameCapacity));
                    buffer[name.Length] = 0;
                    if (isLast && hasSlash && (flags & OpenFlags.Create) != 0)
                        return -HostErrno.EISDIR;
                    if (isLast && !hasSlash)
                    {
                        result = OpenLast(buffer, flags, mode, out var isLink);
                        if (!isLink)
                            return result;
                    }
                    else
                    {
                        result = Down(buffer);
                    }
                }
                if (result != 0)
                    return result;
            }
        }

        public void Close()
        {
            foreach (var descriptor in _opened)
                _ = Libc.Close(descriptor);
        }

        /// <summary>The next component; false at the end, where the path names the current directory.</summary>
        private bool TryNext(out ReadOnlySpan<byte> name, out bool isLast, out bool hasSlash)
        {
            var rest = _rest.AsSpan(_at);
            var length = rest.IndexOf((byte)'/');
            hasSlash = length >= 0;
            name = hasSlash ? rest[..length] : rest;
            var slashes = rest[name.Length..].IndexOfAnyExcept((byte)'/');
            isLast = slashes < 0;
            _at = isLast ? _rest.Length : _at + name.Length + slashes;
            return name.Length > 0;
        }

        private int Up()
        {
            if (_opened.Count == 0)
                return -HostErrno.EXDEV;
            _ = Libc.Close(_opened[^1]);
            _opened.RemoveAt(_opened.Count - 1);
            return 0;
        }

        private int Down(byte* name)
        {
            var descriptor = Libc.OpenAt(
                Current, name, OpenFlags.Path | OpenFlags.Directory | OpenFlags.NoFollow | OpenFlags.CloseOnExec, 0);
            if (descriptor < 0)
            {
                var errno = Libc.Errno;
                // For a symbolic link the kernel says that it is no directory.
                return errno is HostErrno.ENOTDIR or HostErrno.ELOOP
                    && Follow(Current, name, needsDirectory: true) is var followed and not -HostErrno.EINVAL
                    ? followed
                    : -errno;
            }
            if (_opened.Count == MostDepth)
            {
                _ = Libc.Close(descriptor);
                return -HostErrno.ENAMETOOLONG;
            }
            _opened.Add(descriptor);
            return 0;
        }

        /// <summary>
        /// Opens the last component; or, where it is a link to be followed, puts the link's text in its place and returns 0.
        /// </summary>
        private int OpenLast(byte* name, int flags, uint mode, out bool isLink)
        {
            isLink = false;
            var follows = (flags & OpenFlags.NoFollow) == 0;
            var descriptor = Libc.OpenAt(Current, name, flags | OpenFlags.NoFollow, mode);
            if (descriptor < 0)
            {
                var errno = Libc.Errno;
                if (!follows || errno is not (HostErrno.ELOOP or HostErrno.ENOTDIR))
                    return -errno;
                var followed = Follow(Current, name, needsDirectory: false);
                isLink = followed != -HostErrno.EINVAL;
                return isLink ? followed : -errno;
            }
            // As a place (O_PATH) a link opens itself.
            if (!follows || (flags & OpenFlags.Path) == 0)
                return descriptor;
            fixed (byte* empty = "\0"u8)
            {
                var followed = Follow(descriptor, empty, needsDirectory: false);
                isLink = followed is not (-HostErrno.EINVAL or -HostErrno.ENOENT);
                if (!isLink)
                    return descriptor;
                _ = Libc.Close(descriptor);
                return followed;
            }
        }

        private int OpenCurrent(int flags, uint mode)
        {
            fixed (byte* dot = ".\0"u8)
            {
                var descriptor = Libc.OpenAt(Current, dot, flags, mode);
                return descriptor >= 0 ? descriptor : -Libc.Errno;
            }
        }

        /// <summary>
        /// Puts the text of a link in front of what is left. Returns 0, or a negative error number: -EINVAL where it is no link.
        /// </summary>
        private int Follow(int directory, byte* name, bool needsDirectory)
        {
            var text = stackalloc byte[GuestPath.Capacity];
            var length = (int)Libc.ReadLinkAt(directory, name, text, GuestPath.Capacity);
            if (length < 0)
                return -Libc.Errno;
            if (++_links > MostLinks)
                return -HostErrno.ELOOP;
            var target = new ReadOnlySpan<byte>(text, length);
            if (length is 0 or GuestPath.Capacity)
                return -HostErrno.ENAMETOOLONG;
            // What openat2 says of the links of /proc that are no text but a way to an open file.
            if ((target[0] == (byte)'/' || target.Contains((byte)':')) && IsProc(directory))
                return -HostErrno.ELOOP;
            var rest = _rest.AsSpan(_at);
            _rest = needsDirectory ? [.. target, (byte)'/', .. rest] : [.. target, .. rest];
            _at = 0;
            return 0;
        }

        private static bool IsProc(int descriptor)
        {
            FileSystemStatus status;
            return Libc.FileSystemStatus(descriptor, &status) == 0 && status.Type == FileSystemStatus.Proc;
        }
    }
}
