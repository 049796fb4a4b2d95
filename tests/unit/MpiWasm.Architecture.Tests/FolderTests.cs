using MpiWasm.House;
using MpiWasm.Tests.Shared;
using Xunit;

namespace MpiWasm.Architecture.Tests;

/// <summary>The folders of src, as `make house` prints and draws them.</summary>
public sealed class FolderTests
{
    private static readonly FolderGraph House = FolderGraph.Read(Repository.Root, AppContext.BaseDirectory);

    private static readonly (string From, string To, string Reason)[] Known = [.. File.ReadLines(Path.Combine(
        AppContext.BaseDirectory, "KnownCircles.txt"))
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split([" -> ", ": "], 3, StringSplitOptions.None))
        .Select(parts => (parts[0], parts[1], parts[2]))];

    /// <summary>The namespace of the API for .NET programs, wherever its types stand.</summary>
    private const string PublicNamespace = "MpiWasm";

    [Fact]
    public void FoldersUseEachOtherInOneDirection()
    {
        var known = House.Arrows.Where(arrow => Array.Exists(Known, k => k.From == arrow.From.ToString() && k.To == arrow.To.ToString()))
            .Select(arrow => (arrow.From, arrow.To)).ToHashSet();
        var circles = House.Circles(known).Select(circle => string.Join(", ", circle) + ": "
            + string.Join("; ", House.Arrows.Where(a => circle.Contains(a.From) && circle.Contains(a.To) && !known.Contains((a.From, a.To)))
                .Select(a => $"{a.From} -> {a.To} ({string.Join(", ", a.Uses.Take(3))})")));
        Assert.Empty(circles);
    }

    [Fact]
    public void EveryKnownArrowIsThereAndClosesACircle() => Assert.All(Known, known =>
    {
        Assert.NotEqual("", known.Reason);
        var others = House.Arrows.Where(arrow => Array.Exists(
            Known, k => k != known && k.From == arrow.From.ToString() && k.To == arrow.To.ToString()))
            .Select(arrow => (arrow.From, arrow.To)).ToHashSet();
        Assert.Contains(House.Arrows, arrow => known.From == arrow.From.ToString() && known.To == arrow.To.ToString());
        Assert.True(House.Circles(others).Count > 0, $"{known.From} -> {known.To} closes no circle: remove it from the list");
    });

    [Fact]
    public void NamespacesEqualFolders()
    {
        var others = House.Types.Where(type => type.Namespace != type.Folder.Namespace && type.Namespace != PublicNamespace)
            .Where(type => type is not { Name: "Program", Namespace: "" })
            .Select(type => $"{type.Folder}: {type.Namespace}.{type.Name}");
        Assert.Empty(others);
    }

    [Fact]
    public void AUseIsSeenWhereverItStands()
    {
        var arrows = House.Arrows.SelectMany(arrow => arrow.Uses.Select(use => (From: arrow.From.ToString(), To: arrow.To.ToString(), use)))
            .ToHashSet();
        // A field, a base, a call, a constant that the compiler copies.
        Assert.Contains(("MpiWasm.Mpi.Hosts/Library", "MpiWasm.Mpi.Hosts", "MpiHost ConstantMap"), arrows);
        Assert.Contains(("MpiWasm.Mpi.Shims/Mappers", "MpiWasm.Mpi.Shims/Emission", "AintIn ShimEmitter"), arrows);
        Assert.Contains(("MpiWasm.Cli", "MpiWasm.Cli/Commands", "CommandLine CacheCommand"), arrows);
        Assert.Contains(("MpiWasm.Mpi.Hosts/Mpich", "MpiWasm.Mpi.Hosts", "MpichFamily LauncherStyle"), arrows);
    }
}
