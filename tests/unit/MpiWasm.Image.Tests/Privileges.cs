using System.Diagnostics;
using Xunit;

namespace MpiWasm.Image.Tests;

/// <summary>
/// A test that gives files away or mounts file systems; visibly skipped for ordinary users and where mounting is not allowed.
/// </summary>
public sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute(bool mounts = false)
    {
        Mounts = mounts;
        if (Environment.UserName != "root")
            Skip = "needs root: files of other users are involved";
        else if (mounts && !MayMount.Value)
            Skip = "needs permission to mount a file system";
    }

    public bool Mounts { get; }

    private static readonly Lazy<bool> MayMount = new(() =>
    {
        var directory = Directory.CreateTempSubdirectory("mpiwasm-mount-").FullName;
        try
        {
            using var mount = new Mount(directory, "size=64k");
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    });
}

/// <summary>A temporary file system with the given options.</summary>
internal sealed class Mount : IDisposable
{
    private readonly string _directory;

    public Mount(string directory, string options)
    {
        _directory = directory;
        Directory.CreateDirectory(directory);
        Run("mount", "-t", "tmpfs", "-o", options + ",mode=0700", "tmpfs", directory);
    }

    /// <summary>Lazily: the images loaded from it are still mapped.</summary>
    public void Dispose() => Run("umount", "-l", _directory);

    public static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program}: {errors}");
    }
}
