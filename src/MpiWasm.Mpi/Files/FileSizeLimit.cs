using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MpiWasm.Mpi.Files;

/// <summary>
/// How large a file may become: the limit of file sizes of this process (<c>ulimit -f</c>), and for space that is to be had in advance what is free. Libraries fill files with zeros without looking at either,
/// and writing beyond the limit ends the process by a signal unless that is ignored.
/// </summary>
internal static partial class FileSizeLimit
{
    private const int FileSize = 1;
    private const int SizeExceeded = 25;
    private const nint Ignore = 1;

    private static readonly nint Before = signal(SizeExceeded, Ignore);

    /// <summary>From now on writing beyond the limit is an error to the writer. The signal's action is the process', so once is enough.</summary>
    public static void MakeError() => _ = Before;

    /// <summary>Why a file cannot have that size; null where it can.</summary>
    public static unsafe string? Refusal(SafeFileHandle file, long size, bool takesSpace)
    {
        var limits = stackalloc ulong[2];
        if (getrlimit(FileSize, limits) == 0 && (ulong)size > limits[0])
            return string.Create(CultureInfo.InvariantCulture, $"files of this process end at {limits[0]} bytes; raise the limit of file sizes (ulimit -f)");
        var more = takesSpace ? size - RandomAccess.GetLength(file) : 0;
        if (more <= 0)
            return null;
        var free = new DriveInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{file.DangerousGetHandle()}")).AvailableFreeSpace;
        return more > free ? string.Create(CultureInfo.InvariantCulture, $"the file system has {free} bytes left, not {more}") : null;
    }

    [LibraryImport("libc")]
    private static unsafe partial int getrlimit(int resource, ulong* softAndHard);

    [LibraryImport("libc")]
    private static partial nint signal(int number, nint action);
}
