using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Mapping;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Shims.Emission;

namespace MpiWasm.Mpi.Shims.Mappers;

/// <summary>An integer the host stores. It goes through the stack: guest addresses may be unaligned, and widths may differ.</summary>
internal sealed class IntOut(Parameter parameter) : Mapper(parameter)
{
    private string _type = "";

    public override MapperPhase Phase => MapperPhase.Results;

    public override bool NeedsMemory => true;

    /// <summary>Where the host stored it.</summary>
    public string Variable { get; private set; } = "";

    private bool MayBeUndefined =>
        Parameter.Kind is ParameterKind.Rank or ParameterKind.Count or ParameterKind.Bytes or ParameterKind.Length or ParameterKind.Index;

    public override void Before(ShimEmitter e)
    {
        var f = e.Function;
        e.CheckResult(Argument, Parameter.ElementSize(e.Guest), Index);
        _type = e.HostInteger(Parameter);
        Variable = f.Alloca(_type, 8, "0");
        // Completion stores results on errors too, but not all of them: what the host leaves alone must stay.
        if (e.HasRequests)
            f.Line($"store i32 {f.Value($"load volatile i32, ptr {e.HostAddress(Argument)}, align 1")}, ptr {Variable}");
        HostArgument = $"ptr {Variable}";
    }

    public override void AfterSuccess(ShimEmitter e)
    {
        var f = e.Function;
        var value = f.Load(_type, Variable);
        var type = e.ElementType(Parameter);
        var result = (_type, type) switch
        {
            ("i64", "i32") => Narrow(e, value),
            ("i32", "i64") => e.SignedWide(value),
            _ => value,
        };
        if (MayBeUndefined && e.Host.Undefined != StandardAbi.Undefined)
            result = f.Value($"select i1 {f.Value($"icmp eq {_type} {value}, {e.Host.Undefined}")}, {type} "
                + $"{StandardAbi.Undefined}, {type} {result}");
        if (Parameter.Kind == ParameterKind.Rank)
            result = ShimPrelude.Translate(f, result, (e.Host.ProcNull, StandardAbi.ProcNull));
        f.Line($"store {type} {result}, ptr {e.HostAddress(Argument)}, align 1");
    }

    public override void AfterError(ShimEmitter e, string? errorClass)
    {
        if (e.HasRequests)
            AfterSuccess(e);
    }

    /// <summary>A host's 64 bits for a guest's 32 (MPI_Aint); MPI_UNDEFINED when it does not fit.</summary>
    private static string Narrow(ShimEmitter e, string value)
    {
        var f = e.Function;
        var narrow = f.Value($"trunc i64 {value} to i32");
        return f.Value($"select i1 {f.Value($"icmp eq i64 {e.SignedWide(narrow)}, {value}")}, i32 {narrow}, i32 {StandardAbi.Undefined}");
    }
}
