using System.Globalization;
using Microsoft.Win32.SafeHandles;
using MpiWasm.Image.Cache;
using MpiWasm.Mpi.Calls;
using MpiWasm.Sandbox;
using MpiWasm.Unix;

namespace MpiWasm.Mpi.Files;

/// <summary>
/// The name by which the host's library opens a file that we have opened already. It leads through <c>/proc/self/fd</c> to that very file,
/// whatever the guest renames or links meanwhile.
/// </summary>
/// <remarks>
/// Libraries keep the shared file pointer in a file beside the named one. So the name is a link in a directory of its own, which all
/// processes see and no guest reaches: what a library creates there can be no link of the guest's to somewhere else. Its number of a
/// descriptor must be the same in all processes. Where there is no such directory (processes on several machines without a common one) the
/// name is that in /proc itself, and shared file pointers are refused. Where ranks are threads of this process the library keeps the
/// pointer in memory, and each has a descriptor of its own.
/// </remarks>
internal sealed class FileName
{
    private const int MaxPath = 4096;

    private FileName(string path, WorkDirectory? sideDirectory, bool isShared)
    {
        Path = path;
        SideDirectory = sideDirectory;
        IsShared = isShared;
    }

    /// <summary>What the library is given.</summary>
    public string Path { get; }

    /// <summary>The directory to dispose of at the end, with what a library has left there; null where another process does.</summary>
    public WorkDirectory? SideDirectory { get; }

    /// <summary>Whether the library can keep a shared file pointer.</summary>
    public bool IsShared { get; }

    /// <summary>Agrees with the other processes upon a name. Collective.</summary>
    /// <param name="processes">Those that open the file.</param>
    /// <param name="environment">Their library, and what guests reach.</param>
    /// <param name="file">The opened file; replaced by a descriptor of the agreed number.</param>
    public static FileName Agree(ProcessGroup processes, MpiEnvironment environment, ref SafeFileHandle file)
    {
        if (environment.Library.Family.RanksAreThreads)
            return new FileName(NameOf(file), null, isShared: true);
        var number = AgreeOnNumber(processes, ref file);
        var target = string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{number}");
        var buffer = new byte[MaxPath];
        WorkDirectory? made = null;
        if (number > 0 && processes.Rank == 0 && (made = Make(environment.Sandbox!, target)) is not null)
            System.Text.Encoding.UTF8.GetBytes(made.Path, buffer);
        processes.Broadcast(buffer);
        var directory = System.Text.Encoding.UTF8.GetString(buffer).TrimEnd('\0');
        // Only this user can have made a directory of that name, with a link to that number; on another machine it is not there.
        var link = System.IO.Path.Combine(directory, "file");
        var visible = directory.Length > 0 && new FileInfo(link).LinkTarget == target;
        if (processes.Maximum(visible ? 0 : 1) == 0)
            return new FileName(link, made, isShared: true);
        made?.Dispose();
        return new FileName(NameOf(file), null, isShared: false);
    }

    private static string NameOf(SafeFileHandle file) =>
        string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{file.DangerousGetHandle()}");

    private static WorkDirectory? Make(SandboxPolicy policy, string target)
    {
        string?[] candidates = [
            Environment.GetEnvironmentVariable("MPIWASM_SHARED_TMPDIR"), "/dev/shm", System.IO.Path.GetTempPath(),
            Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR"), "/var/tmp"];
        // ROMIO takes what stands before a colon for the kind of a file system.
        if (policy.OutOfReach(candidates) is not { } shared || shared.Contains(':', StringComparison.Ordinal))
            return null;
        var home = LocalDirectories.Of(shared);
        _ = WorkDirectory.Sweep(home);
        if (WorkDirectory.TryCreate(home) is not { } directory)
            return null;
        try
        {
            if (directory.Path.Length > MaxPath / 4)
                throw new PathTooLongException();
            File.CreateSymbolicLink(System.IO.Path.Combine(directory.Path, "file"), target);
            return directory;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            directory.Dispose();
            return null;
        }
    }

    /// <summary>A number that is free in all processes; 0 where none was found.</summary>
    private static int AgreeOnNumber(ProcessGroup processes, ref SafeFileHandle file)
    {
        const int Attempts = 64;
        const int First = 64;
        var wanted = First;
        for (var i = 0; i < Attempts; i++)
        {
            // The one it has may be the one that others try to get.
            var own = (int)file.DangerousGetHandle() == wanted
                ? wanted
                : Libc.FileControl((int)file.DangerousGetHandle(), FileControls.DuplicateCloseOnExec, wanted);
            var highest = (int)processes.Maximum(own < 0 ? int.MaxValue : own);
            if (own >= 0 && own != (int)file.DangerousGetHandle())
            {
                file.Dispose();
                file = new SafeFileHandle(own, ownsHandle: true);
            }

            // Some process has no descriptor left.
            if (highest == int.MaxValue)
                break;
            if (processes.Maximum(own == highest ? 0 : 1) == 0)
                return own;
            wanted = highest;
        }

        return 0;
    }
}
