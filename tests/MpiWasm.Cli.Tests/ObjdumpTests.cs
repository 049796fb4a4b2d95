using System.Text.RegularExpressions;
using Xunit;

namespace MpiWasm.Cli.Tests;

/// <summary><c>mpiwasm objdump</c> shows a function as wabt and binutils do.</summary>
[Collection("guests")]
public sealed class ObjdumpTests(GuestFixture guests)
{
    [Fact]
    public void The_Wasm_of_every_function_is_what_wabt_shows()
    {
        if (!File.Exists("/usr/bin/wasm-objdump"))
            Assert.Skip("wasm-objdump (wabt) is not installed");
        var module = guests.Module("lines");
        var expected = Mpiwasm.RunProcess("wasm-objdump", ["-d", module]).Output;
        var names = Regex.Matches(expected, @"^[0-9a-f]+ func\[\d+\] <(?<name>[^>]*)>:$", RegexOptions.Multiline).Select(m => m.Groups["name"].Value);
        foreach (var name in names.Where(name => name is "sum" or "main" or "printf_core" or "memcpy" or "__multf3" or "vfprintf"))
        {
            var body = expected[expected.IndexOf($"<{name}>:", StringComparison.Ordinal)..];
            body = body[body.IndexOf('\n', StringComparison.Ordinal)..];
            var next = body.IndexOf("func[", StringComparison.Ordinal);
            // " 0002a8: 20 00   | local.get 0": the offset and the opcode's name.
            var wabt = Regex.Matches(next < 0 ? body : body[..next], @"^ ([0-9a-f]{6}): [^|]*\| +(\S+)", RegexOptions.Multiline)
                .Select(m => (m.Groups[1].Value.TrimStart('0'), m.Groups[2].Value)).Where(i => i.Item2 != "local[0]" && !i.Item2.StartsWith("local[", StringComparison.Ordinal));
            var outcome = Mpiwasm.Run(["objdump", "--wasm", "-f", name, module], guests.Cache);
            Assert.True(outcome.ExitCode == 0, outcome.ToString());
            var ours = Regex.Matches(outcome.Output, @"^ +([0-9a-f]+)    +(\S+)", RegexOptions.Multiline).Select(m => (m.Groups[1].Value, m.Groups[2].Value));
            Assert.Equal(wabt, ours);
        }
    }

    [Fact]
    public void IR_and_machine_code_are_those_of_the_function()
    {
        var outcome = Mpiwasm.Run(["objdump", "-f", "sum", guests.Module("lines")], guests.Cache);
        Assert.True(outcome.ExitCode == 0, outcome.ToString());
        Assert.Matches(@"(?s)\nWasm:\n.*local\.get 0.*\nIR:\ndefine [^\n]*@g\.sum\(.*\n}\n\nMachine code:\n.*\bret\n", outcome.Output);
    }

    [Fact]
    public void A_name_that_fits_none_or_several_says_so()
    {
        var none = Mpiwasm.Run(["objdump", "-f", "no_such_function", guests.Module("lines")], guests.Cache);
        Assert.Equal(2, none.ExitCode);
        Assert.Contains("MW0800", none.Error, StringComparison.Ordinal);
        var several = Mpiwasm.Run(["objdump", "-f", "printf", guests.Module("lines")], guests.Cache);
        Assert.True(several.ExitCode == 0 || several.Error.Contains("may be any of", StringComparison.Ordinal), several.ToString());
        var list = Mpiwasm.Run(["objdump", guests.Module("lines")], guests.Cache);
        Assert.Matches(@"(?m)^ +[0-9a-f]+ +\d+ sum$", list.Output);
    }
}
