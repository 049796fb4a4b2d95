using MpiWasm.Unix;
using MpiWasm.Wasi.Abi;
using MpiWasm.Wasi.State;

namespace MpiWasm.Wasi.Services;

/// <summary>
/// Locks of files below granted directories: those of fcntl, which other ranks and native programs see, and those of flock. The record is
/// the guest's: type and whence (i32 each), start and length (i64 each), process (i32), in 32 bytes.
/// </summary>
internal static unsafe class FileLocks
{
    private const uint RecordSize = 32;
    private const uint WhenceOffset = 4;
    private const uint StartOffset = 8;
    private const uint LengthOffset = 16;
    private const uint ProcessOffset = 24;

    private const int OfWholeFile = 8;      // command; the record's type then is what flock takes
    private const int Exclusive = 2;        // LOCK_EX
    private const short WriteLock = 1;      // F_WRLCK

    public static Errno Act(WasiState state, uint fd, int command, CallerMemory memory, ulong record)
    {
        if (!memory.Contains(record, RecordSize))
            return Errno.Fault;
        var error = state.Files.Acquire(fd, Rights.None, out var file);
        if (error != Errno.Success)
            return error;
        // What the launcher and other programs have open as well would stay locked after the guest's end.
        if (file.IsShared)
            error = Errno.Nolck;
        else if (command == OfWholeFile)
            error = LockFile(file, memory.Read<int>(record));
        else if (command is FileControls.GetLock or FileControls.SetLock or FileControls.WaitForLock)
            error = LockRange(file, command, memory, record);
        else
            error = Errno.Inval;
        _ = file.Release();
        return error;
    }

    private static Errno LockFile(Files.FileEntry file, int how)
    {
        // Who may only read must not keep writers away.
        if (file.IsReadOnly && (how & Exclusive) != 0)
            return Errno.Badf;
        int result;
        do
            result = Libc.LockFile(file.HostDescriptor, how);
        while (result != 0 && Libc.Errno == HostErrno.EINTR);
        return result == 0 ? Errno.Success : ErrnoMap.FromHost(Libc.Errno);
    }

    private static Errno LockRange(Files.FileEntry file, int command, CallerMemory memory, ulong record)
    {
        var wanted = new FileLock
        {
            Type = (short)memory.Read<int>(record),
            Whence = (short)memory.Read<int>(record + WhenceOffset),
            Start = memory.Read<long>(record + StartOffset),
            Length = memory.Read<long>(record + LengthOffset),
        };
        if (file.IsReadOnly && wanted.Type == WriteLock && command != FileControls.GetLock)
            return Errno.Badf;
        int result;
        do
            result = Libc.FileControl(file.HostDescriptor, command, (nint)(&wanted));
        while (result != 0 && Libc.Errno == HostErrno.EINTR);
        if (result != 0)
            return ErrnoMap.FromHost(Libc.Errno);
        if (command == FileControls.GetLock)
        {
            memory.Write(record, (int)wanted.Type);
            memory.Write(record + WhenceOffset, (int)wanted.Whence);
            memory.Write(record + StartOffset, wanted.Start);
            memory.Write(record + LengthOffset, wanted.Length);
            memory.Write(record + ProcessOffset, wanted.Process);
        }
        return Errno.Success;
    }
}
