using System.Text;
using Xunit;

namespace MpiWasm.Wasm.Tests;

/// <summary>Names of the guest's choosing in messages.</summary>
public sealed class GuestTextTests
{
    [Theory]
    [InlineData("jacobi", "jacobi")]
    [InlineData("größer than ∑ 東京 🚀", "größer than ∑ 東京 🚀")]
    [InlineData("\u001b[2J", "\\u{1b}[2J")]
    [InlineData("a\nmpiwasm: error", "a\\u{a}mpiwasm: error")]
    [InlineData("a\r\tb\0", "a\\u{d}\\u{9}b\\u{0}")]
    [InlineData("\u007f\u0085\u009b31m", "\\u{7f}\\u{85}\\u{9b}31m")]
    [InlineData("\u202eevil\u2066\u200b\ufeff", "\\u{202e}evil\\u{2066}\\u{200b}\\u{feff}")]
    [InlineData("a\u2028b\u2029c", "a\\u{2028}b\\u{2029}c")]
    [InlineData("\U000E0041\U000F0000", "\\u{e0041}\\u{f0000}")]
    public void WhatIsNoVisibleCharacterIsWrittenAsItsNumber(string name, string shown)
    {
        Assert.Equal(shown, GuestText.Of(name));
        Assert.Equal(
            shown.Replace("\\u{a}", "\n", StringComparison.Ordinal).Replace("\\u{9}", "\t", StringComparison.Ordinal),
            GuestText.Message(name));
    }

    // An attribute cannot hold half a pair.
    [Fact]
    public void HalfAPairOfSurrogatesIsWrittenAsItsNumber() => Assert.Equal("a\\u{d800}b", GuestText.Of("a" + (char)0xD800 + "b"));

    [Fact]
    public void ALongNameIsCutInTheMiddleAndKeepsBothEnds()
    {
        foreach (var length in new[] { 201, 500, 801, 1_000_000 })
        {
            var shown = GuestText.Of("start" + new string('x', length) + "end");
            Assert.Equal(GuestText.Longest, shown.Length);
            Assert.StartsWith("startxxx", shown, StringComparison.Ordinal);
            Assert.Contains('…', shown);
            Assert.EndsWith("xxxend", shown, StringComparison.Ordinal);
        }
        Assert.Equal(new string('x', 200), GuestText.Of(new string('x', 200)));
    }

    [Fact]
    public void NoNameWhateverIsInItGivesMoreThanOneShortLineOfVisibleCharacters()
    {
        var random = new Random(20260225);
        for (var i = 0; i < 20_000; i++)
        {
            var name = string.Concat(Enumerable.Range(0, random.Next(1200)).Select(_ => (char)random.Next(i % 2 == 0 ? 0x10000 : 0x2100)));
            var shown = GuestText.Of(name);
            Assert.InRange(shown.Length, 0, GuestText.Longest);
            Assert.Equal(shown, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(shown)));
            Assert.DoesNotContain(
                shown,
                c => char.IsControl(c)
                    || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format
                        or System.Globalization.UnicodeCategory.LineSeparator);
        }
    }

    [Fact]
    public void AnErrorOfOursHasNoControlCharactersInItWhateverItsAuthorForgot()
    {
        var error = new WasmValidationException(new ModulePlace(0), "a\u001b]0;b\u0007\u202e");
        Assert.EndsWith("a\\u{1b}]0;b\\u{7}\\u{202e}", error.Message, StringComparison.Ordinal);
    }
}
