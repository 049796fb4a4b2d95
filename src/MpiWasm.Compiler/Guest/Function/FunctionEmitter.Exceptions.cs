using MpiWasm.Image;
using MpiWasm.Llvm;
using MpiWasm.Wasm.Instructions;
using ThreadState = MpiWasm.Image.ThreadState;

namespace MpiWasm.Compiler.Guest.Function;

/// <summary>
/// Exceptions (Wasm 3.0 §4.4.8.14-16, and the legacy instructions). An exception on its way is data in the thread state: its tag and
/// values. A try is a dispatch block, reached from a landing pad or by a plain branch from a throw in the same function; it compares the
/// tag's address with those of the clauses and, when none fits, passes the exception on: to the dispatch block of the try around it, or to
/// the callers. The normal path pays nothing: a call in a try is an invoke.
/// </summary>
internal sealed unsafe partial class FunctionEmitter
{
    // Where exceptions of the code being emitted go first; null: to the callers.
    private Handler? _handler;
    private bool _hasPersonality;

    /// <summary>
    /// The place in the function that gets the exceptions of a try's body. Its blocks exist as soon as something can throw.
    /// </summary>
    private sealed class Handler
    {
        public LlvmBlock Dispatch { get; set; }

        /// <summary>
        /// The exception's tag, a phi at the start of <see cref="Dispatch"/>: LLVM follows a throw in the same function to its catch.
        /// </summary>
        public LlvmValue Tag { get; set; }

        public LlvmBlock LandingPad { get; set; }
    }

    private sealed class TryState
    {
        public Handler Handler { get; } = new();

        /// <summary>Of try_table.</summary>
        public CatchClause[] Clauses { get; init; } = [];

        /// <summary>
        /// Of a legacy try with catches: the block that goes on with an exception no catch so far has taken; null when nothing gets there.
        /// </summary>
        public LlvmBlock Untaken { get; set; }

        /// <summary>What the catch being emitted has taken, for rethrow: a tag's index and values, or anything (-1).</summary>
        public int CaughtTag { get; set; } = -1;

        public LlvmValue[] CaughtValues { get; set; } = [];

        /// <summary>Of a catch_all: the open block before its body, where the exception is saved if a rethrow needs it.</summary>
        public LlvmBlock Before { get; set; }

        public LlvmBlock Body { get; set; }

        /// <summary>The exnref of what the catch_all has taken.</summary>
        public LlvmValue Saved { get; set; }
    }

    internal void TryTable(in Instruction i)
    {
        if (i.CatchClauses.IsEmpty)
        {
            Block(i);
            return;
        }
        OpenTry(FrameKind.TryTable, i, new TryState { Clauses = i.CatchClauses.ToArray() });
    }

    internal void Try(in Instruction i) => OpenTry(FrameKind.Try, i, new TryState());

    private void OpenTry(FrameKind kind, in Instruction i, TryState state)
    {
        var type = i.BlockType.Resolve(_module);
        PushFrame(kind, type.Parameters, type.Results, _ir.AppendBlock(_function), tryState: state);
        _handler = state.Handler;
    }

    internal void Throw(in Instruction i)
    {
        var values = PopMany(_module.TypeOfTag((int)i.Index).Parameters.Length);
        SetPending((int)i.Index, values);
        if (_handler is null)
        {
            _e.Throw(_context, isNew: true);
        }
        else
        {
            // Should nobody in this function take it, its backtrace begins where it leaves.
            _e.StoreRuntime(_ir.C64(0), Thread(), ThreadState.FrameCountOffset);
            PassOn(_handler, TagAddress((int)i.Index));
        }
        _reachable = false;
    }

    internal void ThrowRef()
    {
        CallBuiltin(Builtin.ExceptionRestore, Pop());
        PassOn(_handler, PendingTag());
        _reachable = false;
    }

    internal void Rethrow(in Instruction i)
    {
        var caught = Label(i.Index).Try!;
        if (caught.CaughtTag >= 0)
        {
            SetPending(caught.CaughtTag, caught.CaughtValues);
        }
        else
        {
            if (caught.Saved.IsNull)
            {
                // The body may throw and catch others before it comes here.
                var at = _ir.Block;
                _ir.At(caught.Before);
                caught.Saved = CallBuiltin(Builtin.ExceptionSave);
                _ir.At(at);
            }
            CallBuiltin(Builtin.ExceptionRestore, caught.Saved);
        }
        PassOn(_handler, caught.CaughtTag >= 0 ? TagAddress(caught.CaughtTag) : PendingTag());
        _reachable = false;
    }

    internal void Catch(in Instruction i)
    {
        if (StartCatch() is not { } state)
            return;
        var take = _ir.AppendBlock(_function);
        var next = _ir.AppendBlock(_function);
        _ir.CondBr(IsTag(state.Handler.Tag, (int)i.Index), take, next);
        state.Untaken = next;
        _ir.At(take);
        state.CaughtTag = (int)i.Index;
        state.CaughtValues = LoadValues((int)i.Index);
        _stack.AddRange(state.CaughtValues);
    }

    internal void CatchAll()
    {
        if (StartCatch() is not { } state)
            return;
        state.CaughtTag = -1;
        state.Before = state.Untaken;
        state.Untaken = default;
        state.Body = _ir.AppendBlock(_function);
        _ir.At(state.Body);
    }

