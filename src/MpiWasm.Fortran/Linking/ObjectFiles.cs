using System.Globalization;
using System.Text;

namespace MpiWasm.Fortran.Linking;

/// <summary>WebAssembly objects in a file: itself, or the members of an archive.</summary>
internal static class ObjectFiles
{
    private const int HeaderLength = 60;
    private const int SizeOffset = 48;
    private const int SizeLength = 10;

    private static ReadOnlySpan<byte> ArchiveMagic => "!<arch>\n"u8;

    private static ReadOnlySpan<byte> WasmMagic => "\0asm"u8;

    public static List<ReadOnlyMemory<byte>> In(ReadOnlyMemory<byte> file)
    {
        var objects = new List<ReadOnlyMemory<byte>>();
        if (file.Span.StartsWith(WasmMagic))
            objects.Add(file);
        if (!file.Span.StartsWith(ArchiveMagic))
            return objects;
        for (var at = ArchiveMagic.Length; at + HeaderLength <= file.Length;)
        {
            var text = Encoding.ASCII.GetString(file.Span.Slice(at + SizeOffset, SizeLength));
            at += HeaderLength;
            if (!int.TryParse(text, NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var size) || size > file.Length - at)
                break;
            if (file.Slice(at, size).Span.StartsWith(WasmMagic))
                objects.Add(file.Slice(at, size));
            // Members begin at even offsets.
            at += size + (size & 1);
        }
        return objects;
    }
}
