using System.Collections.Immutable;
using MpiWasm.Sandbox.Grants;
using MpiWasm.Sandbox.Paths;
using MpiWasm.Sandbox.Streams;
using MpiWasm.Unix;

namespace MpiWasm.Sandbox;

/// <summary>
/// What of the host one guest may reach, checked and opened: directories, environment, arguments, standard streams. Whoever acts for the
/// guest (WASI, MPI files) goes through <see cref="Directories"/> and the one path resolver.
/// </summary>
public sealed partial class SandboxPolicy : IDisposable
{
    private SandboxPolicy(SandboxOptions options, ImmutableArray<SandboxDirectory> directories, IPathResolver resolver)
    {
        Options = options;
        Directories = directories;
        Resolver = resolver;
        StandardOutput = OutputFor(options.StandardOutput, options);
        StandardError = OutputFor(options.StandardError, options);
    }

    /// <summary>What was granted.</summary>
    public SandboxOptions Options { get; }

    /// <summary>The granted directories, opened, in the order given.</summary>
    public ImmutableArray<SandboxDirectory> Directories { get; }

    /// <summary>What the guest looked for in vain, for want of a grant.</summary>
    public RefusedPath Refused { get; } = new();

    internal IPathResolver Resolver { get; }

    /// <summary>What stands between the guest and its standard output; null where bytes go straight to the host's descriptor.</summary>
    internal TextOutput? StandardOutput { get; }

    internal TextOutput? StandardError { get; }

    /// <summary>Opens what <paramref name="options"/> grant.</summary>
    /// <exception cref="SandboxException">MW0602 to MW0606: a directory cannot be opened, or two have the same guest name.</exception>
    public static SandboxPolicy Open(SandboxOptions options)
    {
        var twice = options.Directories.GroupBy(d => d.GuestPath).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
            throw new SandboxException(
                SandboxException.TwiceTheSame,
                $"two directories given with --dir have the guest name '{twice.Key}'",
                "give one of them another name: --dir HOST::GUEST");
        var resolver = PathResolver.Choose(options.PathResolution, options.Directories.IsEmpty);
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

    /// <summary>Writes what waits for the end of its line. To be called before anything that may end the process.</summary>
    public void FlushOutput()
    {
        _ = StandardOutput?.Flush();
        _ = StandardError?.Flush();
    }

    /// <summary>
    /// The same, but not for longer than the time: nothing a guest does, and no reader who does not read, holds off an end from outside.
    /// </summary>
    public void FlushOutput(TimeSpan atMost)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        _ = StandardOutput?.TryFlush(atMost);
        _ = StandardError?.TryFlush(atMost > clock.Elapsed ? atMost - clock.Elapsed : TimeSpan.Zero);
    }

    /// <summary>Writes what waits and closes the directories.</summary>
    public void Dispose()
    {
        StandardOutput?.Dispose();
        StandardError?.Dispose();
        foreach (var directory in Directories)
            directory.Close();
    }

    private static TextOutput? OutputFor(int descriptor, SandboxOptions options)
    {
        if (descriptor < 0 || !FileStatus.Of(descriptor, out var status, FileStatus.TypeMask))
            return null;
        var isTerminal = status.Type == HostMode.CharacterDevice && Libc.IsTerminal(descriptor) == 1;
        var sharing = isTerminal || status.Type is HostMode.Fifo or HostMode.Socket || options.Output == OutputSharing.Shared
            ? options.Output
            : OutputSharing.None;
        // Where a launcher's pipe ends is not known: probably at a terminal.
        var filters = !options.RawTerminal && (isTerminal || sharing == OutputSharing.ThroughLauncher);
        return filters || sharing != OutputSharing.None ? new TextOutput(descriptor, filters, sharing) : null;
    }
}
