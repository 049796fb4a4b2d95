using System.Collections;

namespace MpiWasm.Wasm;

/// <summary>
/// Validates a module (Wasm 2.0 §3.4): everything the compiler and the runtime take for granted about it is checked here.
/// </summary>
public sealed class ModuleValidator
{
    private readonly WasmModule module;
    private readonly BitArray declaredFunctions;

    private ModuleValidator(WasmModule module)
    {
        this.module = module;
        declaredFunctions = new BitArray(module.FunctionTypeIndices.Length);
    }

    /// <summary>Validates the module and every function body of it.</summary>
    /// <exception cref="WasmValidationException">The module is invalid.</exception>
    /// <exception cref="WasmFormatException">A function body is malformed.</exception>
    /// <exception cref="UnsupportedFeatureException">A function body uses a proposal that is not supported.</exception>
    /// <exception cref="WasmLimitException">A function body exceeds <see cref="ImplementationLimits"/>.</exception>
    public static void Validate(WasmModule module) => new ModuleValidator(module).All();

    private void All()
    {
        Imports();
        Functions();
        Tables();
        Memories();
        Tags();
        Globals();
        Exports();
        Start();
        Elements();
        DataSegments();
        // Only now are the declared functions complete: a body may refer to any of them.
        var functions = new FunctionValidator(module, declaredFunctions);
        foreach (var body in module.Bodies)
            functions.Validate(body);
    }

    private void Imports()
    {
        foreach (var import in module.Imports)
        {
            var place = new ModulePlace(import.Offset, "import");
            if (import.Kind == ExternalKind.Function)
                Index("type", import.TypeIndex, module.Types.Length, place);
            else if (import.Kind == ExternalKind.Tag)
                Tag(import.TypeIndex, place);
            else if (import.Table is { } table)
                Table(table, place);
            else if (import.Memory is { } memory)
                Memory(memory, place);
        }
    }

    private void Functions()
    {
        for (var n = module.ImportedFunctionCount; n < module.FunctionTypeIndices.Length; n++)
        {
            var type = module.FunctionTypeIndices[n];
            if (type >= (uint)module.Types.Length)
                Index("type", type, module.Types.Length, new ModulePlace(OffsetOfFunction(n), "function", n, FunctionName(n)));
        }
    }

    private void Tables()
    {
        for (var n = module.ImportedTableCount; n < module.Tables.Length; n++)
            Table(module.Tables[n], new ModulePlace(module.Map.Tables[n - module.ImportedTableCount], "table"));
    }

    private void Tags()
    {
        for (var n = module.ImportedTagCount; n < module.TagTypeIndices.Length; n++)
            Tag(module.TagTypeIndices[n], new ModulePlace(module.Map.Tags[n - module.ImportedTagCount], "tag"));
    }

    private void Tag(uint type, ModulePlace place)
    {
        Index("type", type, module.Types.Length, place);
        if (!module.Types[(int)type].Results.IsEmpty)
            throw new WasmValidationException(place, $"non-empty tag result type: a tag's type is {module.Types[(int)type]}");
    }

    private void Memories()
    {
        for (var n = module.ImportedMemoryCount; n < module.Memories.Length; n++)
            Memory(module.Memories[n], new ModulePlace(module.Map.Memories[n - module.ImportedMemoryCount], "memory"));
        if (module.Memories.Length > 1 && (module.Features & WasmFeatures.MultiMemory) == 0)
        {
            var second = Math.Max(0, 1 - module.ImportedMemoryCount);
            var place = second < module.Map.Memories.Count
                ? new ModulePlace(module.Map.Memories[second], "memory")
                : new ModulePlace(module.Imports.Where(i => i.Memory is not null).ElementAt(1).Offset, "import");
            throw new WasmValidationException(place, "multiple memories (they need proposal multi-memory, not supported)");
        }
    }

    private static void Table(TableType table, ModulePlace place)
    {
        Limits(table.Limits, place);
        if (table.Limits.Minimum > ImplementationLimits.TableElements)
            throw new WasmLimitException(
                place, $"a table of {table.Limits.Minimum} elements, at most {ImplementationLimits.TableElements} are supported");
    }

    private static void Memory(MemoryType memory, ModulePlace place)
    {
        var (most, size) = memory.Is64 ? (ImplementationLimits.Memory64Pages, "16 EiB") : (ImplementationLimits.Memory32Pages, "4 GiB");
        if (memory.Limits.Minimum > most || memory.Limits.Maximum > most)
            throw new WasmValidationException(place, $"memory size must be at most {most} pages ({size})");
        Limits(memory.Limits, place);
    }

