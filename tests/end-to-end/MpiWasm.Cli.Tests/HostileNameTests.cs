using System.Globalization;
using System.Text;
using Xunit;

namespace MpiWasm.Cli.Tests;

/// <summary>
/// Modules whose names of functions, imports, exports and files are written for the terminal, through every command that prints one.
/// </summary>
[Collection("guests")]
public sealed class HostileNameTests(GuestFixture guests)
{
    private const string Forged = "mpiwasm: error MW9999: forged";

    private static readonly string[] Names =
    [
        "\u001b[2J\u001b]0;owned\u0007",
        "a\n" + Forged + "\r\n" + Forged,
        "\u009b31m\u0085\u0090q\u009c",
        "\u202egnp.exe\u2066\u200b\ufeff",
        string.Concat(Enumerable.Repeat("\u001b]0;x\u0007", 15_000)),
        new string('x', 90_000),
    ];

    public static IEnumerable<object[]> Numbers() => Enumerable.Range(0, Names.Length).Select(i => new object[] { i });

    private static byte[] Number(int value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return [.. bytes];
    }

    private static byte[] Counted(params byte[][] parts)
    {
        var all = parts.SelectMany(p => p).ToArray();
        return [.. Number(all.Length), .. all];
    }

    private static byte[] Text(string name) => Counted(Encoding.UTF8.GetBytes(name));

    private static byte[] Section(byte id, params byte[][] parts) => [id, .. Counted(parts)];

    /// <summary>A module with one function, which has the name and is exported as _start.</summary>
    private static byte[] Module(string name, byte[] code, byte[]? imports = null, int imported = 0, byte[]? exports = null) =>
    [
        0x00, 0x61, 0x73, 0x6D, 1, 0, 0, 0,
        .. Section(1, [1, 0x60, 0, 0]),
        .. imports is null ? [] : Section(2, imports),
        .. Section(3, [1, 0]),
        .. exports is null ? Section(7, [1], Text("_start"), [0, (byte)imported]) : Section(7, exports),
        .. Section(10, [1], Counted([1, 1, 0x7F], code, [0x0B])),
        .. Section(0, Text("name"), [0], Counted(Text(name)), [1], Counted([1, (byte)imported], Text(name))),
        .. Section(0, Text(name)),
    ];

    private string Write(byte[] module, string file = "hostile.wasm")
    {
        var path = Path.Combine(guests.NewFolder("hostile"), file);
        File.WriteAllBytes(path, module);
        return path;
    }

    private static void IsHarmless(Outcome outcome)
    {
        foreach (var text in new[] { outcome.Output, outcome.Error })
        {
            Assert.DoesNotContain(text, c => (char.IsControl(c) && c != '\n') || char.GetUnicodeCategory(c) == UnicodeCategory.Format);
            Assert.DoesNotContain(text.Split('\n'), line => line.StartsWith("mpiwasm: error MW9999", StringComparison.Ordinal));
            Assert.True(text.Length < 4000, $"{text.Length} characters of messages");
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void In_a_backtrace(int name)
    {
        var module = Write(Module(Names[name], [0x00]));
        foreach (var words in new string[][] { ["validate"], ["compile"], ["run"], ["run", "-n", "2"] })
        {
            var outcome = Mpiwasm.Run([.. words, module], guests.Cache);
            Assert.True(outcome.ExitCode == 0 == (words[0] != "run"), outcome.ToString());
            IsHarmless(outcome);
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void In_an_import_that_does_not_exist(int name)
    {
        var module = Write(Module("f", [], [1, .. Text(Names[name]), .. Text(Names[name]), 0, 0], imported: 1));
        foreach (var word in new[] { "validate", "compile", "run" })
            IsHarmless(Mpiwasm.Run([word, module], guests.Cache));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void In_errors_of_validation(int name)
    {
        byte[] twice = [2, .. Text(Names[name]), 0, 0, .. Text(Names[name]), 0, 0];
        byte[][] modules = [Module(Names[name], [0x6A]), Module(Names[name], [], exports: twice)];
        foreach (var module in modules)
        {
            var outcome = Mpiwasm.Run(["validate", Write(module)], guests.Cache);
            Assert.True(outcome.ExitCode == 1, outcome.ToString());
            IsHarmless(outcome);
        }
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void In_errors_of_the_compiler(int name)
    {
        // Loops in loops keep LLVM busy for longer than it may be: each increments the local and goes on until it is 0.
        const int Depth = 4000;
        byte[] code = [.. Enumerable.Repeat<byte[]>([0x03, 0x40], Depth).SelectMany(b => b), .. Enumerable.Repeat<byte[]>([
            0x20, 0, 0x41, 1, 0x6A, 0x22, 0, 0x0D, 0, 0x0B,
        ], Depth)
            .SelectMany(b => b)];
        var outcome = Mpiwasm.Run(["compile", "--compile-timeout", "0.7", Write(Module(Names[name], code))], guests.Cache);
        Assert.True(outcome.ExitCode == 1, outcome.ToString());
        IsHarmless(outcome);
    }

    [Theory]
    [InlineData("\u001b[31m.wasm")]
    [InlineData("a\nmpiwasm: error MW9999: forged")]
    [InlineData("\u009b31m\u202e.wasm")]
    public void In_the_name_of_the_file(string name)
    {
        var trap = Write(Module("f", [0x00]), name);
        foreach (var words in new string[][] { ["validate", trap], ["compile", trap], ["run", trap], [
            "run", trap + ".none",
        ], ["validate", Write([1, 2, 3], name)] })
            IsHarmless(Mpiwasm.Run(words, guests.Cache));
    }
}
