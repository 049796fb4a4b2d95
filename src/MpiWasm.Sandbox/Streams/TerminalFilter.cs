using System.Buffers;

namespace MpiWasm.Sandbox.Streams;

/// <summary>
/// Lets through what changes the look of a terminal (colours, cursor, clearing, the alternate screen) and drops what makes it answer or
/// changes what it does later: an answer would appear as typed input, perhaps at the user's shell after the guest has ended. What is not
/// known to be harmless is dropped; of a dropped sequence the terminal sees no byte. Text is UTF-8; a byte that is none becomes '?', since
/// 0x80 to 0x9F are controls to some terminals.
/// </summary>
internal sealed class TerminalFilter
{
    private const byte Esc = 0x1B;
    private const int LongestSequence = 64;

    /// <summary>Bytes that need a look, or the state that a look at others needs: all else is copied in one piece.</summary>
    private static readonly SearchValues<byte> Special = SearchValues.Create([
        0x05, Esc, .. Enumerable.Range(0x80, 0x80).Select(b => (byte)b),
    ]);

    /// <summary>
    /// Finals of control sequences without prefix: insert, cursor, erase, scroll, delete, tabs, colours, margins, save and restore.
    /// </summary>
    private static readonly SearchValues<byte> Finals = SearchValues.Create("@ABCDEFGHIJKLMPSTXZ`adefgmrsu"u8);

    /// <summary>ESC and one of these: save and restore the cursor, index, next line, set a tab, reverse index.</summary>
    private static readonly SearchValues<byte> Escapes = SearchValues.Create("78DEHM"u8);

    /// <summary>
    /// Private modes that may be set and reset: reverse video, origin, wrap, blinking and visible cursor,
    /// alternate screen, synchronised output.
    /// </summary>
    private static readonly int[] Modes = [5, 6, 7, 12, 25, 47, 1047, 1048, 1049, 2026];

    private readonly byte[] _held = new byte[LongestSequence];
    private int _count;
    private State _state;
    private int _missing;
    private byte _lowest;
    private byte _highest;

    private enum State
    {
        Ground,
        Character,
        Escape,
        Control,
        TooLong,
        Text,
        TextEscape,
    }

    /// <summary>
    /// Appends to <paramref name="output"/> what of <paramref name="input"/> may reach the terminal; a sequence cut
    /// off by the end is kept for the next call.
    /// </summary>
    public void Filter(ReadOnlySpan<byte> input, ArrayBufferWriter<byte> output)
    {
        while (!input.IsEmpty)
        {
            if (_state == State.Ground)
            {
                var plain = input.IndexOfAny(Special);
                output.Write(plain < 0 ? input : input[..plain]);
                if (plain < 0)
                    return;
                input = input[plain..];
            }
            if (Step(input[0], output))
                input = input[1..];
        }
    }

    /// <summary>Takes a byte; false where it ended a sequence that it does not belong to and is to be looked at again.</summary>
    private bool Step(byte b, ArrayBufferWriter<byte> output) => _state switch
    {
        State.Ground => Ground(b, output),
        State.Character => Character(b, output),
        State.Escape => Escape(b, output),
        State.Control => Control(b, output),
        State.TooLong => Ignore(b),
        State.Text => Text(b),
        _ => TextEscape(b),
    };

    private bool Ground(byte b, ArrayBufferWriter<byte> output)
    {
        switch (b)
        {
            case Esc:
                Begin(State.Escape, b);
                break;
            case 0x05:          // ENQ: the terminal would answer
                break;
            case < 0x80:
                Put(output, b);
                break;
            case < 0xC2 or > 0xF4:
                Put(output, (byte)'?');
                break;
            default:
                Begin(State.Character, b);
                _missing = b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3;
                // Shortest forms only, no surrogates, and not U+0080 to U+009F, which are the controls of one byte.
                _lowest = b switch { 0xC2 or 0xE0 => 0xA0, 0xF0 => 0x90, _ => 0x80 };
                _highest = b switch { 0xED => 0x9F, 0xF4 => 0x8F, _ => 0xBF };
                break;
        }
        return true;
    }

