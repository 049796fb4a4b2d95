using System.Runtime.CompilerServices;
using System.Text;
using MpiWasm.Llvm;

namespace MpiWasm.Compiler.Guest;

/// <summary>
/// The types, constants and instructions of one LLVM module as short methods. There is deliberately no way to ask for nuw, nsw, inbounds or
/// an alignment above 1 on a guest access: guest values prove none of them.
/// </summary>
internal sealed unsafe class GuestIr : IDisposable
{
    // lives in the image's read-only data
    private static readonly byte* NoName = (byte*)Unsafe.AsPointer(ref Unsafe.AsRef(in "\0"u8[0]));
    private readonly Dictionary<(string, LlvmType), (LlvmValue, LlvmType)> _intrinsics = [];

    public GuestIr(LlvmContext context, LlvmModule module)
    {
        Context = context;
        Module = module;
        Builder = LLVM.CreateBuilderInContext(context);
        Void = LLVM.VoidTypeInContext(context);
        I1 = LLVM.IntTypeInContext(context, 1);
        I8 = LLVM.IntTypeInContext(context, 8);
        I16 = LLVM.IntTypeInContext(context, 16);
        I32 = LLVM.IntTypeInContext(context, 32);
        I64 = LLVM.IntTypeInContext(context, 64);
        F32 = LLVM.FloatTypeInContext(context);
        F64 = LLVM.DoubleTypeInContext(context);
        Ptr = LLVM.PointerTypeInContext(context, 0);
        V128 = LLVM.VectorType(I64, 2);
    }

    public LlvmContext Context { get; }

    public LlvmModule Module { get; }

    public LlvmBuilder Builder { get; }

    public LlvmType Void { get; }

    public LlvmType I1 { get; }

    public LlvmType I8 { get; }

    public LlvmType I16 { get; }

    public LlvmType I32 { get; }

    public LlvmType I64 { get; }

    public LlvmType F32 { get; }

    public LlvmType F64 { get; }

    public LlvmType Ptr { get; }

    public LlvmType V128 { get; }

    public void Dispose() => LLVM.DisposeBuilder(Builder);

    public LlvmType Int(int bits) =>
        bits switch { 8 => I8, 16 => I16, 32 => I32, 64 => I64, _ => throw new ArgumentOutOfRangeException(nameof(bits)) };

    public LlvmType FunctionType(LlvmType result, params ReadOnlySpan<LlvmType> parameters)
    {
        fixed (LlvmType* p = parameters)
            return LLVM.FunctionType(result, p, (uint)parameters.Length, 0);
    }

    // Constants.
    public LlvmValue C1(bool value) => LLVM.ConstInt(I1, value ? 1u : 0u, 0);

    public LlvmValue C32(int value) => LLVM.ConstInt(I32, (uint)value, 0);

    public LlvmValue C64(long value) => LLVM.ConstInt(I64, (ulong)value, 0);

    public static LlvmValue Constant(LlvmType type, ulong value) => LLVM.ConstInt(type, value, 0);

    /// <summary>A float constant by its bits, so that a NaN keeps its payload.</summary>
    public LlvmValue CF32(uint bits) => LLVM.ConstBitCast(LLVM.ConstInt(I32, bits, 0), F32);

    public LlvmValue CF64(ulong bits) => LLVM.ConstBitCast(LLVM.ConstInt(I64, bits, 0), F64);

    public LlvmValue CF(LlvmType type, double value) =>
        type == F32 ? CF32(BitConverter.SingleToUInt32Bits((float)value)) : CF64(BitConverter.DoubleToUInt64Bits(value));

    public static LlvmValue ConstantVector(params ReadOnlySpan<LlvmValue> lanes)
    {
        fixed (LlvmValue* p = lanes)
            return LLVM.ConstVector(p, (uint)lanes.Length);
    }

    // Instructions.
    public LlvmValue Add(LlvmValue a, LlvmValue b) => LLVM.BuildAdd(Builder, a, b, NoName);

    public LlvmValue Sub(LlvmValue a, LlvmValue b) => LLVM.BuildSub(Builder, a, b, NoName);

