using MpiWasm.Mpi.Api;
using MpiWasm.Mpi.Native;
using MpiWasm.Mpi.Shims.Emission;

namespace MpiWasm.Mpi.Shims.Mappers;

/// <summary>A request that the call starts. The slot is taken before the call: a full table must not lose a started operation.</summary>
internal sealed class RequestOut(Parameter parameter) : Mapper(parameter)
{
    private string _host = "";
    private string _table = "";
    private string _slot = "";

    public override Phase Phase => Phase.Slots;

    public override bool NeedsMemory => true;

    public override void Before(ShimEmitter e)
    {
        var f = e.Function;
        e.CheckMemory(Argument, "4", Index);
        _host = f.Alloca(e.HandleType, 8, "0");
        _table = e.Table(HandleKind.Request);
        _slot = f.Value($"call i32 @slot_take(ptr {_table})");
        e.FailIf(f.Value($"icmp slt i32 {_slot}, 0"), ErrorClasses.NoMem, Index, $"{Handle.SlotCount}");
        HostArgument = $"ptr {_host}";
    }

    public override void AfterSuccess(ShimEmitter e)
    {
        var f = e.Function;
        var host = f.Load(e.HandleType, _host);
        if (e.Host.HandleBytes == 4)
            host = e.Wide(host);
        var kind = unchecked((int)Handle.Make(HandleKind.Request, 0, 0));
        var handle = f.Value($"call i32 @slot_publish(ptr {_table}, i32 {_slot}, i64 {host}, i32 {kind})");
        f.Line($"store i32 {handle}, ptr {e.HostAddress(Argument)}, align 1");
    }

    public override void AfterError(ShimEmitter e, string? errorClass) => e.Function.Line($"call void @slot_return(ptr {_table}, i32 {_slot})");
}

/// <summary>A request that the call may complete.</summary>
internal sealed class RequestInOut(Parameter parameter) : Mapper(parameter)
{
    private string _handle = "";
    private string _host = "";
    private string _address = "";

    public override Phase Phase => Phase.Arrays;

    public override bool NeedsMemory => true;

    public override void Before(ShimEmitter e)
    {
        var f = e.Function;
        e.CheckMemory(Argument, "4", Index);
        _address = e.HostAddress(Argument);
        _handle = f.Value($"load volatile i32, ptr {_address}, align 1");
        var entry = HandleLookup.Find(e, ParameterKind.Request, _handle, Index);
        _host = f.Alloca(e.HandleType, 8);
        f.Line($"store {e.HandleType} {HandleLookup.HostHandle(e, entry)}, ptr {_host}");
        HostArgument = $"ptr {_host}";
    }

    public override void AfterSuccess(ShimEmitter e)
    {
        var f = e.Function;
        var table = e.Table(HandleKind.Request);
        var none = HandleLookup.Narrow(e, f.Load("i64", table, (StandardAbi.RequestNull * HandleEntry.Size) + HandleEntry.HostOffset));
        var gone = f.Value($"icmp eq {e.HandleType} {f.Load(e.HandleType, _host)}, {none}");
        var dynamic = f.Value($"icmp uge i32 {_handle}, {Handle.PredefinedCount}");
        e.When(f.Value($"and i1 {gone}, {dynamic}"), () =>
        {
            f.Line($"call void @slot_free(ptr {table}, i32 {_handle})");
            f.Line($"store i32 {StandardAbi.RequestNull}, ptr {_address}, align 1");
        });
    }

    public override void AfterError(ShimEmitter e, string? errorClass) => AfterSuccess(e);
}

/// <summary>An array of requests of which the call may complete some.</summary>
internal sealed class RequestArrayInOut(Parameter parameter) : Mapper(parameter)
{
    private string _handles = "";
    private string _hosts = "";
    private string _count = "";
    private string _table = "";

    public override Phase Phase => Phase.Arrays;

    public override bool NeedsMemory => true;

    public override void Before(ShimEmitter e)
    {
        var f = e.Function;
        (_count, var wide) = ArrayLengths.Of(e, Parameter);
        var bytes = f.Value($"mul i64 {wide}, 4");
        e.CheckMemory(Argument, bytes, Index, f.Value($"icmp ne i64 {bytes}, 0"));
        _handles = e.Temporary(wide, 4, Index);
        _hosts = e.Temporary(wide, e.Host.HandleBytes, Index);
        _table = e.Table(HandleKind.Request);
        var bad = f.Value($"call i32 @requests_in(ptr {_table}, ptr {e.HostAddress(Argument)}, ptr {_handles}, ptr {_hosts}, i32 {_count})");
        e.FailIf(f.Value($"icmp sge i32 {bad}, 0"), ErrorClasses.Request, Index, e.SignedWide(bad));
        HostArgument = $"ptr {_hosts}";
    }

    public override void AfterSuccess(ShimEmitter e) =>
        e.Function.Line($"call void @requests_back(ptr {_table}, ptr {e.HostAddress(Argument)}, ptr {_handles}, ptr {_hosts}, i32 {_count})");

    public override void AfterError(ShimEmitter e, string? errorClass) => AfterSuccess(e);
}
