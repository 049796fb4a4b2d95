using MpiWasm.Compiler.Pipeline;
using MpiWasm.Llvm;

namespace MpiWasm.Compiler.Guest;

/// <summary>
/// Guest memory may be changed by other ranks, threads and pending receives. A loop that waits for that (<c>while (*flag == 0);</c>) has a
/// load from an unvarying address that decides whether it goes on. LLVM would hoist the load and leave an endless loop, so such loads
/// become volatile. Where the load hides in a called function (<c>while (!ready());</c>), which LLVM may inline or find out to do nothing
/// but read, the loop gets a barrier for the compiler instead: it costs no instruction, and the function stays as fast for its other
/// callers. In loops that also store to a varying address or call what LLVM cannot see into, it may still find out that the load is not
/// affected, or not on the path that is taken; there only exits that depend on nothing but such reads are protected, because
/// <c>for (i = 0; i &lt; *n; i++)</c> ends anyway.
/// </summary>
internal sealed unsafe class SpinLoops
{
    private readonly Dictionary<LlvmValue, bool> _opaque;
    private readonly GuestIr _ir;
    private readonly List<LlvmBlock> _blocks = [];
    private readonly Dictionary<LlvmBlock, int> _numbers = [];
    private readonly List<int[]> _successors = [];

    private readonly uint _tbaa;
    private readonly LlvmValue _length;

    private SpinLoops(GuestIr ir, Dictionary<LlvmValue, bool> opaque, AliasTags tags)
    {
        _ir = ir;
        _opaque = opaque;
        (_tbaa, _length) = (tags.Kind, tags.Length);
    }

    /// <summary>Puts the module in SSA form, cheaply, and marks the loads of its spin loops.</summary>
    public static void Protect(LlvmSession session, AliasTags tags)
    {
        session.Run("function(sroa,early-cse,simplifycfg)");
        using var ir = new GuestIr(session.Context, session.Module);
        var opaque = OpaqueFunctions(session.Module);
        for (var function = LLVM.GetFirstFunction(session.Module); !function.IsNull; function = LLVM.GetNextFunction(function))
        {
            if (!LLVM.GetFirstBasicBlock(function).IsNull)
                new SpinLoops(ir, opaque, tags).ProtectFunction(function);
        }
    }

    private void ProtectFunction(LlvmValue function)
    {
        for (var block = LLVM.GetFirstBasicBlock(function); !block.IsNull; block = LLVM.GetNextBasicBlock(block))
        {
            _numbers.Add(block, _blocks.Count);
            _blocks.Add(block);
        }
        foreach (var block in _blocks)
        {
            var terminator = LLVM.GetBasicBlockTerminator(block);
            var successors = new int[LLVM.GetNumSuccessors(terminator)];
            for (var k = 0; k < successors.Length; k++)
                successors[k] = _numbers[LLVM.GetSuccessor(terminator, (uint)k)];
            _successors.Add(successors);
        }
        // Each cycle of the graph is a loop; without its header, what still is a cycle is a loop inside it. Wasm's control flow is
        // structured, so the header is the one block entered from outside.
        var pending = new Stack<(int[] Blocks, int Without)>();
        pending.Push(([.. Enumerable.Range(0, _blocks.Count)], -1));
        while (pending.TryPop(out var region))
        {
            foreach (var loop in Cycles(region.Blocks, region.Without))
            {
                var header = Header(loop);
                ProtectLoop([.. loop.Select(number => _blocks[number])], _blocks[header]);
                pending.Push(([.. loop], header));
            }
        }
    }

    private int Header(List<int> loop)
    {
        var inside = loop.ToHashSet();
        for (var from = 0; from < _successors.Count; from++)
        {
            if (inside.Contains(from))
                continue;
            foreach (var to in _successors[from])
            {
                if (inside.Contains(to))
                    return to;
            }
        }
        return loop[0];     // unreachable code
    }