    /// <summary>Ends the body of a try or the catch before; null when no exception can get to the catch that starts.</summary>
    private TryState? StartCatch()
    {
        var frame = _frames.Peek();
        var state = frame.Try!;
        if (_reachable)
            BranchTo(frame, toEnd: true);
        if (frame.Kind == FrameKind.Try)
        {
            frame.Kind = FrameKind.Catch;
            _handler = frame.OuterHandler;
            state.Untaken = state.Handler.Dispatch;
        }
        _stack.RemoveRange(frame.Height, _stack.Count - frame.Height);
        _reachable = !state.Untaken.IsNull;
        if (!_reachable)
            return null;
        _ir.At(state.Untaken);
        return state;
    }

    internal void Delegate(in Instruction i)
    {
        var frame = _frames.Peek();
        var dispatch = frame.Try!.Handler.Dispatch;
        // The label counts from outside the try. A block that is no try has the exceptions of the try around it.
        var target = _frames.ElementAt((int)i.Index + 1);
        if (!dispatch.IsNull)
        {
            var at = _ir.Block;
            _ir.At(dispatch);
            PassOn(target.Kind is FrameKind.Try or FrameKind.TryTable ? target.Try!.Handler : target.OuterHandler, frame.Try.Handler.Tag);
            _ir.At(at);
            // It has been filled: nothing is left for the end to do.
            frame.Kind = FrameKind.Catch;
        }
        End();
    }

    /// <summary>Fills what is still open of a try's dispatch. Its frame is off the stack already, as the clauses' labels want it.</summary>
    private void EndTry(Frame frame)
    {
        _handler = frame.OuterHandler;
        var state = frame.Try!;
        if (!state.Before.IsNull)
        {
            _ir.At(state.Before);
            _ir.Br(state.Body);
        }
        var rest = frame.Kind == FrameKind.Catch ? state.Untaken : state.Handler.Dispatch;
        if (rest.IsNull)
            return;
        _ir.At(rest);
        foreach (var clause in state.Clauses)
        {
            if (clause.IsAll)
            {
                Take(clause);
                return;
            }
            var take = _ir.AppendBlock(_function);
            var next = _ir.AppendBlock(_function);
            _ir.CondBr(IsTag(state.Handler.Tag, (int)clause.Tag), take, next);
            _ir.At(take);
            Take(clause);
            _ir.At(next);
        }
        PassOn(_handler, state.Handler.Tag);
    }

    private void Take(CatchClause clause)
    {
        var values = clause.IsAll ? [] : LoadValues((int)clause.Tag);
        _stack.AddRange(values);
        if (clause.PassesReference)
            Push(CallBuiltin(Builtin.ExceptionSave));
        _ir.Br(Target(Label(clause.Label)));
        var count = values.Length + (clause.PassesReference ? 1 : 0);
        _stack.RemoveRange(_stack.Count - count, count);
    }

    /// <summary>Ends the current block: the pending exception goes to a handler of this function, or to the callers.</summary>
    private void PassOn(Handler? handler, LlvmValue tag)
    {
        if (handler is null)
        {
            _e.Throw(_context, isNew: false);
            return;
        }
        var from = _ir.Block;
        _ir.Br(DispatchOf(handler));
        GuestIr.AddIncoming(handler.Tag, tag, from);
    }

    /// <summary>A call of something that may throw. Not for tail calls, whose exceptions go to the callers.</summary>
    private LlvmValue CallOrInvoke(LlvmType type, LlvmValue function, LlvmValue[] arguments)
    {
        if (_handler is null)
            return _ir.Call(type, function, arguments);
        var then = _ir.AppendBlock(_function);
        var result = _ir.Invoke(type, function, arguments, then, LandingPadOf(_handler));
        _ir.At(then);
        return result;
    }

    private LlvmBlock DispatchOf(Handler handler)
    {
        if (handler.Dispatch.IsNull)
        {
            handler.Dispatch = _ir.AppendBlock(_function);
            var at = _ir.Block;
            _ir.At(handler.Dispatch);
            handler.Tag = _ir.Phi(_ir.Ptr);
            _ir.At(at);
        }
        return handler.Dispatch;
    }

    private LlvmBlock LandingPadOf(Handler handler)
    {
        if (!handler.LandingPad.IsNull)
            return handler.LandingPad;
        if (!_hasPersonality)
            _e.AddPersonality(_function);
        _hasPersonality = true;
        var at = _ir.Block;
        handler.LandingPad = _ir.AppendBlock(_function);
        _ir.At(handler.LandingPad);
        _ir.LandingPad();
        PassOn(handler, PendingTag());
        _ir.At(at);
        return handler.LandingPad;
    }

    // While a function runs, its instance stays with its thread.
    private LlvmValue Thread() => LoadInvariantPointer(InstanceContext.ThreadOffset);

    private LlvmValue TagAddress(int tag) => LoadInvariantPointer(_e.Layout.Tag(tag));

    private LlvmValue PendingTag() => _e.LoadRuntime(_ir.Ptr, Thread(), ThreadState.ExceptionTagOffset);

    private void SetPending(int tag, LlvmValue[] values)
    {
        var thread = Thread();
        _e.StoreRuntime(TagAddress(tag), thread, ThreadState.ExceptionTagOffset);
        for (var k = 0; k < values.Length; k++)
            _e.StoreRuntime(values[k], thread, ThreadState.ExceptionValuesOffset + (16 * k));
    }

    private LlvmValue IsTag(LlvmValue actual, int tag) => _ir.ICmp(IntPredicate.Equal, _ir.PtrToInt(actual), _ir.PtrToInt(TagAddress(tag)));

    private LlvmValue[] LoadValues(int tag)
    {
        var thread = Thread();
        return [.. _module.TypeOfTag(tag).Parameters
            .Select((type, k) => _e.LoadRuntime(_e.NativeType(type), thread, ThreadState.ExceptionValuesOffset + (16 * k)))];
    }
}
