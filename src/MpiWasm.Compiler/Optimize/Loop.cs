using MpiWasm.Llvm;

namespace MpiWasm.Compiler.Optimize;

/// <summary>An innermost loop in LLVM's simplified form: one preheader that only jumps to the header, one latch, one entry.</summary>
internal sealed class Loop
{
    private Loop(LlvmBlock preheader, LlvmBlock header, LlvmBlock latch, List<LlvmBlock> blocks)
    {
        Preheader = preheader;
        Header = header;
        Latch = latch;
        Blocks = blocks;
        Members = [.. blocks];
    }

    public LlvmBlock Preheader { get; }

    public LlvmBlock Header { get; }

    public LlvmBlock Latch { get; }

    /// <summary>All blocks, in the function's order.</summary>
    public IReadOnlyList<LlvmBlock> Blocks { get; }

    public HashSet<LlvmBlock> Members { get; }

    /// <summary>Whether the value is computed inside.</summary>
    public bool Defines(LlvmValue value) =>
        !LLVM.IsAInstruction(value).IsNull && Members.Contains(LLVM.GetInstructionParent(value));

    /// <summary>The innermost loops of a function on which the passes loop-simplify and lcssa have run.</summary>
    public static List<Loop> InnermostOf(LlvmValue function)
    {
        var order = new List<LlvmBlock>();
        for (var block = LLVM.GetFirstBasicBlock(function); !block.IsNull; block = LLVM.GetNextBasicBlock(block))
            order.Add(block);
        var predecessors = order.ToDictionary(block => block, _ => new List<LlvmBlock>());
        foreach (var block in order)
            foreach (var successor in Successors(block))
                predecessors[successor].Add(block);

        var backEdges = BackEdges(order[0]);
        var headers = backEdges.Select(edge => edge.Header).ToHashSet();
        var loops = new List<Loop>();
        foreach (var (latch, header) in backEdges)
        {
            if (Body(latch, header, predecessors) is not { } body || body.Any(block => block != header && headers.Contains(block)))
                continue;
            var outside = predecessors[header].Where(block => !body.Contains(block)).Distinct().ToArray();
            if (outside.Length == 1 && predecessors[header].Count == 2
                && LLVM.GetNumSuccessors(LLVM.GetBasicBlockTerminator(outside[0])) == 1)
                loops.Add(new Loop(outside[0], header, latch, [.. order.Where(body.Contains)]));
        }
        return loops;
    }

    public static IEnumerable<LlvmBlock> Successors(LlvmBlock block)
    {
        var terminator = LLVM.GetBasicBlockTerminator(block);
        for (uint i = 0, count = LLVM.GetNumSuccessors(terminator); i < count; i++)
            yield return LLVM.GetSuccessor(terminator, i);
    }

    public static IEnumerable<LlvmValue> Instructions(LlvmBlock block)
    {
        for (var instruction = LLVM.GetFirstInstruction(block); !instruction.IsNull; instruction = LLVM.GetNextInstruction(instruction))
            yield return instruction;
    }

    // Edges to a block that is still open in a depth-first walk; the walk keeps its own stack because functions may have 100,000 blocks.
    private static List<(LlvmBlock Latch, LlvmBlock Header)> BackEdges(LlvmBlock entry)
    {
        var edges = new List<(LlvmBlock, LlvmBlock)>();
        var open = new HashSet<LlvmBlock>();
        var seen = new HashSet<LlvmBlock> { entry };
        var stack = new Stack<(LlvmBlock Block, IEnumerator<LlvmBlock> Pending)>();
        void Enter(LlvmBlock block)
        {
            open.Add(block);
            stack.Push((block, Successors(block).GetEnumerator()));
        }

        Enter(entry);
        while (stack.TryPeek(out var top))
        {
            if (!top.Pending.MoveNext())
            {
                open.Remove(top.Block);
                stack.Pop();
            }
            else if (open.Contains(top.Pending.Current))
            {
                edges.Add((top.Block, top.Pending.Current));
            }
            else if (seen.Add(top.Pending.Current))
            {
                Enter(top.Pending.Current);
            }
        }
        return edges;
    }

    // Null when there is another way in, that is, when the walk backwards meets the function's entry.
    private static HashSet<LlvmBlock>? Body(LlvmBlock latch, LlvmBlock header, Dictionary<LlvmBlock, List<LlvmBlock>> predecessors)
    {
        var body = new HashSet<LlvmBlock> { header };
        var work = new Stack<LlvmBlock>();
        if (body.Add(latch))
            work.Push(latch);
        while (work.TryPop(out var block))
        {
            if (predecessors[block].Count == 0)
                return null;
            foreach (var predecessor in predecessors[block])
                if (body.Add(predecessor))
                    work.Push(predecessor);
        }
        return body;
    }
}
