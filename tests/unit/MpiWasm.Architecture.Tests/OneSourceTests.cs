using System.Text.RegularExpressions;
using Xunit;

namespace MpiWasm.Architecture.Tests;

/// <summary>
/// Names, arguments and functions of MPI come from <c>api/mpi.api</c>, by what is generated of it (<c>make generate</c>), and stand nowhere
/// a second time. The exceptions are in KnownNames.txt, each with its reason.
/// </summary>
public sealed partial class OneSourceTests
{
    private static readonly (string Path, int Count, string Reason)[] Known = [.. File.ReadLines(Path.Combine(
        AppContext.BaseDirectory, "KnownNames.txt"))
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => Row().Match(line))
        .Select(row => (row.Groups[1].Value, int.Parse(row.Groups[2].Value, null), row.Groups[3].Value))];

    [Fact]
    public void NamesOfMpiAreStringsOnlyWhereAReasonIsGiven()
    {
        var found = Sources("src").Select(path => (Path: path, Count: Name().Count(SourceFiles.Code(path))))
            .Where(file => file.Count > 0)
            .ToDictionary(f => f.Path, f => f.Count);
        // Fewer: the list is brought down. More: ProcedureNames, Procedures, ConstantNames and StandardAbi have the names.
        Assert.Equal(
            Known.Select(k => $"{k.Path} {k.Count}").Order(StringComparer.Ordinal),
            found.Select(f => $"{f.Key} {f.Value}").Order(StringComparer.Ordinal));
        Assert.All(Known, k => Assert.NotEqual("", k.Reason));
    }

    [Fact]
    public void ManagedProceduresTakeArgumentsByName() =>
        Assert.Empty(Managed().SelectMany(path => ByNumber().Matches(SourceFiles.Code(path)).Select(use => $"{path}: {use.Value}"))
            // What a chapter keeps does not know the call; it names the first argument, which is the object's in all procedures.
            .Concat(Managed().Where(path => path.EndsWith("Procedures.cs", StringComparison.Ordinal))
                .SelectMany(path => ErrorByNumber().Matches(SourceFiles.Code(path)).Select(use => $"{path}: {use.Value}"))));

    /// <summary>HostFunctions has a method for each function of a library.</summary>
    [Fact]
    public void FunctionsOfALibraryAreCalledByTheirGeneratedMethods() => Assert.Empty(Managed().Concat(Sources("src/MpiWasm.Mpi.Hosts"))
        // Opened, and asked for its version, before it is known; on_exit is the C library's.
        .Where(path => path is not ("src/MpiWasm.Mpi.Hosts/Library/MpiLibrary.cs" or "src/MpiWasm.Mpi.Calls/MpiEnvironment.cs"))
        .SelectMany(path => Cast().Matches(SourceFiles.Code(path)).Select(use => $"{path}: {use.Value}")));

    private static IEnumerable<string> Managed() =>
        Sources("src/MpiWasm.Mpi.Calls").Concat(Sources("src/MpiWasm.Mpi.Objects")).Concat(Sources("src/MpiWasm.Mpi"));

    private static IEnumerable<string> Sources(string folder) =>
        SourceFiles.Below(folder).Where(path => !path.EndsWith(".g.cs", StringComparison.Ordinal));

    [GeneratedRegex(@"^(\S+) (\d+): (.*)$")]
    private static partial Regex Row();

    [GeneratedRegex(@"""P?MPIX?_[A-Z]")]
    private static partial Regex Name();

    [GeneratedRegex(@"\bcall(?:\.\w+)?[(\[]\d")]
    private static partial Regex ByNumber();

    [GeneratedRegex(@"\bnew ArgumentCheckException\(\S+, \d")]
    private static partial Regex ErrorByNumber();

    /// <summary>A pointer that is called; the address of a function of ours begins with an ampersand.</summary>
    [GeneratedRegex(@"\(delegate\* unmanaged(?:\[\w+\])?<[^()]*>\)(?!&)\w*")]
    private static partial Regex Cast();
}
