using MpiWasm.Image;
using MpiWasm.Llvm;
using MpiWasm.Wasm;
using O = MpiWasm.Wasm.Opcode;

namespace MpiWasm.Compiler.Guest;

/// <summary>Translates one instruction.</summary>
internal delegate void Emit(FunctionEmitter e, in Instruction i);

/// <summary>Which method translates which instruction.</summary>
internal static partial class InstructionEmitters
{
    private const int PrefixedSlots = 0x80, VectorBase = 0xFD000, VectorSlots = 0x114;

    private static readonly Emit?[] _byCode = Index();

    /// <exception cref="CompileException">MW0209: no row.</exception>
    public static Emit Find(InstructionInfo info) =>
        Row(info.Opcode) ?? throw new CompileException(CompileException.Unsupported, $"the compiler does not know the instruction {info.Name}");

    /// <summary>Whether the instruction has a row.</summary>
    public static bool Knows(O opcode) => Row(opcode) is not null;

    private static Emit? Row(O opcode) =>
        (int)opcode is >= VectorBase and < VectorBase + VectorSlots ? Vector.ByCode[(int)opcode - VectorBase] : _byCode[Slot(opcode)];

    private static Emit?[] Index()
    {
        var index = new Emit?[0x100 + (3 * PrefixedSlots)];
        foreach (var (opcode, emit) in Rows())
            index[Slot(opcode)] = emit;
        return index;
    }

    private static int Slot(O opcode)
    {
        var code = (int)opcode;
        return code switch
        {
            < 0x100 => code,
            >= 0xFC00 and < 0xFC00 + PrefixedSlots => 0x100 + code - 0xFC00,
            >= 0xFE00 and < 0xFE00 + PrefixedSlots => 0x100 + PrefixedSlots + code - 0xFE00,
            _ => 0x100 + (2 * PrefixedSlots),   // no rows there
        };
    }

    private static void Nothing()
    {
    }

