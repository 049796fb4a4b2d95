using MpiWasm.Llvm;
using MpiWasm.Wasm.Instructions;

namespace MpiWasm.Compiler.Guest.Function;

/// <summary>
/// Memory accesses of vectors that are more than a load or store of 16 bytes (Wasm 3.0 §4.6.9). Each touches
/// memory once, so that it traps as a whole.
/// </summary>
internal sealed unsafe partial class FunctionEmitter
{
    /// <summary>Loads 8 bytes and widens each part to a lane.</summary>
    internal void LoadExtend(in Instruction i, Shape shape, bool signed)
    {
        var narrow = LLVM.VectorType(_ir.Int(shape.LaneBits / 2), (uint)shape.Count);
        var parts = _ir.BitCast(GuestLoad(i.MemArg, _ir.I64), narrow);
        PushLanes(signed ? _ir.SExt(parts, shape.Vector) : _ir.ZExt(parts, shape.Vector));
    }

    internal void LoadSplat(in Instruction i, Shape shape) => PushLanes(SplatValue(shape, GuestLoad(i.MemArg, shape.Lane)));

    /// <summary>Loads the lowest lane; the others are 0.</summary>
    internal void LoadZero(in Instruction i, Shape shape) =>
        PushLanes(_ir.InsertLane(LLVM.ConstNull(shape.Vector), GuestLoad(i.MemArg, shape.Lane), 0));

    internal void LoadLane(in Instruction i, Shape shape)
    {
        var vector = PopLanes(shape);
        PushLanes(_ir.InsertLane(vector, GuestLoad(i.MemArg, shape.Lane), i.Lane));
    }

    internal void StoreLane(in Instruction i, Shape shape)
    {
        var lane = _ir.ExtractLane(PopLanes(shape), i.Lane);
        GuestStore(i.MemArg, lane);
    }
}
