using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Mapping;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Shims.Emission;

namespace MpiWasm.Mpi.Shims.Mappers;

/// <summary>Table look-up of one handle.</summary>
internal static class HandleLookup
{
    /// <summary>The entry that answers to the handle; leaves with an error if none does.</summary>
    public static string Find(ShimEmitter e, ParameterKind parameterKind, string handle, int argument)
    {
        var kind = HandleKinds.Of(parameterKind);
        var f = e.Function;
        var index = f.Value($"call i64 @handle_index(i32 {handle})");
        var offset = f.Value($"mul i64 {index}, {HandleTable.EntrySizeOf(kind)}");
        var entry = f.Value($"getelementptr i8, ptr {e.Table(kind)}, i64 {offset}");
        var owner = f.Load("i32", entry, HandleEntry.GuestOffset);
        e.FailIf(f.Value($"icmp ne i32 {owner}, {handle}"), HandleKinds.ErrorClassOf(kind), argument, e.Wide(handle));
        return entry;
    }

    public static string HostHandle(ShimEmitter e, string entry) => Narrow(e, e.Function.Load("i64", entry, HandleEntry.HostOffset));

    public static string Narrow(ShimEmitter e, string host64) =>
        e.Host.HandleBytes == 8 ? host64 : e.Function.Value($"trunc i64 {host64} to i32");

    public static string Widen(ShimEmitter e, string host) => e.Host.HandleBytes == 8 ? host : e.Wide(host);
}

/// <summary>A handle by value: communicator, window, operation, group, info, error handler.</summary>
internal sealed class HandleIn(Parameter parameter) : Mapper(parameter)
{
    public override MapperPhase Phase => HandleKinds.HasErrorHandler(Parameter.Kind) ? MapperPhase.Scope : MapperPhase.Types;

    /// <summary>Address of the handle's entry.</summary>
    public string Entry { get; private set; } = "";

    public override void Before(ShimEmitter e)
    {
        var handle = Argument;
        if (Parameter.Kind == ParameterKind.Op)
            handle = e.Significance.Choose(e.Significance.Of(Parameter), "i32", handle, $"{StandardAbi.Band}");
        var entry = Entry = HandleLookup.Find(e, Parameter.Kind, handle, Index);
        if (Parameter.Kind == ParameterKind.Comm && e.CommEntry is null)
        {
            e.CommEntry = entry;
            e.UseErrorHandlerOf(handle);
            TopologyCheck.Emit(e, Index);
        }
        else if (Parameter.Kind == ParameterKind.Win)
        {
            e.WinEntry = entry;
            e.UseErrorHandlerOf(handle);
        }

        var host = HandleLookup.HostHandle(e, entry);
        if (Parameter.Kind == ParameterKind.Op
            && e.Procedure.Parameters.LastOrDefault(p => p.Kind == ParameterKind.Datatype && p.Index < Index) is { } type)
            host = HostOperation(e, handle, entry, host, e.Mapper<DatatypeIn>(type.Index));
        HostArgument = $"{e.HandleType} {host}";
    }

    /// <summary>
    /// Which operation of the host it is may depend on the datatype, for those that the host does not have; and the guest's own must
    /// know which datatypes they are used with: see <see cref="DatatypeEntry.AsksForOperation"/>. A predefined operation is one that the
    /// datatype has (<see cref="OperationGroups"/>); one-sided calls refuse others, of which it depends on the host what becomes
    /// elsewhere.
    /// </summary>
    private string HostOperation(ShimEmitter e, string operation, string entry, string usual, DatatypeIn type)
    {
        var f = e.Function;
        var ofType = f.Load("i32", type.Entry, HandleEntry.MetaOffset);
        var ofOperation = f.Load("i32", entry, HandleEntry.MetaOffset);
        var needs = f.Value($"and i32 {ofOperation}, {(uint)OperationGroups.All}");
        var lacks = f.Value($"and i32 {needs}, {f.Value($"xor i32 {ofType}, -1")}");
        if (e.WinEntry is not null)
            e.FailIf(f.Value($"icmp ne i32 {lacks}, 0"), ErrorClasses.Op, Index, e.Wide(operation));
        var flags = f.Value($"and i32 {f.Value($"or i32 {ofType}, {ofOperation}")}, {DatatypeEntry.AsksForOperation}");
        var asks = e.WinEntry is null ? f.Value($"or i32 {flags}, {lacks}") : flags;
        return e.Unless(f.Value($"icmp ne i32 {asks}, 0"), e.HandleType, usual, () =>
        {
            var answer = f.Value($"call i64 {f.Load("ptr", "%ctx", MpiContext.OperationForOffset)}(ptr %ctx, i32 {operation}, i32 "
                + $"{type.Handle}, i32 {(e.WinEntry is null ? 0 : 1)})");
            e.FailIf(f.Value($"icmp eq i64 {answer}, 0"), ErrorClasses.Op, Index, e.Wide(operation));
            return HandleLookup.Narrow(e, answer);
        }, isRare: true);
    }
}

/// <summary>
/// A handle by address, read once; the host gets the address of its own. What becomes of it afterwards is the subclass's.
/// </summary>
internal abstract class HandleInOut(Parameter parameter) : Mapper(parameter)
{
    public override MapperPhase Phase => MapperPhase.Arrays;

    public override bool NeedsMemory => true;

    /// <summary>The guest's handle, as read.</summary>
    protected string GuestHandle { get; private set; } = "";

    /// <summary>Where the guest has it.</summary>
    protected string GuestPlace { get; private set; } = "";

    /// <summary>Where the host has its own.</summary>
    protected string HostPlace { get; private set; } = "";

    public override void Before(ShimEmitter e)
    {
        var f = e.Function;
        e.CheckResult(Argument, e.Guest.PointerBytes, Index);
        GuestPlace = e.HostAddress(Argument);
        GuestHandle = e.LoadHandle(GuestPlace);
        var entry = Find(e);
        HostPlace = f.Alloca(e.HandleType, 8);
        f.Line($"store {e.HandleType} {HandleLookup.HostHandle(e, entry)}, ptr {HostPlace}");
        HostArgument = $"ptr {HostPlace}";
    }

    /// <summary>A call that fails may have changed the handle all the same.</summary>
    public override void AfterError(ShimEmitter e, string? errorClass) => AfterSuccess(e);

    /// <summary>The entry that answers to the handle.</summary>
    protected abstract string Find(ShimEmitter e);
}
