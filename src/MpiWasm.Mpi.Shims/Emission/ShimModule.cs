using System.Globalization;
using System.Text;
using MpiWasm.Mpi.Api;
using MpiWasm.Mpi.Native;

namespace MpiWasm.Mpi.Shims.Emission;

/// <summary>The LLVM IR of a whole shim image.</summary>
internal static class ShimModule
{
    private const string Attributes = """
        attributes #0 = { alwaysinline nounwind "frame-pointer"="all" }
        attributes #1 = { noinline nounwind uwtable "frame-pointer"="all" }
        attributes #2 = { noinline cold nounwind uwtable "frame-pointer"="all" }
        attributes #3 = { nounwind uwtable "frame-pointer"="all" }
        !0 = !{!"branch_weights", i32 1, i32 2000}

        """;

    public static string Emit(MpiApi api, HostAbi host)
    {
        var text = new StringBuilder();
        text.Append(ShimPrelude.Text(host)).Append('\n');
        foreach (var procedure in api.Procedures.Where(p => p.Service == ProcedureService.Shim))
            text.Append(ShimEmitter.Emit(procedure, host)).Append('\n');
        text.Append(Table(api)).Append(Attributes);
        return text.ToString();
    }

    /// <summary>The table refers to itself by a hidden name, so that the distances are link-time constants.</summary>
    private static string Table(MpiApi api)
    {
        var count = api.Procedures.Length;
        var type = $"{{ i32, i32, i32, i32, [{count} x i32] }}";
        var offsets = api.Procedures.Select(p => p.Service == ProcedureService.Shim
            ? $"i32 trunc (i64 sub (i64 ptrtoint (ptr @\"{ShimEmitter.Symbol(p)}\" to i64), i64 ptrtoint (ptr @shim.table to i64)) to i32)"
            : "i32 0");
        return string.Create(CultureInfo.InvariantCulture,
            $$"""
            @shim.table = hidden constant {{type}} { i32 {{ShimTable.ExpectedMagic}}, i32 {{ShimTable.CurrentAbiVersion}}, i32 {{count}}, i32 0, [{{count}} x i32] [{{string.Join(", ", offsets)}}] }, align 16
            @{{ShimTable.Symbol}} = alias {{type}}, ptr @shim.table

            """);
    }
}
