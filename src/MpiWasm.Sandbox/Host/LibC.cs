using System.Runtime.InteropServices;

namespace MpiWasm.Sandbox.Host;

/// <summary>
/// The functions of the C library that act for the guest. All signatures are blittable: a call costs the transition only.
/// SuppressGCTransition stands only where the call cannot block.
/// </summary>
internal static unsafe partial class LibC
{
    private const string Library = "libc";

    /// <summary>errno of the last failed call on this thread. The run time keeps it across its own transitions.</summary>
    public static int Errno => Marshal.GetLastSystemError();

    public static string Describe(int errno) => Marshal.GetPInvokeErrorMessage(errno);

    [LibraryImport(Library, EntryPoint = "open")]
    public static partial int Open(byte* path, int flags, uint mode);

    [LibraryImport(Library, EntryPoint = "openat")]
    public static partial int OpenAt(int directory, byte* path, int flags, uint mode);

    [LibraryImport(Library, EntryPoint = "close")]
    public static partial int Close(int descriptor);

    [LibraryImport(Library, EntryPoint = "syscall")]
    public static partial nint SystemCall(nint number, nint a, nint b, nint c, nint d);

    [LibraryImport(Library, EntryPoint = "write")]
    public static partial nint Write(int descriptor, byte* buffer, nuint length);

    [LibraryImport(Library, EntryPoint = "lseek")]
    public static partial long Seek(int descriptor, long offset, int whence);

    [LibraryImport(Library, EntryPoint = "fstatfs")]
    public static partial int FileSystemStatus(int descriptor, FileSystemStatus* status);

    [LibraryImport(Library, EntryPoint = "statx")]
    public static partial int Status(int directory, byte* path, int flags, uint mask, FileStatus* status);

    [LibraryImport(Library, EntryPoint = "fcntl")]
    public static partial int FileControl(int descriptor, int command, nint argument);

    /// <summary>Locks of a whole open file, which belong to it and not to the process.</summary>
    [LibraryImport(Library, EntryPoint = "flock")]
    public static partial int LockFile(int descriptor, int how);

    [LibraryImport(Library, EntryPoint = "eventfd")]
    public static partial int EventDescriptor(uint value, int flags);

    [LibraryImport(Library, EntryPoint = "read")]
    public static partial nint Read(int descriptor, void* buffer, nuint length);

    /// <summary>The processor that the thread is on.</summary>
    [LibraryImport(Library, EntryPoint = "sched_getcpu")]
    [SuppressGCTransition]
    public static partial int Processor();

    /// <summary>The processors that the calling thread may use, as bits.</summary>
    [LibraryImport(Library, EntryPoint = "sched_getaffinity")]
    public static partial int Processors(int process, nuint size, void* bits);

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

    [LibraryImport(Library, EntryPoint = "getrandom")]
    public static partial nint GetRandom(byte* buffer, nuint length, uint flags);

    [LibraryImport(Library, EntryPoint = "ppoll")]
    public static partial int Poll(PollDescriptor* descriptors, nuint count, TimeSpec* timeout, void* signalMask);

    [LibraryImport(Library, EntryPoint = "nanosleep")]
    public static partial int Sleep(TimeSpec* time, TimeSpec* left);

    [LibraryImport(Library, EntryPoint = "accept4")]
    public static partial int Accept(int descriptor, void* address, void* length, int flags);

    [LibraryImport(Library, EntryPoint = "recvmsg")]
    public static partial nint Receive(int descriptor, MessageHeader* message, int flags);

    [LibraryImport(Library, EntryPoint = "sendmsg")]
    public static partial nint Send(int descriptor, MessageHeader* message, int flags);

    [LibraryImport(Library, EntryPoint = "shutdown")]
    public static partial int Shutdown(int descriptor, int how);

    [LibraryImport(Library, EntryPoint = "getsockopt")]
    public static partial int SocketOption(int descriptor, int level, int option, void* value, int* length);

    [LibraryImport(Library, EntryPoint = "sched_yield")]
    public static partial int Yield();

    [LibraryImport(Library, EntryPoint = "clock_gettime")]
    [SuppressGCTransition]
    public static partial int GetTime(int clock, TimeSpec* time);

    [LibraryImport(Library, EntryPoint = "clock_getres")]
    [SuppressGCTransition]
    public static partial int GetResolution(int clock, TimeSpec* resolution);
}
