using System.Collections.Immutable;
using MpiWasm.Image;
using MpiWasm.Llvm;
using MpiWasm.Wasm.Instructions;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Compiler.Guest.Function;

/// <summary>Structured control: blocks, branches, returns (Wasm 3.0 §4.4.8).</summary>
internal sealed unsafe partial class FunctionEmitter
{
    private readonly Stack<Frame> _frames = [];
    private bool _reachable = true;
    private int _skipped;       // blocks opened inside unreachable code

    private enum FrameKind
    {
        Function,
        Block,
        Loop,
        If,
        Else,
        Try,
        TryTable,
        Catch,
    }

    private sealed class Frame
    {
        public required FrameKind Kind { get; set; }

        public required ImmutableArray<ValType> Parameters { get; init; }

        public required ImmutableArray<ValType> Results { get; init; }

        /// <summary>Height of the operand stack below the block's parameters.</summary>
        public required int Height { get; init; }

        public required LlvmBlock End { get; init; }

        /// <summary>One per result, at the start of <see cref="End"/>.</summary>
        public required LlvmValue[] EndPhis { get; init; }

        public bool EndReached { get; set; }

        /// <summary>Of a loop.</summary>
        public LlvmBlock Header { get; init; }

        public LlvmValue[] HeaderPhis { get; init; } = [];

        /// <summary>Of an if: where a false condition leads, and the parameters there.</summary>
        public LlvmBlock ElseBlock { get; init; }

        public LlvmValue[] ElseParameters { get; init; } = [];

        /// <summary>Where exceptions go that are thrown around the block.</summary>
        public required Handler? OuterHandler { get; init; }

        /// <summary>Of a try or try_table.</summary>
        public TryState? Try { get; init; }
    }

    /// <summary>In unreachable code only the nesting matters; true when the instruction is to be skipped.</summary>
    private bool Skip(Opcode opcode)
    {
        switch (opcode)
        {
            case Opcode.Block or Opcode.Loop or Opcode.If or Opcode.Try or Opcode.TryTable:
                _skipped++;
                return true;
            case Opcode.Else or Opcode.Catch or Opcode.CatchAll:
                return _skipped > 0;
            case Opcode.End or Opcode.Delegate:
                if (_skipped == 0)
                    return false;
                _skipped--;
                return true;
            default:
                return true;
        }
    }

    private LlvmValue[] PhisAt(LlvmBlock block, ImmutableArray<ValType> types)
    {
        if (types.IsEmpty)
            return [];
        var at = _ir.Block;
        _ir.At(block);
        var phis = types.Select(type => _ir.Phi(_e.NativeType(type))).ToArray();
        _ir.At(at);
        return phis;
    }

    private void PushFrame(FrameKind kind, ImmutableArray<ValType> parameters, ImmutableArray<ValType> results, LlvmBlock end,
        LlvmBlock header = default, LlvmValue[]? headerPhis = null, LlvmBlock elseBlock = default,
        LlvmValue[]? elseParameters = null, TryState? tryState = null) =>
        _frames.Push(new Frame
        {
            Kind = kind,
            Parameters = parameters,
            Results = results,
            Height = _stack.Count - parameters.Length,
            End = end,
            EndPhis = PhisAt(end, results),
            Header = header,
            HeaderPhis = headerPhis ?? [],
            ElseBlock = elseBlock,
            ElseParameters = elseParameters ?? [],
            OuterHandler = _handler,
            Try = tryState,
        });

    internal void Block(in Instruction i)
    {
        var type = i.BlockType.Resolve(_module);
        PushFrame(FrameKind.Block, type.Parameters, type.Results, _ir.AppendBlock(_function));
    }

    internal void Loop(in Instruction i)
    {
        var type = i.BlockType.Resolve(_module);
        var header = _ir.AppendBlock(_function);
        var phis = PhisAt(header, type.Parameters);
        var arguments = PopMany(phis.Length);
        for (var k = 0; k < phis.Length; k++)
            GuestIr.AddIncoming(phis[k], arguments[k], _ir.Block);
        _ir.Br(header);
        _ir.At(header);
        _stack.AddRange(phis);
        PushFrame(FrameKind.Loop, type.Parameters, type.Results, _ir.AppendBlock(_function), header, phis);
    }

