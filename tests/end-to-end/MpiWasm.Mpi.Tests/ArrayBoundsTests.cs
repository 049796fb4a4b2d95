using System.Text.RegularExpressions;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Calls.Described;
using MpiWasm.Mpi.Dispatch;
using MpiWasm.Tests.Shared;
using Xunit;

namespace MpiWasm.Mpi.Tests;

/// <summary>
/// Arrays that a library writes to by a length of its own, or by whose elements it indexes lists of its own: each procedure that has arrays
/// says in docs/security.md what bounds the library, and none whose results have a length of the guest's choice is served without the
/// library's.
/// </summary>
public sealed partial class ArrayBoundsTests
{
    private const string Begin = "<!-- arrays: begin -->";
    private const string End = "<!-- arrays: end -->";

    private static IEnumerable<Procedure> WithArrays =>
        MpiApi.Standard.Procedures.Where(p => p.Service != ProcedureService.Guest && Arrays(p).Any());

    /// <summary>Those whose own bodies are not called.</summary>
    private static IEnumerable<Procedure> Generic =>
        WithArrays.Where(p => p.Service == ProcedureService.Managed && GenericProcedure.Find(p) is not null);

    [Fact]
    public void The_page_says_of_each_procedure_with_arrays_once_what_bounds_the_library()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "security.md"));
        var table = page[page.IndexOf(Begin, StringComparison.Ordinal)..page.IndexOf(End, StringComparison.Ordinal)];
        var rows = Item().Matches(table).Select(item => Names(item.Value)).ToArray();
        Assert.NotEmpty(rows);
        foreach (var procedure in WithArrays)
        {
            var said = rows.Count(row => row.IsMatch(procedure.BaseName));
            Assert.True(said == 1, $"{procedure.Name} is in {said} rows");
        }

        Assert.All(rows, row => Assert.Contains(WithArrays, p => row.IsMatch(p.BaseName)));
    }

    /// <summary>
    /// What the libraries cut themselves, as their sources say: the lists of MPI_T. MPI_Dims_create reads and writes as many as it is told.
    /// </summary>
    [Fact]
    public void Results_of_a_length_that_the_guest_says_have_room_for_what_the_library_has()
    {
        var unknown = Generic.Where(p => Arrays(p).Any(a => a is { Direction: ParameterDirection.Out, Length.Kind: LengthKind.Parameter }))
            .Where(p => !HostLengths.AreKnown(p) && !ManagedProcedures.Names.Contains(p.Name)).Select(p => p.Name);
        Assert.Equal(["MPI_T_category_get_categories", "MPI_T_category_get_cvars", "MPI_T_category_get_pvars"], unknown.Order());
    }

    /// <summary>
    /// Arrays of ranks or of numbers by which a library counts, that no body looks at: the mapper compares each with the communicator, or
    /// it is only kept.
    /// </summary>
    [Fact]
    public void Arrays_that_are_served_unseen_are_ranks_of_the_communicator_flags_or_coordinates()
    {
        var unseen = Generic.Where(p => !ManagedProcedures.Names.Contains(p.Name))
            .SelectMany(p => Arrays(p).Where(a => a.Direction != ParameterDirection.Out).Select(a => $"{p.Name}.{a.Name}"));
        // The library compares coordinates of dimensions that are not periodic, and takes the others modulo the dimension.
        Assert.Equal(["MPI_Cart_rank.coords"], unseen);
    }

    private static IEnumerable<Parameter> Arrays(Procedure procedure) =>
        procedure.Parameters.Where(a => a.IsArray && a.Kind != ParameterKind.String);

    /// <summary>The procedures of an item, in which * stands for anything.</summary>
    private static Regex Names(string item)
    {
        var names = Name().Matches(item).Select(n => n.Groups[1].Value.Replace("*", ".*", StringComparison.Ordinal));
        return new Regex($"^({string.Join('|', names)})$");
    }

    /// <summary>What an item of a list or a row of a table begins with, before what it says of the procedures.</summary>
    [GeneratedRegex(@"^- `MPI_[^.]*\.$|^\| `MPI_[^|]*", RegexOptions.Multiline)]
    private static partial Regex Item();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();
}
