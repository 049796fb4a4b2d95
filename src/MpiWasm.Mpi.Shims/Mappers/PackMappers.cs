using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Mapping;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Shims.Emission;

namespace MpiWasm.Mpi.Shims.Mappers;

/// <summary>
/// The position in a packed buffer. What is packed or unpacked from there on must lie in the buffer: hosts built without argument checks
/// would not look. Packed data of a homogeneous system has the size of the data.
/// </summary>
internal sealed class PositionInOut(Parameter parameter) : Mapper(parameter)
{
    private string _variable = "";

    public override MapperPhase Phase => MapperPhase.Results;

    public override bool NeedsMemory => true;

    public override void Before(ShimEmitter e)
    {
        var f = e.Function;
        e.CheckResult(Argument, Parameter.ElementSize(e.Guest), Index);
        var type = e.ElementType(Parameter);
        var given = f.Value($"load volatile {type}, ptr {e.HostAddress(Argument)}, align 1");
        var position = type == "i64" ? given : e.SignedWide(given);
        var negative = f.Value($"icmp slt i64 {position}, 0");
        var parameters = e.Procedure.Parameters;
        var room = e.Mapper<CountIn>(parameters.First(p => p.Kind == ParameterKind.Bytes).Index).Wide;
        var shape = parameters.First(p => p.Buffer is { Extent: BufferExtent.Count }).Buffer!;
        var size = f.Load("i64", e.Mapper<DatatypeIn>(shape.Datatype).Entry, DatatypeEntry.DataSizeOffset);
        var data = f.Value($"call i64 @times(i64 {size}, i64 {e.Mapper<CountIn>(shape.Count).Wide})");
        var end = f.Value($"call i64 @llvm.sadd.sat.i64(i64 {position}, i64 {data})");
        var beyond = f.Value($"icmp sgt i64 {end}, {room}");
        e.FailIf(f.Value($"or i1 {negative}, {beyond}"), ErrorClasses.Truncate, Index, position);
        var host = e.HostInteger(Parameter);
        // MPICH 4 divides by the size of the datatype when it unpacks.
        if (e.Procedure.BaseName == ProcedureNames.Unpack)
            e.FallBackIf(f.Value($"icmp eq i64 {data}, 0"));
        _variable = f.Alloca(host, 8);
        // It is not above the room, which fits the host's type.
        f.Line($"store {host} {(host == "i64" ? position : f.Value($"trunc i64 {position} to i32"))}, ptr {_variable}");
        HostArgument = $"ptr {_variable}";
    }

    public override void AfterSuccess(ShimEmitter e)
    {
        var f = e.Function;
        var host = e.HostInteger(Parameter);
        var type = e.ElementType(Parameter);
        var value = f.Load(host, _variable);
        if (host != type)
            value = host == "i64" ? f.Value($"trunc i64 {value} to i32") : e.SignedWide(value);
        f.Line($"store {type} {value}, ptr {e.HostAddress(Argument)}, align 1");
    }
}
