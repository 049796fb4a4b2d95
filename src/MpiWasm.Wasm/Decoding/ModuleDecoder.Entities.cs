using System.Collections.Immutable;
using MpiWasm.Wasm.Binary;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Wasm.Decoding;

// Sections that declare what a module has: types, imports, functions, tables, memories, globals, exports, start.
public sealed partial class ModuleDecoder
{
    private readonly SourceMap _map = new();
    private readonly List<uint> _importedFunctions = [];
    private readonly List<TableType> _importedTables = [];
    private readonly List<MemoryType> _importedMemories = [];
    private readonly List<GlobalType> _importedGlobals = [];
    private readonly List<uint> _importedTags = [];
    private readonly List<CustomSection> _customSections = [];
    private ImmutableArray<FunctionType> _types = [];
    private ImmutableArray<Import> _imports = [];
    private ImmutableArray<uint> _ownFunctions = [];
    private ImmutableArray<TableType> _ownTables = [];
    private ImmutableArray<MemoryType> _ownMemories = [];
    private ImmutableArray<GlobalType> _ownGlobals = [];
    private ImmutableArray<uint> _ownTags = [];
    private ImmutableArray<ConstantExpression> _globalInitializers = [];
    private ImmutableArray<Export> _exports = [];
    private uint? _startFunction;

    private void CustomSection(ref ByteReader reader)
    {
        if (_customSections.Count == ImplementationLimits.CustomSections)
            reader.ThrowLimit(reader.Position, $"more than {ImplementationLimits.CustomSections} custom sections");
        var name = reader.Name();
        var start = reader.Take((uint)reader.Remaining);
        _customSections.Add(new CustomSection(name, start, _bytes[start..reader.Position]));
    }

    private void TypeSection(ref ByteReader reader) =>
        _types = Vector(ref reader, "types", ImplementationLimits.Types, (ref r) => FunctionType(ref r));

    private FunctionType FunctionType(ref ByteReader reader)
    {
        var at = reader.Position;
        var form = reader.U8();
        if (form is 0x4E or 0x4F or 0x50 or 0x5E or 0x5F)
            reader.ThrowUnsupported(at, $"type form 0x{form:x2}", WasmFeatures.Gc);
        if (form != 0x60)
            reader.Throw(at, $"malformed function type: form 0x{form:x2}");
        var parameters = Vector(ref reader, "parameters", ImplementationLimits.Parameters, (ref r) => r.ValType(_features));
        at = reader.Position;
        var results = Vector(ref reader, "results", ImplementationLimits.Results, (ref r) => r.ValType(_features));
        if (results.Length > 1 && (_features & WasmFeatures.MultiValue) == 0)
            reader.ThrowUnsupported(at, "a function with several results", WasmFeatures.MultiValue);
        return new FunctionType(parameters, results);
    }

    private void ImportSection(ref ByteReader reader) =>
        _imports = Vector(ref reader, "imports", ImplementationLimits.Imports, (ref r) => Import(ref r));

    private Import Import(ref ByteReader reader)
    {
        var offset = reader.Position;
        var module = reader.Name();
        var name = reader.Name();
        var kind = Kind(ref reader, "import");
        var import = new Import(module, name, kind) { Offset = offset };
        switch (kind)
        {
            case ExternalKind.Function:
                import = import with { TypeIndex = reader.U32() };
                _importedFunctions.Add(import.TypeIndex);
                break;
            case ExternalKind.Table:
                import = import with { Table = TableType(ref reader) };
                _importedTables.Add(import.Table);
                break;
            case ExternalKind.Memory:
                import = import with { Memory = MemoryType(ref reader) };
                _importedMemories.Add(import.Memory);
                break;
            case ExternalKind.Tag:
                import = import with { TypeIndex = Tag(ref reader) };
                _importedTags.Add(import.TypeIndex);
                break;
            default:
                import = import with { Global = GlobalType(ref reader) };
                _importedGlobals.Add(import.Global);
                break;
        }
        return import;
    }

    private void FunctionSection(ref ByteReader reader)
    {
        _map.FunctionSection = reader.Position;
        _ownFunctions = Vector(ref reader, "functions", ImplementationLimits.Functions, (ref r) => r.U32());
    }

    private void TableSection(ref ByteReader reader) => _ownTables = Vector(ref reader, "tables", ImplementationLimits.Tables, (ref r) =>
    {
        _map.Tables.Add(r.Position);
        if (r.PeekU8() == 0x40)
            r.ThrowUnsupported(r.Position, "a table with an initial value", WasmFeatures.FunctionReferences);
        return TableType(ref r);
    });

