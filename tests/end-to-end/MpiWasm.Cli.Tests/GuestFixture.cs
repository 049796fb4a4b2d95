using System.Collections.Concurrent;
using Xunit;

namespace MpiWasm.Cli.Tests;

/// <summary>
/// Compiles the guests of <c>guests/</c> with the wrappers a user would use, once, and gives every test class a cache of its own to share.
/// </summary>
public sealed class GuestFixture : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<string>> _modules = new();

    public GuestFixture()
    {
        Folder = Directory.CreateTempSubdirectory("mpiwasm-cli-tests-").FullName;
        Cache = Path.Combine(Folder, "cache");
    }

    public string Folder { get; }

    public string Cache { get; }

    /// <summary>The path of <c>guests/NAME.c</c> compiled to Wasm.</summary>
    public string Module(string name) => _modules.GetOrAdd(name, n => new Lazy<string>(() => Compile(n))).Value;

    /// <summary>The path of <c>guests/NAME.c</c> compiled for threads.</summary>
    public string Threaded(string name) =>
        _modules.GetOrAdd(name + "-threads", n => new Lazy<string>(() => Compile(name, "-pthread"))).Value;

    /// <summary>A fresh directory below the fixture's.</summary>
    public string NewFolder(string name)
    {
        var folder = Path.Combine(Folder, $"{name}-{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
        return folder;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private string Compile(string name, params string[] options)
    {
        var module = Path.Combine(Folder, name + ".wasm");
        var outcome = Mpiwasm.RunProcess(
            Path.Combine(Mpiwasm.Bin, "mpiwasm-cc"), ["-O2", .. options, Path.Combine(Mpiwasm.Guests, name + ".c"), "-o", module]);
        Assert.True(outcome.ExitCode == 0, $"mpiwasm-cc {name}.c: {outcome}");
        return module;
    }
}

[CollectionDefinition("guests")]
public sealed class GuestTests : ICollectionFixture<GuestFixture>;
