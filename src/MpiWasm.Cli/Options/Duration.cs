using System.Globalization;
using MpiWasm.Cli.Output;

namespace MpiWasm.Cli.Options;

/// <summary>Times as users write them: 90, 90s, 1.5m, 2h, 1d.</summary>
internal static class Duration
{
    public static TimeSpan Parse(string option, string text)
    {
        var unit = text.Length == 0 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, _ => 0 };
        var digits = unit == 0 ? text : text[..^1];
        var seconds = double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? number * Math.Max(unit, 1)
            : 0;
        // A timer takes at most 49 days.
        return seconds is >= 0.001 and <= 4_000_000
            ? TimeSpan.FromSeconds(seconds)
            : throw new UsageException($"{option} wants a time such as 90, 90s, 15m or 2h, of at most 46 days, not '{text}'");
    }
}
