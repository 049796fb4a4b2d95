using MpiWasm.Generate;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Tests.Shared;
using Xunit;

namespace MpiWasm.Mpi.Tests;

/// <summary>What is made of api/mpi.api and checked in.</summary>
public sealed class GeneratedTests
{
    [Fact]
    public void Checked_in_files_are_what_the_description_gives() => Assert.All(GeneratedFiles.Of(MpiApi.Standard), file =>
        Assert.True(File.ReadAllText(Path.Combine(Repository.Root, file.Path)) == file.Text,
            $"{file.Path} is stale: run make generate, look at the difference, and check it in"));

    [Theory]
    [InlineData("MPI_Comm_dup", "CommDup")]
    [InlineData("MPI_T_cvar_read", "TCvarRead")]
    [InlineData("MPI_Type_create_f90_real", "TypeCreateF90Real")]
    [InlineData("MPI_Send_c", "SendC")]
    public void A_procedure_keeps_its_words(string name, string expected) => Assert.Equal(expected, Names.OfProcedure(name));

    [Theory]
    [InlineData("MPI_COMM_NULL", "CommNull")]
    [InlineData("MPI_2INT", "TwoInt")]
    [InlineData("MPI_ERR_NO_MEM", "ErrNoMem")]
    public void A_constant_keeps_its_words(string name, string expected) => Assert.Equal(expected, Names.OfConstant(name));
}
