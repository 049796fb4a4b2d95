using System.ComponentModel;
using System.Text;
using MpiWasm.Image.Cache;
using MpiWasm.Unix;

namespace MpiWasm.Mpi.OneSided;

/// <summary>
/// Memory that the ranks of a node share: a file in the node's memory, mapped over pages of each rank's guest memory. The guest's
/// addresses of it differ from rank to rank, as native ones do. The file
/// has a name only while ranks join, in a <see cref="WorkDirectory"/> of the rank that made it: if that one dies meanwhile, the next start
/// removes it.
/// </summary>
internal sealed unsafe class SharedSegment
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
        place = LocalDirectories.OfUser().Select(WorkDirectory.TryCreate).FirstOrDefault(d => d is not null)
            ?? throw new Win32Exception(HostErrno.ENOSPC);
        Array.Clear(name);
        try
        {
            _ = Encoding.UTF8.GetBytes(Path.Combine(place.Path, "window"), name);
            var file = Open(name, OpenFlags.ReadWrite | OpenFlags.Create | OpenFlags.Exclusive | OpenFlags.CloseOnExec);
            // The pages are reserved now: a full node is an error here, not a SIGBUS later.
            if (Libc.Allocate(file, 0, (long)length) is var error and not 0)
            {
                _ = Libc.Close(file);
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
    public static int Join(byte[] name) => Open(name, OpenFlags.ReadWrite | OpenFlags.CloseOnExec);

    /// <summary>Maps the file over memory that is the guest's already. The descriptor is closed.</summary>
    public static SharedSegment MapOver(byte* at, ulong length, int file)
    {
        var mapped = Libc.Map((nint)at, (nuint)length, Libc.ProtectReadWrite, Libc.MapShared | Libc.MapFixed, file, 0);
        var error = Libc.Errno;
        _ = Libc.Close(file);
        return mapped == (nint)at ? new SharedSegment(at, (nuint)length) : throw new Win32Exception(error);
    }

    /// <summary>Gives the guest private, empty pages back in its place.</summary>
    public void Unmap()
    {
        if (Libc.Map(
                (nint)_at, _length, Libc.ProtectReadWrite, Libc.MapPrivate | Libc.MapAnonymous | Libc.MapFixed, -1, 0) != (nint)_at)
            throw new Win32Exception(Libc.Errno);
    }

    private static int Open(byte[] name, int flags)
    {
        fixed (byte* text = name)
        {
            var file = Libc.Open(text, flags, OwnerOnly);
            return file >= 0 ? file : throw new Win32Exception(Libc.Errno);
        }
    }

    private const uint OwnerOnly = 0x180;
}
