using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Dispatch;
using MpiWasm.Wasm.Model;
using Xunit;

namespace MpiWasm.Mpi.Tests;

public class ApiParserTests
{
    [Theory]
    [InlineData("    in x int\n", 1, "must follow")]
    [InlineData("constants int\n", 1, "title")]
    [InlineData("constants int \"T\"\n    A one\n", 2, "NAME value")]
    [InlineData("constants int \"T\"\n    A 1\n    A 2\n", 3, "declared twice")]
    [InlineData("MPI_X by shim\n", 1, "via shim|shim+managed|managed|guest")]
    [InlineData("MPI_X via shim\n    in x\n", 2, "DIRECTION NAME KIND")]
    [InlineData("MPI_X via shim\n    on x int\n", 2, "no direction")]
    [InlineData("MPI_X via shim\n    in x thing\n", 2, "no kind")]
    [InlineData("MPI_X via shim\n    in x int\n    in x int\n", 3, "declared twice")]
    [InlineData("MPI_X via shim\n    in x int[n]\n", 2, "neither a parameter nor a constant")]
    [InlineData("MPI_X via shim\n    in x int[n\n", 2, "not closed")]
    [InlineData("MPI_X via shim\n    in x int at home\n", 2, "no attribute")]
    [InlineData("MPI_X via shim\n    in b buffer[n * t]\n    in n count\n", 2, "no parameter `t`")]
    [InlineData("MPI_X via shim\n    in b buffer[n * t]\n    in n tag\n    in t datatype\n", 1, "not a count")]
    [InlineData("MPI_X via shim\n    in b buffer[n * t]\n    in n count\n    in t comm\n", 1, "not a datatype")]
    [InlineData("MPI_X via shim\n    in b buffer[group * n * t]\n    in n count\n    in t datatype\n", 1, "there is none")]
    [InlineData("MPI_X via shim\n    in x int[n]\n    out n int\n", 1, "not an integer the caller gives")]
    [InlineData("MPI_X via shim\n\nMPI_X via shim\n", 3, "declared twice")]
    public void A_mistake_is_reported_with_its_line_and_cause(string text, int line, string cause)
    {
        var error = Assert.Throws<ApiFormatException>(() => MpiApi.Parse(text, "test.api"));
        Assert.Equal("MW0700", error.Code);
        Assert.StartsWith($"test.api:{line}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(cause, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Buffer_shapes_refer_to_their_parameters()
    {
        var procedure = MpiApi.Standard.Find("MPI_Gatherv")!;
        var buffer = procedure.Parameters.Single(p => p.Name == "recvbuf").Buffer!;
        Assert.Equal(BufferExtent.CountsAtDisplacements, buffer.Extent);
        Assert.Equal(["recvcounts", "displs", "recvtype"],
            new[] { buffer.Count, buffer.Displacements, buffer.Datatype }.Select(i => procedure.Parameters[i].Name));
    }

    [Fact]
    public void What_a_buffer_holds_with_MPI_IN_PLACE_is_kept_beside_what_it_holds_without()
    {
        var buffer = MpiApi.Standard.Find("MPI_Reduce_scatter")!.Parameters.Single(p => p.Name == "recvbuf");
        Assert.Equal(BufferExtent.OwnCount, buffer.Buffer!.Extent);
        Assert.Equal(BufferExtent.SumOfCounts, buffer.BufferInPlace!.Extent);
    }

    [Fact]
    public void A_large_procedure_has_wider_counts_and_what_only_it_has()
    {
        Assert.Equal([IntegerType.Int, IntegerType.Count],
            new[] { "MPI_Send", "MPI_Send_c" }.Select(n => MpiApi.Standard.Find(n)!.Parameters[1].Type));
        Assert.Equal([4, 5], new[] { "MPI_Type_get_envelope", "MPI_Type_get_envelope_c" }.Select(
            n => MpiApi.Standard.Find(n)!.Parameters.Count(p => p.Direction == ParameterDirection.Out)));
        Assert.Equal(ValType.I64, MpiApi.Standard.Find("MPI_Send_c")!.WasmType(GuestAbi.Wasm32).Parameters[1]);
    }

    [Fact]
    public void Every_body_in_CSharp_serves_an_imported_procedure()
    {
        // Those of procedures with a shim serve what the shim hands over.
        var managed = MpiApi.Standard.Procedures.Where(p => p.Service == ProcedureService.Managed).ToArray();
        Assert.Subset(MpiApi.Standard.Procedures.Where(p => p.Service != ProcedureService.Guest).Select(p => p.Name).ToHashSet(),
            ManagedProcedures.Names.ToHashSet());
        Assert.All(managed, p => Assert.InRange(p.Parameters.Length, 0, Call.MostArguments));
        var shims = MpiApi.Standard.Procedures.Where(p => p.Service == ProcedureService.Shim).ToArray();
        Assert.Equal(
            shims.Where(p => p.IsPartlyManaged).Select(p => p.Name),
            shims.Where(p => ManagedProcedures.Names.Contains(p.Name)).Select(p => p.Name));
    }
}
