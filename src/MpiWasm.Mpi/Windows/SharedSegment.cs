using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace MpiWasm.Mpi.Windows;

/// <summary>
/// Memory that the ranks of a node share: a file without a name in the node's memory, mapped over pages of each rank's guest memory. The guest's addresses of it differ from rank to rank, as native ones do.
/// </summary>
internal sealed unsafe partial class SharedSegment
{
    private readonly byte* _at;
    private readonly nuint _length;

    private SharedSegment(byte* at, nuint length)
    {
        _at = at;
        _length = length;
    }

    /// <summary>A name nobody can guess, and which is gone again before anybody could.</summary>
    public static byte[] NewName() => Encoding.ASCII.GetBytes("/mpiwasm-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)));

    /// <summary>Makes the file; by one rank.</summary>
    public static int Create(byte[] name, ulong length)
    {
        var file = Open(name, ReadWrite | CreateNew | CloseOnExec);
        // The pages are reserved now: a full node is an error here, not a SIGBUS later.
        if (posix_fallocate(file, 0, (long)length) is var error and not 0)
        {
            Unlink(name);
            _ = close(file);
            throw new Win32Exception(error);
        }

        return file;
    }

    /// <summary>Opens what another rank made.</summary>
    public static int Join(byte[] name) => Open(name, ReadWrite | CloseOnExec);

    public static void Unlink(byte[] name)
    {
        fixed (byte* text = Terminated(name))
            _ = shm_unlink(text);
    }

    /// <summary>Maps the file over memory that is the guest's already. The descriptor is closed.</summary>
    public static SharedSegment MapOver(byte* at, ulong length, int file)
    {
        var mapped = mmap(at, (nuint)length, ReadAndWrite, Shared | Fixed, file, 0);
        var error = Marshal.GetLastPInvokeError();
        _ = close(file);
        return mapped == at ? new SharedSegment(at, (nuint)length) : throw new Win32Exception(error);
    }

    /// <summary>Gives the guest private, empty pages back in its place.</summary>
    public void Unmap()
    {
        if (mmap(_at, _length, ReadAndWrite, Private | Anonymous | Fixed, -1, 0) != _at)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    private static int Open(byte[] name, int flags)
    {
        fixed (byte* text = Terminated(name))
        {
            var file = shm_open(text, flags, OwnerOnly);
            return file >= 0 ? file : throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    private static byte[] Terminated(byte[] name) => [.. name, 0];

    private const int ReadWrite = 2;
    private const int CreateNew = 0x40 | 0x80;
    private const int CloseOnExec = 0x80000;
    private const uint OwnerOnly = 0x180;
    private const int ReadAndWrite = 3;
    private const int Shared = 1;
    private const int Private = 2;
    private const int Fixed = 0x10;
    private const int Anonymous = 0x20;

    [LibraryImport("libc", SetLastError = true)]
    private static partial int shm_open(byte* name, int flags, uint mode);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int shm_unlink(byte* name);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int close(int file);

    [LibraryImport("libc")]
    private static partial int posix_fallocate(int file, long offset, long length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial void* mmap(void* address, nuint length, int protection, int flags, int descriptor, long offset);
}
