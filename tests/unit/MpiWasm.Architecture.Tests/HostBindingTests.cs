using System.Text.RegularExpressions;
using Xunit;

namespace MpiWasm.Architecture.Tests;

/// <summary>
/// What is known of the host stands in one place: the C library's functions in MpiWasm.Unix, MPI libraries in their families.
/// </summary>
public sealed partial class HostBindingTests
{
    private const string Unix = "src/MpiWasm.Unix/";
    private const string Hosts = "src/MpiWasm.Mpi.Hosts/";

    [Fact]
    public void FunctionsOfTheCLibraryAreBoundInOneProject() => Assert.DoesNotContain(
        // LLVM's are bound beside their wrappers.
        Sources().Where(path => !path.StartsWith(Unix, StringComparison.Ordinal)
            && !path.StartsWith("src/MpiWasm.Llvm/", StringComparison.Ordinal)),
        path => Import().IsMatch(SourceFiles.Text(path)));

    [Fact]
    public void EachFunctionOfTheCLibraryIsBoundOnce()
    {
        var functions = Sources().Where(path => path.StartsWith(Unix, StringComparison.Ordinal))
            .SelectMany(path => EntryPoint().Matches(SourceFiles.Text(path)).Select(use => use.Groups["name"].Value))
            .ToList();
        Assert.True(functions.Count > 60, "the pattern no longer finds what is bound");
        Assert.Empty(functions.GroupBy(name => name).Where(group => group.Count() > 1).Select(group => group.Key));
    }

    /// <summary>General code asks what a library does, not who made it: docs/hosts.md.</summary>
    [Fact]
    public void NoCodeAsksForAFamilyByItsName() => Assert.Empty(Sources()
        .Where(path => !FamilyFolder().IsMatch(path))
        .Where(path => path != Hosts + "Library/Families.cs")
        .SelectMany(path => Name().Matches(SourceFiles.Code(path)).Select(use => $"{path}: {use.Value}")));

    [Fact]
    public void ThePatternForNamesFindsThem()
    {
        Assert.Matches(Name(), "if (library.Abi.Name == \"openmpi\")");
        Assert.Matches(Name(), "family.Name is \"mpich\" or");
        Assert.Matches(Name(), "string[] families = [\"mpich\", \"abi\"]");
        Assert.Matches(Name(), "switch (host.Family.Name)");
        Assert.DoesNotMatch(Name(), "$\"the library of {family.Name}\"");
    }

    private static IEnumerable<string> Sources() => SourceFiles.Below("src");

    [GeneratedRegex(@"\[(?:[\w.]*\.)?(?:Library|Dll)Import\(")]
    private static partial Regex Import();

    [GeneratedRegex(@"\[LibraryImport\(Library, EntryPoint = ""(?<name>\w+)""|static (?:unsafe )?partial \w+\*? (?<name>dl\w+)\(")]
    private static partial Regex EntryPoint();

    /// <summary>A comparison with a family's name, or a string that is one.</summary>
    [GeneratedRegex(
        @"(?:Abi|[Ff]amily)\.Name (?:==|!=|is|switch)|switch \([\w.]*(?:Abi|[Ff]amily)\.Name\)|""(?:openmpi|mpich|abi)""")]
    private static partial Regex Name();

    [GeneratedRegex("^" + Hosts + "(?:OpenMpi|Mpich|Standard)/")]
    private static partial Regex FamilyFolder();
}
