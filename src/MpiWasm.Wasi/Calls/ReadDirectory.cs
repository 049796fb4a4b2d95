using System.Runtime.InteropServices;
using MpiWasm.Unix;
using MpiWasm.Wasi.Abi;
using MpiWasm.Wasi.Files;
using MpiWasm.Wasi.State;

namespace MpiWasm.Wasi.Calls;

/// <summary>
/// fd_readdir. A cookie stands for the host's own position in the directory, so it survives changes of the
/// directory as well as the file system lets it.
/// </summary>
internal static unsafe partial class Preview1
{
    private const int HostEntries = 8192;

    public static Errno FdReaddir(in WasiCall call, uint fd, ulong buf, ulong bufLen, ulong cookie, ulong bufused)
    {
        if (!call.Memory.Contains(buf, bufLen) || !call.HasWord(bufused))
            return Errno.Fault;
        var error = call.State.Files.AcquireDirectory(fd, Rights.FdReadDirectory, out var directory);
        if (error != Errno.Success)
            return error;
        var output = new DirectoryWriter(call.Memory.At(buf), bufLen);
        int errno;
        // Position and read belong together; two threads may share the descriptor.
        lock (directory)
        {
            errno = ReadEntries(directory, cookie, ref output);
        }
        _ = directory.Release();
        if (errno != 0)
            return ErrnoMap.FromHost(errno);
        call.WriteWord(bufused, output.Used);
        return Errno.Success;
    }

    private static int ReadEntries(FileEntry directory, ulong cookie, ref DirectoryWriter output)
    {
        var entries = stackalloc byte[HostEntries];
        var positions = directory.Positions;
        if (cookie > (ulong)positions.Count)
            return HostErrno.EINVAL;
        var index = (int)cookie;
        if (Libc.Seek(directory.HostDescriptor, index == 0 ? 0 : positions[index - 1], 0) < 0)
            return Libc.Errno;
        while (!output.IsFull)
        {
            var bytes = Libc.SystemCall(DirectoryEntry.SystemCall, directory.HostDescriptor, (nint)entries, HostEntries, 0);
            if (bytes < 0)
                return Libc.Errno;
            if (bytes == 0)
                return 0;
            for (nint at = 0; at < bytes && !output.IsFull;)
            {
                var entry = (DirectoryEntry*)(entries + at);
                if (index < positions.Count)
                    positions[index] = entry->Next;
                else
                    positions.Add(entry->Next);
                output.Write(directory, entry, (ulong)++index);
                at += entry->Length;
            }
        }
        return 0;
    }

    /// <summary>struct linux_dirent64: the name follows, NUL-terminated.</summary>
    [StructLayout(LayoutKind.Explicit)]
    private struct DirectoryEntry
    {
        [FieldOffset(0)] public ulong Inode;
        [FieldOffset(8)] public long Next;
        [FieldOffset(16)] public ushort Length;
        [FieldOffset(18)] public byte Type;
        [FieldOffset(19)] public byte Name;

        /// <summary>SYS_getdents64, which older C libraries have no function for.</summary>
        public static nint SystemCall { get; } = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 61 : 217;
    }

    /// <summary>Writes WASI's entries: a 24-byte head, then the name; the last may be cut off by the end of the buffer.</summary>
    private ref struct DirectoryWriter(byte* buffer, ulong size)
    {
        public ulong Used { get; private set; }

        public readonly bool IsFull => Used == size;

        public void Write(FileEntry directory, DirectoryEntry* entry, ulong cookie)
        {
            var name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(&entry->Name);
            Span<byte> head = stackalloc byte[Layout.Dirent];
            head.Clear();
            MemoryMarshal.Write(head, cookie);
            MemoryMarshal.Write(head[Layout.DirentInode..], InodeOf(directory, entry, name));
            MemoryMarshal.Write(head[Layout.DirentNameLength..], name.Length);
            head[Layout.DirentType] = (byte)TypeOf(directory, entry);
            Append(head);
            Append(name);
        }

        private void Append(scoped ReadOnlySpan<byte> bytes)
        {
            var fits = (int)Math.Min((uint)bytes.Length, size - Used);
            bytes[..fits].CopyTo(new Span<byte>(buffer + Used, fits));
            Used += (uint)fits;
        }

        /// <summary>What lies above a granted directory is none of the guest's business: its ".." has the number of "." itself.</summary>
        private static ulong InodeOf(FileEntry directory, DirectoryEntry* entry, ReadOnlySpan<byte> name)
        {
            FileStatus status;
            return directory.PreopenName is not null && name.SequenceEqual(".."u8)
                && FileKinds.Status(directory.HostDescriptor, &status) == 0
                ? status.Inode
                : entry->Inode;
        }

        private static FileType TypeOf(FileEntry directory, DirectoryEntry* entry)
        {
            // d_type is the file type of the mode; 0 where the file system does not tell.
            if (entry->Type != 0)
                return FileKinds.FromMode(entry->Type << 12);
            FileStatus status;
            return Libc.Status(directory.HostDescriptor, &entry->Name, AtFlags.SymbolicLinkNoFollow, FileStatus.TypeMask, &status) == 0
                ? FileKinds.FromMode(status.Mode)
                : FileType.Unknown;
        }
    }
}
