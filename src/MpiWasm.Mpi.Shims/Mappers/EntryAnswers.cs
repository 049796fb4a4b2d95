using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Shims.Mappers;

/// <summary>
/// Procedures whose results stand in the entry of a datatype: the host is not asked, as it may have another type in its place.
/// Programs ask for a type's size once per element.
/// </summary>
internal static class EntryAnswers
{
    private static readonly Dictionary<string, (string Result, long Offset)[]> Fields = new(StringComparer.Ordinal)
    {
        [ProcedureNames.TypeSize] = [("size", DatatypeEntry.DataSizeOffset)],
        [ProcedureNames.TypeGetExtent] = [("lb", DatatypeEntry.LowerBoundOffset), ("extent", DatatypeEntry.ExtentOffset)],
    };

    /// <summary>The results and where the entry has them, as 64 bits; empty for procedures that the host serves.</summary>
    public static IEnumerable<(Parameter Result, long Offset)> Of(Procedure procedure) =>
        Fields.GetValueOrDefault(procedure.BaseName, []).Select(f => (procedure.Parameters.First(p => p.Name == f.Result), f.Offset));
}
