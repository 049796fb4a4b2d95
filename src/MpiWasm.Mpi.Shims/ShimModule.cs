using System.Globalization;
using System.Text;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Shims.Emission;

namespace MpiWasm.Mpi.Shims;

/// <summary>The LLVM IR of a whole shim image.</summary>
internal static class ShimModule
{
    private const string Attributes = """
        attributes #0 = { alwaysinline nounwind "frame-pointer"="all" }
        attributes #1 = { noinline nounwind uwtable "frame-pointer"="all" }
        attributes #2 = { noinline cold nounwind uwtable "frame-pointer"="all" }
        attributes #3 = { nounwind uwtable "frame-pointer"="all" }
        !0 = !{!"branch_weights", i32 1, i32 2000}
        !1 = !{!"branch_weights", i32 2000, i32 1}

        """;

    /// <summary>
    /// Modules of an image, which are compiled at the same time. A constant: an image must not depend on the machine that compiles it.
    /// </summary>
    private const int Parts = 4;

    /// <summary>All families as one module.</summary>
    public static string Emit(MpiApi api, HostAbi host, GuestAbi guest) =>
        Emit(api, host, guest, [.. Shims(api)]) + Table(api, guest, [.. Shims(api)]) + Attributes;

    /// <summary>
    /// The image of a family in parts of about the same size; each has its own copy of the functions it shares with the others.
    /// </summary>
    public static IReadOnlyList<string> EmitParts(MpiApi api, HostAbi host, GuestAbi guest, ShimFamily family)
    {
        var shims = Shims(api).Where(p => ShimFamilies.Of(p) == family).ToArray();
        var parts = Enumerable.Range(0, Parts)
            .Select(part => Emit(api, host, guest, [.. shims.Where((_, i) => i % Parts == part)]) + Attributes)
            .ToList();
        var declarations = shims.Select(p => $"declare hidden {(p.ReturnsDouble ? "double" : "i32")} "
            + $"@\"{ShimEmitter.Symbol(p)}\"{ShimEmitter.Types(p, guest)}\n");
        parts.Add(string.Concat(declarations) + Table(api, guest, shims));
        return parts;
    }

    private static IEnumerable<Procedure> Shims(MpiApi api) => api.Procedures.Where(p => p.Service == ProcedureService.Shim);

    private static string Emit(MpiApi api, HostAbi host, GuestAbi guest, Procedure[] procedures)
    {
        var text = new StringBuilder();
        text.Append(ShimPrelude.Text(host, guest)).Append('\n');
        foreach (var procedure in procedures)
            text.Append(ShimBuilder.Emit(api, procedure, host, guest)).Append('\n');
        return text.ToString();
    }

    /// <summary>The table refers to itself by a hidden name, so that the distances are link-time constants.</summary>
    private static string Table(MpiApi api, GuestAbi guest, Procedure[] shims)
    {
        var served = shims.ToHashSet();
        var count = api.Procedures.Length;
        var type = $"{{ i32, i32, i32, i32, [{count} x i32] }}";
        var offsets = api.Procedures.Select(p => served.Contains(p)
            ? $"i32 trunc (i64 sub (i64 ptrtoint (ptr @\"{ShimEmitter.Symbol(p)}\" to i64), i64 ptrtoint (ptr @shim.table to i64)) to i32)"
            : "i32 0");
        var table = $"[{count} x i32] [{string.Join(", ", offsets)}]";
        var head = $"i32 {ShimTable.ExpectedMagic}, i32 {ShimTable.CurrentAbiVersion}, i32 {count}, i32 {guest.PointerBytes}";
        return string.Create(CultureInfo.InvariantCulture,
            $$"""
            @shim.table = hidden constant {{type}} { {{head}}, {{table}} }, align 16
            @{{ShimTable.Symbol}} = alias {{type}}, ptr @shim.table

            """);
    }
}
