using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Shims.Emission;

namespace MpiWasm.Mpi.Shims.Mappers;

/// <summary>A message that a probe has matched: a new handle, or MPI_MESSAGE_NO_PROC; MPI_MESSAGE_NULL where there was none.</summary>
internal sealed class MessageOut(Parameter parameter) : SlotOut(parameter, HandleKind.Message)
{
    public override void AfterSuccess(ShimEmitter e)
    {
        var f = e.Function;
        var host = Host(e);
        var noProcess = HandleLookup.Narrow(
            e, f.Load("i64", Table, (StandardAbi.MessageNoProc * HandleEntry.Size) + HandleEntry.HostOffset));
        var ofNobody = f.Value($"icmp eq {e.HandleType} {host}, {noProcess}");
        var there = StatusResults.Flag(e) ?? "true";
        var publish = f.FreshBlock("publish");
        var give = f.FreshBlock("give.back");
        var join = f.FreshBlock("message");
        f.Line($"br i1 {f.Value($"and i1 {there}, {f.Value($"xor i1 {ofNobody}, true")}")}, label %{publish}, label %{give}");
        f.Block(publish);
        var made = Publish(e, HandleLookup.Widen(e, host), "0");
        f.Line($"br label %{join}");
        f.Block(give);
        GiveBackSlot(e);
        var constant = f.Value($"select i1 {there}, i32 {StandardAbi.MessageNoProc}, i32 {StandardAbi.MessageNull}");
        f.JumpAndStart(join);
        var handle = f.Value($"phi i32 [ {made}, %{publish} ], [ {constant}, %{give} ]");
        e.StoreHandle(e.HostAddress(Argument), handle);
    }
}

/// <summary>
/// A message to be received. Its handle is retired before the host is called: of two threads that try, one receives it, and whatever the
/// host says the message is not there any more.
/// </summary>
internal sealed class MessageInOut(Parameter parameter) : HandleInOut(parameter)
{
    public override void Claim(ShimEmitter e)
    {
        var f = e.Function;
        e.When(f.Value($"icmp uge i32 {GuestHandle}, {Handle.PredefinedCount}"), () =>
        {
            var won = f.Value($"call i1 @slot_free(ptr {e.Spare(HandleKind.Message)}, ptr {e.Table(HandleKind.Message)}, i32 "
                + $"{GuestHandle}, i64 {HandleEntry.Size})");
            e.FailIf(f.Value($"xor i1 {won}, true"), ErrorClasses.Request, Index, e.Wide(GuestHandle), undo: e.GiveBackSlots);
        });
    }

    public override void AfterSuccess(ShimEmitter e) =>
        e.StoreHandle(e.HostAddress(Argument), $"{StandardAbi.MessageNull}");

    protected override string Find(ShimEmitter e) => HandleLookup.Find(e, ParameterKind.Message, GuestHandle, Index);
}
