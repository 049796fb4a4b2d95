using MpiWasm.Image;
using MpiWasm.Llvm;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Compiler.Guest;

/// <summary>
/// The image's one exported symbol and the offset tables behind it, plus everything that exists once per image: stubs and thunks.
/// </summary>
internal static unsafe class HeaderEmitter
{
    public static void Emit(ModuleEmitter e)
    {
        var ir = e.Ir;
        var module = e.Module;
        var imports = module.ImportedFunctionCount;
        for (var i = 0; i < imports; i++)
            HostCalls.DefineStub(e, i);

        var entries = new LlvmValue[module.Types.Length];
        var hostThunks = new LlvmValue[module.Types.Length];
        var first = new Dictionary<FunctionType, int>();
        var used = module.FunctionTypeIndices.ToHashSet();
        // A type that only call_indirect names belongs to functions of other instances, whose images have the thunks.
        for (var i = 0; i < module.Types.Length; i++)
        {
            if (!used.Contains((uint)i))
                continue;
            if (first.TryGetValue(module.Types[i], out var same))
            {
                (entries[i], hostThunks[i]) = (entries[same], hostThunks[same]);
                continue;
            }
            first.Add(module.Types[i], i);
            entries[i] = Thunks.DefineEntry(e, module.Types[i], i);
            hostThunks[i] = Thunks.DefineHost(e, module.Types[i], i);
        }

        var functions = Enumerable.Range(0, imports + module.Bodies.Length).Select(i => e.Function(i).Value).ToArray();
        // What the C convention's callers call.
        var callable = e.HasTailCalls ? functions.Select((_, i) => TailCalls.DefineAdapter(e, i)).ToArray() : functions;

        var header = LLVM.AddGlobal(ir.Module, HeaderType(ir), ImageHeader.Symbol);
        Span<LlvmValue> fields =
        [
            ir.C32(unchecked((int)ImageHeader.ExpectedMagic)), ir.C32((int)ImageHeader.CurrentAbiVersion),
            ir.C32(module.Bodies.Length), ir.C32(module.Types.Length), ir.C32(imports),
            Distance(ir, Table(ir, "functions", callable[imports..]), header),
            Distance(ir, Table(ir, "stubs", callable[..imports]), header),
            Distance(ir, Table(ir, "entries", entries), header),
            Distance(ir, Table(ir, "hostthunks", hostThunks), header),
            e.HasTailCalls ? Distance(ir, Table(ir, "tails", functions), header) : ir.C32(0), ir.C64(e.Options.BoundsChecks ? 1 : 0),
        ];
        fixed (LlvmValue* p = fields)
            LLVM.SetInitializer(header, LLVM.ConstStructInContext(ir.Context, p, (uint)fields.Length, 0));
        LLVM.SetGlobalConstant(header, 1);
        LLVM.SetAlignment(header, 8);
    }

    /// <summary>A table of signed distances from its own start; 0 where there is no function.</summary>
    private static LlvmValue Table(GuestIr ir, string name, LlvmValue[] targets)
    {
        var table = LLVM.AddGlobal(ir.Module, LLVM.ArrayType2(ir.I32, (ulong)targets.Length), name);
        LLVM.SetLinkage(table, Linkage.Internal);
        LLVM.SetGlobalConstant(table, 1);
        LLVM.SetAlignment(table, 4);
        var distances = targets.Select(target => target.IsNull ? ir.C32(0) : Distance(ir, target, table)).ToArray();
        fixed (LlvmValue* p = distances)
            LLVM.SetInitializer(table, LLVM.ConstArray2(ir.I32, p, (ulong)distances.Length));
        return table;
    }

    private static LlvmValue Distance(GuestIr ir, LlvmValue to, LlvmValue from) =>
        LLVM.ConstTrunc(LLVM.ConstSub(LLVM.ConstPtrToInt(to, ir.I64), LLVM.ConstPtrToInt(from, ir.I64)), ir.I32);

    private static LlvmType HeaderType(GuestIr ir)
    {
        Span<LlvmType> fields = [ir.I32, ir.I32, ir.I32, ir.I32, ir.I32, ir.I32, ir.I32, ir.I32, ir.I32, ir.I32, ir.I64];
        fixed (LlvmType* p = fields)
            return LLVM.StructTypeInContext(ir.Context, p, (uint)fields.Length, 0);
    }
}
