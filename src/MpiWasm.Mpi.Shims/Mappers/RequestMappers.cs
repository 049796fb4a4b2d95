using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Mapping;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Shims.Emission;

namespace MpiWasm.Mpi.Shims.Mappers;

/// <summary>What calls want of the requests they are given.</summary>
internal static class RequestUse
{
    /// <summary>Flags a request must have: only persistent ones can be started, only partitioned ones have partitions.</summary>
    public static RequestFlags Needs(Procedure procedure) => procedure.Name switch
    {
        ProcedureNames.Start or ProcedureNames.Startall => RequestFlags.Persistent,
        ProcedureNames.Pready or ProcedureNames.PreadyRange or ProcedureNames.PreadyList => RequestFlags.Sends,
        ProcedureNames.Parrived => RequestFlags.Receives,
        _ => RequestFlags.None,
    };

    /// <summary>Flags with which the call goes to the managed procedure.</summary>
    private static RequestFlags Evades(Procedure procedure) => procedure.Name switch
    {
        ProcedureNames.RequestFree => RequestFlags.Emulated | RequestFlags.Arrays | RequestFlags.Attached,
        _ => RequestFlags.Emulated,
    };

    /// <summary>The entry of a request, with its flags looked at.</summary>
    public static string Find(ShimEmitter e, string handle, int argument)
    {
        var f = e.Function;
        var entry = HandleLookup.Find(e, ParameterKind.Request, handle, argument);
        var meta = f.Load("i32", entry, HandleEntry.MetaOffset);
        if (Needs(e.Procedure) is var need and not RequestFlags.None)
        {
            var has = f.Value($"and i32 {meta}, {(uint)need}");
            e.FailIf(f.Value($"icmp eq i32 {has}, 0"), ErrorClasses.Request, argument, e.Wide(handle));
        }

        var special = f.Value($"and i32 {meta}, {(uint)Evades(e.Procedure)}");
        e.FallBackIf(f.Value($"icmp ne i32 {special}, 0"));
        return entry;
    }
}

/// <summary>A request that the call starts.</summary>
internal sealed class RequestOut(Parameter parameter) : SlotOut(parameter, HandleKind.Request)
{
    public override bool StartsRequest => true;

    public override void AfterSuccess(ShimEmitter e)
    {
        var f = e.Function;
        var host = HandleLookup.Widen(e, Host(e));
        var flags = $"{(uint)Constant(e.Procedure)}";
        var partitions = e.Procedure.Parameters.FirstOrDefault(p => p.Name == "partitions");
        if (partitions is not null)
            f.Line($"store i32 {ShimEmitter.Argument(partitions.Index)}, ptr {f.Offset(Entry(e), RequestEntry.PartitionsOffset)}");
        if (e.HasKept)
        {
            var chain = f.Load("ptr", e.Kept);
            f.Line($"store ptr {chain}, ptr {f.Offset(Entry(e), RequestEntry.ArraysOffset)}");
            f.Line($"store ptr null, ptr {e.Kept}");
            var some = f.Value($"icmp ne ptr {chain}, null");
            flags = f.Value($"select i1 {some}, i32 {(uint)(Constant(e.Procedure) | RequestFlags.Arrays)}, i32 {flags}");
        }

        var handle = Publish(e, host, flags);
        e.StoreHandle(e.HostAddress(Argument), handle);
    }

    private static RequestFlags Constant(Procedure procedure) => Firmness(procedure) | procedure.BaseName switch
    {
        ProcedureNames.PsendInit => RequestFlags.Persistent | RequestFlags.Sends,
        ProcedureNames.PrecvInit => RequestFlags.Persistent | RequestFlags.Receives,
        var name when name.EndsWith("_init", StringComparison.Ordinal) => RequestFlags.Persistent,
        _ => RequestFlags.None,
    };

    /// <summary>Only messages can be cancelled.</summary>
    private static RequestFlags Firmness(Procedure procedure) =>
        procedure.Parameters.Any(p => p.Kind is ParameterKind.Tag or ParameterKind.Message) ? RequestFlags.None : RequestFlags.Firm;

