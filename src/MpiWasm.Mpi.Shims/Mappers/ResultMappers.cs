using MpiWasm.Mpi.Api;
using MpiWasm.Mpi.Native;
using MpiWasm.Mpi.Shims.Emission;

namespace MpiWasm.Mpi.Shims.Mappers;

/// <summary>An int the host stores. It goes through the stack: guest addresses may be unaligned.</summary>
internal sealed class IntOut(Parameter parameter) : Mapper(parameter)
{
    public override Phase Phase => Phase.Results;

    public override bool NeedsMemory => true;

    /// <summary>Where the host stored it.</summary>
    public string Slot { get; private set; } = "";

    public override void Before(ShimEmitter e)
    {
        e.CheckMemory(Argument, "4", Index);
        Slot = e.Function.Alloca("i32", 4, "0");
        // Completion stores results on errors too, but not all of them: what the host leaves alone must stay.
        if (e.HasRequests)
            e.Function.Line($"store i32 {e.Function.Value($"load volatile i32, ptr {e.HostAddress(Argument)}, align 1")}, ptr {Slot}");
        HostArgument = $"ptr {Slot}";
    }

    public override void AfterSuccess(ShimEmitter e)
    {
        var f = e.Function;
        var value = f.Load("i32", Slot);
        value = Parameter.Kind switch
        {
            ParameterKind.Rank => ShimPrelude.Translate(f, value, (e.Host.ProcNull, StandardAbi.ProcNull), (e.Host.Undefined, StandardAbi.Undefined)),
            ParameterKind.Count or ParameterKind.Length or ParameterKind.Index => ShimPrelude.Translate(f, value, (e.Host.Undefined, StandardAbi.Undefined)),
            _ => value,
        };
        f.Line($"store i32 {value}, ptr {e.HostAddress(Argument)}, align 1");
    }

    public override void AfterError(ShimEmitter e, string? errorClass)
    {
        if (e.HasRequests)
            AfterSuccess(e);
    }
}

/// <summary>A host's 64-bit MPI_Aint for a guest whose own has 32 bits; MPI_UNDEFINED when it does not fit.</summary>
internal sealed class AintOut(Parameter parameter) : Mapper(parameter)
{
    private string _slot = "";

    public override Phase Phase => Phase.Results;

    public override bool NeedsMemory => true;

    public override void Before(ShimEmitter e)
    {
        e.CheckMemory(Argument, "4", Index);
        _slot = e.Function.Alloca("i64", 8, "0");
        HostArgument = $"ptr {_slot}";
    }

    public override void AfterSuccess(ShimEmitter e)
    {
        var f = e.Function;
        var value = f.Load("i64", _slot);
        var narrow = f.Value($"trunc i64 {value} to i32");
        var fits = f.Value($"icmp eq i64 {e.SignedWide(narrow)}, {value}");
        var result = f.Value($"select i1 {fits}, i32 {narrow}, i32 {StandardAbi.Undefined}");
        f.Line($"store i32 {result}, ptr {e.HostAddress(Argument)}, align 1");
    }
}
