using Microsoft.Win32.SafeHandles;
using MpiWasm.Sandbox.Grants;
using MpiWasm.Sandbox.Paths;
using MpiWasm.Unix;

namespace MpiWasm.Sandbox;

/// <summary>How a file of the guest is opened.</summary>
[Flags]
public enum SandboxAccess
{
    Read = 1,
    Write = 2,
    Create = 4,
    Exclusive = 8,
    Truncate = 16,
    Append = 32,
}

/// <content>Whole paths of the guest, for those who act for it without WASI (MPI files, spawned programs).</content>
public sealed unsafe partial class SandboxPolicy
{
    /// <summary>Resolves a path up to its last name.</summary>
    /// <param name="guestPath">The path as the guest wrote it, not terminated; it is copied before it is looked at.</param>
    /// <param name="pinned">Parent and name; the caller disposes it.</param>
    /// <returns>
    /// 0, or Linux's error number: ENOENT where no granted directory has the path, EXDEV where it leads out of
    /// one, EINVAL where it names no entry.
    /// </returns>
    public int Pin(ReadOnlySpan<byte> guestPath, out PinnedPath? pinned)
    {
        pinned = null;
        var buffer = stackalloc byte[GuestPath.Capacity];
        var errno = Locate(guestPath, buffer, out var directory, out var path);
        if (errno != 0)
            return errno;
        if (!path.Split(out var parent, out var name, out var wantsDirectory))
            return HostErrno.EINVAL;
        var descriptor = directory!.Descriptor;
        if (parent != null)
        {
            descriptor = Resolver.Open(descriptor, parent, OpenFlags.Path | OpenFlags.Directory, 0);
            if (descriptor < 0)
                return -descriptor;
        }
        var text = System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name);
        pinned = new PinnedPath(descriptor, parent != null, text, wantsDirectory, directory.Grant.IsReadOnly);
        return 0;
    }

    /// <summary>
    /// Opens a file, following symbolic links as far as they stay inside the grant. A library that wants a name and not a descriptor can be
    /// given <c>/proc/self/fd/N</c>, which means this very file.
    /// </summary>
    /// <returns>
    /// 0, or Linux's error number: those of open, EXDEV where the path leads out of its directory, EROFS below a read-only one.
    /// </returns>
    public int OpenFile(ReadOnlySpan<byte> guestPath, SandboxAccess access, out SafeFileHandle? file)
    {
        file = null;
        var buffer = stackalloc byte[GuestPath.Capacity];
        var errno = Locate(guestPath, buffer, out var directory, out var path);
        if (errno != 0)
            return errno;
        var descriptor = GrantedOpen.Open(Resolver, directory!.Descriptor, directory.Grant.IsReadOnly, path.Bytes, FlagsOf(access));
        if (descriptor < 0)
            return -descriptor;
        file = new SafeFileHandle(descriptor, ownsHandle: true);
        return 0;
    }

    /// <summary>Whether it is an ordinary file: neither a directory nor a device, pipe or socket.</summary>
    public static bool IsRegular(SafeFileHandle file) =>
        FileStatus.Of((int)file.DangerousGetHandle(), out var status, FileStatus.TypeMask) && status.IsRegular;

    private int Locate(ReadOnlySpan<byte> guestPath, byte* buffer, out SandboxDirectory? directory, out GuestPath path)
    {
        path = default;
        directory = null;
        if (guestPath.Length >= GuestPath.Capacity)
            return HostErrno.ENAMETOOLONG;
        // Guest memory may change while we look: copy first.
        var copy = guestPath.ToArray();
        directory = GuestNamespace.Find(Directories.AsSpan(), copy, out var relative);
        if (directory is not null)
            return GuestPath.Create(relative, buffer, out path);
        Refused.Note(copy);
        return HostErrno.ENOENT;
    }

    /// <summary>
    /// A directory of this user that no guest path leads to, for files that a library makes on a guest's behalf; null where all that
    /// could serve lie below granted directories.
    /// </summary>
    /// <param name="candidates">Directories to try, best first; those that do not exist are passed over.</param>
    public string? OutOfReach(IEnumerable<string?> candidates)
    {
        var granted = Directories.Select(d => Real(d.Grant.HostPath)).ToArray();
        return candidates.OfType<string>()
            .Where(Directory.Exists)
            .Select(Real)
            .FirstOrDefault(c => !Array.Exists(granted, g => IsBelow(c, g)));
    }

    private static bool IsBelow(string path, string directory) =>
        directory == "/" || path == directory || path.StartsWith(directory + "/", StringComparison.Ordinal);

    /// <summary>The path without symbolic links.</summary>
    private static string Real(string path)
    {
        var real = "/";
        foreach (var part in Path.GetFullPath(path).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(real, part);
            real = Directory.ResolveLinkTarget(next, returnFinalTarget: true) is { } target ? Real(target.FullName) : next;
        }

        return real;
    }

    private static int FlagsOf(SandboxAccess access)
    {
        var flags = OpenFlags.NoControllingTerminal | ((access & (SandboxAccess.Read | SandboxAccess.Write)) switch
        {
            SandboxAccess.Write => OpenFlags.WriteOnly,
            SandboxAccess.Read | SandboxAccess.Write => OpenFlags.ReadWrite,
            _ => OpenFlags.ReadOnly,
        });
        ReadOnlySpan<(SandboxAccess Access, int Flag)> others =
        [
            (SandboxAccess.Create, OpenFlags.Create), (SandboxAccess.Exclusive, OpenFlags.Exclusive),
            (SandboxAccess.Truncate, OpenFlags.Truncate), (SandboxAccess.Append, OpenFlags.Append),
        ];
        foreach (var (asked, flag) in others)
            flags |= (access & asked) != 0 ? flag : 0;
        return flags;
    }
}
