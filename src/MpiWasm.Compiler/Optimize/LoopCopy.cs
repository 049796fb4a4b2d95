using MpiWasm.Llvm;

namespace MpiWasm.Compiler.Optimize;

/// <summary>Copies a loop and puts a choice between original and copy at the end of the preheader.</summary>
internal static unsafe class LoopCopy
{
    /// <summary>
    /// After this the preheader goes to the original when the condition holds, else to the copy, which LLVM is told to leave as it is.
    /// </summary>
    public static void Guard(Loop loop, LlvmValue condition, ProvenIr ir, LlvmValue function)
    {
        var blocks = new Dictionary<LlvmBlock, LlvmBlock>();
        var values = new Dictionary<LlvmValue, LlvmValue>();
        var last = loop.Blocks[^1];
        fixed (byte* name = "slow\0"u8)
        {
            foreach (var block in loop.Blocks)
            {
                var copy = LLVM.AppendBasicBlockInContext(ir.Context, function, name);
                LLVM.MoveBasicBlockAfter(copy, last);
                blocks[block] = last = copy;
            }
        }
        foreach (var block in loop.Blocks)
        {
            LLVM.PositionBuilderAtEnd(ir.Builder, blocks[block]);
            LLVM.SetCurrentDebugLocation2(ir.Builder, default);    // else the builder gives every copy its own
            foreach (var instruction in Loop.Instructions(block))
            {
                var copy = LLVM.InstructionClone(instruction);
                LLVM.InsertIntoBuilder(ir.Builder, copy);
                values[instruction] = copy;
            }
        }
        foreach (var (instruction, copy) in values.ToArray())
            Connect(instruction, copy, blocks, values, ir);
        foreach (var exit in loop.Blocks.SelectMany(Loop.Successors).Where(block => !loop.Members.Contains(block)).Distinct())
            AddExitValues(exit, loop, blocks, values);
        Discourage(LLVM.GetBasicBlockTerminator(blocks[loop.Latch]), ir.Context);

        var jump = LLVM.GetBasicBlockTerminator(loop.Preheader);
        ir.Before(jump);
        LLVM.BuildCondBr(ir.Builder, condition, loop.Header, blocks[loop.Header]);
        LLVM.InstructionEraseFromParent(jump);
    }

    private static void Connect(LlvmValue instruction, LlvmValue copy, Dictionary<LlvmBlock, LlvmBlock> blocks,
        Dictionary<LlvmValue, LlvmValue> values, ProvenIr ir)
    {
        if (LLVM.GetInstructionOpcode(copy) == LlvmOpcode.Phi)
        {
            // A clone keeps the incoming blocks and LLVM-C cannot change them: build the phi anew.
            ir.Before(copy);
            var phi = ir.Phi(LLVM.TypeOf(instruction));
            for (uint i = 0, count = LLVM.CountIncoming(instruction); i < count; i++)
            {
                var value = LLVM.GetIncomingValue(instruction, i);
                var block = LLVM.GetIncomingBlock(instruction, i);
                ProvenIr.AddIncoming(phi, values.GetValueOrDefault(value, value), blocks.GetValueOrDefault(block, block));
            }
            LLVM.ReplaceAllUsesWith(copy, phi);
            LLVM.InstructionEraseFromParent(copy);
            values[instruction] = phi;
            return;
        }
        for (uint i = 0, count = (uint)LLVM.GetNumOperands(copy); i < count; i++)
            if (values.TryGetValue(LLVM.GetOperand(copy, i), out var mapped))
                LLVM.SetOperand(copy, i, mapped);
        if (LLVM.GetBasicBlockTerminator(LLVM.GetInstructionParent(copy)) == copy)
            for (uint i = 0, count = LLVM.GetNumSuccessors(copy); i < count; i++)
                if (blocks.TryGetValue(LLVM.GetSuccessor(copy, i), out var mapped))
                    LLVM.SetSuccessor(copy, i, mapped);
    }

    // In LCSSA form everything that leaves the loop does so through a phi of an exit block.
    private static void AddExitValues(
        LlvmBlock exit, Loop loop, Dictionary<LlvmBlock, LlvmBlock> blocks, Dictionary<LlvmValue, LlvmValue> values)
    {
        foreach (var phi in Loop.Instructions(exit).TakeWhile(i => LLVM.GetInstructionOpcode(i) == LlvmOpcode.Phi))
            for (uint i = 0, count = LLVM.CountIncoming(phi); i < count; i++)
                if (LLVM.GetIncomingBlock(phi, i) is var from && loop.Members.Contains(from))
                {
                    var value = LLVM.GetIncomingValue(phi, i);
                    ProvenIr.AddIncoming(phi, values.GetValueOrDefault(value, value), blocks[from]);
                }
    }

    // The copy hardly ever runs: vectorising and unrolling it would only cost compile time and space.
    private static void Discourage(LlvmValue latch, LlvmContext context)
    {
        var word = LLVM.MetadataString(context, "llvm.loop.disable_nonforced");
        var hint = LLVM.MDNodeInContext2(context, &word, 1);
        // A loop's node refers to itself, which keeps it distinct from that of other loops.
        var placeholder = LLVM.TemporaryMDNode(context, null, 0);
        var parts = stackalloc LlvmMetadata[] { placeholder, hint };
        var node = LLVM.MDNodeInContext2(context, parts, 2);
        LLVM.MetadataReplaceAllUsesWith(placeholder, node);
        LLVM.SetMetadata(latch, LLVM.MetadataKind(context, "llvm.loop"), LLVM.MetadataAsValue(context, node));
    }
}
