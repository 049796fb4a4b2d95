using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Mapping;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Shims.Emission;

namespace MpiWasm.Mpi.Shims.Mappers;

/// <summary>How many statuses a call has filled.</summary>
internal static class StatusResults
{
    /// <summary>The condition under which a single status means something: the flag, where there is one.</summary>
    public static string? Flag(ShimEmitter e)
    {
        var flag = e.Procedure.Parameters.FirstOrDefault(
            p => p is { Kind: ParameterKind.Flag, Direction: ParameterDirection.Out, IsArray: false });
        return flag is null ? null : e.Function.Value($"icmp ne i32 {e.Function.Load("i32", e.Mapper<IntOut>(flag.Index).Variable)}, 0");
    }

    /// <summary>Number of statuses filled, at most the array's length: the host's count is not trusted.</summary>
    public static string Count(ShimEmitter e, string length)
    {
        var f = e.Function;
        var outcount = e.Procedure.Parameters.FirstOrDefault(p => p is { Kind: ParameterKind.Length, Direction: ParameterDirection.Out });
        if (outcount is null)
            return length;
        var count = f.Load("i32", e.Mapper<IntOut>(outcount.Index).Variable);
        var sane = f.Value($"icmp ule i32 {count}, {length}");
        return f.Value($"select i1 {sane}, i32 {count}, i32 0");
    }
}

/// <summary>A status the guest passes: rebuilt from its 32 bytes.</summary>
internal sealed class StatusIn(Parameter parameter) : Mapper(parameter)
{
    public override MapperPhase Phase => MapperPhase.Results;

    public override bool NeedsMemory => true;

    public override void Before(ShimEmitter e)
    {
        e.CheckMemory(Argument, $"{StandardAbi.StatusSize}", Index);
        var host = e.Function.Alloca($"[{e.Host.Status.Size} x i8]", 8);
        e.Function.Line($"call void @status_to_host(ptr {host}, ptr {e.HostAddress(Argument)})");
        HostArgument = $"ptr {host}";
    }
}

/// <summary>One status. MPI_ERROR is left alone: only calls that return MPI_ERR_IN_STATUS set it (MPI 5.0 §3.2.5).</summary>
internal sealed class StatusOut(Parameter parameter) : Mapper(parameter)
{
    /// <summary>In MPI_SOURCE while the host has stored nothing; no rank or constant of a host has this value.</summary>
    private const int Untouched = -1_431_655_766;

    private string _host = "";
    private string _wanted = "";

    public override MapperPhase Phase => MapperPhase.Results;

    public override bool NeedsMemory => true;

    public override void Before(ShimEmitter e)
    {
        var f = e.Function;
        _wanted = f.Value($"icmp ne i64 {Argument}, {StandardAbi.StatusIgnore}");
        e.CheckMemory(Argument, $"{StandardAbi.StatusSize}", Index, _wanted);
        _host = f.Alloca($"[{e.Host.Status.Size} x i8]", 8, "zeroinitializer");
        f.Line($"store i32 {Untouched}, ptr {f.Offset(_host, e.Host.Status.Source)}");
        HostArgument = $"ptr {f.Value($"select i1 {_wanted}, ptr {_host}, ptr inttoptr (i64 {e.Host.StatusIgnore} to ptr)")}";
    }

    public override void AfterSuccess(ShimEmitter e) => e.When(e.Significance.And(_wanted, StatusResults.Flag(e)), () => Store(e));

    public override void AfterError(ShimEmitter e, string? errorClass)
    {
        var source = e.Function.Load("i32", _host, e.Host.Status.Source);
        var touched = e.Function.Value($"icmp ne i32 {source}, {Untouched}");
        e.When(e.Function.Value($"and i1 {_wanted}, {touched}"), () => Store(e));
    }

    private void Store(ShimEmitter e) => e.Function.Line($"call void @status_to_guest(ptr {_host}, ptr {e.HostAddress(Argument)})");
}

/// <summary>An array of statuses; with MPI_ERR_IN_STATUS also their MPI_ERROR, as classes of the standard.</summary>
internal sealed class StatusArrayOut(Parameter parameter) : Mapper(parameter)
{
    private string _copy = "";
    private string _count = "";
    private string _wanted = "";

    public override MapperPhase Phase => MapperPhase.Results;

    public override bool NeedsMemory => true;

    public override bool NeedsErrorClass => true;

    public override void Before(ShimEmitter e)
    {
        var f = e.Function;
        (_count, var wide) = ArrayLengths.Of(e, Parameter);
        _wanted = f.Value($"icmp ne i64 {Argument}, {StandardAbi.StatusIgnore}");
        var used = f.Value($"select i1 {_wanted}, i64 {wide}, i64 0");
        e.CheckMemory(Argument, f.Value($"mul i64 {used}, {StandardAbi.StatusSize}"), Index, _wanted);
        _copy = e.Temporary(used, e.Host.Status.Size, Index);
        // What the host leaves alone must not show the guest old bytes of our stack.
        f.Line(
            $"call void @llvm.memset.p0.i64(ptr align 4 {_copy}, i8 0, i64 {f.Value($"mul i64 {used}, {e.Host.Status.Size}")}, i1 false)");
        HostArgument = $"ptr {f.Value($"select i1 {_wanted}, ptr {_copy}, ptr inttoptr (i64 {e.Host.StatusesIgnore} to ptr)")}";
    }

    public override void AfterSuccess(ShimEmitter e) =>
        e.When(e.Significance.And(_wanted, StatusResults.Flag(e)), () => Store(e, withErrors: false));

    public override void AfterError(ShimEmitter e, string? errorClass)
    {
        var inStatus = e.Function.Value($"icmp eq i32 {errorClass}, {ErrorClasses.InStatus}");
        e.When(e.Function.Value($"and i1 {_wanted}, {inStatus}"), () => Store(e, withErrors: true));
    }

    private void Store(ShimEmitter e, bool withErrors)
    {
        var count = StatusResults.Count(e, _count);
        var guest = e.HostAddress(Argument);
        e.Function.Line($"call void @statuses_to_guest(ptr {_copy}, ptr {guest}, i32 {count})");
        if (withErrors)
            e.Function.Line($"call void @errors_to_guest(ptr %ctx, ptr {_copy}, ptr {guest}, i32 {count})");
    }
}
