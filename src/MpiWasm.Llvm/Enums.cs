namespace MpiWasm.Llvm;

// Values are those of llvm-c/Core.h and llvm-c/TargetMachine.h.

internal enum LlvmOpcode
{
    Ret = 1,
    Br = 2,
    Switch = 3,
    IndirectBr = 4,
    Invoke = 5,
    Unreachable = 7,
    Add = 8,
    Sub = 10,
    Mul = 12,
    Shl = 20,
    LShr = 21,
    AShr = 22,
    And = 23,
    Or = 24,
    Xor = 25,
    Alloca = 26,
    Load = 27,
    Store = 28,
    GetElementPtr = 29,
    Trunc = 30,
    ZExt = 31,
    SExt = 32,
    PtrToInt = 39,
    BitCast = 41,
    ICmp = 42,
    Phi = 44,
    Call = 45,
    Select = 46,
    Freeze = 68,
    Fence = 55,
    AtomicCmpXchg = 56,
    AtomicRmw = 57,
}

internal enum IntPredicate
{
    Equal = 32,
    NotEqual,
    UnsignedGreater,
    UnsignedGreaterEqual,
    UnsignedLess,
    UnsignedLessEqual,
    SignedGreater,
    SignedGreaterEqual,
    SignedLess,
    SignedLessEqual,
}

internal enum RealPredicate
{
    OrderedEqual = 1,
    OrderedGreater,
    OrderedGreaterEqual,
    OrderedLess,
    OrderedLessEqual,
    OrderedNotEqual,
    Ordered,
    Unordered,
    UnorderedEqual,
    UnorderedGreater,
    UnorderedGreaterEqual,
    UnorderedLess,
    UnorderedLessEqual,
    UnorderedNotEqual,
}

internal enum Linkage
{
    External = 0,
    Internal = 8,
    Private = 9,
    Common = 14,
}

/// <summary>Kinds of types that code of ours tells apart.</summary>
internal enum TypeKind
{
    Void = 0,
    Half = 1,
    Float = 2,
    Double = 3,
    X86Fp80 = 4,
    Fp128 = 5,
    Integer = 8,
    Function = 9,
    Struct = 10,
    Array = 11,
    Pointer = 12,
    Vector = 13,
}

internal enum CallingConvention
{
    C = 0,
    Tail = 18,
}

internal enum TailCallKind
{
    None,
    Tail,
    MustTail,
    NoTail,
}

internal enum Visibility
{
    Default,
    Hidden,
    Protected,
}

internal enum AtomicOrdering
{
    NotAtomic = 0,
    Unordered = 1,
    Monotonic = 2,
    Acquire = 4,
    Release = 5,
    AcquireRelease = 6,
    SequentiallyConsistent = 7,
}

internal enum AtomicOperation
{
    Exchange,
    Add,
    Subtract,
    And,
    Nand,
    Or,
    Xor,
}

internal enum CodeGenLevel
{
    None,
    Less,
    Default,
    Aggressive,
}

internal enum RelocationMode
{
    Default,
    Static,
    Pic,
}

internal enum CodeModel
{
    Default,
}

internal enum CodeGenFile
{
    Assembly,
    Object,
}

internal enum ModuleFlag
{
    Error,
    Warning,
}

internal enum DiagnosticSeverity
{
    Error,
    Warning,
    Remark,
    Note,
}
