using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using MpiWasm.Image;

namespace MpiWasm.Mpi.OneSided;

/// <summary>
/// Memory that the ranks of a node share: a file in the node's memory, mapped over pages of each rank's guest memory. The guest's
/// addresses of it differ from rank to rank, as native ones do. The file
/// has a name only while ranks join, in a <see cref="WorkDirectory"/> of the rank that made it: if that one dies meanwhile, the next start
/// removes it.
/// </summary>
internal sealed unsafe partial class SharedSegment
{
    /// <summary>Bytes of a name as it is told to the other ranks.</summary>
    public const int NameLength = 1024;

    private readonly byte* _at;
    private readonly nuint _length;

    private SharedSegment(byte* at, nuint length)
    {
        _at = at;
        _length = length;
    }

    /// <summary>Makes the file; by one rank.</summary>
    /// <param name="length">Its bytes.</param>
    /// <param name="name">Receives its name, for the others.</param>
    /// <param name="place">Where it is until all have joined; the caller disposes of it.</param>
    /// <returns>A descriptor.</returns>
    /// <exception cref="Win32Exception">There is no room for it.</exception>
    public static int Create(ulong length, byte[] name, out WorkDirectory place)
    {
        const int NoSpace = 28;
        place = LocalDirectories.OfUser().Select(WorkDirectory.TryCreate).FirstOrDefault(d => d is not null)
            ?? throw new Win32Exception(NoSpace);
        Array.Clear(name);
        try
        {
            _ = Encoding.UTF8.GetBytes(Path.Combine(place.Path, "window"), name);
            var file = Open(name, ReadWrite | CreateNew | CloseOnExec);
            // The pages are reserved now: a full node is an error here, not a SIGBUS later.
            if (posix_fallocate(file, 0, (long)length) is var error and not 0)
            {
                _ = close(file);
                throw new Win32Exception(error);
            }

            return file;
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    /// <summary>Opens what another rank made.</summary>
    public static int Join(byte[] name) => Open(name, ReadWrite | CloseOnExec);

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
        fixed (byte* text = name)
        {
            var file = open(text, flags, OwnerOnly);
            return file >= 0 ? file : throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

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
    private static partial int open(byte* name, int flags, uint mode);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int close(int file);

    [LibraryImport("libc")]
    private static partial int posix_fallocate(int file, long offset, long length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial void* mmap(void* address, nuint length, int protection, int flags, int descriptor, long offset);
}
