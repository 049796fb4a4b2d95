using MpiWasm.Wasm.Binary;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Wasm.Decoding;

/// <summary>Reads the <c>name</c> custom section (Wasm 3.0 appendix, "Name section"), when its names are first asked for.</summary>
internal static class NameReader
{
    /// <summary>
    /// Names from the contents of a name section; what is malformed of it is left out: custom sections never make a module invalid.
    /// </summary>
    public static NameSection Read(ReadOnlyMemory<byte> contents) => new(() => Parse(contents.Span));

    private static ModuleNames Parse(ReadOnlySpan<byte> contents)
    {
        var result = ModuleNames.None;
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
}
