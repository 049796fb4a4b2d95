using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Hosts;
using MpiWasm.Mpi.Hosts.Library;
using Xunit;

namespace MpiWasm.Mpi.Tests;

/// <summary>The tables of what libraries do wrong.</summary>
public sealed class DefectTests
{
    private static readonly (HostFamily Family, Defect Defect)[] All = [
        .. Families.All.SelectMany(family => family.Defects.Select(defect => (family, defect)))];

    [Fact]
    public void Every_row_says_which_procedures_what_happens_and_what_is_done() => Assert.All(All, row =>
    {
        Assert.NotEmpty(row.Defect.Procedures);
        Assert.All(row.Defect.Procedures, name =>
            Assert.Contains(MpiApi.Standard.Procedures,
                procedure => name[^1] == '*' ? procedure.Name.StartsWith(name[..^1], StringComparison.Ordinal) : procedure.Name == name));
        Assert.True(row.Defect.Happens.Length > 0 && row.Defect.Remedy.Length > 0);
        Assert.Equal(row.Defect.Kind == HostDefects.StaleVariables, row.Defect.Variables.Length > 0);
        // A range needs a version to be told.
        Assert.True(row.Defect.Versions == VersionRange.All || row.Family.VersionPrefix is not null);
    });

    [Fact]
    public void Every_defect_that_code_asks_for_is_some_library_s() => Assert.All(
        Enum.GetValues<HostDefects>().Where(kind => kind is not (HostDefects.None or HostDefects.OfShims)),
        kind => Assert.Contains(All, row => row.Defect.Kind == kind));

    [Theory]
    [InlineData("openmpi", "Open MPI v4.1.4, package: Debian Open MPI, ident: 4.1.4, repo rev: v4.1.4", "4.1.4")]
    [InlineData("openmpi", "Open MPI v5.0.0rc12, package: somebody's", "5.0.0")]
    [InlineData("openmpi", "Open MPI v5.1a1, package: somebody's", "5.1.0")]
    [InlineData("openmpi", "Open MPI built by hand", null)]
    [InlineData("mpich", "MPICH Version:\t4.0.2\nMPICH Release date:\tThu Apr  7 12:34:45 CDT 2022", "4.0.2")]
    [InlineData("mpich", "MPICH Version:      4.2.0b1", "4.2.0")]
    [InlineData("mpich", "MPI VERSION    : CRAY MPICH version 8.1.9.31 (ANL base 3.4a2)", null)]
    [InlineData("mpich", "MPICH Version:\t4", null)]
    [InlineData("abi", "MPICH Version:\t5.0.1", null)]
    public void A_version_is_read_from_what_the_library_says(string family, string text, string? version) =>
        Assert.Equal(version, Families.OfName(family)!.VersionOf(text)?.ToString());

    [Theory]
    [InlineData("mpich", "MPICH Version:\t4.0.2", "MPI_Isendrecv", true)]
    [InlineData("mpich", "MPICH Version:\t4.1.2", "MPI_Isendrecv", false)]
    [InlineData("mpich", "MPICH Version:\t3.4.3", "MPI_Isendrecv_replace_c", false)]
    [InlineData("mpich", "MPICH Version:\t4.0", "MPI_Isendrecv_replace_c", true)]
    [InlineData("mpich", "MPICH Version:\t4.0.2", "MPI_Scatterv_init_c", true)]
    [InlineData("mpich", "MPICH Version:\t4.0.2", "MPI_Send_init", false)]
    [InlineData("mpich", "MPICH Version:\t4.0.2", "MPI_Psend_init", false)]
    [InlineData("mpich", "MPICH Version:\t4.0.2", "MPI_File_read_at_all_c", true)]
    [InlineData("mpich", "MPICH Version:\t4.0.2", "MPI_File_read_at_all", false)]
    [InlineData("mpich", "MPICH Version:\t4.0.2", "MPI_Sendrecv", false)]
    [InlineData("openmpi", "Open MPI v4.1.4", "MPI_Isendrecv", false)]
    public void A_procedure_counts_as_lacking_where_that_version_cannot_do_it(
        string family, string text, string procedure, bool isUnusable) =>
        Assert.Equal(isUnusable,
            Families.OfName(family)!.DefectsOf(text).Any(defect => defect.Kind == HostDefects.Unusable && defect.Concerns(procedure)));

    [Fact]
    public void Every_collective_that_persists_and_no_message_is_unusable_of_MPICH_4_0()
    {
        var defects = Families.OfName("mpich")!.DefectsOf("MPICH Version:\t4.0.2")
            .Where(defect => defect.Kind == HostDefects.Unusable).ToArray();
        string[] messages = ["Send", "Bsend", "Ssend", "Rsend", "Recv", "Psend", "Precv"];
        Assert.All(MpiApi.Standard.Procedures.Where(
            p => p.BaseName.EndsWith("_init", StringComparison.Ordinal) && p.Name != "MPI_Session_init"), procedure => Assert.Equal(
            !messages.Contains(procedure.BaseName["MPI_".Length..^"_init".Length]),
            defects.Any(defect => defect.Concerns(procedure.Name))));
    }

    [Fact]
    public void A_defect_of_Open_MPI_4_costs_Open_MPI_5_nothing()
    {
        static HostDefects Of(string version) => Families.OfName("openmpi")!.DefectsOf($"Open MPI v{version}")
            .Aggregate(HostDefects.None, (all, defect) => all | defect.Kind);
        Assert.True(Of("4.1.4").HasFlag(HostDefects.OwnSwapCrashes));
        Assert.False(Of("5.0.0").HasFlag(HostDefects.OwnSwapCrashes));
        Assert.True(Of("5.0.9").HasFlag(HostDefects.AloneAlltoallwScales));
    }
}
