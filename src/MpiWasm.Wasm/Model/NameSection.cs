using System.Collections.ObjectModel;

namespace MpiWasm.Wasm;

/// <summary>
/// Names of the <c>name</c> custom section (Wasm 3.0 appendix, "Name section"). It is parsed when first asked for: a cached start
/// that meets no trap never needs it.
/// </summary>
public sealed class NameSection
{
    private readonly Lazy<Parsed> parsed;

    private NameSection(Func<Parsed> parse) => parsed = new Lazy<Parsed>(parse);

    public static NameSection Empty { get; } = new(() => Parsed.Nothing);

    public string? ModuleName => parsed.Value.Module;

    public IReadOnlyDictionary<uint, string> Functions => parsed.Value.Functions;

    public IReadOnlyDictionary<uint, string> Globals => parsed.Value.Globals;

    /// <summary>The function's name, or <c>func[12]</c> where it has none.</summary>
    public string Function(int index) => Functions.TryGetValue((uint)index, out var name) ? name : $"func[{index}]";

    /// <summary>Names from the contents of a name section; what is malformed of it is left out (custom sections never make a module invalid).</summary>
    internal static NameSection FromBytes(ReadOnlyMemory<byte> contents) => new(() => Parse(contents.Span));

    private static Parsed Parse(ReadOnlySpan<byte> contents)
    {
        var result = Parsed.Nothing;
        try
        {
            var reader = new ByteReader(contents, 0, contents.Length, "name");
            while (!reader.AtEnd)
            {
                var id = reader.U8();
                var size = reader.U32();
                var start = reader.Take(size);
                var subsection = new ByteReader(contents, start, reader.Position, "name");
                result = id switch
                {
                    0 => result with { Module = subsection.OptionalName() },
                    1 => result with { Functions = Map(ref subsection) },
                    7 => result with { Globals = Map(ref subsection) },
                    _ => result,
                };
            }
        }
        catch (WasmModuleException)
        {
            // Whatever came before the malformed part stands.
        }
        return result;
    }

    private static Dictionary<uint, string> Map(ref ByteReader reader)
    {
        var count = reader.Count("names", ImplementationLimits.Functions, elementSize: 2);
        var map = new Dictionary<uint, string>(count);
        for (var n = 0; n < count; n++)
        {
            var index = reader.U32();
            if (reader.OptionalName() is { } name)
                map[index] = name;
        }
        return map;
    }

    private sealed record Parsed(string? Module, IReadOnlyDictionary<uint, string> Functions, IReadOnlyDictionary<uint, string> Globals)
    {
        public static Parsed Nothing { get; } = new(null, ReadOnlyDictionary<uint, string>.Empty, ReadOnlyDictionary<uint, string>.Empty);
    }
}
