using System.Globalization;
using Microsoft.Win32.SafeHandles;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Unix;

namespace MpiWasm.Mpi.Files;

/// <summary>
/// How large a file may become: the limit of file sizes of this process (<c>ulimit -f</c>), and for space that is to be had in advance what
/// is free. Libraries fill files with zeros without looking at either, and writing beyond the limit ends the process by a signal unless
/// that is ignored.
/// </summary>
internal static class FileSizeLimit
{
    private const long NearlyNothing = 64 << 20;

    private static readonly nint Before = Libc.Signal(Libc.FileSizeExceeded, Libc.Ignore);

    /// <summary>
    /// From now on writing beyond the limit is an error to the writer. The signal's action is the process', so once is enough.
    /// </summary>
    public static void MakeError() => _ = Before;

    /// <summary>Why a file cannot have that size; null where it can.</summary>
    public static unsafe string? Refusal(SafeFileHandle file, long size, bool takesSpace)
    {
        var limits = stackalloc ulong[2];
        if (Libc.GetLimit(Libc.FileSize, limits) == 0 && (ulong)size > limits[0])
            return string.Create(CultureInfo.InvariantCulture,
                $"files of this process end at {limits[0]} bytes; raise the limit of file sizes (ulimit -f)");
        var more = takesSpace ? size - RandomAccess.GetLength(file) : 0;
        if (more <= 0)
            return null;
        var free = Free(file);
        return more > free ? string.Create(CultureInfo.InvariantCulture, $"the file system has {free} bytes left, not {more}") : null;
    }

    /// <summary>
    /// Whether something of a write may have been refused: the file ends before the write does, or nearly nothing is free.
    /// </summary>
    public static bool MayHaveRefused(SafeFileHandle file, long end) => RandomAccess.GetLength(file) < end || Free(file) < NearlyNothing;

    /// <summary>
    /// Makes sure of space for the first bytes of a file, which has at least that size then. The result is an error number.
    /// </summary>
    public static int TakeSpace(SafeFileHandle file, long size)
    {
        int error;
        do
            error = size == 0 ? 0 : Libc.Allocate((int)file.DangerousGetHandle(), 0, size);
        while (error == HostErrno.EINTR);
        GC.KeepAlive(file);
        return error;
    }

    /// <summary>The standard's class for an error of taking space.</summary>
    public static int ClassOf(int error) => error switch
    {
        HostErrno.ENOSPC or HostErrno.EFBIG => ErrorClasses.NoSpace,
        HostErrno.EDQUOT => ErrorClasses.Quota,
        _ => ErrorClasses.Io,
    };

    private static long Free(SafeFileHandle file) =>
        new DriveInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{file.DangerousGetHandle()}")).AvailableFreeSpace;
}
