using System.Collections.Frozen;
using MpiWasm.Mpi.Abi.Api;

namespace MpiWasm.Mpi.Calls.Described;

/// <summary>Which mapper serves a parameter, and which procedures must not be served from their description alone.</summary>
internal static class GenericTable
{
    /// <summary>
    /// Procedures whose description does not say all that must be done: they reach files, processes or memory of others, or hand out
    /// memory, and need a body that keeps the sandbox's rules. Kinds without a mapper (functions, attributes, target displacements, ...)
    /// keep most others out.
    /// </summary>
    private static readonly FrozenSet<string> NeedBodies = FrozenSet.ToFrozenSet(
        [
            ProcedureNames.FileDelete, ProcedureNames.FileOpen, ProcedureNames.FileSetView, ProcedureNames.CommJoin,
            ProcedureNames.CommGetParent, ProcedureNames.CommAccept, ProcedureNames.CommConnect, ProcedureNames.OpenPort,
            ProcedureNames.ClosePort, ProcedureNames.PublishName, ProcedureNames.UnpublishName, ProcedureNames.LookupName,
            ProcedureNames.WinAttach, ProcedureNames.BufferAttach, ProcedureNames.BufferAttachC, ProcedureNames.CommAttachBuffer,
            ProcedureNames.CommAttachBufferC, ProcedureNames.SessionAttachBuffer, ProcedureNames.SessionAttachBufferC,
            ProcedureNames.Start, ProcedureNames.Startall, ProcedureNames.RequestFree,
        ], StringComparer.Ordinal);

    public static bool CanServe(Procedure procedure)
    {
        if (NeedBodies.Contains(procedure.Name) || procedure.Result.Kind != ParameterKind.ErrorCode
            || procedure.Parameters.Length > Call.MostArguments)
            return false;

        // An operation that outlives the call may keep reading its arrays, and copies of this call's would be gone.
        var starts = procedure.Parameters.Any(p => p is { Kind: ParameterKind.Request, Direction: ParameterDirection.Out });
        return !starts || !procedure.Parameters.Any(p => p.IsArray || p is { Kind: ParameterKind.Comm, Direction: ParameterDirection.Out });
    }

    /// <summary>Null where there is none.</summary>
    public static GenericMapper? Create(Procedure procedure, Parameter parameter) => parameter.Kind switch
    {
        ParameterKind.String => String(parameter),
        ParameterKind.Buffer => BufferMapper.CanServe(parameter) ? new BufferMapper(parameter) : null,
        ParameterKind.Status when !parameter.IsArray => parameter.Direction == ParameterDirection.In
            ? new StatusIn(parameter)
            : new StatusOut(parameter),
        ParameterKind.Datatype when parameter is { IsArray: false, Direction: ParameterDirection.In } =>
            new DatatypeIn(procedure, parameter),
        ParameterKind.Rank when parameter is { IsArray: false, Direction: ParameterDirection.In } => new RankIn(procedure, parameter),
        ParameterKind.Tag when parameter is { IsArray: false, Direction: ParameterDirection.In } => new TagIn(procedure, parameter),
        ParameterKind.Root => new RootIn(parameter),
        _ when parameter.IsHandle => Handle(procedure, parameter),
        _ when IsInteger(parameter.Kind) => Integer(procedure, parameter),
        _ => null,
    };

    private static GenericMapper? String(Parameter parameter) => parameter switch
    {
        { IsArray: false, Direction: ParameterDirection.In } => new StringIn(parameter),
        { Length.Kind: LengthKind.Constant, Direction: ParameterDirection.Out } => new StringOut(parameter),
        _ => null,
    };

    /// <summary>
    /// Objects that are more than the host's handle (datatypes have shadows, windows and files their rules) are made by bodies.
    /// </summary>
    private static GenericMapper? Handle(Procedure procedure, Parameter parameter)
    {
        if (parameter.Kind is >= ParameterKind.TEnum and <= ParameterKind.TEventInstance)
            return null;
        return parameter switch
        {
            { AtRoot: true } and not { Kind: ParameterKind.Info, IsArray: false } => null,
            { Direction: ParameterDirection.In, IsArray: false } => new HandleIn(parameter),
            { Direction: ParameterDirection.In, IsArray: true } => new HandleArrayIn(parameter),
            { Direction: ParameterDirection.InOut, IsArray: false } => new HandleInOut(parameter),
            {
                Direction: ParameterDirection.Out, IsArray: false, Kind: ParameterKind.Comm or ParameterKind.Group or ParameterKind.Request
                or ParameterKind.Message or ParameterKind.Info
            }
                => new HandleOut(procedure, parameter),
            _ => null,
        };
    }

    private static GenericMapper? Integer(Procedure procedure, Parameter parameter)
    {
        if (parameter.AtRoot || parameter.UnlessInPlace)
            return null;
        if (parameter.IsArray)
            return parameter.Direction == ParameterDirection.Out ? new IntegerArrayOut(parameter) : new IntegerArray(procedure, parameter);
        if (parameter is { Name: "resultlen", Direction: ParameterDirection.Out }
            && procedure.Parameters.FirstOrDefault(p => p is { Kind: ParameterKind.String, Length.Kind: LengthKind.Constant }) is { } text)
        {
            return new StringLengthOut(parameter, text.Length.Constant);
        }

        return parameter.Direction switch
        {
            ParameterDirection.In => new IntegerIn(parameter),
            ParameterDirection.Out => new IntegerOut(parameter),
            _ => new IntegerInOut(parameter),
        };
    }

    private static bool IsInteger(ParameterKind kind) =>
        kind is ParameterKind.Int or ParameterKind.Count or ParameterKind.Length or ParameterKind.Displacement or ParameterKind.Aint
            or ParameterKind.Rank or ParameterKind.Tag or ParameterKind.Index or ParameterKind.Color or ParameterKind.Flag
            or ParameterKind.ThreadLevel or ParameterKind.Comparison or ParameterKind.Topology or ParameterKind.Order
            or ParameterKind.SplitType or ParameterKind.Bytes or ParameterKind.Offset or ParameterKind.DispUnit
            or ParameterKind.Amode or ParameterKind.Assert or ParameterKind.LockType or ParameterKind.Whence
            or ParameterKind.Combiner or ParameterKind.Typeclass or ParameterKind.Distribution or ParameterKind.DistributionArgument
            or ParameterKind.Weight;
}