    private bool Character(byte b, ArrayBufferWriter<byte> output)
    {
        if (b < _lowest || b > _highest)
        {
            var isControl = _count == 1 && _held[0] == 0xC2 && b is >= 0x80 and <= 0x9F;
            _state = State.Ground;
            if (!isControl)
                Put(output, (byte)'?');
            return isControl;
        }
        (_lowest, _highest) = (0x80, 0xBF);
        _held[_count++] = b;
        if (--_missing == 0)
            Pass(output);
        return true;
    }

    private bool Escape(byte b, ArrayBufferWriter<byte> output)
    {
        if (b is < 0x20 or >= 0x7F)
            return End();
        _held[_count++] = b;
        if (_count == 2)
        {
            switch (b)
            {
                case (byte)'[':
                    _state = State.Control;
                    return true;
                case (byte)']' or (byte)'P' or (byte)'X' or (byte)'^' or (byte)'_':
                    _state = State.Text;
                    return true;
                case < 0x30:
                    return true;
            }
            if (Escapes.Contains(b))
                Pass(output);
            _state = State.Ground;
            return true;
        }
        // A character set (line drawing and back) is the only thing with an intermediate byte that passes.
        if (b >= 0x30)
        {
            if (_count == 3 && _held[1] is (byte)'(' or (byte)')' && b is (byte)'B' or (byte)'0' or (byte)'A')
                Pass(output);
            _state = State.Ground;
        }
        else if (_count > 3)
        {
            _state = State.Ground;
        }
        return true;
    }

    private bool Control(byte b, ArrayBufferWriter<byte> output)
    {
        if (b is < 0x20 or >= 0x7F)
            return End();
        if (_count == LongestSequence)
        {
            _state = State.TooLong;
            return false;
        }
        _held[_count++] = b;
        if (b < 0x40)
            return true;
        if (IsHarmless(_held.AsSpan(2, _count - 3), b))
            Pass(output);
        _state = State.Ground;
        return true;
    }

    private bool Ignore(byte b)
    {
        if (b is < 0x20 or >= 0x7F)
            return End();
        if (b >= 0x40)
            _state = State.Ground;
        return true;
    }

    /// <summary>
    /// The text of a dropped string ends as the terminal would end it; and at the end of a line, so that an
    /// unfinished one does not swallow all output.
    /// </summary>
    private bool Text(byte b)
    {
        if (b == Esc)
            _state = State.TextEscape;
        else if (b is 0x07 or 0x18 or 0x1A)
            _state = State.Ground;
        else if (b == (byte)'\n')
            return End();
        return true;
    }

    private bool TextEscape(byte b)
    {
        if (b == (byte)'\\')
        {
            _state = State.Ground;
            return true;
        }
        Begin(State.Escape, Esc);
        return false;
    }

    private static bool IsHarmless(ReadOnlySpan<byte> parameters, byte final)
    {
        if (parameters.IndexOfAnyInRange((byte)' ', (byte)'/') >= 0)
            // shape of the cursor
            return final == (byte)'q' && parameters[^1] == (byte)' ' && parameters[..^1].IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
        if (parameters.IndexOfAnyInRange((byte)'<', (byte)'?') < 0)
            // with five parameters T tracks the mouse
            return Finals.Contains(final) && (final != (byte)'T' || !parameters.Contains((byte)';'));
        if (parameters[0] != (byte)'?' || parameters[1..].IndexOfAnyInRange((byte)'<', (byte)'?') >= 0)
            return false;
        return final switch
        {
            (byte)'J' or (byte)'K' => true,
            (byte)'h' or (byte)'l' => AreModes(parameters[1..]),
            _ => false,
        };
    }

    private static bool AreModes(ReadOnlySpan<byte> list)
    {
        foreach (var part in list.Split((byte)';'))
        {
            if (!int.TryParse(
                list[part], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var mode)
                || !Modes.Contains(mode))
                return false;
        }
        return true;
    }

    private void Begin(State state, byte first)
    {
        _state = state;
        _held[0] = first;
        _count = 1;
    }

    private bool End()
    {
        _state = State.Ground;
        return false;
    }

    private void Pass(ArrayBufferWriter<byte> output)
    {
        output.Write(_held.AsSpan(0, _count));
        _state = State.Ground;
    }

    private static void Put(ArrayBufferWriter<byte> output, byte b) => output.Write([b]);
}
