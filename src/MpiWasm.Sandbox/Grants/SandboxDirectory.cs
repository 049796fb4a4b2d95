using System.Text;
using MpiWasm.Unix;

namespace MpiWasm.Sandbox.Grants;

/// <summary>A granted directory, opened: every path of the guest is resolved beneath one of these descriptors.</summary>
public sealed unsafe class SandboxDirectory
{
    private SandboxDirectory(DirectoryGrant grant, int descriptor)
    {
        Grant = grant;
        Descriptor = descriptor;
        GuestPath = Encoding.UTF8.GetBytes(grant.GuestPath);
    }

    /// <summary>What the user granted.</summary>
    public DirectoryGrant Grant { get; }

    /// <summary>The guest's name of the directory in UTF-8, not terminated.</summary>
    public ReadOnlyMemory<byte> GuestPath { get; }

    /// <summary>The host's descriptor, close-on-exec; owned by the <see cref="SandboxPolicy"/>.</summary>
    internal int Descriptor { get; private set; }

    internal static SandboxDirectory Open(DirectoryGrant grant)
    {
        var path = Encoding.UTF8.GetBytes(grant.HostPath + '\0');
        int descriptor;
        fixed (byte* p = path)
        {
            descriptor = Libc.Open(p, OpenFlags.ReadOnly | OpenFlags.Directory | OpenFlags.CloseOnExec, 0);
            // A directory that may be searched but not listed is still a directory to work in.
            if (descriptor < 0 && Libc.Errno == HostErrno.EACCES)
                descriptor = Libc.Open(p, OpenFlags.Path | OpenFlags.Directory | OpenFlags.CloseOnExec, 0);
        }
        return descriptor >= 0 ? new SandboxDirectory(grant, descriptor) : throw Failure(grant, Libc.Errno);
    }

    internal void Close()
    {
        if (Descriptor >= 0)
            _ = Libc.Close(Descriptor);
        Descriptor = -1;
    }

    private static SandboxException Failure(DirectoryGrant grant, int errno) => errno switch
    {
        HostErrno.ENOENT => new(
            SandboxException.NoDirectory,
            $"the directory '{grant.HostPath}' given with --dir does not exist",
            $"create it (mkdir -p '{grant.HostPath}') or correct the path"),
        HostErrno.ENOTDIR => new(
            SandboxException.NotADirectory,
            $"'{grant.HostPath}' given with --dir is not a directory",
            "give the directory that holds the file"),
        HostErrno.EACCES => new(
            SandboxException.Denied,
            $"the directory '{grant.HostPath}' given with --dir may not be entered by this user",
            "change its permissions or give another directory"),
        _ => new(
            SandboxException.NotOpened,
            $"the directory '{grant.HostPath}' given with --dir cannot be opened: {Libc.Describe(errno)}",
            "give a directory that this user can list"),
    };
}
