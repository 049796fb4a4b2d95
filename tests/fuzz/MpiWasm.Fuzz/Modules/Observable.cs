using MpiWasm.Wasm.Decoding;
using MpiWasm.Wasm.Instructions;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Fuzz.Modules;

/// <summary>
/// Makes modules comparable through V8's JavaScript interface, which has no v128 and knows nothing of the host functions that a module
/// wants: an exported function with a v128 is replaced by one that takes and returns halves, imports become definitions of the module's
/// own, and memories, numeric globals and tags are exported.
/// </summary>
internal static class Observable
{
    /// <summary>Names under which memories, globals and tags are exported, before their index.</summary>
    public const string Memory = "memory#", Global = "global#", Tag = "tag#";

    /// <summary>Rewrites the module.</summary>
    /// <param name="wasm">A valid module.</param>
    /// <param name="keepImports">Leave imports that <see cref="OwnEngine"/> and v8.js define.</param>
    public static byte[] Make(byte[] wasm, bool keepImports)
    {
        var module = ModuleDecoder.Decode(wasm);
        if (module.Exports.Any(export => export.Name.Contains('#', StringComparison.Ordinal)))
            return wasm;    // it has been here before
        var parts = new ModuleParts(wasm);
        var globals = module.Globals.Length;
        if (module.Imports.Length > 0 && !(keepImports && module.Imports.All(IsKnown)))
            DefineImports(module, parts, (uint)globals++);
        WrapVectorExports(module, parts);
        for (var i = 0; i < module.Memories.Length; i++)
            Export(parts, $"{Memory}{i}", ExternalKind.Memory, i);
        for (var i = 0; i < module.Globals.Length; i++)
        {
            if (PlannedCall.IsNumeric(module.Globals[i].Type))
                Export(parts, $"{Global}{i}", ExternalKind.Global, i);
        }
        if (globals > module.Globals.Length)
            Export(parts, $"{Global}{globals - 1}", ExternalKind.Global, globals - 1);
        for (var i = 0; i < module.TagTypeIndices.Length; i++)
            Export(parts, $"{Tag}{i}", ExternalKind.Tag, i);
        return parts.ToArray();
    }

    private static bool IsKnown(Import import) =>
        import.Kind == ExternalKind.Function && import.Name is "log-i32" or "log-i64" or "log-f32" or "log-f64";

    private static void Export(ModuleParts parts, string name, ExternalKind kind, int index) =>
        parts.Add(ModuleParts.Exports, new Code().Text(name).Byte((byte)kind).Unsigned((uint)index));

    /// <summary>Functions that note their arguments in a global; everything else as empty as it may be.</summary>
    private static void DefineImports(WasmModule module, ModuleParts parts, uint notes)
    {
        Code functions = new(), bodies = new(), tables = new(), memories = new(), globals = new(), tags = new();
        foreach (var import in module.Imports)
        {
            switch (import.Kind)
            {
                case ExternalKind.Function:
                    functions.Unsigned(import.TypeIndex);
                    bodies.Sized(Noting(module.Types[(int)import.TypeIndex], notes));
                    break;
                case ExternalKind.Table:
                    tables.Byte((byte)import.Table!.ElementType);
                    Limits(tables, import.Table.Limits, import.Table.Is64 ? 4 : 0);
                    break;
                case ExternalKind.Memory:
                    Limits(memories, import.Memory!.Limits, (import.Memory.IsShared ? 2 : 0) + (import.Memory.Is64 ? 4 : 0));
                    break;
                case ExternalKind.Global:
                    globals.Byte((byte)import.Global!.Type, import.Global.IsMutable ? (byte)1 : (byte)0)
                        .Zero(import.Global.Type)
                        .Byte(0x0b);
                    break;
                case ExternalKind.Tag:
                    tags.Byte(0).Unsigned(import.TypeIndex);
                    break;
            }
        }
        var counts = module.Imports.GroupBy(import => import.Kind).ToDictionary(group => group.Key, group => group.Count());
        void Prepend(ExternalKind kind, byte section, Code entries)
        {
            if (counts.TryGetValue(kind, out var count))
                parts.Prepend(section, (uint)count, entries);
        }

        Prepend(ExternalKind.Function, ModuleParts.Functions, functions);
        Prepend(ExternalKind.Function, ModuleParts.Bodies, bodies);
        Prepend(ExternalKind.Table, ModuleParts.Tables, tables);
        Prepend(ExternalKind.Memory, ModuleParts.Memories, memories);
        Prepend(ExternalKind.Global, ModuleParts.Globals, globals);
        Prepend(ExternalKind.Tag, ModuleParts.Tags, tags);
        parts.Add(ModuleParts.Globals, new Code().Byte((byte)ValType.I64, 1).Const64(0).Byte(0x0b));
        parts.Remove(ModuleParts.Imports);
    }

