using System.Runtime.InteropServices;

namespace MpiWasm.Image.Unix;

/// <summary>
/// The kernel's <c>struct statx</c> (linux/stat.h): unlike <c>struct stat</c> it is the same on every architecture.
/// Only the fields in use are named; the size is the kernel's.
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal unsafe struct Statx
{
    [FieldOffset(20)] public uint User;
    [FieldOffset(28)] public ushort Mode;
    [FieldOffset(32)] public ulong Inode;
    [FieldOffset(40)] public ulong Size;
    [FieldOffset(136)] public uint DeviceMajor;
    [FieldOffset(140)] public uint DeviceMinor;

    private const int EmptyPath = 0x1000;
    private const int NoFollow = 0x100;
    private const int CurrentDirectory = -100;
    private const uint BasicStats = 0x7FF;

    public readonly bool IsDirectory => (Mode & 0xF000) == 0x4000;

    public readonly bool IsRegular => (Mode & 0xF000) == 0x8000;

    /// <summary>Whether group or others may write.</summary>
    public readonly bool OthersMayWrite => (Mode & 0x12) != 0;

    public static bool Of(int descriptor, out Statx result)
    {
        fixed (Statx* p = &result)
            return Libc.StatX(descriptor, "", EmptyPath, BasicStats, p) == 0;
    }

    /// <summary>The file at the path itself: a symbolic link is not followed.</summary>
    public static bool Of(string path, out Statx result)
    {
        fixed (Statx* p = &result)
            return Libc.StatX(CurrentDirectory, path, NoFollow, BasicStats, p) == 0;
    }

    public readonly bool SameFile(in Statx other) =>
        Inode == other.Inode && DeviceMajor == other.DeviceMajor && DeviceMinor == other.DeviceMinor;
}