    /// <summary>The strongly connected components that are cycles, by Tarjan's algorithm without recursion.</summary>
    private List<List<int>> Cycles(int[] blocks, int without)
    {
        var inside = blocks.ToHashSet();
        inside.Remove(without);
        var order = new Dictionary<int, int>();
        var low = new Dictionary<int, int>();
        var open = new Stack<int>();
        var isOpen = new HashSet<int>();
        var cycles = new List<List<int>>();
        var work = new Stack<(int Block, int Next)>();
        foreach (var root in blocks)
        {
            if (!inside.Contains(root) || order.ContainsKey(root))
                continue;
            work.Push((root, 0));
            while (work.TryPop(out var step))
            {
                var (block, next) = step;
                if (next == 0)
                {
                    order[block] = low[block] = order.Count;
                    open.Push(block);
                    isOpen.Add(block);
                }
                else
                {
                    var child = _successors[block][next - 1];
                    if (isOpen.Contains(child))
                        low[block] = Math.Min(low[block], low[child]);
                }
                var descended = false;
                while (next < _successors[block].Length && !descended)
                {
                    var child = _successors[block][next++];
                    if (!inside.Contains(child))
                        continue;
                    if (!order.TryGetValue(child, out var seen))
                    {
                        work.Push((block, next));
                        work.Push((child, 0));
                        descended = true;
                    }
                    else if (isOpen.Contains(child))
                    {
                        low[block] = Math.Min(low[block], seen);
                    }
                }
                if (descended || low[block] != order[block])
                    continue;
                var component = new List<int>();
                int member;
                do
                {
                    member = open.Pop();
                    isOpen.Remove(member);
                    component.Add(member);
                }
                while (member != block);
                if (component.Count > 1 || _successors[block].Contains(block))
                    cycles.Add(component);
            }
        }
        return cycles;
    }

    private void ProtectLoop(HashSet<LlvmBlock> loop, LlvmBlock header)
    {
        var invariance = new Invariance(loop);
        var busy = loop.SelectMany(Optimize.Loop.Instructions).Any(i => LLVM.GetInstructionOpcode(i) switch
        {
            LlvmOpcode.Call => IsOpaque(LLVM.GetCalledValue(i)),
            LlvmOpcode.Invoke or LlvmOpcode.Fence or LlvmOpcode.AtomicCmpXchg or LlvmOpcode.AtomicRmw => true,
            LlvmOpcode.Store => !invariance.Of(LLVM.GetOperand(i, 1)),
            _ => false,
        });
        var calls = false;
        foreach (var block in loop)
        {
            // Not only exits: a branch inside may decide which exit is taken.
            var terminator = LLVM.GetBasicBlockTerminator(block);
            if (LLVM.GetNumSuccessors(terminator) < 2 || (busy && Optimize.Loop.Successors(block).All(loop.Contains)))
                continue;
            var (reads, counts) = Reads(loop, LLVM.GetOperand(terminator, 0));
            if (busy && counts)
                continue;
            foreach (var read in reads)
            {
                if (LLVM.GetInstructionOpcode(read) == LlvmOpcode.Call)
                    calls |= !IsOpaque(LLVM.GetCalledValue(read));
                // The length of a memory changes by calls only, or the load is atomic.
                else if (LLVM.GetMetadata(read, _tbaa) != _length && invariance.Of(LLVM.GetOperand(read, 0)))
                    LLVM.SetVolatile(read, 1);
            }
        }
        if (calls)
            AddBarrier(header);
    }

    /// <summary>
    /// A fence towards this very thread: nothing for the processor to do, and to LLVM a change of all memory in each iteration.
    /// </summary>
    private void AddBarrier(LlvmBlock header)
    {
        var at = LLVM.GetFirstInstruction(header);
        while (LLVM.GetInstructionOpcode(at) == LlvmOpcode.Phi)
            at = LLVM.GetNextInstruction(at);
        LLVM.PositionBuilderBefore(_ir.Builder, at);
        _ir.CompilerBarrier();
    }

    /// <summary>
    /// Loads and calls in the loop that a condition depends on, and whether it also depends on a number that the loop changes.
    /// </summary>
    private static (List<LlvmValue> Reads, bool Counts) Reads(HashSet<LlvmBlock> loop, LlvmValue condition)
    {
        const int IntegerKind = 8;
        var reads = new List<LlvmValue>();
        var counts = false;
        var seen = new HashSet<LlvmValue>();
        var work = new Stack<LlvmValue>([condition]);
        while (work.TryPop(out var value))
        {
            if (LLVM.IsAInstruction(value).IsNull || !seen.Add(value) || !loop.Contains(LLVM.GetInstructionParent(value)))
                continue;
            var opcode = LLVM.GetInstructionOpcode(value);
            if (opcode == LlvmOpcode.Load
                || (opcode == LlvmOpcode.Call && LLVM.GetCalledValue(value) is var callee && LLVM.GetIntrinsicID(callee) == 0
                    && !OpaqueValue.IsCopy(callee)))
                reads.Add(value);
            // A phi of truth values joins conditions.
            counts |= opcode == LlvmOpcode.Phi && LLVM.TypeOf(value) is var type
                && !(LLVM.GetTypeKind(type) == IntegerKind && LLVM.GetIntTypeWidth(type) == 1);
            for (var k = 0; k < LLVM.GetNumOperands(value); k++)
                work.Push(LLVM.GetOperand(value, (uint)k));
        }
        return (reads, counts);
    }

