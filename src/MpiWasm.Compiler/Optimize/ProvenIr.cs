using MpiWasm.Llvm;

namespace MpiWasm.Compiler.Optimize;

/// <summary>Short names for the instructions a pass of ours emits; 32- and 64-bit integers only.</summary>
internal sealed unsafe class ProvenIr(LlvmContext context) : IDisposable
{
    private static readonly byte[] None = [0];

    private readonly Dictionary<LlvmValue, LlvmValue> _definite = [];
    private readonly LlvmType _i32 = LLVM.IntTypeInContext(context, 32);

    public LlvmContext Context => context;

    public LlvmBuilder Builder { get; } = LLVM.CreateBuilderInContext(context);

    public LlvmType I64 { get; } = LLVM.IntTypeInContext(context, 64);

    public static bool IsInteger(LlvmValue value, uint bits) => IsInteger(LLVM.TypeOf(value), bits);

    public static bool IsInteger(LlvmType type, uint bits)
    {
        const int IntegerKind = 8;
        return LLVM.GetTypeKind(type) == IntegerKind && LLVM.GetIntTypeWidth(type) == bits;
    }

    /// <summary>Whether a getelementptr counts in bytes.</summary>
    public static bool IsByteOffset(LlvmValue pointer) => IsInteger(LLVM.GetGEPSourceElementType(pointer), 8);

    public void Before(LlvmValue instruction) => LLVM.PositionBuilderBefore(Builder, instruction);

    public LlvmValue Int64(long value) => LLVM.ConstInt(I64, (ulong)value, 1);

    private LlvmValue Int(uint bits, ulong value) => LLVM.ConstInt(bits == 32 ? _i32 : I64, value, 0);

    public LlvmValue Add(LlvmValue left, LlvmValue right)
    {
        fixed (byte* name = None)
            return LLVM.BuildAdd(Builder, left, right, name);
    }

    public LlvmValue Sub(LlvmValue left, LlvmValue right)
    {
        fixed (byte* name = None)
            return LLVM.BuildSub(Builder, left, right, name);
    }

    public LlvmValue Mul(LlvmValue left, LlvmValue right)
    {
        fixed (byte* name = None)
            return LLVM.BuildMul(Builder, left, right, name);
    }

    /// <summary>A sum that is known not to wrap as a signed number, and perhaps not as an unsigned one.</summary>
    public LlvmValue Add(LlvmValue left, LlvmValue right, bool unsigned) => Mark(Add(left, right), unsigned);

    /// <summary>A product that is known not to wrap as a signed number, and perhaps not as an unsigned one.</summary>
    public LlvmValue Mul(LlvmValue left, LlvmValue right, bool unsigned) => Mark(Mul(left, right), unsigned);

    private static LlvmValue Mark(LlvmValue arithmetic, bool unsigned)
    {
        // The builder folds constants and neutral elements: only what it made can be marked.
        if (!LLVM.IsAInstruction(arithmetic).IsNull && LLVM.GetInstructionOpcode(arithmetic) is LlvmOpcode.Add or LlvmOpcode.Mul)
        {
            LLVM.SetNSW(arithmetic, 1);
            LLVM.SetNUW(arithmetic, unsigned ? 1 : 0);
        }
        return arithmetic;
    }

    public LlvmValue UnsignedQuotient(LlvmValue left, LlvmValue right)
    {
        fixed (byte* name = None)
            return LLVM.BuildUDiv(Builder, left, right, name);
    }

    public LlvmValue UnsignedRemainder(LlvmValue left, LlvmValue right)
    {
        fixed (byte* name = None)
            return LLVM.BuildURem(Builder, left, right, name);
    }

    public LlvmValue And(LlvmValue left, LlvmValue right)
    {
        fixed (byte* name = None)
            return LLVM.BuildAnd(Builder, left, right, name);
    }

    public LlvmValue Compare(IntPredicate predicate, LlvmValue left, LlvmValue right)
    {
        fixed (byte* name = None)
            return LLVM.BuildICmp(Builder, predicate, left, right, name);
    }

    public LlvmValue Select(LlvmValue condition, LlvmValue then, LlvmValue otherwise)
    {
        fixed (byte* name = None)
            return LLVM.BuildSelect(Builder, condition, then, otherwise, name);
    }

    /// <summary>A value of 32 or 64 bits as one of 64.</summary>
    public LlvmValue Wide(LlvmValue value, bool signed = false)
    {
        if (IsInteger(value, 64))
            return value;
        fixed (byte* name = None)
            return signed ? LLVM.BuildSExt(Builder, value, I64, name) : LLVM.BuildZExt(Builder, value, I64, name);
    }

    /// <summary>The address so many bytes after a pointer; not inbounds.</summary>
    public LlvmValue Offset(LlvmValue pointer, LlvmValue bytes)
    {
        fixed (byte* name = None)
            return LLVM.BuildGEP2(Builder, LLVM.IntTypeInContext(Context, 8), pointer, &bytes, 1, name);
    }

    /// <summary>The same pointer, where LLVM cannot see from which it was made. Costs at most a move.</summary>
    public LlvmValue Opaque(LlvmValue pointer) => OpaqueValue.Of(Context, Builder, pointer);

    public LlvmValue Freeze(LlvmValue value)
    {
        fixed (byte* name = None)
            return LLVM.BuildFreeze(Builder, value, name);
    }

    public LlvmValue Phi(LlvmType type)
    {
        fixed (byte* name = None)
            return LLVM.BuildPhi(Builder, type, name);
    }

    public static void AddIncoming(LlvmValue phi, LlvmValue value, LlvmBlock block) => LLVM.AddIncoming(phi, &value, &block, 1);

    /// <summary>The invariant part of a form, as the value of its width that it has in the guest.</summary>
    public LlvmValue Narrow(Affine form) => Narrow(form, form.Constant);

    /// <summary>The same with another constant.</summary>
    public LlvmValue Narrow(Affine form, ulong constant)
    {
        LlvmValue sum = default;
        foreach (var (value, factor) in form.Invariants)
        {
            var definite = Definite(value);
            var term = factor == 1 ? definite : Mul(definite, Int(form.Bits, factor));
            sum = sum.IsNull ? term : Add(sum, term);
        }
        return sum.IsNull ? Int(form.Bits, constant) : constant == 0 ? sum : Add(sum, Int(form.Bits, constant));
    }

    /// <summary>From here on the values of another loop's guard are emitted, at another place.</summary>
    public void StartGuard(LlvmValue before)
    {
        _definite.Clear();
        Before(before);
    }

    /// <summary>Where the loop really uses the value it is not poison, and freezing it changes nothing.</summary>
    public LlvmValue Definite(LlvmValue value)
    {
        if (!_definite.TryGetValue(value, out var definite))
            _definite[value] = definite = Definedness.IsSure(value) ? value : Freeze(value);
        return definite;
    }

    public void Dispose() => LLVM.DisposeBuilder(Builder);
}
