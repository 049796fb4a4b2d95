using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Unix;

namespace MpiWasm.Mpi.Local.Files;

/// <summary>The standard's classes for errors of the file system (MPI 5.0 §14.7).</summary>
internal static class FileErrors
{
    public static int ClassOf(Exception failure) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException => StandardAbi.ErrNoSuchFile,
        UnauthorizedAccessException => StandardAbi.ErrAccess,
        _ => ClassOf(failure.HResult),
    };

    /// <param name="errno">What the system said.</param>
    public static int ClassOf(int errno) => errno switch
    {
        HostErrno.EFBIG or HostErrno.ENOSPC => StandardAbi.ErrNoSpace,
        HostErrno.EDQUOT => StandardAbi.ErrQuota,
        _ => StandardAbi.ErrIo,
    };
}
