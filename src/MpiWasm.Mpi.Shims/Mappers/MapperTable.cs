using MpiWasm.Mpi.Api;

namespace MpiWasm.Mpi.Shims.Mappers;

/// <summary>Which mapper serves a parameter.</summary>
internal static class MapperTable
{
    public static Mapper Create(Procedure procedure, Parameter p) => (p.Kind, p.Direction, p.IsArray) switch
    {
        (ParameterKind.Buffer, _, false) when p.Buffer is not null => new BufferMapper(p),
        (ParameterKind.Datatype, ParameterDirection.In, false) => new DatatypeIn(p),
        (ParameterKind.Request, ParameterDirection.InOut, false) => new RequestInOut(p),
        (ParameterKind.Request, ParameterDirection.InOut, true) => new RequestArrayInOut(p),
        (ParameterKind.Request, ParameterDirection.Out, false) => new RequestOut(p),
        (ParameterKind.Status, ParameterDirection.In, false) => new StatusIn(p),
        (ParameterKind.Status, ParameterDirection.Out, false) => new StatusOut(p),
        (ParameterKind.Status, ParameterDirection.Out, true) => new StatusArrayOut(p),
        (ParameterKind.Rank, ParameterDirection.In, false) => new RankIn(p),
        (ParameterKind.Root, ParameterDirection.In, false) => new RootIn(p),
        (ParameterKind.Tag, ParameterDirection.In, false) => new TagIn(p),
        (ParameterKind.Count or ParameterKind.Length, ParameterDirection.In, false) => new CountIn(p),
        (ParameterKind.Int or ParameterKind.Flag, ParameterDirection.In, false) => new IntIn(p),
        (ParameterKind.Aint, ParameterDirection.In, false) => new AintIn(p),
        (ParameterKind.Aint, ParameterDirection.Out, false) => new AintOut(p),
        (ParameterKind.Count or ParameterKind.Displacement or ParameterKind.Int or ParameterKind.Flag, ParameterDirection.In, true) => new IntArrayIn(p),
        (ParameterKind.Int or ParameterKind.Flag or ParameterKind.Index or ParameterKind.Rank, ParameterDirection.Out, true) => new IntArrayOut(p),
        (ParameterKind.Int or ParameterKind.Count or ParameterKind.Length or ParameterKind.Flag or ParameterKind.Index or ParameterKind.Rank,
            ParameterDirection.Out, false) => new IntOut(p),
        (_, ParameterDirection.In, false) when p.IsHandle => new HandleIn(p),
        _ => throw new ShimException(procedure, $"has a parameter no shim can translate: {p.Name} ({p.Direction} {p.Kind}{(p.IsArray ? "[]" : "")})"),
    };
}
