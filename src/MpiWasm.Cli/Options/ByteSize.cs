using System.Globalization;
using MpiWasm.Cli.Output;

namespace MpiWasm.Cli.Options;

/// <summary>Sizes as users write them: 4096, 64K, 8M, 1G (powers of 1024).</summary>
internal static class ByteSize
{
    public static ulong Parse(string option, string text)
    {
        var shift = text.Length == 0 ? 0 : char.ToUpperInvariant(text[^1]) switch
        {
            'K' => 10,
            'M' => 20,
            'G' => 30,
            _ => 0,
        };
        var digits = shift == 0 ? text : text[..^1];
        if (!ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0
            || number > ulong.MaxValue >> shift)
            throw new UsageException($"{option} wants a size such as 8388608, 64K, 8M or 1G, not '{text}'");
        return number << shift;
    }
}
