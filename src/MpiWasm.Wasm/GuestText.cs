using System.Globalization;
using System.Text;

namespace MpiWasm;

/// <summary>
/// Text of somebody else's choosing in our messages: names in a module, names of files, what a guest passes to a call. It may hold
/// anything: escape sequences that reprogram a terminal, line feeds behind
/// which it speaks in our name, marks that turn the order of letters around, a megabyte of it. Whoever writes such a name into a message
/// writes <see cref="Of"/> it. <see cref="Message"/> is
/// the net below: every error and every line of the command goes through it, so that a name that was forgotten changes no terminal either.
/// </summary>
public static class GuestText
{
    /// <summary>The most characters of one name.</summary>
    internal const int Longest = 200;

    /// <summary>How many of them stand behind the gap when a name is cut: mangled names differ at both ends.</summary>
    private const int Tail = 60;

    /// <summary>
    /// The name as a message may show it: on one line, of at most 200 characters, and with <c>\u{1b}</c> for what is no visible character.
    /// </summary>
    public static string Of(string name)
    {
        // Each character becomes at least one: beyond this nothing of the start or end is shown.
        if (name.Length > 4 * Longest)
            return Cut(
                Escape(name.AsSpan(0, 2 * Longest), keepLines: false), Escape(name.AsSpan(name.Length - (2 * Longest)), keepLines: false));
        var text = IsPlain(name, keepLines: false) ? name : Escape(name, keepLines: false);
        return text.Length <= Longest ? text : Cut(text, text);
    }

    /// <summary>A whole message, which may have several lines.</summary>
    public static string Message(string text) => IsPlain(text, keepLines: true) ? text : Escape(text, keepLines: true);

    private static string Cut(string start, string end)
    {
        var (head, tail) = (start[..(Longest - Tail - 1)], end[^Tail..]);
        // A pair of surrogates is one character.
        if (char.IsHighSurrogate(head[^1]))
            head = head[..^1];
        if (char.IsLowSurrogate(tail[0]))
            tail = tail[1..];
        return $"{head}…{tail}";
    }

    private static bool IsPlain(ReadOnlySpan<char> text, bool keepLines)
    {
        foreach (var c in text)
        {
            if (c is (< ' ' or > '~') && !(keepLines && c is '\n' or '\t'))
                return false;
        }
        return true;
    }

    private static string Escape(ReadOnlySpan<char> text, bool keepLines)
    {
        var result = new StringBuilder(text.Length);
        while (!text.IsEmpty)
        {
            var isValid = Rune.DecodeFromUtf16(text, out var rune, out var length) == System.Buffers.OperationStatus.Done;
            if (isValid && (IsVisible(rune) || (keepLines && rune.Value is '\n' or '\t')))
                result.Append(text[..length]);
            else
                result.Append(CultureInfo.InvariantCulture, $"\\u{{{(isValid ? rune.Value : text[0]):x}}}");
            text = text[length..];
        }
        return result.ToString();
    }

    private static bool IsVisible(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
}
