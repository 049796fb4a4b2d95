using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Mapping;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Shims.Emission;

namespace MpiWasm.Mpi.Shims.Mappers;

/// <summary>A handle that the call makes. Its slot is taken before the call: a full table must not lose what the host has made.</summary>
internal abstract class SlotOut(Parameter parameter, HandleKind kind) : Mapper(parameter)
{
    private string _host = "";

    public override MapperPhase Phase => MapperPhase.Slots;

    public override bool NeedsMemory => true;

    protected string Table { get; private set; } = "";

    protected string Slot { get; private set; } = "";

    private int EntrySize => HandleTable.EntrySizeOf(kind);

    public override void Before(ShimEmitter e)
    {
        var f = e.Function;
        e.CheckResult(Argument, e.Guest.PointerBytes, Index);
        _host = f.Alloca(e.HandleType, 8, "0");
        Table = e.Table(kind);
        Slot = f.Value($"call i32 @slot_take(ptr {e.Spare(kind)}, ptr {Table}, i64 {EntrySize})");
        e.FailIf(f.Value($"icmp slt i32 {Slot}, 0"), ErrorClasses.NoMem, Index, $"{HandleTable.UsualLimit(kind)}");
        HostArgument = $"ptr {_host}";
    }

    public override void AfterError(ShimEmitter e, string? errorClass) => GiveBackSlot(e);

    /// <summary>What the host has stored.</summary>
    protected string Host(ShimEmitter e) => e.Function.Load(e.HandleType, _host);

    /// <summary>Gives the slot its handle, which is the result.</summary>
    protected string Publish(ShimEmitter e, string host, string flags) => e.Function.Value(
        $"call i32 @slot_publish(ptr {Table}, i32 {Slot}, i64 {host}, i32 "
            + $"{unchecked((int)Handle.Make(kind, 0, 0))}, i32 {flags}, i64 {EntrySize})");

    /// <summary>No handle came of it.</summary>
    public override void GiveBackSlot(ShimEmitter e) =>
        e.Function.Line($"call void @slot_return(ptr {e.Spare(kind)}, ptr {Table}, i32 {Slot}, i64 {EntrySize})");
}
