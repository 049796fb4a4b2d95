using System.Collections;
using MpiWasm.Wasm.Binary;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Wasm.Validation;

/// <summary>
/// Validates a module (Wasm 2.0 §3.4): everything the compiler and the runtime take for granted about it is checked here.
/// </summary>
public sealed class ModuleValidator
{
    private readonly WasmModule _module;
    private readonly BitArray _declaredFunctions;

    private ModuleValidator(WasmModule module)
    {
        _module = module;
        _declaredFunctions = new BitArray(module.FunctionTypeIndices.Length);
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
        var functions = new FunctionValidator(_module, _declaredFunctions);
        foreach (var body in _module.Bodies)
            functions.Validate(body);
    }

    private void Imports()
    {
        foreach (var import in _module.Imports)
        {
            var place = new ModulePlace(import.Offset, "import");
            if (import.Kind == ExternalKind.Function)
                Index("type", import.TypeIndex, _module.Types.Length, place);
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
        for (var n = _module.ImportedFunctionCount; n < _module.FunctionTypeIndices.Length; n++)
        {
            var type = _module.FunctionTypeIndices[n];
            if (type >= (uint)_module.Types.Length)
                Index("type", type, _module.Types.Length, new ModulePlace(OffsetOfFunction(n), "function", n, FunctionName(n)));
        }
    }

    private void Tables()
    {
        for (var n = _module.ImportedTableCount; n < _module.Tables.Length; n++)
            Table(_module.Tables[n], new ModulePlace(_module.Map.Tables[n - _module.ImportedTableCount], "table"));
    }

    private void Tags()
    {
        for (var n = _module.ImportedTagCount; n < _module.TagTypeIndices.Length; n++)
            Tag(_module.TagTypeIndices[n], new ModulePlace(_module.Map.Tags[n - _module.ImportedTagCount], "tag"));
    }

    private void Tag(uint type, ModulePlace place)
    {
        Index("type", type, _module.Types.Length, place);
        if (!_module.Types[(int)type].Results.IsEmpty)
            throw new WasmValidationException(place, $"non-empty tag result type: a tag's type is {_module.Types[(int)type]}");
    }

    private void Memories()
    {
        for (var n = _module.ImportedMemoryCount; n < _module.Memories.Length; n++)
            Memory(_module.Memories[n], new ModulePlace(_module.Map.Memories[n - _module.ImportedMemoryCount], "memory"));
        if (_module.Memories.Length > 1 && (_module.Features & WasmFeatures.MultiMemory) == 0)
        {
            var second = Math.Max(0, 1 - _module.ImportedMemoryCount);
            var place = second < _module.Map.Memories.Count
                ? new ModulePlace(_module.Map.Memories[second], "memory")
                : new ModulePlace(_module.Imports.Where(i => i.Memory is not null).ElementAt(1).Offset, "import");
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
        for (var n = _module.ImportedGlobalCount; n < _module.Globals.Length; n++)
            Expression(_module.GlobalInitializers[n - _module.ImportedGlobalCount], _module.Globals[n].Type, "global", n);
    }

    private void Exports()
    {
        var names = new HashSet<string>(_module.Exports.Length, StringComparer.Ordinal);
        foreach (var export in _module.Exports)
        {
            var place = new ModulePlace(export.Offset, "export");
            var (what, count) = export.Kind switch
            {
                ExternalKind.Function => ("function", _module.FunctionTypeIndices.Length),
                ExternalKind.Table => ("table", _module.Tables.Length),
                ExternalKind.Memory => ("memory", _module.Memories.Length),
                ExternalKind.Global => ("global", _module.Globals.Length),
                _ => ("tag", _module.TagTypeIndices.Length),
            };
            Index(what, export.Index, count, place);
            if (export.Kind == ExternalKind.Function)
                _declaredFunctions[(int)export.Index] = true;
            if (!names.Add(export.Name))
                throw new WasmValidationException(place, $"duplicate export name '{GuestText.Of(export.Name)}'");
        }
    }

    private void Start()
    {
        if (_module.StartFunction is not { } start)
            return;
        var place = new ModulePlace(_module.Map.Start, "start");
        Index("function", start, _module.FunctionTypeIndices.Length, place);
        var type = _module.TypeOfFunction((int)start);
        if (!type.Parameters.IsEmpty || !type.Results.IsEmpty)
            throw new WasmValidationException(place, $"the start function has type {type}, it must have neither parameters nor results");
    }

    private void Elements()
    {
        foreach (var segment in _module.Elements)
        {
            var place = new ModulePlace(segment.Offset, "element");
            if (segment.TableOffset is { } offset)
            {
                Index("table", segment.TableIndex, _module.Tables.Length, place);
                var table = _module.Tables[(int)segment.TableIndex];
                if (table.ElementType != segment.ElementType)
                {
                    throw new WasmValidationException(
                        place, $"type mismatch: elements of type {ValueTypes.Name(segment.ElementType)} in a table of "
                            + $"{ValueTypes.Name(table.ElementType)}");
                }
                Expression(offset, table.Is64 ? ValType.I64 : ValType.I32, "element", _module.Globals.Length);
            }
            if (segment.FunctionIndices.IsDefault)
            {
                foreach (var expression in segment.Expressions)
                    Expression(expression, segment.ElementType, "element", _module.Globals.Length);
                continue;
            }
            foreach (var function in segment.FunctionIndices)
            {
                if (function >= (uint)_declaredFunctions.Length)
                    Index("function", function, _declaredFunctions.Length, place);
                _declaredFunctions[(int)function] = true;
            }
        }
    }

    private void DataSegments()
    {
        foreach (var segment in _module.Data)
        {
            if (segment.MemoryOffset is not { } offset)
                continue;
            Index("memory", segment.MemoryIndex, _module.Memories.Length, new ModulePlace(segment.Offset, "data"));
            Expression(
                offset, _module.Memories[(int)segment.MemoryIndex].Is64 ? ValType.I64 : ValType.I32, "data", _module.Globals.Length);
        }
    }

    /// <summary>
    /// With extended constant expressions those of the module's own globals that come before may be read too (Wasm 3.0 §3.4.10).
    /// </summary>
    private void Expression(ConstantExpression expression, ValType type, string section, int globals) =>
        ConstantExpressions.Validate(
            _module, expression, type, section, _declaredFunctions, (_module.Features & WasmFeatures.ExtendedConst) != 0
                ? globals
                : _module.ImportedGlobalCount);

    private static void Index(string what, uint index, int count, ModulePlace place)
    {
        if (index >= (uint)count)
            throw new WasmValidationException(place, $"unknown {what} {index}: the module has {count}");
    }

    private string? FunctionName(int function) => _module.Names.Functions.TryGetValue((uint)function, out var name) ? name : null;

    private int OffsetOfFunction(int function)
    {
        var reader = new ByteReader(_module.Bytes.Span, _module.Map.FunctionSection, _module.Bytes.Length, "function");
        _ = reader.U32();
        for (var n = _module.ImportedFunctionCount; n < function; n++)
            _ = reader.U32();
        return reader.Position;
    }
}
