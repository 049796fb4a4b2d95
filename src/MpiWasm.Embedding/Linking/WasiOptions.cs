using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MpiWasm.Sandbox.Grants;

namespace MpiWasm;

/// <summary>A directory of the host that a guest may use.</summary>
/// <param name="HostPath">The directory on the host.</param>
/// <param name="GuestPath">The name the guest knows it by, for example <c>/data</c> or <c>.</c>.</param>
/// <param name="IsReadOnly">Whether whatever would change a file or directory in it is refused.</param>
public sealed record WasiDirectory(string HostPath, string GuestPath, bool IsReadOnly = false);

/// <summary>What a guest may reach of the host through WASI. What is not named here does not exist for it.</summary>
public sealed record WasiOptions
{
    /// <summary>The guest's arguments; the first is by convention the program's name.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>The guest's environment; the host's is not visible.</summary>
    public ImmutableDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>
    /// Directories, in the order in which the guest finds them. Nothing outside is reachable, not through symbolic links either.
    /// </summary>
    public ImmutableArray<WasiDirectory> Directories { get; init; } = [];

    /// <summary>
    /// Where the guest reads its standard input, a file or pipe that stays open while the store lives; null for the
    /// process's own, an invalid handle for none.
    /// </summary>
    public SafeHandle? StandardInput { get; init; }

    /// <summary>Where the guest writes its standard output; otherwise like <see cref="StandardInput"/>.</summary>
    public SafeHandle? StandardOutput { get; init; }

    /// <summary>Where the guest writes its standard error; otherwise like <see cref="StandardInput"/>.</summary>
    public SafeHandle? StandardError { get; init; }

    internal SandboxOptions ToSandbox() => new()
    {
        Arguments = Arguments,
        Environment = [.. Environment.OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => new EnvironmentVariable(v.Key, v.Value))],
        Directories = [.. Directories.Select(d => new DirectoryGrant(d.HostPath, d.GuestPath, d.IsReadOnly))],
        StandardInput = Descriptor(StandardInput, 0),
        StandardOutput = Descriptor(StandardOutput, 1),
        StandardError = Descriptor(StandardError, 2),
    };

    private static int Descriptor(SafeHandle? handle, int own) =>
        handle is null ? own : handle.IsInvalid ? -1 : (int)handle.DangerousGetHandle();
}
