using MpiWasm.Fortran.Interfaces;
using MpiWasm.Llvm;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Fortran.Adaptation;

/// <summary>
/// Calls of the libraries. flang passes sizes as the machine it runs on does, complex numbers as another target does, and a CHARACTER
/// with its length where an old interface says nothing of one. Each call whose type is not the function's goes through a function of this
/// file that converts; the compiler puts it in line. What cannot be converted is refused: a wrong call would trap when it is made, or
/// worse.
/// </summary>
internal static unsafe class LibraryCalls
{
    private const uint ReturnIndex = 0;

    /// <summary>A size beyond what a guest's memory can have must stay one, so that the allocation fails.</summary>
    private static readonly HashSet<string> Allocators = ["malloc", "calloc", "realloc"];

    public static void Apply(IrModule ir, LibraryInterface library)
    {
        foreach (var function in ir.Functions())
        {
            var name = LLVM.NameOf(function);
            if (LLVM.GetIntrinsicID(function) != 0)
                continue;
            if (LLVM.IsDeclaration(function) != 0 && library[name] is { } real)
                new Callee(ir, function, name, real).Adapt();
            else
                new Callee(ir, function, name, WasmTypes.Of(LLVM.GlobalGetValueType(function))).Check();
        }
    }

    private sealed class Callee(IrModule ir, LlvmValue function, string name, FunctionType real)
    {
        private readonly Dictionary<LlvmType, LlvmValue> _thunks = [];
        private LlvmValue _target;

        public void Adapt()
        {
            var declared = LLVM.GlobalGetValueType(function);
            var calls = IrModule.DirectCalls(function, out var others);
            var fits = WasmTypes.Of(declared).Equals(real);
            if (fits)
                _target = function;
            foreach (var call in calls)
            {
                var type = LLVM.GetCalledFunctionType(call);
                if (!WasmTypes.Of(type).Equals(real))
                    LLVM.SetOperand(call, (uint)LLVM.GetNumOperands(call) - 1, ThunkFor(type, call));
                else if (!fits)
                    LLVM.SetOperand(call, (uint)LLVM.GetNumOperands(call) - 1, Target(type));
            }
            // As an argument it is what it is, and who calls it then says how.
            if (!fits && others)
                LLVM.ReplaceAllUsesWith(function, Target(declared));
            if (!fits && LLVM.GetFirstUse(function).Handle == 0)
                LLVM.DeleteFunction(function);
        }

        /// <summary>
        /// Calls of procedures that are no library's: natively a wrong one may go well, here it would trap. But a CHARACTER may come
        /// where another call has a number or the procedure takes anything: its length is dropped.
        /// </summary>
        public void Check()
        {
            foreach (var call in IrModule.DirectCalls(function, out _))
                if (LLVM.GetCalledFunctionType(call) is var type && WasmTypes.Of(type) is var called
                    && !called.Equals(real) && !DiffersByLengths(called))
                    throw Refuse(type, call);
        }

        /// <summary>Which of two calls is right is not known where the procedure is in another file.</summary>
        private bool DiffersByLengths(FunctionType called)
        {
            if (!called.Results.SequenceEqual(real.Results))
                return false;
            var isLonger = called.Parameters.Length > real.Parameters.Length;
            var (longer, shorter) = isLonger ? (called.Parameters, real.Parameters) : (real.Parameters, called.Parameters);
            return (isLonger || LLVM.IsDeclaration(function) != 0)
                && longer.AsSpan(..shorter.Length).SequenceEqual(shorter.AsSpan())
                && longer.Skip(shorter.Length).All(p => p is ValType.I32 or ValType.I64);
        }

        /// <summary>The function by its own type; addresses stay such where the first of its callers has them.</summary>
        private LlvmValue Target(LlvmType caller)
        {
            if (!_target.IsNull)
                return _target;
            LLVM.Rename(function, name + ".flang");
            var passed = LLVM.ParametersOf(caller);
            var leading = ComesInMemory(WasmTypes.Of(caller)) ? 1 : 0;
            var parameters = real.Parameters.Select((type, i) =>
                i < leading || (i - leading < passed.Length && IsPointer(passed[i - leading])) ? ir.Pointer : Ir(type)).ToArray();
            var result = real.Results.IsEmpty ? ir.Void : IsPointer(LLVM.GetReturnType(caller)) ? ir.Pointer : Ir(real.Results[0]);
            return _target = LLVM.AddFunction(ir.Module, name, ir.FunctionType(result, parameters));
        }

        private static bool IsPointer(LlvmType type) => IrModule.KindOf(type) is TypeKind.Pointer;

        /// <summary>A complex number comes back in memory where the caller takes it as a number of 64 bits.</summary>
        private bool ComesInMemory(FunctionType called) => real.Results.IsEmpty && called.Results is [ValType.I64];

        private LlvmValue ThunkFor(LlvmType type, LlvmValue call)
        {
            if (_thunks.TryGetValue(type, out var known))
                return known;
            var target = Target(type);
            var thunk = LLVM.AddFunction(ir.Module, name + ".adapted", type);
            LLVM.SetLinkage(thunk, Linkage.Internal);
            LLVM.AddAttributeAtIndex(thunk, uint.MaxValue, LLVM.EnumAttribute(ir.Context, "alwaysinline"));
            CopyAttributes(LLVM.ParametersOf(type).Length, thunk);
            _thunks[type] = thunk;
            ir.StartBody(thunk);
            Body(type, thunk, target, call);
            return thunk;
        }

