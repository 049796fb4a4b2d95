using System.Runtime.InteropServices;

namespace MpiWasm.Unix;

// Structures of the Linux ABI, the same on x86-64 and aarch64 (statx is used instead of stat because stat is not).

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct IoVector
{
    public byte* Base;
    public nuint Length;

    /// <summary>IOV_MAX: the kernel refuses more.</summary>
    public const int Maximum = 1024;
}

[StructLayout(LayoutKind.Sequential)]
internal struct TimeSpec
{
    public long Seconds;
    public long Nanoseconds;

    /// <summary>In <see cref="Nanoseconds"/>: set the time to now.</summary>
    public const long Now = 0x3FFFFFFF;

    /// <summary>In <see cref="Nanoseconds"/>: leave the time as it is.</summary>
    public const long Omit = 0x3FFFFFFE;

    public static TimeSpec FromNanoseconds(ulong nanoseconds) =>
        new() { Seconds = (long)(nanoseconds / 1_000_000_000), Nanoseconds = (long)(nanoseconds % 1_000_000_000) };

    public readonly ulong ToNanoseconds() => Seconds < 0 ? 0 : ((ulong)Seconds * 1_000_000_000) + (ulong)Nanoseconds;
}

[StructLayout(LayoutKind.Sequential)]
internal struct PollDescriptor
{
    public int Descriptor;
    public short Events;
    public short Results;

    public const short In = 1;
    public const short Out = 4;
    public const short Error = 8;
    public const short HangUp = 16;
    public const short Invalid = 32;
}

/// <summary>struct msghdr.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MessageHeader
{
    public void* Name;
    public uint NameLength;
    public IoVector* Vectors;
    public nuint VectorCount;
    public void* Control;
    public nuint ControlLength;
    public int Flags;

    // Flags of recvmsg and sendmsg.
    public const int Peek = 0x02;
    public const int Truncated = 0x20;
    public const int DoNotWait = 0x40;
    public const int WaitAll = 0x100;
    public const int NoSignal = 0x4000;
}

/// <summary>Constants of sockets.</summary>
internal static class SocketOptions
{
    public const int SocketLevel = 1;
    public const int Type = 3;
    public const int Stream = 1;
}

/// <summary>struct open_how of openat2.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct OpenHow
{
    public ulong Flags;
    public ulong Mode;
    public ulong Resolve;

    public const int Size = 24;
    public const ulong NoMagicLinks = 0x02;
    public const ulong Beneath = 0x08;
}

/// <summary>struct statx.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct FileStatus
{
    [FieldOffset(16)] public uint LinkCount;
    [FieldOffset(20)] public uint User;
    [FieldOffset(28)] public ushort Mode;
    [FieldOffset(32)] public ulong Inode;
    [FieldOffset(40)] public ulong FileSize;
    [FieldOffset(64)] public FileTime AccessTime;
    [FieldOffset(96)] public FileTime ChangeTime;
    [FieldOffset(112)] public FileTime ModificationTime;
    [FieldOffset(136)] public uint DeviceMajor;
    [FieldOffset(140)] public uint DeviceMinor;

    /// <summary>STATX_BASIC_STATS.</summary>
    public const uint BasicMask = 0x7FF;

    public const uint TypeMask = 1;

    public readonly int Type => Mode & HostMode.TypeMask;

    public readonly bool IsDirectory => Type == HostMode.Directory;

    public readonly bool IsRegular => Type == HostMode.Regular;

    /// <summary>Whether group or others may write.</summary>
    public readonly bool OthersMayWrite => (Mode & 0x12) != 0;

    /// <summary>The file that a descriptor is open for.</summary>
    public static unsafe bool Of(int descriptor, out FileStatus result, uint mask = BasicMask)
    {
        fixed (byte* empty = "\0"u8)
        fixed (FileStatus* status = &result)
            return Libc.Status(descriptor, empty, AtFlags.EmptyPath, mask, status) == 0;
    }

    /// <summary>The file at the path itself: a symbolic link is not followed.</summary>
    public static unsafe bool Of(string path, out FileStatus result)
    {
        fixed (FileStatus* status = &result)
            return Libc.Status(path, AtFlags.SymbolicLinkNoFollow, BasicMask, status) == 0;
    }

    public readonly bool SameFile(in FileStatus other) =>
        Inode == other.Inode && DeviceMajor == other.DeviceMajor && DeviceMinor == other.DeviceMinor;
}

[StructLayout(LayoutKind.Sequential)]
internal struct FileTime
{
    public long Seconds;
    public uint Nanoseconds;
    public int Reserved;

    /// <summary>Nanoseconds since 1970; times before are 0.</summary>
    public readonly ulong ToNanoseconds() => Seconds < 0 ? 0 : ((ulong)Seconds * 1_000_000_000) + Nanoseconds;
}

/// <summary>struct statfs.</summary>
[StructLayout(LayoutKind.Explicit, Size = 120)]
internal struct FileSystemStatus
{
    [FieldOffset(0)] public long Type;
    [FieldOffset(8)] public long BlockSize;
    [FieldOffset(16)] public ulong Blocks;
    [FieldOffset(24)] public ulong FreeBlocks;
    [FieldOffset(32)] public ulong AvailableBlocks;
    [FieldOffset(40)] public ulong Files;
    [FieldOffset(48)] public ulong FreeFiles;
    [FieldOffset(64)] public long LongestName;
    [FieldOffset(72)] public long FragmentSize;
    [FieldOffset(80)] public long Flags;

    /// <summary>PROC_SUPER_MAGIC.</summary>
    public const long Proc = 0x9FA0;
}

/// <summary>struct flock of fcntl.</summary>
[StructLayout(LayoutKind.Explicit, Size = 32)]
internal struct FileLock
{
    [FieldOffset(0)] public short Type;
    [FieldOffset(2)] public short Whence;
    [FieldOffset(8)] public long Start;
    [FieldOffset(16)] public long Length;
    [FieldOffset(24)] public int Process;
}

/// <summary>The type bits of a file's mode.</summary>
internal static class HostMode
{
    public const int TypeMask = 0xF000;
    public const int Fifo = 0x1000;
    public const int CharacterDevice = 0x2000;
    public const int Directory = 0x4000;
    public const int BlockDevice = 0x6000;
    public const int Regular = 0x8000;
    public const int SymbolicLink = 0xA000;
    public const int Socket = 0xC000;
}

/// <summary>Flags of the *at calls.</summary>
internal static class AtFlags
{
    public const int SymbolicLinkNoFollow = 0x100;
    public const int RemoveDirectory = 0x200;
    public const int SymbolicLinkFollow = 0x400;
    public const int EmptyPath = 0x1000;
    public const int CurrentDirectory = -100;
}

/// <summary>What flock does.</summary>
internal static class FileLocking
{
    public const int Shared = 1;
    public const int Exclusive = 2;
    public const int WithoutWaiting = 4;
}

/// <summary>Flags of memfd_create.</summary>
internal static class MemoryFiles
{
    public const uint CloseOnExec = 1;
    public const uint Executable = 0x10;
}

/// <summary>Commands of fcntl and ioctl.</summary>
internal static class FileControls
{
    public const int GetFlags = 3;
    public const int SetFlags = 4;

    /// <summary>A copy of the descriptor, at least that one, which does not survive exec.</summary>
    public const int DuplicateCloseOnExec = 1030;

    public const int GetLock = 5;
    public const int SetLock = 6;
    public const int WaitForLock = 7;

    /// <summary>FIONREAD.</summary>
    public const nuint BytesToRead = 0x541B;
}