    private static void Limits(Limits limits, ModulePlace place)
    {
        if (limits.Minimum > limits.Maximum)
            throw new WasmValidationException(place, $"size minimum must not be greater than maximum: {limits.Minimum} > {limits.Maximum}");
    }

    private void Globals()
    {
        for (var n = module.ImportedGlobalCount; n < module.Globals.Length; n++)
            Expression(module.GlobalInitializers[n - module.ImportedGlobalCount], module.Globals[n].Type, "global", n);
    }

    private void Exports()
    {
        var names = new HashSet<string>(module.Exports.Length, StringComparer.Ordinal);
        foreach (var export in module.Exports)
        {
            var place = new ModulePlace(export.Offset, "export");
            var (what, count) = export.Kind switch
            {
                ExternalKind.Function => ("function", module.FunctionTypeIndices.Length),
                ExternalKind.Table => ("table", module.Tables.Length),
                ExternalKind.Memory => ("memory", module.Memories.Length),
                ExternalKind.Global => ("global", module.Globals.Length),
                _ => ("tag", module.TagTypeIndices.Length),
            };
            Index(what, export.Index, count, place);
            if (export.Kind == ExternalKind.Function)
                declaredFunctions[(int)export.Index] = true;
            if (!names.Add(export.Name))
                throw new WasmValidationException(place, $"duplicate export name '{GuestText.Of(export.Name)}'");
        }
    }

    private void Start()
    {
        if (module.StartFunction is not { } start)
            return;
        var place = new ModulePlace(module.Map.Start, "start");
        Index("function", start, module.FunctionTypeIndices.Length, place);
        var type = module.TypeOfFunction((int)start);
        if (!type.Parameters.IsEmpty || !type.Results.IsEmpty)
            throw new WasmValidationException(place, $"the start function has type {type}, it must have neither parameters nor results");
    }

    private void Elements()
    {
        foreach (var segment in module.Elements)
        {
            var place = new ModulePlace(segment.Offset, "element");
            if (segment.TableOffset is { } offset)
            {
                Index("table", segment.TableIndex, module.Tables.Length, place);
                var table = module.Tables[(int)segment.TableIndex];
                if (table.ElementType != segment.ElementType)
                {
                    throw new WasmValidationException(
                        place, $"type mismatch: elements of type {ValueTypes.Name(segment.ElementType)} in a table of "
                            + $"{ValueTypes.Name(table.ElementType)}");
                }
                Expression(offset, table.Is64 ? ValueType.I64 : ValueType.I32, "element", module.Globals.Length);
            }
            if (segment.FunctionIndices.IsDefault)
            {
                foreach (var expression in segment.Expressions)
                    Expression(expression, segment.ElementType, "element", module.Globals.Length);
                continue;
            }
            foreach (var function in segment.FunctionIndices)
            {
                if (function >= (uint)declaredFunctions.Length)
                    Index("function", function, declaredFunctions.Length, place);
                declaredFunctions[(int)function] = true;
            }
        }
    }

    private void DataSegments()
    {
        foreach (var segment in module.Data)
        {
            if (segment.MemoryOffset is not { } offset)
                continue;
            Index("memory", segment.MemoryIndex, module.Memories.Length, new ModulePlace(segment.Offset, "data"));
            Expression(
                offset, module.Memories[(int)segment.MemoryIndex].Is64 ? ValueType.I64 : ValueType.I32, "data", module.Globals.Length);
        }
    }

    /// <summary>
    /// With extended constant expressions those of the module's own globals that come before may be read too (Wasm 3.0 §3.4.10).
    /// </summary>
    private void Expression(ConstantExpression expression, ValueType type, string section, int globals) =>
        ConstantExpressions.Validate(
            module, expression, type, section, declaredFunctions, (module.Features & WasmFeatures.ExtendedConst) != 0
                ? globals
                : module.ImportedGlobalCount);

    private static void Index(string what, uint index, int count, ModulePlace place)
    {
        if (index >= (uint)count)
            throw new WasmValidationException(place, $"unknown {what} {index}: the module has {count}");
    }

    private string? FunctionName(int function) => module.Names.Functions.TryGetValue((uint)function, out var name) ? name : null;

    private int OffsetOfFunction(int function)
    {
        var reader = new ByteReader(module.Bytes.Span, module.Map.FunctionSection, module.Bytes.Length, "function");
        _ = reader.U32();
        for (var n = module.ImportedFunctionCount; n < function; n++)
            _ = reader.U32();
        return reader.Position;
    }
}
