using System.Collections.Immutable;
using MpiWasm.Sandbox.Paths;

namespace MpiWasm.Sandbox;

/// <summary>
/// What of the host one guest may reach, checked and opened: directories, environment, arguments, standard streams. Whoever acts for the
/// guest (WASI, MPI files) goes through <see cref="Directories"/> and the one path resolver.
/// </summary>
public sealed class SandboxPolicy : IDisposable
{
    private SandboxPolicy(SandboxOptions options, ImmutableArray<SandboxDirectory> directories, IPathResolver resolver)
    {
        Options = options;
        Directories = directories;
        Resolver = resolver;
    }

    /// <summary>What was granted.</summary>
    public SandboxOptions Options { get; }

    /// <summary>The granted directories, opened, in the order given.</summary>
    public ImmutableArray<SandboxDirectory> Directories { get; }

    internal IPathResolver Resolver { get; }

    /// <summary>Opens what <paramref name="options"/> grant.</summary>
    /// <exception cref="SandboxException">MW0602 to MW0606: a directory cannot be opened, or two have the same guest name.</exception>
    public static SandboxPolicy Open(SandboxOptions options)
    {
        var twice = options.Directories.GroupBy(d => d.GuestPath).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
            throw new SandboxException("MW0606", $"two directories given with --dir have the guest name '{twice.Key}'", "give one of them another name: --dir HOST::GUEST");
        var resolver = PathResolver.ForThisKernel(options.Directories.IsEmpty);
        var opened = new List<SandboxDirectory>(options.Directories.Length);
        try
        {
            foreach (var grant in options.Directories)
                opened.Add(SandboxDirectory.Open(grant));
        }
        catch
        {
            opened.ForEach(d => d.Close());
            throw;
        }
        return new SandboxPolicy(options, [.. opened], resolver);
    }

    /// <summary>Closes the directories.</summary>
    public void Dispose()
    {
        foreach (var directory in Directories)
            directory.Close();
    }
}
