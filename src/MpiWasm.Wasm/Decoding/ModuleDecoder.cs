using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace MpiWasm.Wasm;

/// <summary>
/// Decodes a module's sections (Wasm 2.0 §5.5). Bodies stay bytes: <see cref="ModuleValidator"/> reads them, so that a start from the
/// cache, whose module was validated before, does not pay for it.
/// </summary>
public sealed partial class ModuleDecoder
{
    private readonly ReadOnlyMemory<byte> bytes;
    private readonly WasmFeatures features;

    private ModuleDecoder(ReadOnlyMemory<byte> bytes, WasmFeatures features)
    {
        this.bytes = bytes;
        this.features = features;
    }

    /// <summary>Decodes a module. The module keeps <paramref name="bytes"/>: they must not change.</summary>
    /// <exception cref="WasmFormatException">The bytes are no module.</exception>
    /// <exception cref="UnsupportedFeatureException">The module needs a proposal that is not in <paramref name="features"/>.</exception>
    /// <exception cref="WasmLimitException">The module exceeds <see cref="ImplementationLimits"/>.</exception>
    public static WasmModule Decode(ReadOnlyMemory<byte> bytes, WasmFeatures features = WasmFeatures.Supported) =>
        new ModuleDecoder(bytes, features).Module();

    private WasmModule Module()
    {
        if (bytes.Length > ImplementationLimits.ModuleSize)
            throw new WasmLimitException(
                new ModulePlace(0), $"{bytes.Length} bytes, at most {ImplementationLimits.ModuleSize} are supported");
        var reader = new ByteReader(bytes.Span, 0, bytes.Length, section: null);
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
                new ByteReader(bytes.Span, at, bytes.Length, section.Name).Throw(
                    at, $"unexpected end of module: a section of {size} bytes does not fit");
            if ((section.Feature & ~features) != 0 && section.Id == TagId)
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
            var contents = new ByteReader(bytes.Span, start, reader.Position, section.Name);
            section.Read(this, ref contents);
            if (!contents.AtEnd)
                contents.Throw(contents.Position, $"section size mismatch: {contents.Remaining} bytes are left");
        }
        if (bodies.Length != ownFunctions.Length)
            reader.Throw(
                reader.Position,
                $"function and code section have inconsistent lengths: {ownFunctions.Length} functions, {bodies.Length} bodies");
        if (dataCount is { } announced && announced != (uint)data.Length)
            reader.Throw(
                reader.Position, $"data count and data section have inconsistent lengths: {announced} announced, {data.Length} segments");
        return Result();
    }

    private void Header(ref ByteReader reader)
    {
        if (bytes.IsEmpty)
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
        if (ForeignFile.Recognise(bytes.Span) is { } foreign)
            return new WasmFormatException(
                new ModulePlace(0), $"magic header not detected: this is {foreign.What}, not a WebAssembly module", foreign.NextStep);
        return new WasmFormatException(new ModulePlace(0), "magic header not detected: this is not a WebAssembly module");
    }

    private WasmModule Result()
    {
        var nameSection = customSections.FirstOrDefault(c => c.Name == "name");
        return new WasmModule
        {
            Bytes = bytes,
            Features = features,
            Types = types,
            Imports = imports,
            FunctionTypeIndices = [.. importedFunctions, .. ownFunctions],
            Tables = [.. importedTables, .. ownTables],
            Memories = [.. importedMemories, .. ownMemories],
            Globals = [.. importedGlobals, .. ownGlobals],
            TagTypeIndices = [.. importedTags, .. ownTags],
            GlobalInitializers = globalInitializers,
            Exports = exports,
            StartFunction = startFunction,
            Elements = elements,
            DataCount = dataCount,
            Data = data,
            Bodies = bodies,
            CustomSections = [.. customSections],
            Names = nameSection is null ? NameSection.Empty : NameReader.Read(nameSection.Bytes),
            ImportedTableCount = importedTables.Count,
            ImportedMemoryCount = importedMemories.Count,
            ImportedGlobalCount = importedGlobals.Count,
            ImportedTagCount = importedTags.Count,
            Map = map,
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
