using MpiWasm.Llvm;

namespace MpiWasm.Compiler.Optimize;

/// <summary>
/// Lets loops compute guest addresses in 64 bits, and do without the clamp of those that have 64 bits. A guest address is 32 bits wide and
/// wraps; LLVM therefore cannot merge the arithmetic into the processor's addressing, prove that accesses are consecutive, or tell arrays
/// apart, except by run-time checks of its own that are costly and give up early.
///
/// For every innermost loop whose iterations can be counted before it starts, this pass emits before it the exact range, in 64 bits, of
/// each address in it that grows by a constant. When all lie in [0, 2^32) no address wraps, and a version of the loop runs in which
/// `zext(address)` is replaced by the same sum without wrapping. Otherwise a copy of the loop as it was runs. Both compute the same: the
/// sums are equal modulo 2^32, and equal when in range.
///
/// Addresses of 64-bit memories have 64 bits already, and are clamped to a limit (`umin(address, limit)`). Where all lie in [0, limit], the
/// fast version does without the minimum, and gets the same sums.
///
/// Why the sandbox holds: in the fast loop an address is S + stride · k with S below 2^32, or 2^61. k never exceeds the number the guard
/// used, because both come from the same SSA values; loaded ones are frozen, so that LLVM may not read the guest's memory a second time and
/// see another value, and so is what may be poison (<see cref="Definedness"/>). That holds for what the program does, not for what the
/// processor tries: when the guard is predicted wrongly, the fast loop runs until the mistake is noticed. Its first few hundred iterations
/// stay within 2^29 of an address below 2^32, but LLVM may begin the rest of a vectorised loop at its last iterations, 2^52 away, and
/// addresses of 64 bits may lie anywhere, which no reservation of address space takes in. docs/security.md says so.
/// </summary>
internal static class AddressWidening
{
    /// <summary>Strides are below this.</summary>
    private const long MaxStride = 1 << 20;

    // Constants beyond are taken for the address of a static array, which belongs to the base: an index from
    // below it would look like a wrap.
    private const int StaticArea = 1 << 16;
    private const int MaxLoopInstructions = 3000, MaxGroups = 24;
    private const ulong MostBounded32 = 1UL << 30, MostBounded64 = 1UL << 40, MostConstant = 1UL << 60;

    /// <summary>Passes that bring loops into the form the analysis reads.</summary>
    public const string Preparation = "function(sroa,early-cse,simplifycfg,instcombine<no-verify-fixpoint>,loop-simplify,"
        + "loop-mssa(loop-rotate,licm),loop-simplify,lcssa)";

    /// <summary>Changes all functions of the module; run <see cref="Preparation"/> before.</summary>
    public static void Run(LlvmContext context, LlvmModule module)
    {
        using var ir = new ProvenIr(context);
        for (var function = LLVM.GetFirstFunction(module); !function.IsNull; function = LLVM.GetNextFunction(function))
        {
            if (LLVM.GetFirstBasicBlock(function).IsNull)
                continue;
            var seen = new HashSet<LlvmValue>();
            foreach (var loop in Loop.InnermostOf(function))
                Widen(loop, ir, function, seen);
        }
    }

    private static void Widen(Loop loop, ProvenIr ir, LlvmValue function, HashSet<LlvmValue> seen)
    {
        if (loop.Blocks.Sum(block => Loop.Instructions(block).Count()) > MaxLoopInstructions || loop.Blocks.Any(EndsUnusually))
            return;
        if (Addresses(loop, new AffineAnalysis(loop), counted: true).Count is 0 or > MaxGroups)
            return;
        FreezeLoads(loop, ir, seen);

        // The guard.
        var analysis = new AffineAnalysis(loop);
        var count = TripCount.Of(loop, analysis);
        var groups = Addresses(loop, analysis, count is not null);
        ir.StartGuard(LLVM.GetBasicBlockTerminator(loop.Preheader));
        var conditions = new List<LlvmValue>();
        var last = groups.Count == 0 ? default : count?.Emit(ir, conditions) ?? default;
        foreach (var group in groups)
            group.EmitGuard(ir, last, conditions);
        if (conditions.Count == 0)
            return;     // constants only: nothing to gain
        LoopCopy.Guard(loop, conditions.Aggregate(ir.And), ir, function);

        // The fast version.
        var iteration = last.IsNull ? default : Counter(loop, ir);
        var separate = loop.Blocks.SelectMany(Loop.Instructions).Any(i => LLVM.GetInstructionOpcode(i) == LlvmOpcode.Store);
        foreach (var group in groups)
            group.Rewrite(ir, loop, iteration, separate);
    }

    // invoke and its like define values on one of their edges only, which the copy does not care to get right.
    private static bool EndsUnusually(LlvmBlock block) =>
        LLVM.GetInstructionOpcode(LLVM.GetBasicBlockTerminator(block)) is not (LlvmOpcode.Br or LlvmOpcode.Switch or LlvmOpcode.Unreachable
            or LlvmOpcode.Ret);

