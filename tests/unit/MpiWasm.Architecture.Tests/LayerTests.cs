using System.Xml.Linq;
using MpiWasm.Tests.Shared;
using Xunit;

namespace MpiWasm.Architecture.Tests;

/// <summary>The project files against the table of layers in docs/architecture.md.</summary>
public sealed class LayerTests
{
    private static readonly Dictionary<string, string[]> References = Directory.EnumerateFiles(Path.Combine(
        Repository.Root, "src"), "*.csproj", SearchOption.AllDirectories)
        .ToDictionary(p => Path.GetFileNameWithoutExtension(p)!, p => XDocument.Load(p).Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/'))).ToArray());

    private static readonly Dictionary<string, string[]> Allowed = ReadTable();

    public static IEnumerable<object[]> Projects() => References.Keys.Select(p => new object[] { p });

    [Theory]
    [MemberData(nameof(Projects))]
    public void AProjectUsesOnlyWhatTheArchitectureAllows(string project)
    {
        Assert.True(Allowed.ContainsKey(project), $"docs/architecture.md has no row for {project}");
        var reachable = Closure(project, Allowed);
        Assert.All(References[project], used => Assert.Contains(used, reachable));
    }

    [Fact]
    public void TheTableHasNoProjectThatDoesNotExist() => Assert.All(Allowed.Keys, p => Assert.Contains(p, References.Keys));

    [Fact]
    public void NoProjectReachesItself() => Assert.All(References.Keys, p => Assert.DoesNotContain(p, Closure(p, References)));

    [Theory]
    [InlineData("MpiWasm.Runtime")]
    [InlineData("MpiWasm.Wasi")]
    [InlineData("MpiWasm.Mpi")]
    public void ACachedStartNeedsNeitherTheCompilerNorLlvm(string project)
    {
        var reachable = Closure(project, References);
        Assert.DoesNotContain("MpiWasm.Compiler", reachable);
        Assert.DoesNotContain("MpiWasm.Llvm", reachable);
    }

    /// <summary>What is larger is cut where its folders allow it.</summary>
    [Theory]
    [MemberData(nameof(Projects))]
    public void NoProjectIsTooLarge(string project) => Assert.InRange(
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", project), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal))
            .Sum(path => File.ReadLines(path).Count()),
        1, 10_000);

    [Fact]
    public void ShimsNeedNothingOfMpiButWhatTheyShareWithIt() =>
        Assert.DoesNotContain("MpiWasm.Mpi.Calls", Closure("MpiWasm.Mpi.Shims", References));

    private static HashSet<string> Closure(string project, Dictionary<string, string[]> uses)
    {
        var reached = new HashSet<string>();
        var open = new Stack<string>(uses[project]);
        while (open.TryPop(out var next))
        {
            if (reached.Add(next))
            {
                foreach (var further in uses.GetValueOrDefault(next, []))
                    open.Push(further);
            }
        }
        return reached;
    }

    private static Dictionary<string, string[]> ReadTable()
    {
        var rows = File.ReadLines(Path.Combine(Repository.Root, "docs", "architecture.md"))
            .Where(line => line.StartsWith("| MpiWasm.", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(cells => cells[1], cells => cells[3]);
        return rows.ToDictionary(row => row.Key, row => row.Value switch
        {
            "all" => rows.Keys.Where(k => k != row.Key).ToArray(),
            "–" => [],
            var list => list.Split(',', StringSplitOptions.TrimEntries).Select(name => "MpiWasm." + name).ToArray(),
        });
    }
}
