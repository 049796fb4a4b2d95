using MpiWasm.Unix;
using MpiWasm.Wasi.Abi;

namespace MpiWasm.Wasi.Files;

/// <summary>Asking the host what a descriptor is.</summary>
internal static unsafe class FileKinds
{
    /// <summary>The status of an open descriptor. Returns 0 or the host's error number.</summary>
    public static int Status(int descriptor, FileStatus* status) => FileStatus.Of(descriptor, out *status) ? 0 : Libc.Errno;

    /// <summary>The type of a file from the type bits of its mode; WASI has no name for a pipe.</summary>
    public static FileType FromMode(int mode) => (mode & HostMode.TypeMask) switch
    {
        HostMode.BlockDevice => FileType.BlockDevice,
        HostMode.CharacterDevice => FileType.CharacterDevice,
        HostMode.Directory => FileType.Directory,
        HostMode.Regular => FileType.RegularFile,
        HostMode.SymbolicLink => FileType.SymbolicLink,
        HostMode.Socket => FileType.SocketStream,
        _ => FileType.Unknown,
    };

    /// <summary>The type of an open descriptor, which tells datagram sockets from streams.</summary>
    public static FileType TypeOf(int descriptor, int mode)
    {
        var type = FromMode(mode);
        if (type != FileType.SocketStream)
            return type;
        int kind;
        var size = sizeof(int);
        return Libc.SocketOption(descriptor, SocketOptions.SocketLevel, SocketOptions.Type, &kind, &size) == 0
            && kind != SocketOptions.Stream
            ? FileType.SocketDatagram
            : FileType.SocketStream;
    }

    /// <summary>The rights by whose absence wasi-libc's isatty() tells a terminal from another character device.</summary>
    public const Rights NotOfTerminals = Rights.FdSeek | Rights.FdTell;

    /// <summary>
    /// The rights of an open file by its type and access mode. wasi-libc's fcntl(F_GETFL) tells the access mode by the rights to read
    /// and write.
    /// </summary>
    public static Rights RightsOf(int descriptor, FileType type, int openFlags)
    {
        if (type == FileType.Directory)
            return Rights.Directory;
        var rights = type is FileType.SocketStream or FileType.SocketDatagram ? Rights.Socket : Rights.File;
        var access = openFlags & 3;
        if (access == OpenFlags.ReadOnly)
            rights &= ~Rights.Writing;
        if (access == OpenFlags.WriteOnly)
            rights &= ~Rights.FdRead;
        if (type == FileType.CharacterDevice && Libc.IsTerminal(descriptor) == 1)
            rights &= ~NotOfTerminals;
        return rights;
    }
}
