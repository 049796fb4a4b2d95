using MpiWasm.Wasm.Binary;

namespace MpiWasm.Wasm.Decoding;

/// <summary>
/// The sections of a module by their sizes, and what its toolchain left about itself in custom ones. Of a module that was decoded; what is
/// malformed in custom sections is left out.
/// </summary>
public static class ModuleSections
{
    private const int HeaderLength = 8;

    private static readonly string[] Names =
    [
        "custom", "type", "import", "function", "table", "memory", "global", "export", "start", "element", "code", "data", "data count",
        "tag",
    ];

    private delegate void Visit(ref ByteReader reader, List<string> found);

    /// <summary>Name and bytes of each section, in the module's order; custom ones by their own names.</summary>
    public static IReadOnlyList<(string Name, int Bytes)> Of(ReadOnlySpan<byte> module)
    {
        var sections = new List<(string, int)>();
        var reader = new ByteReader(module, HeaderLength, module.Length, section: null);
        while (!reader.AtEnd)
        {
            var start = reader.Position;
            var id = reader.U8();
            var size = reader.U32();
            var contents = reader.Take(size);
            var custom = new ByteReader(module, contents, reader.Position, "custom");
            var name = id == 0 ? $"custom {GuestText.Of(custom.Name())}" : id < Names.Length ? Names[id] : $"section {id}";
            sections.Add((name, reader.Position - start));
        }

        return sections;
    }

    /// <summary>The languages and tools that the section <c>producers</c> names.</summary>
    public static IReadOnlyList<string> Producers(ReadOnlySpan<byte> contents) => WhatThereIs(contents, static (ref reader, producers) =>
    {
        for (var fields = reader.U32(); fields > 0; fields--)
        {
            _ = reader.Name();
            for (var values = reader.U32(); values > 0; values--)
                producers.Add(GuestText.Of($"{reader.Name()} {reader.Name()}".Trim()));
        }
    });

    /// <summary>The features that the section <c>target_features</c> says the code uses.</summary>
    public static IReadOnlyList<string> Features(ReadOnlySpan<byte> contents) => WhatThereIs(contents, static (ref reader, features) =>
    {
        for (var count = reader.U32(); count > 0; count--)
        {
            _ = reader.U8();
            features.Add(GuestText.Of(reader.Name()));
        }
    });

    private static List<string> WhatThereIs(ReadOnlySpan<byte> contents, Visit visit)
    {
        var found = new List<string>();
        var reader = new ByteReader(contents, 0, contents.Length, section: null);
        try
        {
            visit(ref reader, found);
        }
        catch (WasmModuleException)
        {
            // What came before the malformed part stands.
        }

        return found;
    }
}