        /// <summary>
        /// A number below 32 bits comes extended, an argument by value as the address of a copy: so the declaration says.
        /// </summary>
        private void CopyAttributes(int parameters, LlvmValue thunk)
        {
            if (LLVM.ParametersOf(LLVM.GlobalGetValueType(function)).Length != parameters)
                return;
            for (var index = ReturnIndex; index <= parameters; index++)
            {
                var attributes = new LlvmAttribute[LLVM.GetAttributeCountAtIndex(function, index)];
                if (attributes.Length == 0)
                    continue;
                fixed (LlvmAttribute* first = attributes)
                    LLVM.GetAttributesAtIndex(function, index, first);
                foreach (var attribute in attributes)
                    LLVM.AddAttributeAtIndex(thunk, index, attribute);
            }
        }

        private void Body(LlvmType type, LlvmValue thunk, LlvmValue target, LlvmValue call)
        {
            var called = WasmTypes.Of(type);
            var arguments = new List<LlvmValue>();
            var inMemory = ComesInMemory(called);
            LlvmValue room = default;
            if (inMemory)
                arguments.Add(room = LLVM.BuildAlloca(ir.Builder, ir.Int64, ir.NoName));
            var parameters = LLVM.ParametersOf(type);
            var wanted = real.Parameters.Length - arguments.Count;
            // The lengths of CHARACTER arguments come last.
            if (wanted > parameters.Length || real.Results.Length > 1
                || parameters.Skip(wanted).Any(p => IrModule.KindOf(p) is not TypeKind.Integer))
                throw Refuse(type, call);
            var targetType = LLVM.GlobalGetValueType(target);
            var targetParameters = LLVM.ParametersOf(targetType);
            for (var i = 0; i < wanted; i++)
                arguments.Add(Converted(LLVM.GetParam(thunk, (uint)i), parameters[i], targetParameters[arguments.Count], type, call));
            var result = ir.Call(targetType, target, [.. arguments]);
            if (inMemory)
            {
                var load = LLVM.BuildLoad2(ir.Builder, ir.Int64, room, ir.NoName);
                LLVM.BuildRet(ir.Builder, load);
            }
            else if (called.Results.IsEmpty && IrModule.KindOf(LLVM.GetReturnType(type)) is TypeKind.Void)
                LLVM.BuildRetVoid(ir.Builder);
            else if (called.Results.IsEmpty)
                LLVM.BuildRet(ir.Builder, LLVM.GetPoison(LLVM.GetReturnType(type)));
            else if (real.Results.Length == 1)
                LLVM.BuildRet(ir.Builder, Converted(result, LLVM.GetReturnType(targetType), LLVM.GetReturnType(type), type, call));
            else
                throw Refuse(type, call);
        }

        private LlvmValue Converted(LlvmValue value, LlvmType from, LlvmType to, LlvmType called, LlvmValue call)
        {
            if (from == to)
                return value;
            switch (IrModule.KindOf(from), IrModule.KindOf(to))
            {
                case (TypeKind.Integer, TypeKind.Integer):
                    var bits = LLVM.GetIntTypeWidth(from);
                    var wanted = LLVM.GetIntTypeWidth(to);
                    if (bits == 64 && Allocators.Contains(name))
                        value = Saturated(value);
                    return bits > wanted ? LLVM.BuildTrunc(ir.Builder, value, to, ir.NoName) : Extended(value, from, to);
                case (TypeKind.Integer, TypeKind.Pointer):
                    return LLVM.BuildIntToPtr(ir.Builder, value, to, ir.NoName);
                case (TypeKind.Pointer, TypeKind.Integer):
                    return LLVM.BuildPtrToInt(ir.Builder, value, to, ir.NoName);
                default:
                    throw Refuse(called, call);
            }
        }

        /// <summary>As C has it: Booleans without a sign, other numbers with theirs.</summary>
        private LlvmValue Extended(LlvmValue value, LlvmType from, LlvmType to) => LLVM.GetIntTypeWidth(from) == 1
            ? LLVM.BuildZExt(ir.Builder, value, to, ir.NoName)
            : LLVM.BuildSExt(ir.Builder, value, to, ir.NoName);

        private LlvmValue Saturated(LlvmValue size)
        {
            var largest = LLVM.ConstInt(ir.Int64, uint.MaxValue, 0);
            var fits = LLVM.BuildICmp(ir.Builder, IntPredicate.UnsignedLess, size, largest, ir.NoName);
            return LLVM.BuildSelect(ir.Builder, fits, size, largest, ir.NoName);
        }

        private LlvmType Ir(ValType type) => type switch
        {
            ValType.I32 => ir.Int32,
            ValType.I64 => ir.Int64,
            ValType.F32 => LLVM.FloatTypeInContext(ir.Context),
            ValType.F64 => LLVM.DoubleTypeInContext(ir.Context),
            _ => throw new FortranException(FortranException.NoLibrary, $"{name} has a type that Fortran code cannot pass"),
        };

        private FortranException Refuse(LlvmType called, LlvmValue call) => new(
            FortranException.Refused,
            $"{SourceLines.Of(call)}{name} is called as {WasmTypes.Of(called)}, and it is {real}",
            "Give the procedure the arguments that it has; an explicit interface (use mpi, use mpi_f08) lets the compiler find such "
                + "calls.");
    }
}
