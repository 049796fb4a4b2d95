using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Shims.Emission;

namespace MpiWasm.Mpi.Shims.Mappers;

/// <summary>
/// What a process sends itself in MPI_Alltoallv and its like is what it receives from itself (MPI 5.0 §6.8): the one pair of counts that
/// can be compared here. MPICH 4 crashes or waits for ever where they differ.
/// </summary>
internal static class OwnPart
{
    public static void Emit(ShimEmitter e)
    {
        var parameters = e.Procedure.Parameters;
        // Not those of neighbours.
        if (!e.Procedure.Name.Contains("lltoall", StringComparison.Ordinal)
            || parameters.FirstOrDefault(p => p.Name == "sendcounts") is not { Length.Kind: LengthKind.Group } sent)
            return;
        var f = e.Function;
        var received = parameters.First(p => p.Name == "recvcounts");
        var intercommunicator = f.Value($"icmp sge i32 {f.Load("i32", e.CommEntry!, CommEntry.RemoteSizeOffset)}, 0");
        var none = f.Value($"or i1 {intercommunicator}, {e.Significance.InPlace}");
        var some = f.Value($"xor i1 {none}, true");
        e.When(some, () =>
        {
            var rank = f.Load("i32", e.CommEntry!, CommEntry.RankOffset);
            var (outgoing, incoming) = (Bytes(e, sent, rank), Bytes(e, received, rank));
            e.FailIf(f.Value($"icmp ne i64 {outgoing}, {incoming}"), ErrorClasses.Truncate, received.Index, outgoing, incoming);
        });
        if (e.Procedure.BaseName == ProcedureNames.Alltoallw && e.Host.Defects.HasFlag(HostDefects.AloneAlltoallwScales))
            MoveDisplacements(e, some);
    }

    /// <summary>
    /// Where a process is alone, the library multiplies the displacements with the datatypes' extents
    /// (<see cref="HostDefects.AloneAlltoallwScales"/>): it writes to other places, also outside of the guest's memory. So it gets buffers
    /// that begin there, and displacements of 0.
    /// </summary>
    private static void MoveDisplacements(ShimEmitter e, string condition)
    {
        var f = e.Function;
        var alone = f.Value($"and i1 {condition}, {f.Value($"icmp eq i32 {f.Load("i32", e.CommEntry!, CommEntry.GroupSizeOffset)}, 1")}");
        foreach (var buffer in e.Procedure.Parameters.Where(p => p.Buffer is not null))
        {
            var displacements = e.Mapper<IntArrayIn>(buffer.Buffer!.Displacements);
            var shift = e.Unless(alone, "i64", "0", () =>
            {
                var first = displacements.At(e, "0");
                f.Line($"store {displacements.Element} 0, ptr {displacements.Copy}");
                return first;
            });
            e.Mapper<BufferMapper>(buffer.Index).Shift(e, shift);
        }
    }

    private static string Bytes(ShimEmitter e, Parameter counts, string rank)
    {
        var f = e.Function;
        var shape = e.Procedure.Parameters.First(p => p.Buffer?.Count == counts.Index).Buffer!;
        var type = e.Mapper(shape.Datatype) is DatatypeArrayIn types
            ? f.Load("ptr", f.Value($"getelementptr ptr, ptr {types.Entries}, i64 {e.Wide(rank)}"))
            : e.Mapper<DatatypeIn>(shape.Datatype).Entry;
        return f.Value($"call i64 @times(i64 {f.Load("i64", type, DatatypeEntry.DataSizeOffset)}, i64 "
            + $"{e.Mapper<IntArrayIn>(counts.Index).At(e, rank)})");
    }
}