    private static List<AddressGroup> Addresses(Loop loop, AffineAnalysis analysis, bool counted)
    {
        var groups = new Dictionary<string, AddressGroup>();
        foreach (var instruction in loop.Blocks.SelectMany(Loop.Instructions))
        {
            if (!IsAddress(instruction, loop, out var address, out var limit) || analysis.Of(address) is not { } form)
                continue;
            // A bounded value of 32 bits alone cannot wrap, and is as good as it is.
            var nothingToGain = form.Stride == 0 && (form.Bounded.Count == 0
                || (limit.IsNull && form.Invariants.Count == 0 && form.Constant == 0 && form.Bounded.Count == 1));
            if (nothingToGain || (form.Stride != 0 && !counted) || !HasSmallStride(form)
                || form.BoundedMaximum >= (limit.IsNull ? MostBounded32 : MostBounded64)
                || (form.Invariants.Count == 0 && form.Constant >= MostConstant))
                continue;
            var shared = form.Invariants.Count == 0 ? 0 : form.Wrap((form.Constant + (StaticArea / 2)) & ~(ulong)(StaticArea - 1));
            var key = $"{form.Key}:{shared}:{limit.Handle:x}";
            if (!groups.TryGetValue(key, out var group))
                groups[key] = group = new AddressGroup(form, shared, limit);
            group.Add(instruction, form);
        }
        return [.. groups.Values];
    }

    /// <summary>Whether products with numbers of iterations can be reckoned with.</summary>
    public static bool HasSmallStride(Affine form) => form.SignedStride is > -MaxStride and < MaxStride;

    /// <summary>
    /// Whether an instruction makes an address: of one of 32 bits one of 64, or one of 64 bits no larger than a limit from before the loop.
    /// </summary>
    private static bool IsAddress(LlvmValue instruction, Loop loop, out LlvmValue address, out LlvmValue limit)
    {
        address = limit = default;
        if (!ProvenIr.IsInteger(instruction, 64))
            return false;
        if (LLVM.GetInstructionOpcode(instruction) == LlvmOpcode.ZExt)
        {
            address = LLVM.GetOperand(instruction, 0);
            return ProvenIr.IsInteger(address, 32) && loop.Defines(address);
        }
        if (!Clamp.Is(instruction))
            return false;
        (address, limit) = (LLVM.GetOperand(instruction, 0), LLVM.GetOperand(instruction, 1));
        if (!loop.Defines(address))
            (address, limit) = (limit, address);
        return loop.Defines(address) && !loop.Defines(limit);
    }

    // The guard's inputs must be the very values the loop uses, and a plain load may be repeated by LLVM.
    private static void FreezeLoads(Loop loop, ProvenIr ir, HashSet<LlvmValue> seen)
    {
        const int FloatKind = 2, DoubleKind = 3, IntegerKind = 8;
        static int Kind(LlvmValue value) => LLVM.GetTypeKind(LLVM.TypeOf(value));
        var work = new Stack<LlvmValue>(loop.Blocks.SelectMany(Loop.Instructions)
            .SelectMany(Operands)
            .Where(value => !loop.Defines(value) && Kind(value) == IntegerKind));
        while (work.TryPop(out var value))
        {
            // Floats too: integers may be made of them.
            if (LLVM.IsAInstruction(value).IsNull || Kind(value) is not (IntegerKind or FloatKind or DoubleKind) || !seen.Add(value))
                continue;
            if (LLVM.GetInstructionOpcode(value) == LlvmOpcode.Load)
            {
                ir.Before(LLVM.GetNextInstruction(value));
                var frozen = ir.Freeze(value);
                LLVM.ReplaceAllUsesWith(value, frozen);
                LLVM.SetOperand(frozen, 0, value);
                seen.Add(frozen);
            }
            else if (LLVM.GetInstructionOpcode(value) != LlvmOpcode.Call || LLVM.GetIntrinsicID(LLVM.GetCalledValue(value)) != 0)
            {
                foreach (var operand in Operands(value))
                    work.Push(operand);
            }
        }
    }

    private static IEnumerable<LlvmValue> Operands(LlvmValue instruction)
    {
        for (uint i = 0, count = (uint)LLVM.GetNumOperands(instruction); i < count; i++)
            yield return LLVM.GetOperand(instruction, i);
    }

    // 0, 1, 2, … in 64 bits.
    private static LlvmValue Counter(Loop loop, ProvenIr ir)
    {
        ir.Before(LLVM.GetFirstInstruction(loop.Header));
        var counter = ir.Phi(ir.I64);
        ir.Before(LLVM.GetBasicBlockTerminator(loop.Latch));
        var next = ir.Add(counter, ir.Int64(1));
        LLVM.SetNUW(next, 1);
        LLVM.SetNSW(next, 1);
        ProvenIr.AddIncoming(counter, ir.Int64(0), loop.Preheader);
        ProvenIr.AddIncoming(counter, next, loop.Latch);
        return counter;
    }
}
