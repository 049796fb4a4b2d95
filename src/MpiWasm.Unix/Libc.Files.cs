using System.Runtime.InteropServices;

namespace MpiWasm.Unix;

/// <summary>Files and directories.</summary>
internal static unsafe partial class Libc
{
    [LibraryImport(Library, EntryPoint = "open")]
    public static partial int Open(byte* path, int flags, uint mode);

    [LibraryImport(Library, EntryPoint = "openat")]
    public static partial int OpenAt(int directory, byte* path, int flags, uint mode);

    public static int Open(string path, int flags, uint mode)
    {
        fixed (byte* text = Text(path))
            return Open(text, flags, mode);
    }

    [LibraryImport(Library, EntryPoint = "close")]
    public static partial int Close(int descriptor);

    [LibraryImport(Library, EntryPoint = "write")]
    public static partial nint Write(int descriptor, byte* buffer, nuint length);

    [LibraryImport(Library, EntryPoint = "lseek")]
    public static partial long Seek(int descriptor, long offset, int whence);

    [LibraryImport(Library, EntryPoint = "fstatfs")]
    public static partial int FileSystemStatus(int descriptor, FileSystemStatus* status);

    [LibraryImport(Library, EntryPoint = "statx")]
    public static partial int Status(int directory, byte* path, int flags, uint mask, FileStatus* status);

    public static int Status(string path, int flags, uint mask, FileStatus* status)
    {
        fixed (byte* text = Text(path))
            return Status(AtFlags.CurrentDirectory, text, flags, mask, status);
    }

    [LibraryImport(Library, EntryPoint = "fcntl")]
    public static partial int FileControl(int descriptor, int command, nint argument);

    /// <summary>Locks of a whole open file, which belong to it and not to the process.</summary>
    [LibraryImport(Library, EntryPoint = "flock")]
    public static partial int LockFile(int descriptor, int how);

    [LibraryImport(Library, EntryPoint = "read")]
    public static partial nint Read(int descriptor, void* buffer, nuint length);

    [LibraryImport(Library, EntryPoint = "ioctl")]
    public static partial int DeviceControl(int descriptor, nuint request, void* argument);

    [LibraryImport(Library, EntryPoint = "isatty")]
    public static partial int IsTerminal(int descriptor);

    [LibraryImport(Library, EntryPoint = "fsync")]
    public static partial int Sync(int descriptor);

    [LibraryImport(Library, EntryPoint = "fdatasync")]
    public static partial int DataSync(int descriptor);

    [LibraryImport(Library, EntryPoint = "ftruncate")]
    public static partial int Truncate(int descriptor, long size);

    /// <summary>Returns the error number itself.</summary>
    [LibraryImport(Library, EntryPoint = "posix_fallocate")]
    public static partial int Allocate(int descriptor, long offset, long length);

    /// <summary>Returns the error number itself.</summary>
    [LibraryImport(Library, EntryPoint = "posix_fadvise")]
    public static partial int Advise(int descriptor, long offset, long length, int advice);

    [LibraryImport(Library, EntryPoint = "futimens")]
    public static partial int SetTimes(int descriptor, TimeSpec* accessAndModification);

    [LibraryImport(Library, EntryPoint = "utimensat")]
    public static partial int SetTimesAt(int directory, byte* path, TimeSpec* accessAndModification, int flags);

    [LibraryImport(Library, EntryPoint = "fchmodat")]
    public static partial int ChangeModeAt(int directory, byte* path, uint mode, int flags);

    [LibraryImport(Library, EntryPoint = "mkdirat")]
    public static partial int MakeDirectoryAt(int directory, byte* path, uint mode);

    [LibraryImport(Library, EntryPoint = "unlinkat")]
    public static partial int UnlinkAt(int directory, byte* path, int flags);

    [LibraryImport(Library, EntryPoint = "renameat")]
    public static partial int RenameAt(int oldDirectory, byte* oldPath, int newDirectory, byte* newPath);

    [LibraryImport(Library, EntryPoint = "renameat2")]
    public static partial int RenameAt2(int oldDirectory, byte* oldPath, int newDirectory, byte* newPath, uint flags);

    [LibraryImport(Library, EntryPoint = "linkat")]
    public static partial int LinkAt(int oldDirectory, byte* oldPath, int newDirectory, byte* newPath, int flags);

    [LibraryImport(Library, EntryPoint = "symlinkat")]
    public static partial int SymbolicLinkAt(byte* target, int directory, byte* path);

    [LibraryImport(Library, EntryPoint = "readlinkat")]
    public static partial nint ReadLinkAt(int directory, byte* path, byte* buffer, nuint size);

    [LibraryImport(Library, EntryPoint = "pread")]
    public static partial nint ReadAt(int descriptor, void* buffer, nuint length, long offset);

    [LibraryImport(Library, EntryPoint = "pipe2")]
    public static partial int Pipe(int* ends, int flags);

    [LibraryImport(Library, EntryPoint = "memfd_create")]
    private static partial int CreateMemoryFile(byte* name, uint flags);

    /// <summary>A file without a name in the file system; this one is for messages.</summary>
    public static int CreateMemoryFile(string name, uint flags)
    {
        fixed (byte* text = Text(name))
            return CreateMemoryFile(text, flags);
    }

    [LibraryImport(Library, EntryPoint = "mkdir")]
    private static partial int MakeDirectory(byte* path, uint mode);

    public static int MakeDirectory(string path, uint mode)
    {
        fixed (byte* text = Text(path))
            return MakeDirectory(text, mode);
    }

    [LibraryImport(Library, EntryPoint = "rmdir")]
    private static partial int RemoveDirectory(byte* path);

    public static int RemoveDirectory(string path)
    {
        fixed (byte* text = Text(path))
            return RemoveDirectory(text);
    }

    [LibraryImport(Library, EntryPoint = "unlink")]
    private static partial int Unlink(byte* path);

    public static int Unlink(string path)
    {
        fixed (byte* text = Text(path))
            return Unlink(text);
    }

    [LibraryImport(Library, EntryPoint = "rename")]
    private static partial int Rename(byte* from, byte* to);

    public static int Rename(string from, string to)
    {
        fixed (byte* old = Text(from), now = Text(to))
            return Rename(old, now);
    }
}
