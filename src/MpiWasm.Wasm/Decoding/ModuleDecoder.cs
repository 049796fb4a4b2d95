using System.Collections.Immutable;
using System.Runtime.InteropServices;
using MpiWasm.Wasm.Binary;
using MpiWasm.Wasm.Model;
using MpiWasm.Wasm.Recognition;
using MpiWasm.Wasm.Validation;

namespace MpiWasm.Wasm.Decoding;

/// <summary>
/// Decodes a module's sections (Wasm 2.0 §5.5). Bodies stay bytes: <see cref="ModuleValidator"/> reads them, so that a start from the
/// cache, whose module was validated before, does not pay for it.
/// </summary>
public sealed partial class ModuleDecoder
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly WasmFeatures _features;

    private ModuleDecoder(ReadOnlyMemory<byte> bytes, WasmFeatures features)
    {
        _bytes = bytes;
        _features = features;
    }

    /// <summary>Decodes a module. The module keeps <paramref name="bytes"/>: they must not change.</summary>
    /// <exception cref="WasmFormatException">The bytes are no module.</exception>
    /// <exception cref="UnsupportedFeatureException">The module needs a proposal that is not in <paramref name="features"/>.</exception>
    /// <exception cref="WasmLimitException">The module exceeds <see cref="ImplementationLimits"/>.</exception>
    public static WasmModule Decode(ReadOnlyMemory<byte> bytes, WasmFeatures features = WasmFeatures.Supported) =>
        new ModuleDecoder(bytes, features).Module();

    private WasmModule Module()
    {
        if (_bytes.Length > ImplementationLimits.ModuleSize)
            throw new WasmLimitException(
                new ModulePlace(0), $"{_bytes.Length} bytes, at most {ImplementationLimits.ModuleSize} are supported");
        var reader = new ByteReader(_bytes.Span, 0, _bytes.Length, section: null);
        Header(ref reader);
        Section? previous = null;
        while (!reader.AtEnd)
        {
            var at = reader.Position;
            var id = reader.U8();
            var size = reader.U32();
            if (Array.Find(Sections, s => s.Id == id) is not { } section)
            {
                reader.Throw(at, $"malformed section id {id}");
                return null!;
            }
            if (size > (uint)reader.Remaining)
                new ByteReader(_bytes.Span, at, _bytes.Length, section.Name).Throw(
                    at, $"unexpected end of module: a section of {size} bytes does not fit");
            if ((section.Feature & ~_features) != 0 && section.Id == TagId)
                reader.ThrowUnsupported(at, $"the {section.Name} section", section.Feature);
            if (section.Id != CustomId)
            {
                if (previous is not null && Array.IndexOf(Sections, section) <= Array.IndexOf(Sections, previous))
                    reader.Throw(
                        at,
                        $"unexpected content after last section: the {section.Name} section may not follow the {previous.Name} section");
                previous = section;
            }
            var start = reader.Take(size);
            var contents = new ByteReader(_bytes.Span, start, reader.Position, section.Name);
            section.Read(this, ref contents);
            if (!contents.AtEnd)
                contents.Throw(contents.Position, $"section size mismatch: {contents.Remaining} bytes are left");
        }
        if (_bodies.Length != _ownFunctions.Length)
            reader.Throw(
                reader.Position,
                $"function and code section have inconsistent lengths: {_ownFunctions.Length} functions, {_bodies.Length} bodies");
        if (_dataCount is { } announced && announced != (uint)_data.Length)
            reader.Throw(
                reader.Position, $"data count and data section have inconsistent lengths: {announced} announced, {_data.Length} segments");
        return Result();
    }

    private void Header(ref ByteReader reader)
    {
        if (_bytes.IsEmpty)
            throw new WasmFormatException(new ModulePlace(0), "unexpected end: this is an empty file", ForeignFile.Empty.NextStep);
        ReadOnlySpan<byte> magic = [0x00, (byte)'a', (byte)'s', (byte)'m'];
        foreach (var expected in magic)
        {
            if (reader.U8() != expected)
                throw NoModule();
        }
        var version = reader.F32();
        if (version == 0x0001_000D)
            throw new WasmFormatException(
                new ModulePlace(4), "unknown binary version: this is a WebAssembly component, and a core module is needed",
                "Build it for WASI preview 1 (target wasm32-wasip1, as mpiwasm-cc does), not for WASI 0.2.");
        if (version != 1)
            reader.Throw(4, $"unknown binary version {version}");
    }

    private WasmFormatException NoModule()
    {
        if (ForeignFile.Recognise(_bytes.Span) is { } foreign)
            return new WasmFormatException(
                new ModulePlace(0), $"magic header not detected: this is {foreign.What}, not a WebAssembly module", foreign.NextStep);
        return new WasmFormatException(new ModulePlace(0), "magic header not detected: this is not a WebAssembly module");
    }

    private WasmModule Result()
    {
        var nameSection = _customSections.FirstOrDefault(c => c.Name == "name");
        return new WasmModule
        {
            Bytes = _bytes,
            Features = _features,
            Types = _types,
            Imports = _imports,
            FunctionTypeIndices = [.. _importedFunctions, .. _ownFunctions],
            Tables = [.. _importedTables, .. _ownTables],
            Memories = [.. _importedMemories, .. _ownMemories],
            Globals = [.. _importedGlobals, .. _ownGlobals],
            TagTypeIndices = [.. _importedTags, .. _ownTags],
            GlobalInitializers = _globalInitializers,
            Exports = _exports,
            StartFunction = _startFunction,
            Elements = _elements,
            DataCount = _dataCount,
            Data = _data,
            Bodies = _bodies,
            CustomSections = [.. _customSections],
            Names = nameSection is null ? NameSection.Empty : NameReader.Read(nameSection.Bytes),
            ImportedTableCount = _importedTables.Count,
            ImportedMemoryCount = _importedMemories.Count,
            ImportedGlobalCount = _importedGlobals.Count,
            ImportedTagCount = _importedTags.Count,
            Map = _map,
        };
    }

    /// <summary>Decodes a vector whose elements take at least one byte each.</summary>
    private static ImmutableArray<T> Vector<T>(ref ByteReader reader, string what, int limit, ReadElement<T> element)
    {
        var count = reader.Count(what, limit);
        if (count == 0)
            return [];
        var result = new T[count];
        for (var n = 0; n < count; n++)
            result[n] = element(ref reader);
        return ImmutableCollectionsMarshal.AsImmutableArray(result);
    }

    private delegate T ReadElement<T>(ref ByteReader reader);

    private delegate void ReadSection(ModuleDecoder decoder, ref ByteReader reader);

    private const int CustomId = 0;
    private const int TagId = 13;

    /// <summary>The sections in the order a module must have them in.</summary>
    private static readonly Section[] Sections =
    [
        new(CustomId, "custom", WasmFeatures.Mvp, (d, ref r) => d.CustomSection(ref r)),
        new(1, "type", WasmFeatures.Mvp, (d, ref r) => d.TypeSection(ref r)),
        new(2, "import", WasmFeatures.Mvp, (d, ref r) => d.ImportSection(ref r)),
        new(3, "function", WasmFeatures.Mvp, (d, ref r) => d.FunctionSection(ref r)),
        new(4, "table", WasmFeatures.Mvp, (d, ref r) => d.TableSection(ref r)),
        new(5, "memory", WasmFeatures.Mvp, (d, ref r) => d.MemorySection(ref r)),
        new(13, "tag", WasmFeatures.Exceptions, (d, ref r) => d.TagSection(ref r)),
        new(6, "global", WasmFeatures.Mvp, (d, ref r) => d.GlobalSection(ref r)),
        new(7, "export", WasmFeatures.Mvp, (d, ref r) => d.ExportSection(ref r)),
        new(8, "start", WasmFeatures.Mvp, (d, ref r) => d.StartSection(ref r)),
        new(9, "element", WasmFeatures.Mvp, (d, ref r) => d.ElementSection(ref r)),
        new(12, "data count", WasmFeatures.BulkMemory, (d, ref r) => d.DataCountSection(ref r)),
        new(10, "code", WasmFeatures.Mvp, (d, ref r) => d.CodeSection(ref r)),
        new(11, "data", WasmFeatures.Mvp, (d, ref r) => d.DataSection(ref r)),
    ];

    private sealed record Section(int Id, string Name, WasmFeatures Feature, ReadSection Read);
}