    internal void If(in Instruction i)
    {
        var type = i.BlockType.Resolve(_module);
        var condition = Condition(Pop());
        var then = _ir.AppendBlock(_function);
        var otherwise = _ir.AppendBlock(_function);
        _ir.CondBr(condition, then, otherwise);
        _ir.At(then);
        var parameters = _stack.GetRange(_stack.Count - type.Parameters.Length, type.Parameters.Length).ToArray();
        PushFrame(
            FrameKind.If, type.Parameters, type.Results, _ir.AppendBlock(_function), elseBlock: otherwise, elseParameters: parameters);
    }

    internal void Else()
    {
        var frame = _frames.Peek();
        if (_reachable)
            BranchTo(frame, toEnd: true);
        StartElse(frame);
    }

    private void StartElse(Frame frame)
    {
        frame.Kind = FrameKind.Else;
        _stack.RemoveRange(frame.Height, _stack.Count - frame.Height);
        _stack.AddRange(frame.ElseParameters);
        _ir.At(frame.ElseBlock);
        _reachable = true;
    }

    internal void End()
    {
        var frame = _frames.Peek();
        if (_reachable)
            BranchTo(frame, toEnd: true);
        if (frame.Kind == FrameKind.If)
        {
            // No else: the parameters are the results.
            StartElse(frame);
            BranchTo(frame, toEnd: true);
        }
        _frames.Pop();
        _stack.RemoveRange(frame.Height, _stack.Count - frame.Height);
        if (frame.Try is not null)
            EndTry(frame);
        _reachable = frame.EndReached;
        if (!_reachable)
        {
            LLVM.DeleteBasicBlock(frame.End);
            return;
        }
        LLVM.MoveBasicBlockAfter(frame.End, _ir.Block);
        _ir.At(frame.End);
        _stack.AddRange(frame.EndPhis);
        if (frame.Kind == FrameKind.Function)
            EmitReturn();
    }

    /// <summary>Notes the values a branch from the current block carries to a label, and returns where it goes.</summary>
    private LlvmBlock Target(Frame frame, bool toEnd = false)
    {
        var loop = frame.Kind == FrameKind.Loop && !toEnd;
        var phis = loop ? frame.HeaderPhis : frame.EndPhis;
        var from = _ir.Block;
        for (var k = 0; k < phis.Length; k++)
            GuestIr.AddIncoming(phis[k], _stack[_stack.Count - phis.Length + k], from);
        if (!loop)
            frame.EndReached = true;
        return loop ? frame.Header : frame.End;
    }

    private void BranchTo(Frame frame, bool toEnd = false)
    {
        _ir.Br(Target(frame, toEnd));
        _reachable = false;
    }

    private Frame Label(uint depth) => _frames.ElementAt((int)depth);

    internal void Br(in Instruction i) => BranchTo(Label(i.Index));

    internal void BrIf(in Instruction i)
    {
        var condition = Condition(Pop());
        var next = _ir.AppendBlock(_function);
        _ir.CondBr(condition, Target(Label(i.Index)), next);
        _ir.At(next);
    }

    internal void BrTable(in Instruction i)
    {
        var index = Pop();
        var targets = i.BranchTargets;
        var frames = _frames.ToArray();
        // One phi entry per edge, also when several cases lead to the same block.
        var branch = LLVM.BuildSwitch(_ir.Builder, index, Target(frames[i.Index]), (uint)targets.Length);
        for (var k = 0; k < targets.Length; k++)
            LLVM.AddCase(branch, _ir.C32(k), Target(frames[targets[k]]));
        _reachable = false;
    }

    internal void Return() => BranchTo(_frames.Last());

    internal void Unreachable()
    {
        _e.Raise(_context, TrapCode.Unreachable);
        _reachable = false;
    }

    private void EmitReturn()
    {
        var results = _type.Results;
        if (results.Length == 1)
        {
            _ir.Ret(Pop());
            return;
        }
        if (results.Length > 1)
        {
            var buffer = _e.LoadRuntime(_ir.Ptr, _context, InstanceContext.ResultsOffset);
            for (var k = results.Length - 1; k >= 0; k--)
                _e.StoreRuntime(Pop(), buffer, 16 * k);
        }
        _ir.RetVoid();
    }

    private LlvmValue Condition(LlvmValue value) => _ir.ICmp(IntPredicate.NotEqual, value, _ir.C32(0));
}
