using System.Text;
using MpiWasm.Sandbox.Grants;

namespace MpiWasm.Wasi.Tests.Escapes;

/// <summary>A directory that is granted, full of ways out, beside one that is not.</summary>
internal sealed class EscapeTree : IDisposable
{
    private readonly TemporaryDirectory _host = new();

    public EscapeTree()
    {
        Directory.CreateDirectory(_host["inside/sub/deep"]);
        Directory.CreateDirectory(_host["outside/directory"]);
        _host.Write("outside/secret", "secret");
        _host.Write("inside/file", "mine");
        Link("up", "..");
        Link("upup", "../..");
        Link("absolute", _host["outside"]);
        Link("file-out", "../outside/secret");
        Link("dangling-out", "../outside/new");
        Link("slash-out", "../outside/");
        Link("dots-out", "./sub/.././../outside/.");
        Link("slash", "/");
        Link("etc", "/etc/passwd");
        Link("proc-root", "/proc/self/root");
        Link("proc-fd", "/proc/self/fd");
        Link("down-up", "sub/../..");
        Link("self", "self/.");
        Link("loop", "loop");
        Link("pair1", "pair2");
        Link("pair2", "pair1");
        Link("chain1", "chain2");
        Link("chain2", "sub/chain3");
        Link("sub/chain3", "../../outside");
        Link("sub/up", "../..");
        Link("sub/deep/back", "../../up");
        // The kernel follows 40 links: from forty1 the last is the 40th, from forty0 it would be one more.
        for (var i = 0; i < 40; i++)
            Link($"forty{i}", $"forty{i + 1}");
        Link("forty40", "../outside");
        Before = Snapshot();
    }

    /// <summary>What lies outside, in detail, before any attempt.</summary>
    public string Before { get; }

    public string Inside => _host["inside"];

    public string Outside => _host["outside"];

    public string this[string name] => _host[name];

    public string Resolve(string text) => text.Replace("HOST", _host.Path, StringComparison.Ordinal);

    public byte[] Resolve(byte[] path) =>
        path.AsSpan().StartsWith("HOST"u8) ? Encoding.UTF8.GetBytes(Resolve(Encoding.UTF8.GetString(path))) : path;

    public Guest Grant(string directory, PathResolution resolution) => new(new SandboxOptions
    {
        Directories = [new DirectoryGrant(Resolve(directory), ".", false)],
        PathResolution = resolution,
    });

    /// <summary>Names, types, contents, times and modes of all that is not granted.</summary>
    public string Snapshot() => string.Join('\n', Directory.EnumerateFileSystemEntries(_host.Path)
        .Concat(Directory.EnumerateFileSystemEntries(Outside, "*", SearchOption.AllDirectories)).Order(StringComparer.Ordinal)
        .Select(f => $"{f} {File.GetUnixFileMode(f)} {(f == Inside ? 0 : File.GetLastWriteTimeUtc(f).Ticks)} "
            + $"{(File.Exists(f) ? File.ReadAllText(f) : "")}"));

    public void Dispose() => _host.Dispose();

    private void Link(string name, string target) => File.CreateSymbolicLink(_host["inside/" + name], target);
}