    private static void Limits(Code code, Limits limits, int flags)
    {
        code.Byte((byte)(flags | (limits.Maximum is null ? 0 : 1))).Unsigned(limits.Minimum);
        if (limits.Maximum is { } maximum)
            code.Unsigned(maximum);
    }

    // notes = (notes ^ argument) * an odd number, for each.
    private static Code Noting(FunctionType type, uint notes)
    {
        var body = new Code().Unsigned(0);
        for (var i = 0; i < type.Parameters.Length; i++)
        {
            if (ValueTypes.IsReference(type.Parameters[i]))
                continue;
            body.Byte(0x23).Unsigned(notes).Get((uint)i);
            switch (type.Parameters[i])
            {
                case ValType.I32:
                    body.Op(Opcode.I64ExtendI32U);
                    break;
                case ValType.F32:
                    body.Op(Opcode.I32ReinterpretF32).Op(Opcode.I64ExtendI32U);
                    break;
                case ValType.F64:
                    body.Op(Opcode.I64ReinterpretF64);
                    break;
                case ValType.V128:
                    body.Op(Opcode.I64x2ExtractLane).Byte(0).Get((uint)i).Op(Opcode.I64x2ExtractLane).Byte(1).Op(Opcode.I64Add);
                    break;
            }
            body.Op(Opcode.I64Xor).Const64(0x100000001b3).Op(Opcode.I64Mul).Byte(0x24).Unsigned(notes);
        }
        foreach (var result in type.Results)
            body.Zero(result);
        return body.Byte(0x0b);
    }

    /// <summary>In place of every exported function with a v128, one with two i64, the low half first.</summary>
    private static void WrapVectorExports(WasmModule module, ModuleParts parts)
    {
        var exports = new Code();
        foreach (var export in module.Exports)
        {
            var index = export.Index;
            if (export.Kind == ExternalKind.Function)
            {
                var type = module.TypeOfFunction((int)index);
                if (type.Parameters.Contains(ValType.V128) || type.Results.Contains(ValType.V128))
                    index = Wrap(parts, module, index, type);
            }
            exports.Text(export.Name).Byte((byte)export.Kind).Unsigned(index);
        }
        parts.Replace(ModuleParts.Exports, (uint)module.Exports.Length, exports);
    }

    private static uint Wrap(ModuleParts parts, WasmModule module, uint function, FunctionType type)
    {
        var parameters = Halves(type.Parameters);
        var typeIndex = parts.Add(ModuleParts.Types, new Code().Type(parameters, Halves(type.Results)));
        var body = new Code().Unsigned((uint)type.Results.Length);
        foreach (var result in type.Results)
            body.Unsigned(1).Byte((byte)result);
        uint local = 0;
        foreach (var parameter in type.Parameters)
        {
            body.Get(local++);
            if (parameter == ValType.V128)
                body.Op(Opcode.I64x2Splat).Get(local++).Op(Opcode.I64x2ReplaceLane).Byte(1);
        }
        body.Op(Opcode.Call).Unsigned(function);
        for (var i = type.Results.Length; i-- > 0;)
            body.Set(local + (uint)i);
        foreach (var result in type.Results)
        {
            body.Get(local);
            if (result == ValType.V128)
                body.Op(Opcode.I64x2ExtractLane).Byte(0).Get(local).Op(Opcode.I64x2ExtractLane).Byte(1);
            local++;
        }
        parts.Add(ModuleParts.Bodies, new Code().Sized(body.Byte(0x0b)));
        return parts.Add(ModuleParts.Functions, new Code().Unsigned(typeIndex)) + ImportedFunctions(parts, module);
    }

    // Zero once the imports have become definitions.
    private static uint ImportedFunctions(ModuleParts parts, WasmModule module) =>
        parts.Count(ModuleParts.Imports) == 0 ? 0 : (uint)module.ImportedFunctionCount;

    private static ValType[] Halves(IEnumerable<ValType> types) =>
        [.. types.SelectMany(type => type == ValType.V128 ? new[] { ValType.I64, ValType.I64 } : [type])];
}