    public LlvmValue Mul(LlvmValue a, LlvmValue b) => LLVM.BuildMul(Builder, a, b, NoName);

    public LlvmValue SDiv(LlvmValue a, LlvmValue b) => LLVM.BuildSDiv(Builder, a, b, NoName);

    public LlvmValue UDiv(LlvmValue a, LlvmValue b) => LLVM.BuildUDiv(Builder, a, b, NoName);

    public LlvmValue SRem(LlvmValue a, LlvmValue b) => LLVM.BuildSRem(Builder, a, b, NoName);

    public LlvmValue URem(LlvmValue a, LlvmValue b) => LLVM.BuildURem(Builder, a, b, NoName);

    public LlvmValue And(LlvmValue a, LlvmValue b) => LLVM.BuildAnd(Builder, a, b, NoName);

    public LlvmValue Or(LlvmValue a, LlvmValue b) => LLVM.BuildOr(Builder, a, b, NoName);

    public LlvmValue Xor(LlvmValue a, LlvmValue b) => LLVM.BuildXor(Builder, a, b, NoName);

    public LlvmValue Shl(LlvmValue a, LlvmValue b) => LLVM.BuildShl(Builder, a, b, NoName);

    public LlvmValue LShr(LlvmValue a, LlvmValue b) => LLVM.BuildLShr(Builder, a, b, NoName);

    public LlvmValue AShr(LlvmValue a, LlvmValue b) => LLVM.BuildAShr(Builder, a, b, NoName);

    public LlvmValue FAdd(LlvmValue a, LlvmValue b) => LLVM.BuildFAdd(Builder, a, b, NoName);

    public LlvmValue FSub(LlvmValue a, LlvmValue b) => LLVM.BuildFSub(Builder, a, b, NoName);

    public LlvmValue FMul(LlvmValue a, LlvmValue b) => LLVM.BuildFMul(Builder, a, b, NoName);

    public LlvmValue FDiv(LlvmValue a, LlvmValue b) => LLVM.BuildFDiv(Builder, a, b, NoName);

    public LlvmValue FNeg(LlvmValue a) => LLVM.BuildFNeg(Builder, a, NoName);

    public LlvmValue ICmp(IntPredicate predicate, LlvmValue a, LlvmValue b) => LLVM.BuildICmp(Builder, predicate, a, b, NoName);

    public LlvmValue FCmp(RealPredicate predicate, LlvmValue a, LlvmValue b) => LLVM.BuildFCmp(Builder, predicate, a, b, NoName);

    public LlvmValue Select(LlvmValue condition, LlvmValue then, LlvmValue otherwise) =>
        LLVM.BuildSelect(Builder, condition, then, otherwise, NoName);

    public LlvmValue ExtractLane(LlvmValue vector, int lane) => LLVM.BuildExtractElement(Builder, vector, C32(lane), NoName);

    public LlvmValue ExtractLane(LlvmValue vector, LlvmValue lane) => LLVM.BuildExtractElement(Builder, vector, lane, NoName);

    public LlvmValue InsertLane(LlvmValue vector, LlvmValue value, int lane) =>
        LLVM.BuildInsertElement(Builder, vector, value, C32(lane), NoName);

    /// <summary>The lanes of two vectors of one type that the mask names, the second vector's counted on from the first's.</summary>
    public LlvmValue Shuffle(LlvmValue a, LlvmValue b, IEnumerable<int> mask) =>
        LLVM.BuildShuffleVector(Builder, a, b, ConstantVector([.. mask.Select(C32)]), NoName);

    public LlvmValue Shuffle(LlvmValue vector, IEnumerable<int> mask) => Shuffle(vector, LLVM.GetPoison(LLVM.TypeOf(vector)), mask);

    public LlvmValue Freeze(LlvmValue value) => LLVM.BuildFreeze(Builder, value, NoName);

    /// <summary>The same value, of which LLVM does not know where it comes from.</summary>
    public LlvmValue Opaque(LlvmValue value) => OpaqueValue.Of(Context, Builder, value);

