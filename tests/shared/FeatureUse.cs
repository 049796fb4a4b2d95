using MpiWasm.Wasm;
using MpiWasm.Wasm.Instructions;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Tests.Shared;

/// <summary>Which proposals a module makes use of.</summary>
internal static class FeatureUse
{
    public static WasmFeatures Of(WasmModule module)
    {
        var used = WasmFeatures.Mvp;
        foreach (var type in module.Types)
        {
            used |= OfTypes(type.Parameters) | OfTypes(type.Results);
            if (type.Results.Length > 1)
                used |= WasmFeatures.MultiValue;
        }
        foreach (var memory in module.Memories)
            used |= (memory.Is64 ? WasmFeatures.Memory64 : 0) | (memory.IsShared ? WasmFeatures.Threads : 0);
        foreach (var table in module.Tables)
            used |= (table.Is64 ? WasmFeatures.Memory64 : 0) | OfTypes([table.ElementType]);
        foreach (var global in module.Globals)
            used |= OfTypes([global.Type]);
        if (module.Memories.Length > 1)
            used |= WasmFeatures.MultiMemory;
        if (module.Tables.Length > 1)
            used |= WasmFeatures.ReferenceTypes;
        if (module.TagTypeIndices.Length > 0)
            used |= WasmFeatures.Exceptions;
        if (module.DataCount is not null || module.Elements.Any(segment => segment.Mode != SegmentMode.Active)
            || module.Data.Any(segment => segment.Mode != SegmentMode.Active))
            used |= WasmFeatures.BulkMemory;
        IEnumerable<ConstantExpression?> constants =
        [
            .. module.GlobalInitializers, .. module.Elements.Select(segment => segment.TableOffset),
            .. module.Data.Select(segment => segment.MemoryOffset),
            .. module.Elements.Where(segment => !segment.Expressions.IsDefault).SelectMany(segment => segment.Expressions),
        ];
        foreach (var constant in constants.OfType<ConstantExpression>())
            used |= OfInstructions(module, new InstructionReader(module, constant), isConstant: true);
        foreach (var body in module.Bodies)
        {
            foreach (var group in body.Locals)
                used |= OfTypes([group.Type]);
            used |= OfInstructions(module, new InstructionReader(module, body), isConstant: false);
        }
        // Tags are common to both forms of exceptions; the newer is meant where nothing else says so.
        const WasmFeatures Both = WasmFeatures.Exceptions | WasmFeatures.LegacyExceptions;
        return (used & Both) == Both && !UsesNewExceptions(module) ? used & ~WasmFeatures.Exceptions : used;
    }

    private static bool UsesNewExceptions(WasmModule module)
    {
        foreach (var body in module.Bodies)
        {
            var reader = new InstructionReader(module, body);
            try
            {
                while (reader.Read(out var instruction))
                {
                    if (instruction.Opcode is Opcode.TryTable or Opcode.ThrowRef)
                        return true;
                }
            }
            catch (MpiWasmException)
            {
                return false;
            }
        }
        return false;
    }

    private static WasmFeatures OfInstructions(WasmModule module, InstructionReader reader, bool isConstant)
    {
        var used = WasmFeatures.Mvp;
        try
        {
            while (reader.Read(out var instruction))
            {
                used |= instruction.Info.Feature;
                if (isConstant && instruction.Info.Immediate == ImmediateKind.None && instruction.Opcode != Opcode.End)
                    used |= WasmFeatures.ExtendedConst;
                if (instruction.Info.Immediate is ImmediateKind.Block or ImmediateKind.TryTable && instruction.BlockType.IsTypeIndex
                    && instruction.BlockType.TypeIndex < module.Types.Length
                    && module.Types[(int)instruction.BlockType.TypeIndex] is { Parameters.Length: > 0 } or { Results.Length: > 1 })
                {
                    used |= WasmFeatures.MultiValue;
                }
            }
        }
        catch (MpiWasmException)
        {
            // What comes before the damage counts.
        }
        return used;
    }

    private static WasmFeatures OfTypes(IEnumerable<ValType> types)
    {
        var used = WasmFeatures.Mvp;
        foreach (var type in types)
        {
            used |= type switch
            {
                ValType.V128 => WasmFeatures.Simd,
                ValType.ExternRef => WasmFeatures.ReferenceTypes,
                ValType.ExnRef => WasmFeatures.Exceptions,
                _ => WasmFeatures.Mvp,
            };
        }
        return used;
    }
}
