using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Shims.Emission;

namespace MpiWasm.Mpi.Shims.Mappers;

/// <summary>Which mapper serves a parameter.</summary>
internal static class MapperTable
{
    public static Mapper Create(Procedure procedure, Parameter p) => (p.Kind, p.Direction, p.IsArray) switch
    {
        (ParameterKind.Buffer, _, false) when p.Buffer is not null => new BufferMapper(p),
        (ParameterKind.Datatype, ParameterDirection.In, false) => new DatatypeIn(p),
        (ParameterKind.Datatype, ParameterDirection.In, true) => new DatatypeArrayIn(p),
        (ParameterKind.Request, ParameterDirection.Out, false) => new RequestOut(p),
        (ParameterKind.Request, ParameterDirection.In, false) when !p.IsByAddress => new RequestIn(p),
        (ParameterKind.Request, _, false) => new RequestInOut(p),
        (ParameterKind.Request, ParameterDirection.In or ParameterDirection.InOut, true) => new RequestArray(p),
        (ParameterKind.Message, ParameterDirection.Out, false) => new MessageOut(p),
        (ParameterKind.Message, ParameterDirection.InOut, false) => new MessageInOut(p),
        (ParameterKind.Status, ParameterDirection.In, false) => new StatusIn(p),
        (ParameterKind.Status, ParameterDirection.Out, false) => new StatusOut(p),
        (ParameterKind.Status, ParameterDirection.Out, true) => new StatusArrayOut(p),
        (ParameterKind.Rank, ParameterDirection.In, false) => new RankIn(p),
        (ParameterKind.Root, ParameterDirection.In, false) => new RootIn(p),
        (ParameterKind.Tag, ParameterDirection.In, false) => new TagIn(p),
        (ParameterKind.TargetDisp, ParameterDirection.In, false) => new TargetDispIn(p),
        (ParameterKind.Assert, ParameterDirection.In, false) => new AssertIn(p),
        (ParameterKind.LockType, ParameterDirection.In, false) => new LockTypeIn(p),
        (ParameterKind.Count or ParameterKind.Length or ParameterKind.Bytes, ParameterDirection.In, false) => new CountIn(p),
        (ParameterKind.Int, ParameterDirection.In, false) when procedure.Parameters.Any(b => b.Buffer?.Factor == p.Index) => new CountIn(p),
        (ParameterKind.Int, ParameterDirection.In, false) when IsPartition(procedure) => new PartitionIn(p),
        (ParameterKind.Int or ParameterKind.Flag, ParameterDirection.In, false) => new IntIn(p),
        (ParameterKind.Aint, ParameterDirection.In, false) => new AintIn(p),
        (ParameterKind.Int, ParameterDirection.In, true) when IsPartition(procedure) => new PartitionArrayIn(p),
        (ParameterKind.Count or ParameterKind.Displacement or ParameterKind.Aint or ParameterKind.Int
            or ParameterKind.Flag, ParameterDirection.In, true) =>
            new IntArrayIn(p),
        (ParameterKind.Displacement, ParameterDirection.InOut, false) => new PositionInOut(p),
        (ParameterKind.Int or ParameterKind.Flag or ParameterKind.Index or ParameterKind.Rank, ParameterDirection.Out, true) =>
            new IntArrayOut(p),
        (ParameterKind.Int or ParameterKind.Count or ParameterKind.Bytes or ParameterKind.Length or ParameterKind.Flag
            or ParameterKind.Index or ParameterKind.Rank or ParameterKind.Aint, ParameterDirection.Out, false) => new IntOut(p),
        (_, ParameterDirection.In, false) when p.IsHandle => new HandleIn(p),
        _ => throw new ShimException(
            procedure, $"has a parameter no shim can translate: {p.Name} ({p.Direction} {p.Kind}{(p.IsArray ? "[]" : "")})"),
    };

    /// <summary>MPI_Pready and MPI_Parrived.</summary>
    private static bool IsPartition(Procedure procedure) => RequestUse.Needs(procedure) is RequestFlags.Sends or RequestFlags.Receives;
}
