using System.Buffers;
using System.Text;
using MpiWasm.Sandbox.Streams;
using Xunit;

namespace MpiWasm.Sandbox.Tests;

/// <summary>What a terminal may be sent. The sequences are those of ECMA-48 and of xterm's list of control sequences.</summary>
public class TerminalFilterTests
{
    [Theory]
    [InlineData("plain text\twith\r\nlines\a\b")]
    [InlineData("\e[1;31mred\e[0m \e[38;5;200mpink\e[38;2;1;2;3mexact\e[m")]
    [InlineData("\e[2J\e[H\e[10;20H\e[5A\e[K\e[1K\e[?25l\e[?25h")]
    [InlineData("\e[?1049hfull screen\e[?1049l\e[?7;25h")]
    [InlineData("\e7\e8\eD\eE\eM\eH\e[s\e[u\e[3;20r\e[4 q")]
    [InlineData("\e(0lqqk\e(B")]
    [InlineData("Grüße 日本 🎉 \u00A0\u07FF\uFFFD")]
    public void What_changes_the_look_passes(string text)
    {
        Assert.Equal(text, Filter(text));
        // However it is cut into writes.
        var filter = new TerminalFilter();
        var output = new ArrayBufferWriter<byte>();
        foreach (var b in Encoding.UTF8.GetBytes(text))
            filter.Filter([b], output);
        Assert.Equal(text, Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Theory]
    [InlineData("\e[c")]                        // device attributes
    [InlineData("\e[0c")]
    [InlineData("\e[>c")]
    [InlineData("\e[=c")]
    [InlineData("\eZ")]
    [InlineData("\x05")]                        // ENQ: the answerback message
    [InlineData("\e[5n")]                       // status, cursor position
    [InlineData("\e[6n")]
    [InlineData("\e[?6n")]
    [InlineData("\e[21t")]                      // the window's title as input
    [InlineData("\e[18t")]
    [InlineData("\e[8;1;1t")]                   // its size changed
    [InlineData("\e[x")]
    [InlineData("\e[1;1;1;1;1;1*y")]
    [InlineData("\e[?25$p")]                    // modes
    [InlineData("\e[4$p")]
    [InlineData("\e[>q")]                       // version
    [InlineData("\e[>0q")]
    [InlineData("\e[?u")]                       // keyboard protocol
    [InlineData("\e[>1u")]
    [InlineData("\e[>4;2m")]
    [InlineData("\e[?1;1;0S")]                  // graphics
    [InlineData("\e[1;2;3;4;5T")]               // mouse tracking
    [InlineData("\e[?1000h")]
    [InlineData("\e[?1003;25h")]
    [InlineData("\e[?1004h")]
    [InlineData("\e[?2004h")]
    [InlineData("\e[?1h")]
    [InlineData("\e[2h")]                       // locks the keyboard
    [InlineData("\e[4i")]                       // prints
    [InlineData("\e[!p")]
    [InlineData("\e[61\"p")]
    [InlineData("\ec")]                         // full reset
    [InlineData("\e=")]
    [InlineData("\e>")]
    [InlineData("\e#8")]
    [InlineData("\e%@")]
    [InlineData("\en")]
    [InlineData("\eN")]
    [InlineData("\e]0;title\a")]
    [InlineData("\e]52;c;cm0gLXJm\a")]          // the clipboard
    [InlineData("\e]52;c;?\e\\")]
    [InlineData("\e]4;1;?\a")]                  // colours
    [InlineData("\e]10;?\a")]
    [InlineData("\e]50;font\a")]
    [InlineData("\eP$qm\e\\")]                  // settings
    [InlineData("\eP+q544e\e\\")]
    [InlineData("\eP0;0|17/6c73\e\\")]          // function keys
    [InlineData("\e_Gi=1,a=q;AAAA\e\\")]
    [InlineData("\e^private\e\\")]
    [InlineData("\eXstring\e\\")]
    public void What_queries_or_reprograms_is_dropped(string sequence)
    {
        Assert.Equal("ab", Filter($"a{sequence}b"));
        var filter = new TerminalFilter();
        var output = new ArrayBufferWriter<byte>();
        foreach (var b in Encoding.UTF8.GetBytes($"a{sequence}b"))
            filter.Filter([b], output);
        Assert.Equal("ab", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void Controls_of_one_byte_do_not_get_through_as_bytes_or_in_utf_8()
    {
        Assert.Equal("?6n"u8.ToArray(), Filter([0x9B, (byte)'6', (byte)'n']));
        Assert.Equal("6n"u8.ToArray(), Filter([0xC2, 0x9B, (byte)'6', (byte)'n']));
        Assert.Equal("]0;x"u8.ToArray(), Filter([0xC2, 0x9D, .. "]0;x"u8]));
        // Longer than need be, a surrogate, too large, and cut short.
        Assert.DoesNotContain((byte)0x9B, Filter([0xE0, 0x82, 0x9B, 0xF0, 0x80, 0x82, 0x9B, 0xED, 0xB2, 0x9B, 0xF5, 0x9B, 0xE2, 0x9B]));
        Assert.Equal("??x"u8.ToArray(), Filter([0xE2, 0xFF, (byte)'x']));
    }

    [Fact]
    public void An_unfinished_sequence_shows_nothing_and_swallows_no_lines()
    {
        Assert.Equal("a", Filter("a\e[12"));
        Assert.Equal("a\nb", Filter("a\e]0;never ended\nb"));
        Assert.Equal("a\nb", Filter("a\e[12\nb"));
        Assert.Equal("a" + "b", Filter("a\e[" + new string('1', 500) + "nb"));
        Assert.Equal("ab", Filter("a\e\e\e[6nb"));
        Assert.Equal("a\e[mb", Filter("a\e]x\e[mb"));
    }

    private static string Filter(string text) => Encoding.UTF8.GetString(Filter(Encoding.UTF8.GetBytes(text)));

    private static byte[] Filter(byte[] bytes)
    {
        var output = new ArrayBufferWriter<byte>();
        new TerminalFilter().Filter(bytes, output);
        return output.WrittenSpan.ToArray();
    }
}