    public LlvmValue Phi(LlvmType type) => LLVM.BuildPhi(Builder, type, NoName);

    public static void AddIncoming(LlvmValue phi, LlvmValue value, LlvmBlock from) => LLVM.AddIncoming(phi, &value, &from, 1);

    public LlvmValue Trunc(LlvmValue value, LlvmType type) => LLVM.BuildTrunc(Builder, value, type, NoName);

    public LlvmValue ZExt(LlvmValue value, LlvmType type) => LLVM.BuildZExt(Builder, value, type, NoName);

    public LlvmValue SExt(LlvmValue value, LlvmType type) => LLVM.BuildSExt(Builder, value, type, NoName);

    public LlvmValue FPToSI(LlvmValue value, LlvmType type) => LLVM.BuildFPToSI(Builder, value, type, NoName);

    public LlvmValue FPToUI(LlvmValue value, LlvmType type) => LLVM.BuildFPToUI(Builder, value, type, NoName);

    public LlvmValue SIToFP(LlvmValue value, LlvmType type) => LLVM.BuildSIToFP(Builder, value, type, NoName);

    public LlvmValue UIToFP(LlvmValue value, LlvmType type) => LLVM.BuildUIToFP(Builder, value, type, NoName);

    public LlvmValue FPTrunc(LlvmValue value) => FPTrunc(value, F32);

    public LlvmValue FPTrunc(LlvmValue value, LlvmType type) => LLVM.BuildFPTrunc(Builder, value, type, NoName);

    public LlvmValue FPExt(LlvmValue value) => FPExt(value, F64);

    public LlvmValue FPExt(LlvmValue value, LlvmType type) => LLVM.BuildFPExt(Builder, value, type, NoName);

    public LlvmValue BitCast(LlvmValue value, LlvmType type) => LLVM.BuildBitCast(Builder, value, type, NoName);

    public LlvmValue PtrToInt(LlvmValue value) => LLVM.BuildPtrToInt(Builder, value, I64, NoName);

    public LlvmValue Alloca(LlvmType type) => LLVM.BuildAlloca(Builder, type, NoName);

    public LlvmValue Load(LlvmType type, LlvmValue pointer) => LLVM.BuildLoad2(Builder, type, pointer, NoName);

    public LlvmValue Store(LlvmValue value, LlvmValue pointer) => LLVM.BuildStore(Builder, value, pointer);

    /// <summary>Byte arithmetic on a pointer, without inbounds.</summary>
    public LlvmValue Offset(LlvmValue pointer, LlvmValue bytes) => LLVM.BuildGEP2(Builder, I8, pointer, &bytes, 1, NoName);

    public LlvmValue Offset(LlvmValue pointer, long bytes) => bytes == 0 ? pointer : Offset(pointer, C64(bytes));

    public LlvmValue AtomicRmw(AtomicOperation operation, LlvmValue pointer, LlvmValue value) =>
        LLVM.BuildAtomicRMW(Builder, operation, pointer, value, AtomicOrdering.SequentiallyConsistent, 0);

    public LlvmValue CmpXchg(LlvmValue pointer, LlvmValue expected, LlvmValue replacement, bool isVolatile)
    {
        var exchange = LLVM.BuildAtomicCmpXchg(
            Builder, pointer, expected, replacement, AtomicOrdering.SequentiallyConsistent, AtomicOrdering.SequentiallyConsistent, 0);
        if (isVolatile)
            LLVM.SetVolatile(exchange, 1);
        return LLVM.BuildExtractValue(Builder, exchange, 0, NoName);
    }

    /// <summary>Orders memory accesses for the compiler only; no instruction comes of it.</summary>
    public void CompilerBarrier() => LLVM.BuildFence(Builder, AtomicOrdering.SequentiallyConsistent, 1, NoName);

    public void Fence() => LLVM.BuildFence(Builder, AtomicOrdering.SequentiallyConsistent, 0, NoName);

    public LlvmValue MemMove(LlvmValue to, LlvmValue from, LlvmValue length) => LLVM.BuildMemMove(Builder, to, 1, from, 1, length);