    private string Entry(ShimEmitter e)
    {
        var index = e.Function.Value($"add i64 {e.Wide(Slot)}, {Handle.PredefinedCount}");
        return e.Function.Value($"getelementptr i8, ptr {Table}, i64 {e.Function.Value($"mul i64 {index}, {RequestEntry.Size}")}");
    }
}

/// <summary>A request by value: the call looks at it.</summary>
internal sealed class RequestIn(Parameter parameter) : Mapper(parameter)
{
    /// <summary>Early: partitions are compared with its entry.</summary>
    public override MapperPhase Phase => MapperPhase.Scope;

    public string Entry { get; private set; } = "";

    public override void Before(ShimEmitter e)
    {
        Entry = RequestUse.Find(e, Argument, Index);
        HostArgument = $"{e.HandleType} {HandleLookup.HostHandle(e, Entry)}";
    }
}

/// <summary>A request by address, which the call may complete.</summary>
internal sealed class RequestInOut(Parameter parameter) : HandleInOut(parameter)
{
    public override void AfterSuccess(ShimEmitter e)
    {
        // MPI_Start ends no request.
        if (Parameter.Direction == ParameterDirection.In || RequestUse.Needs(e.Procedure) != RequestFlags.None)
            return;
        var f = e.Function;
        var table = e.Table(HandleKind.Request);
        var none = HandleLookup.Narrow(e, f.Load("i64", table, (StandardAbi.RequestNull * RequestEntry.Size) + HandleEntry.HostOffset));
        var gone = f.Value($"icmp eq {e.HandleType} {f.Load(e.HandleType, HostPlace)}, {none}");
        var dynamic = f.Value($"icmp uge i32 {GuestHandle}, {Handle.PredefinedCount}");
        e.When(f.Value($"and i1 {gone}, {dynamic}"), () =>
        {
            f.Line($"call void @request_free(ptr %ctx, ptr {table}, i32 {GuestHandle})");
            e.StoreHandle(GuestPlace, $"{StandardAbi.RequestNull}");
        });
    }

    protected override string Find(ShimEmitter e) => RequestUse.Find(e, GuestHandle, Index);
}

/// <summary>An array of requests of which the call may complete some, or that it only looks at.</summary>
internal sealed class RequestArray(Parameter parameter) : Mapper(parameter)
{
    private string _handles = "";
    private string _hosts = "";
    private string _count = "";
    private string _table = "";

    public override MapperPhase Phase => MapperPhase.Arrays;

    public override bool NeedsMemory => true;

    public override void Before(ShimEmitter e)
    {
        var f = e.Function;
        (_count, var wide) = ArrayLengths.Of(e, Parameter);
        var bytes = f.Value($"mul i64 {wide}, {e.Guest.PointerBytes}");
        e.CheckMemory(Argument, bytes, Index, f.Value($"icmp ne i64 {bytes}, 0"));
        _handles = e.Temporary(wide, 4, Index);
        _hosts = e.Temporary(wide, e.Host.HandleBytes, Index);
        _table = e.Table(HandleKind.Request);
        var bad = f.Value($"call i32 @requests_in(ptr {_table}, ptr {e.HostAddress(Argument)}, ptr {_handles}, ptr {_hosts}, i32 {_count}, "
            + $"i32 {(uint)RequestUse.Needs(e.Procedure)}, i1 {(Parameter.Direction == ParameterDirection.InOut ? "true" : "false")})");
        e.FailIf(f.Value($"icmp sge i32 {bad}, 0"), ErrorClasses.Request, Index, e.SignedWide(bad));
        e.FallBackIf(f.Value($"icmp eq i32 {bad}, -2"));
        HostArgument = $"ptr {_hosts}";
    }

    public override void AfterSuccess(ShimEmitter e)
    {
        if (Parameter.Direction == ParameterDirection.InOut && RequestUse.Needs(e.Procedure) == RequestFlags.None)
            e.Function.Line($"call void @requests_back(ptr %ctx, ptr {_table}, ptr {e.HostAddress(Argument)}, ptr "
                + $"{_handles}, ptr {_hosts}, i32 {_count})");
    }

    public override void AfterError(ShimEmitter e, string? errorClass) => AfterSuccess(e);
}