    private static (O Opcode, Emit Emit)[] Rows() =>
    [
        // Control
        (O.Unreachable,             static (e, in i) => e.Unreachable()),
        (O.Nop,                     static (e, in i) => Nothing()),
        (O.Block,                   static (e, in i) => e.Block(i)),
        (O.Loop,                    static (e, in i) => e.Loop(i)),
        (O.If,                      static (e, in i) => e.If(i)),
        (O.Else,                    static (e, in i) => e.Else()),
        (O.End,                     static (e, in i) => e.End()),
        (O.Br,                      static (e, in i) => e.Br(i)),
        (O.BrIf,                    static (e, in i) => e.BrIf(i)),
        (O.BrTable,                 static (e, in i) => e.BrTable(i)),
        (O.Return,                  static (e, in i) => e.Return()),
        (O.Call,                    static (e, in i) => e.Call(i)),
        (O.CallIndirect,            static (e, in i) => e.CallIndirect(i)),

        // Exceptions
        (O.TryTable,                static (e, in i) => e.TryTable(i)),
        (O.Throw,                   static (e, in i) => e.Throw(i)),
        (O.ThrowRef,                static (e, in i) => e.ThrowRef()),
        (O.Try,                     static (e, in i) => e.Try(i)),
        (O.Catch,                   static (e, in i) => e.Catch(i)),
        (O.CatchAll,                static (e, in i) => e.CatchAll()),
        (O.Delegate,                static (e, in i) => e.Delegate(i)),
        (O.Rethrow,                 static (e, in i) => e.Rethrow(i)),

        // Parametric, variables, tables, references
        (O.Drop,                    static (e, in i) => e.Drop()),
        (O.Select,                  static (e, in i) => e.Select()),
        (O.SelectTyped,             static (e, in i) => e.Select()),
        (O.LocalGet,                static (e, in i) => e.LocalGet(i)),
        (O.LocalSet,                static (e, in i) => e.LocalSet(i)),
        (O.LocalTee,                static (e, in i) => e.LocalTee(i)),
        (O.GlobalGet,               static (e, in i) => e.GlobalGet(i)),
        (O.GlobalSet,               static (e, in i) => e.GlobalSet(i)),
        (O.TableGet,                static (e, in i) => e.TableGet(i)),
        (O.TableSet,                static (e, in i) => e.TableSet(i)),
        (O.TableInit,               static (e, in i) => e.TableInit(i)),
        (O.ElemDrop,                static (e, in i) => e.ElementDrop(i)),
        (O.TableCopy,               static (e, in i) => e.TableCopy(i)),
        (O.TableGrow,               static (e, in i) => e.TableGrow(i)),
        (O.TableSize,               static (e, in i) => e.TableSizeOf(i)),
        (O.TableFill,               static (e, in i) => e.TableFill(i)),
        (O.RefNull,                 static (e, in i) => e.RefNull()),
        (O.RefIsNull,               static (e, in i) => e.RefIsNull()),
        (O.RefFunc,                 static (e, in i) => e.RefFunc(i)),

        // Memory
        (O.I32Load,                 static (e, in i) => e.Load(i, e.Ir.I32)),
        (O.I64Load,                 static (e, in i) => e.Load(i, e.Ir.I64)),
        (O.F32Load,                 static (e, in i) => e.Load(i, e.Ir.F32)),
        (O.F64Load,                 static (e, in i) => e.Load(i, e.Ir.F64)),
        (O.I32Load8S,               static (e, in i) => e.LoadSigned(i, e.Ir.I8, e.Ir.I32)),
        (O.I32Load8U,               static (e, in i) => e.LoadUnsigned(i, e.Ir.I8, e.Ir.I32)),
        (O.I32Load16S,              static (e, in i) => e.LoadSigned(i, e.Ir.I16, e.Ir.I32)),
        (O.I32Load16U,              static (e, in i) => e.LoadUnsigned(i, e.Ir.I16, e.Ir.I32)),
        (O.I64Load8S,               static (e, in i) => e.LoadSigned(i, e.Ir.I8, e.Ir.I64)),
        (O.I64Load8U,               static (e, in i) => e.LoadUnsigned(i, e.Ir.I8, e.Ir.I64)),
        (O.I64Load16S,              static (e, in i) => e.LoadSigned(i, e.Ir.I16, e.Ir.I64)),
        (O.I64Load16U,              static (e, in i) => e.LoadUnsigned(i, e.Ir.I16, e.Ir.I64)),
        (O.I64Load32S,              static (e, in i) => e.LoadSigned(i, e.Ir.I32, e.Ir.I64)),
        (O.I64Load32U,              static (e, in i) => e.LoadUnsigned(i, e.Ir.I32, e.Ir.I64)),
        (O.I32Store,                static (e, in i) => e.Store(i)),
        (O.I64Store,                static (e, in i) => e.Store(i)),
        (O.F32Store,                static (e, in i) => e.Store(i)),
        (O.F64Store,                static (e, in i) => e.Store(i)),
        (O.I32Store8,               static (e, in i) => e.StoreNarrow(i, e.Ir.I8)),
        (O.I32Store16,              static (e, in i) => e.StoreNarrow(i, e.Ir.I16)),
        (O.I64Store8,               static (e, in i) => e.StoreNarrow(i, e.Ir.I8)),
        (O.I64Store16,              static (e, in i) => e.StoreNarrow(i, e.Ir.I16)),
        (O.I64Store32,              static (e, in i) => e.StoreNarrow(i, e.Ir.I32)),
        (O.MemorySize,              static (e, in i) => e.MemorySize(i)),
        (O.MemoryGrow,              static (e, in i) => e.MemoryGrow(i)),
        (O.MemoryInit,              static (e, in i) => e.MemoryInit(i)),
        (O.DataDrop,                static (e, in i) => e.DataDrop(i)),
        (O.MemoryCopy,              static (e, in i) => e.MemoryCopy(i)),
        (O.MemoryFill,              static (e, in i) => e.MemoryFill(i)),

        // Constants and comparisons
        (O.I32Const,                static (e, in i) => e.I32Const(i)),
        (O.I64Const,                static (e, in i) => e.I64Const(i)),
        (O.F32Const,                static (e, in i) => e.F32Const(i)),
        (O.F64Const,                static (e, in i) => e.F64Const(i)),
        (O.I32Eqz,                  static (e, in i) => e.EqualZero(e.Ir.I32)),
        (O.I32Eq,                   static (e, in i) => e.Compare(IntPredicate.Equal)),
        (O.I32Ne,                   static (e, in i) => e.Compare(IntPredicate.NotEqual)),
        (O.I32LtS,                  static (e, in i) => e.Compare(IntPredicate.SignedLess)),
        (O.I32LtU,                  static (e, in i) => e.Compare(IntPredicate.UnsignedLess)),
        (O.I32GtS,                  static (e, in i) => e.Compare(IntPredicate.SignedGreater)),
        (O.I32GtU,                  static (e, in i) => e.Compare(IntPredicate.UnsignedGreater)),
        (O.I32LeS,                  static (e, in i) => e.Compare(IntPredicate.SignedLessEqual)),
        (O.I32LeU,                  static (e, in i) => e.Compare(IntPredicate.UnsignedLessEqual)),
        (O.I32GeS,                  static (e, in i) => e.Compare(IntPredicate.SignedGreaterEqual)),
        (O.I32GeU,                  static (e, in i) => e.Compare(IntPredicate.UnsignedGreaterEqual)),
        (O.I64Eqz,                  static (e, in i) => e.EqualZero(e.Ir.I64)),
        (O.I64Eq,                   static (e, in i) => e.Compare(IntPredicate.Equal)),
        (O.I64Ne,                   static (e, in i) => e.Compare(IntPredicate.NotEqual)),
        (O.I64LtS,                  static (e, in i) => e.Compare(IntPredicate.SignedLess)),
        (O.I64LtU,                  static (e, in i) => e.Compare(IntPredicate.UnsignedLess)),
        (O.I64GtS,                  static (e, in i) => e.Compare(IntPredicate.SignedGreater)),
        (O.I64GtU,                  static (e, in i) => e.Compare(IntPredicate.UnsignedGreater)),
        (O.I64LeS,                  static (e, in i) => e.Compare(IntPredicate.SignedLessEqual)),
        (O.I64LeU,                  static (e, in i) => e.Compare(IntPredicate.UnsignedLessEqual)),
        (O.I64GeS,                  static (e, in i) => e.Compare(IntPredicate.SignedGreaterEqual)),
        (O.I64GeU,                  static (e, in i) => e.Compare(IntPredicate.UnsignedGreaterEqual)),
        (O.F32Eq,                   static (e, in i) => e.CompareFloat(RealPredicate.OrderedEqual)),
        (O.F32Ne,                   static (e, in i) => e.CompareFloat(RealPredicate.UnorderedNotEqual)),
        (O.F32Lt,                   static (e, in i) => e.CompareFloat(RealPredicate.OrderedLess)),
        (O.F32Gt,                   static (e, in i) => e.CompareFloat(RealPredicate.OrderedGreater)),
        (O.F32Le,                   static (e, in i) => e.CompareFloat(RealPredicate.OrderedLessEqual)),
        (O.F32Ge,                   static (e, in i) => e.CompareFloat(RealPredicate.OrderedGreaterEqual)),
        (O.F64Eq,                   static (e, in i) => e.CompareFloat(RealPredicate.OrderedEqual)),
        (O.F64Ne,                   static (e, in i) => e.CompareFloat(RealPredicate.UnorderedNotEqual)),
        (O.F64Lt,                   static (e, in i) => e.CompareFloat(RealPredicate.OrderedLess)),
        (O.F64Gt,                   static (e, in i) => e.CompareFloat(RealPredicate.OrderedGreater)),
        (O.F64Le,                   static (e, in i) => e.CompareFloat(RealPredicate.OrderedLessEqual)),
        (O.F64Ge,                   static (e, in i) => e.CompareFloat(RealPredicate.OrderedGreaterEqual)),

        // Integer arithmetic
        (O.I32Clz,                  static (e, in i) => e.CountZeros("llvm.ctlz", e.Ir.I32)),
        (O.I32Ctz,                  static (e, in i) => e.CountZeros("llvm.cttz", e.Ir.I32)),
        (O.I32Popcnt,               static (e, in i) => e.PopulationCount(e.Ir.I32)),
        (O.I32Add,                  static (e, in i) => e.Binary(e.Ir.Add)),
        (O.I32Sub,                  static (e, in i) => e.Binary(e.Ir.Sub)),
        (O.I32Mul,                  static (e, in i) => e.Binary(e.Ir.Mul)),
        (O.I32DivS,                 static (e, in i) => e.DivideSigned(e.Ir.I32)),
        (O.I32DivU,                 static (e, in i) => e.DivideUnsigned(e.Ir.I32)),
        (O.I32RemS,                 static (e, in i) => e.RemainderSigned(e.Ir.I32)),
        (O.I32RemU,                 static (e, in i) => e.RemainderUnsigned(e.Ir.I32)),
        (O.I32And,                  static (e, in i) => e.Binary(e.Ir.And)),
        (O.I32Or,                   static (e, in i) => e.Binary(e.Ir.Or)),
        (O.I32Xor,                  static (e, in i) => e.Binary(e.Ir.Xor)),
        (O.I32Shl,                  static (e, in i) => e.Shift(e.Ir.Shl, e.Ir.I32)),
        (O.I32ShrS,                 static (e, in i) => e.Shift(e.Ir.AShr, e.Ir.I32)),
        (O.I32ShrU,                 static (e, in i) => e.Shift(e.Ir.LShr, e.Ir.I32)),
        (O.I32Rotl,                 static (e, in i) => e.Rotate("llvm.fshl", e.Ir.I32)),
        (O.I32Rotr,                 static (e, in i) => e.Rotate("llvm.fshr", e.Ir.I32)),
        (O.I64Clz,                  static (e, in i) => e.CountZeros("llvm.ctlz", e.Ir.I64)),
        (O.I64Ctz,                  static (e, in i) => e.CountZeros("llvm.cttz", e.Ir.I64)),
        (O.I64Popcnt,               static (e, in i) => e.PopulationCount(e.Ir.I64)),
        (O.I64Add,                  static (e, in i) => e.Binary(e.Ir.Add)),
        (O.I64Sub,                  static (e, in i) => e.Binary(e.Ir.Sub)),
        (O.I64Mul,                  static (e, in i) => e.Binary(e.Ir.Mul)),
        (O.I64DivS,                 static (e, in i) => e.DivideSigned(e.Ir.I64)),
        (O.I64DivU,                 static (e, in i) => e.DivideUnsigned(e.Ir.I64)),
        (O.I64RemS,                 static (e, in i) => e.RemainderSigned(e.Ir.I64)),
        (O.I64RemU,                 static (e, in i) => e.RemainderUnsigned(e.Ir.I64)),
        (O.I64And,                  static (e, in i) => e.Binary(e.Ir.And)),
        (O.I64Or,                   static (e, in i) => e.Binary(e.Ir.Or)),
        (O.I64Xor,                  static (e, in i) => e.Binary(e.Ir.Xor)),
        (O.I64Shl,                  static (e, in i) => e.Shift(e.Ir.Shl, e.Ir.I64)),
        (O.I64ShrS,                 static (e, in i) => e.Shift(e.Ir.AShr, e.Ir.I64)),
        (O.I64ShrU,                 static (e, in i) => e.Shift(e.Ir.LShr, e.Ir.I64)),
        (O.I64Rotl,                 static (e, in i) => e.Rotate("llvm.fshl", e.Ir.I64)),
        (O.I64Rotr,                 static (e, in i) => e.Rotate("llvm.fshr", e.Ir.I64)),

        // Floating-point arithmetic
        (O.F32Abs,                  static (e, in i) => e.UnaryFloat("llvm.fabs", e.Ir.F32)),
        (O.F32Neg,                  static (e, in i) => e.Negate()),
        (O.F32Ceil,                 static (e, in i) => e.UnaryFloat("llvm.ceil", e.Ir.F32)),
        (O.F32Floor,                static (e, in i) => e.UnaryFloat("llvm.floor", e.Ir.F32)),
        (O.F32Trunc,                static (e, in i) => e.UnaryFloat("llvm.trunc", e.Ir.F32)),
        (O.F32Nearest,              static (e, in i) => e.UnaryFloat("llvm.roundeven", e.Ir.F32)),
        (O.F32Sqrt,                 static (e, in i) => e.UnaryFloat("llvm.sqrt", e.Ir.F32)),
        (O.F32Add,                  static (e, in i) => e.AddFloat(e.Ir.FAdd, e.Ir.F32)),
        (O.F32Sub,                  static (e, in i) => e.AddFloat(e.Ir.FSub, e.Ir.F32)),
        (O.F32Mul,                  static (e, in i) => e.MultiplyFloat(e.Ir.FMul, e.Ir.F32)),
        (O.F32Div,                  static (e, in i) => e.MultiplyFloat(e.Ir.FDiv, e.Ir.F32)),
        (O.F32Min,                  static (e, in i) => e.MinMax("llvm.minimum", e.Ir.F32)),
        (O.F32Max,                  static (e, in i) => e.MinMax("llvm.maximum", e.Ir.F32)),
        (O.F32Copysign,             static (e, in i) => e.CopySign(e.Ir.F32)),
        (O.F64Abs,                  static (e, in i) => e.UnaryFloat("llvm.fabs", e.Ir.F64)),
        (O.F64Neg,                  static (e, in i) => e.Negate()),
        (O.F64Ceil,                 static (e, in i) => e.UnaryFloat("llvm.ceil", e.Ir.F64)),
        (O.F64Floor,                static (e, in i) => e.UnaryFloat("llvm.floor", e.Ir.F64)),
        (O.F64Trunc,                static (e, in i) => e.UnaryFloat("llvm.trunc", e.Ir.F64)),
        (O.F64Nearest,              static (e, in i) => e.UnaryFloat("llvm.roundeven", e.Ir.F64)),
        (O.F64Sqrt,                 static (e, in i) => e.UnaryFloat("llvm.sqrt", e.Ir.F64)),
        (O.F64Add,                  static (e, in i) => e.AddFloat(e.Ir.FAdd, e.Ir.F64)),
        (O.F64Sub,                  static (e, in i) => e.AddFloat(e.Ir.FSub, e.Ir.F64)),
        (O.F64Mul,                  static (e, in i) => e.MultiplyFloat(e.Ir.FMul, e.Ir.F64)),
        (O.F64Div,                  static (e, in i) => e.MultiplyFloat(e.Ir.FDiv, e.Ir.F64)),
        (O.F64Min,                  static (e, in i) => e.MinMax("llvm.minimum", e.Ir.F64)),
        (O.F64Max,                  static (e, in i) => e.MinMax("llvm.maximum", e.Ir.F64)),
        (O.F64Copysign,             static (e, in i) => e.CopySign(e.Ir.F64)),

        // Conversions
        (O.I32WrapI64,              static (e, in i) => e.Wrap()),
        (O.I32TruncF32S,            static (e, in i) => e.TruncateSigned(e.Ir.I32, e.Ir.F32)),
        (O.I32TruncF32U,            static (e, in i) => e.TruncateUnsigned(e.Ir.I32, e.Ir.F32)),
        (O.I32TruncF64S,            static (e, in i) => e.TruncateSigned(e.Ir.I32, e.Ir.F64)),
        (O.I32TruncF64U,            static (e, in i) => e.TruncateUnsigned(e.Ir.I32, e.Ir.F64)),
        (O.I64TruncF32S,            static (e, in i) => e.TruncateSigned(e.Ir.I64, e.Ir.F32)),
        (O.I64TruncF32U,            static (e, in i) => e.TruncateUnsigned(e.Ir.I64, e.Ir.F32)),
        (O.I64TruncF64S,            static (e, in i) => e.TruncateSigned(e.Ir.I64, e.Ir.F64)),
        (O.I64TruncF64U,            static (e, in i) => e.TruncateUnsigned(e.Ir.I64, e.Ir.F64)),
        (O.I64ExtendI32S,           static (e, in i) => e.ExtendSigned()),
        (O.I64ExtendI32U,           static (e, in i) => e.ExtendUnsigned()),
        (O.F32ConvertI32S,          static (e, in i) => e.ConvertSigned(e.Ir.F32)),
        (O.F32ConvertI32U,          static (e, in i) => e.ConvertUnsigned(e.Ir.F32)),
        (O.F32ConvertI64S,          static (e, in i) => e.ConvertSigned(e.Ir.F32)),
        (O.F32ConvertI64U,          static (e, in i) => e.ConvertUnsigned(e.Ir.F32)),
        (O.F64ConvertI32S,          static (e, in i) => e.ConvertSigned(e.Ir.F64)),
        (O.F64ConvertI32U,          static (e, in i) => e.ConvertUnsigned(e.Ir.F64)),
        (O.F64ConvertI64S,          static (e, in i) => e.ConvertSigned(e.Ir.F64)),
        (O.F64ConvertI64U,          static (e, in i) => e.ConvertUnsigned(e.Ir.F64)),
        (O.F32DemoteF64,            static (e, in i) => e.Demote()),
        (O.F64PromoteF32,           static (e, in i) => e.Promote()),
        (O.I32ReinterpretF32,       static (e, in i) => e.Reinterpret(e.Ir.I32)),
        (O.I64ReinterpretF64,       static (e, in i) => e.Reinterpret(e.Ir.I64)),
        (O.F32ReinterpretI32,       static (e, in i) => e.Reinterpret(e.Ir.F32)),
        (O.F64ReinterpretI64,       static (e, in i) => e.Reinterpret(e.Ir.F64)),
        (O.I32Extend8S,             static (e, in i) => e.SignExtend(e.Ir.I8, e.Ir.I32)),
        (O.I32Extend16S,            static (e, in i) => e.SignExtend(e.Ir.I16, e.Ir.I32)),
        (O.I64Extend8S,             static (e, in i) => e.SignExtend(e.Ir.I8, e.Ir.I64)),
        (O.I64Extend16S,            static (e, in i) => e.SignExtend(e.Ir.I16, e.Ir.I64)),
        (O.I64Extend32S,            static (e, in i) => e.SignExtend(e.Ir.I32, e.Ir.I64)),
        (O.I32TruncSatF32S,         static (e, in i) => e.TruncateSaturating("llvm.fptosi.sat", e.Ir.I32, e.Ir.F32)),
        (O.I32TruncSatF32U,         static (e, in i) => e.TruncateSaturating("llvm.fptoui.sat", e.Ir.I32, e.Ir.F32)),
        (O.I32TruncSatF64S,         static (e, in i) => e.TruncateSaturating("llvm.fptosi.sat", e.Ir.I32, e.Ir.F64)),
        (O.I32TruncSatF64U,         static (e, in i) => e.TruncateSaturating("llvm.fptoui.sat", e.Ir.I32, e.Ir.F64)),
        (O.I64TruncSatF32S,         static (e, in i) => e.TruncateSaturating("llvm.fptosi.sat", e.Ir.I64, e.Ir.F32)),
        (O.I64TruncSatF32U,         static (e, in i) => e.TruncateSaturating("llvm.fptoui.sat", e.Ir.I64, e.Ir.F32)),
        (O.I64TruncSatF64S,         static (e, in i) => e.TruncateSaturating("llvm.fptosi.sat", e.Ir.I64, e.Ir.F64)),
        (O.I64TruncSatF64U,         static (e, in i) => e.TruncateSaturating("llvm.fptoui.sat", e.Ir.I64, e.Ir.F64)),

        // Atomics
        (O.MemoryAtomicNotify,      static (e, in i) => e.AtomicNotify(i)),
        (O.MemoryAtomicWait32,      static (e, in i) => e.AtomicWait(i, Builtin.AtomicWait32)),
        (O.MemoryAtomicWait64,      static (e, in i) => e.AtomicWait(i, Builtin.AtomicWait64)),
        (O.AtomicFence,             static (e, in i) => e.AtomicFence()),
        (O.I32AtomicLoad,           static (e, in i) => e.AtomicLoad(i, e.Ir.I32)),
        (O.I32AtomicLoad8U,         static (e, in i) => e.AtomicLoad(i, e.Ir.I32)),
        (O.I32AtomicLoad16U,        static (e, in i) => e.AtomicLoad(i, e.Ir.I32)),
        (O.I64AtomicLoad,           static (e, in i) => e.AtomicLoad(i, e.Ir.I64)),
        (O.I64AtomicLoad8U,         static (e, in i) => e.AtomicLoad(i, e.Ir.I64)),
        (O.I64AtomicLoad16U,        static (e, in i) => e.AtomicLoad(i, e.Ir.I64)),
        (O.I64AtomicLoad32U,        static (e, in i) => e.AtomicLoad(i, e.Ir.I64)),
        (O.I32AtomicStore,          static (e, in i) => e.AtomicStore(i)),
        (O.I32AtomicStore8,         static (e, in i) => e.AtomicStore(i)),
        (O.I32AtomicStore16,        static (e, in i) => e.AtomicStore(i)),
        (O.I64AtomicStore,          static (e, in i) => e.AtomicStore(i)),
        (O.I64AtomicStore8,         static (e, in i) => e.AtomicStore(i)),
        (O.I64AtomicStore16,        static (e, in i) => e.AtomicStore(i)),
        (O.I64AtomicStore32,        static (e, in i) => e.AtomicStore(i)),
        (O.I32AtomicRmwAdd,         static (e, in i) => e.AtomicRmw(i, AtomicOperation.Add, e.Ir.I32)),
        (O.I32AtomicRmw8AddU,       static (e, in i) => e.AtomicRmw(i, AtomicOperation.Add, e.Ir.I32)),
        (O.I32AtomicRmw16AddU,      static (e, in i) => e.AtomicRmw(i, AtomicOperation.Add, e.Ir.I32)),
        (O.I64AtomicRmwAdd,         static (e, in i) => e.AtomicRmw(i, AtomicOperation.Add, e.Ir.I64)),
        (O.I64AtomicRmw8AddU,       static (e, in i) => e.AtomicRmw(i, AtomicOperation.Add, e.Ir.I64)),
        (O.I64AtomicRmw16AddU,      static (e, in i) => e.AtomicRmw(i, AtomicOperation.Add, e.Ir.I64)),
        (O.I64AtomicRmw32AddU,      static (e, in i) => e.AtomicRmw(i, AtomicOperation.Add, e.Ir.I64)),
        (O.I32AtomicRmwSub,         static (e, in i) => e.AtomicRmw(i, AtomicOperation.Subtract, e.Ir.I32)),
        (O.I32AtomicRmw8SubU,       static (e, in i) => e.AtomicRmw(i, AtomicOperation.Subtract, e.Ir.I32)),
        (O.I32AtomicRmw16SubU,      static (e, in i) => e.AtomicRmw(i, AtomicOperation.Subtract, e.Ir.I32)),
        (O.I64AtomicRmwSub,         static (e, in i) => e.AtomicRmw(i, AtomicOperation.Subtract, e.Ir.I64)),
        (O.I64AtomicRmw8SubU,       static (e, in i) => e.AtomicRmw(i, AtomicOperation.Subtract, e.Ir.I64)),
        (O.I64AtomicRmw16SubU,      static (e, in i) => e.AtomicRmw(i, AtomicOperation.Subtract, e.Ir.I64)),
        (O.I64AtomicRmw32SubU,      static (e, in i) => e.AtomicRmw(i, AtomicOperation.Subtract, e.Ir.I64)),
        (O.I32AtomicRmwAnd,         static (e, in i) => e.AtomicRmw(i, AtomicOperation.And, e.Ir.I32)),
        (O.I32AtomicRmw8AndU,       static (e, in i) => e.AtomicRmw(i, AtomicOperation.And, e.Ir.I32)),
        (O.I32AtomicRmw16AndU,      static (e, in i) => e.AtomicRmw(i, AtomicOperation.And, e.Ir.I32)),
        (O.I64AtomicRmwAnd,         static (e, in i) => e.AtomicRmw(i, AtomicOperation.And, e.Ir.I64)),
        (O.I64AtomicRmw8AndU,       static (e, in i) => e.AtomicRmw(i, AtomicOperation.And, e.Ir.I64)),
        (O.I64AtomicRmw16AndU,      static (e, in i) => e.AtomicRmw(i, AtomicOperation.And, e.Ir.I64)),
        (O.I64AtomicRmw32AndU,      static (e, in i) => e.AtomicRmw(i, AtomicOperation.And, e.Ir.I64)),
        (O.I32AtomicRmwOr,          static (e, in i) => e.AtomicRmw(i, AtomicOperation.Or, e.Ir.I32)),
        (O.I32AtomicRmw8OrU,        static (e, in i) => e.AtomicRmw(i, AtomicOperation.Or, e.Ir.I32)),
        (O.I32AtomicRmw16OrU,       static (e, in i) => e.AtomicRmw(i, AtomicOperation.Or, e.Ir.I32)),
        (O.I64AtomicRmwOr,          static (e, in i) => e.AtomicRmw(i, AtomicOperation.Or, e.Ir.I64)),
        (O.I64AtomicRmw8OrU,        static (e, in i) => e.AtomicRmw(i, AtomicOperation.Or, e.Ir.I64)),
        (O.I64AtomicRmw16OrU,       static (e, in i) => e.AtomicRmw(i, AtomicOperation.Or, e.Ir.I64)),
        (O.I64AtomicRmw32OrU,       static (e, in i) => e.AtomicRmw(i, AtomicOperation.Or, e.Ir.I64)),
        (O.I32AtomicRmwXor,         static (e, in i) => e.AtomicRmw(i, AtomicOperation.Xor, e.Ir.I32)),
        (O.I32AtomicRmw8XorU,       static (e, in i) => e.AtomicRmw(i, AtomicOperation.Xor, e.Ir.I32)),
        (O.I32AtomicRmw16XorU,      static (e, in i) => e.AtomicRmw(i, AtomicOperation.Xor, e.Ir.I32)),
        (O.I64AtomicRmwXor,         static (e, in i) => e.AtomicRmw(i, AtomicOperation.Xor, e.Ir.I64)),
        (O.I64AtomicRmw8XorU,       static (e, in i) => e.AtomicRmw(i, AtomicOperation.Xor, e.Ir.I64)),
        (O.I64AtomicRmw16XorU,      static (e, in i) => e.AtomicRmw(i, AtomicOperation.Xor, e.Ir.I64)),
        (O.I64AtomicRmw32XorU,      static (e, in i) => e.AtomicRmw(i, AtomicOperation.Xor, e.Ir.I64)),
        (O.I32AtomicRmwXchg,        static (e, in i) => e.AtomicRmw(i, AtomicOperation.Exchange, e.Ir.I32)),
        (O.I32AtomicRmw8XchgU,      static (e, in i) => e.AtomicRmw(i, AtomicOperation.Exchange, e.Ir.I32)),
        (O.I32AtomicRmw16XchgU,     static (e, in i) => e.AtomicRmw(i, AtomicOperation.Exchange, e.Ir.I32)),
        (O.I64AtomicRmwXchg,        static (e, in i) => e.AtomicRmw(i, AtomicOperation.Exchange, e.Ir.I64)),
        (O.I64AtomicRmw8XchgU,      static (e, in i) => e.AtomicRmw(i, AtomicOperation.Exchange, e.Ir.I64)),
        (O.I64AtomicRmw16XchgU,     static (e, in i) => e.AtomicRmw(i, AtomicOperation.Exchange, e.Ir.I64)),
        (O.I64AtomicRmw32XchgU,     static (e, in i) => e.AtomicRmw(i, AtomicOperation.Exchange, e.Ir.I64)),
        (O.I32AtomicRmwCmpxchg,     static (e, in i) => e.AtomicCompareExchange(i, e.Ir.I32)),
        (O.I32AtomicRmw8CmpxchgU,   static (e, in i) => e.AtomicCompareExchange(i, e.Ir.I32)),
        (O.I32AtomicRmw16CmpxchgU,  static (e, in i) => e.AtomicCompareExchange(i, e.Ir.I32)),
        (O.I64AtomicRmwCmpxchg,     static (e, in i) => e.AtomicCompareExchange(i, e.Ir.I64)),
        (O.I64AtomicRmw8CmpxchgU,   static (e, in i) => e.AtomicCompareExchange(i, e.Ir.I64)),
        (O.I64AtomicRmw16CmpxchgU,  static (e, in i) => e.AtomicCompareExchange(i, e.Ir.I64)),
        (O.I64AtomicRmw32CmpxchgU,  static (e, in i) => e.AtomicCompareExchange(i, e.Ir.I64)),
    ];
}