    public LlvmValue MemSet(LlvmValue to, LlvmValue value, LlvmValue length) => LLVM.BuildMemSet(Builder, to, value, length, 1);

    public LlvmValue Call(LlvmType type, LlvmValue function, params ReadOnlySpan<LlvmValue> arguments)
    {
        fixed (LlvmValue* p = arguments)
            return LLVM.BuildCall2(Builder, type, function, p, (uint)arguments.Length, NoName);
    }

    /// <summary>A call whose exceptions arrive at a landing pad; instructions go on in <paramref name="then"/>.</summary>
    public LlvmValue Invoke(LlvmType type, LlvmValue function, ReadOnlySpan<LlvmValue> arguments, LlvmBlock then, LlvmBlock unwind)
    {
        fixed (LlvmValue* p = arguments)
            return LLVM.BuildInvoke2(Builder, type, function, p, (uint)arguments.Length, then, unwind, NoName);
    }

    /// <summary>A landing pad where every exception stops.</summary>
    public void LandingPad()
    {
        Span<LlvmType> fields = [Ptr, I32];
        fixed (LlvmType* p = fields)
            LLVM.SetCleanup(LLVM.BuildLandingPad(Builder, LLVM.StructTypeInContext(Context, p, 2, 0), default, 0, NoName), 1);
    }

    /// <summary>An empty piece of assembly that makes the function save these registers in its frame.</summary>
    public void Clobber(IEnumerable<string> registers)
    {
        var type = FunctionType(Void);
        var constraints = string.Join(',', registers.Select(register => $"~{{{register}}}"));
        Call(type, LLVM.GetInlineAsm(type, "", 0, constraints, (nuint)constraints.Length, 1, 0, 0, 0));
    }

    /// <summary>Calls an intrinsic overloaded on one type (pass <see cref="Void"/> for none).</summary>
    public LlvmValue Intrinsic(string name, LlvmType overload, params ReadOnlySpan<LlvmValue> arguments)
    {
        var (function, type) = FindIntrinsic(name, overload == Void ? [] : [overload]);
        return Call(type, function, arguments);
    }

    /// <summary>Calls an intrinsic overloaded on two types.</summary>
    public LlvmValue Intrinsic(string name, LlvmType first, LlvmType second, LlvmValue argument)
    {
        var (function, type) = FindIntrinsic(name, [first, second]);
        return Call(type, function, argument);
    }

    public LlvmBlock AppendBlock(LlvmValue function) => LLVM.AppendBasicBlockInContext(Context, function, NoName);

    public LlvmBlock Block => LLVM.GetInsertBlock(Builder);

    public void At(LlvmBlock block) => LLVM.PositionBuilderAtEnd(Builder, block);

    public void Br(LlvmBlock target) => LLVM.BuildBr(Builder, target);

    public void CondBr(LlvmValue condition, LlvmBlock then, LlvmBlock otherwise) => LLVM.BuildCondBr(Builder, condition, then, otherwise);

    public void Ret(LlvmValue value) => LLVM.BuildRet(Builder, value);

    public void RetVoid() => LLVM.BuildRetVoid(Builder);

    public void Unreachable() => LLVM.BuildUnreachable(Builder);

    private (LlvmValue Function, LlvmType Type) FindIntrinsic(string name, ReadOnlySpan<LlvmType> overloads)
    {
        var key = (overloads.Length == 2 ? $"{name}.{overloads[1].Handle}" : name, overloads.IsEmpty ? Void : overloads[0]);
        if (_intrinsics.TryGetValue(key, out var found))
            return found;
        var utf8 = Encoding.ASCII.GetBytes(name);
        fixed (byte* text = utf8)
        fixed (LlvmType* types = overloads)
        {
            var id = LLVM.LookupIntrinsicID(text, (nuint)utf8.Length);
            found = (LLVM.GetIntrinsicDeclaration(Module, id, types, (nuint)overloads.Length),
                LLVM.IntrinsicGetType(Context, id, types, (nuint)overloads.Length));
        }
        _intrinsics.Add(key, found);
        return found;
    }
}