    private bool IsOpaque(LlvmValue callee) =>
        LLVM.GetIntrinsicID(callee) == 0 && !OpaqueValue.IsCopy(callee)
            && (LLVM.IsAFunction(callee).IsNull || !_opaque.TryGetValue(callee, out var opaque) || opaque);

    /// <summary>
    /// The module's functions, and for each whether LLVM must take it to write anything: it calls a pointer or a function outside of the
    /// module, itself or through others, or has an atomic operation. Traps do not count: they do not come back.
    /// </summary>
    private static Dictionary<LlvmValue, bool> OpaqueFunctions(LlvmModule module)
    {
        var opaque = new Dictionary<LlvmValue, bool>();
        var callers = new Dictionary<LlvmValue, List<LlvmValue>>();
        var found = new Stack<LlvmValue>();
        for (var function = LLVM.GetFirstFunction(module); !function.IsNull; function = LLVM.GetNextFunction(function))
        {
            if (LLVM.GetFirstBasicBlock(function).IsNull)
                continue;
            opaque[function] = false;
            for (var block = LLVM.GetFirstBasicBlock(function); !block.IsNull; block = LLVM.GetNextBasicBlock(block))
            {
                if (LLVM.GetInstructionOpcode(LLVM.GetBasicBlockTerminator(block)) == LlvmOpcode.Unreachable)
                    continue;
                for (var i = LLVM.GetFirstInstruction(block); !i.IsNull; i = LLVM.GetNextInstruction(i))
                    Note(function, i);
            }
        }
        while (found.TryPop(out var function))
        {
            if (opaque[function])
                continue;
            opaque[function] = true;
            foreach (var caller in callers.GetValueOrDefault(function, []))
                found.Push(caller);
        }
        return opaque;

        void Note(LlvmValue function, LlvmValue instruction)
        {
            switch (LLVM.GetInstructionOpcode(instruction))
            {
                case LlvmOpcode.Invoke or LlvmOpcode.Fence or LlvmOpcode.AtomicCmpXchg or LlvmOpcode.AtomicRmw:
                    found.Push(function);
                    break;
                case LlvmOpcode.Call when LLVM.GetCalledValue(instruction) is var callee && LLVM.GetIntrinsicID(callee) == 0
                    && !OpaqueValue.IsCopy(callee):
                    if (LLVM.IsAFunction(callee).IsNull || LLVM.GetFirstBasicBlock(callee).IsNull)
                        found.Push(function);
                    else if (callers.TryGetValue(callee, out var list))
                        list.Add(function);
                    else
                        callers.Add(callee, [function]);
                    break;
            }
        }
    }

    /// <summary>Whether a value is the same in every iteration of a loop, as far as LLVM might find out.</summary>
    private sealed class Invariance(HashSet<LlvmBlock> loop)
    {
        private readonly Dictionary<LlvmValue, bool> _known = [];

        public bool Of(LlvmValue value)
        {
            if (LLVM.IsAInstruction(value).IsNull || !loop.Contains(LLVM.GetInstructionParent(value)))
                return true;
            if (_known.TryGetValue(value, out var known))
                return known;
            var opcode = LLVM.GetInstructionOpcode(value);
            // A phi of the loop or a loaded value varies. (A load that could not vary is a spin load itself,
            // and volatile by then or not decisive.) Intrinsics that have a value, such as the clamp of an address, are arithmetic.
            _known[value] = false;
            var invariant = opcode is not (LlvmOpcode.Phi or LlvmOpcode.Load or LlvmOpcode.Call)
                || (opcode == LlvmOpcode.Call && LLVM.GetCalledValue(value) is var callee
                    && (LLVM.GetIntrinsicID(callee) != 0 || OpaqueValue.IsCopy(callee)));
            for (var k = 0; invariant && k < LLVM.GetNumOperands(value); k++)
                invariant = Of(LLVM.GetOperand(value, (uint)k));
            return _known[value] = invariant;
        }
    }
}