    private void MemorySection(ref ByteReader reader) =>
        _ownMemories = Vector(ref reader, "memories", ImplementationLimits.Memories, (ref r) =>
        {
            _map.Memories.Add(r.Position);
            return MemoryType(ref r);
        });

    private void GlobalSection(ref ByteReader reader)
    {
        var initializers = ImmutableArray.CreateBuilder<ConstantExpression>();
        _ownGlobals = Vector(ref reader, "globals", ImplementationLimits.Globals, (ref r) =>
        {
            var type = GlobalType(ref r);
            initializers.Add(ConstantExpression(ref r));
            return type;
        });
        _globalInitializers = initializers.DrainToImmutable();
    }

    private void ExportSection(ref ByteReader reader) => _exports = Vector(ref reader, "exports", ImplementationLimits.Exports, (ref r) =>
    {
        var offset = r.Position;
        var name = r.Name();
        var kind = Kind(ref r, "export");
        return new Export(name, kind, r.U32()) { Offset = offset };
    });

    private void StartSection(ref ByteReader reader)
    {
        _map.Start = reader.Position;
        _startFunction = reader.U32();
    }

    private void TagSection(ref ByteReader reader) => _ownTags = Vector(ref reader, "tags", ImplementationLimits.Tags, (ref r) =>
    {
        _map.Tags.Add(r.Position);
        return Tag(ref r);
    });

    /// <summary>A tag: an attribute, of which only 0 (exception) exists, and a type (§5.5.7).</summary>
    private static uint Tag(ref ByteReader reader)
    {
        var at = reader.Position;
        if (reader.U8() != 0)
            reader.Throw(at, "malformed tag attribute");
        return reader.U32();
    }

    private ExternalKind Kind(ref ByteReader reader, string what)
    {
        var at = reader.Position;
        var kind = reader.U8();
        if (kind == (byte)ExternalKind.Tag && (_features & WasmFeatures.Exceptions) == 0)
        {
            // What no proposal allows is malformed, not unsupported: look whether a tag follows (an export has just its index).
            if (what == "import")
                _ = Tag(ref reader);
            else
                _ = reader.U32();
            reader.ThrowUnsupported(at, $"{what} kind 4 (tag)", WasmFeatures.Exceptions);
        }
        if (kind > (byte)ExternalKind.Tag)
            reader.Throw(at, $"malformed {what} kind {kind}");
        return (ExternalKind)kind;
    }

    private TableType TableType(ref ByteReader reader)
    {
        var type = reader.ReferenceType(_features);
        if (((LimitsFlags)reader.PeekU8() & LimitsFlags.Shared) != 0)
            reader.Throw(reader.Position, "malformed limits flags: a table cannot be shared");
        var limits = Limits(ref reader, out var flags);
        return new TableType(type, limits, (flags & LimitsFlags.Is64) != 0);
    }

    private MemoryType MemoryType(ref ByteReader reader)
    {
        if (((LimitsFlags)reader.PeekU8() & (LimitsFlags.Shared | LimitsFlags.HasMaximum)) == LimitsFlags.Shared)
            reader.Throw(reader.Position, "malformed limits flags: a shared memory must have a maximum");
        var limits = Limits(ref reader, out var flags);
        return new MemoryType(limits, (flags & LimitsFlags.Shared) != 0, (flags & LimitsFlags.Is64) != 0);
    }

    private GlobalType GlobalType(ref ByteReader reader)
    {
        var type = reader.ValType(_features);
        var at = reader.Position;
        var mutability = reader.U8();
        if (mutability > 1)
            reader.Throw(at, $"malformed mutability {mutability}");
        return new GlobalType(type, mutability == 1);
    }

    private Limits Limits(ref ByteReader reader, out LimitsFlags flags)
    {
        var at = reader.Position;
        flags = (LimitsFlags)reader.U8();
        if ((byte)flags > 7)
            reader.Throw(at, $"malformed limits flags 0x{(byte)flags:x2}");
        if ((flags & LimitsFlags.Shared) != 0 && (_features & WasmFeatures.Threads) == 0)
            reader.ThrowUnsupported(at, "a shared memory", WasmFeatures.Threads);
        var is64 = (flags & LimitsFlags.Is64) != 0;
        if (is64 && (_features & WasmFeatures.Memory64) == 0)
            reader.ThrowUnsupported(at, "a 64-bit memory or table", WasmFeatures.Memory64);
        var minimum = is64 ? reader.U64() : reader.U32();
        ulong? maximum = (flags & LimitsFlags.HasMaximum) == 0 ? null : is64 ? reader.U64() : reader.U32();
        return new Limits(minimum, maximum);
    }

    [Flags]
    private enum LimitsFlags : byte
    {
        HasMaximum = 1,
        Shared = 2,
        Is64 = 4,
    }
}
