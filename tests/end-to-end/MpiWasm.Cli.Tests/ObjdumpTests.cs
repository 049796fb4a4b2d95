using System.Text.RegularExpressions;
using Xunit;

namespace MpiWasm.Cli.Tests;

/// <summary><c>mpiwasm objdump</c> shows a function as wabt and binutils do.</summary>
[Collection("guests")]
public sealed class ObjdumpTests(GuestFixture guests)
{
    [WabtFact]
    public void The_Wasm_of_a_function_is_what_wabt_shows()
    {
        var module = guests.Module("lines");
        var expected = Mpiwasm.RunProcess("wasm-objdump", ["-d", module]).Output.Split("\n");
        foreach (var name in new[] { "sum", "main", "printf_core", "memcpy", "__multf3" })
        {
            // " 0002a8: 20 00   | local.get 0": offset and name of an instruction; locals and further bytes stand in lines of their own.
            var wabt = expected.SkipWhile(line => !line.EndsWith($" <{name}>:", StringComparison.Ordinal)).Skip(1)
                .TakeWhile(line => line.StartsWith(' '))
                .Select(line => Regex.Match(line, @"^ 0*([0-9a-f]+): [^|]*\| +([^ \[]+)(?= |$)"))
                .Where(match => match.Success).Select(match => (match.Groups[1].Value, match.Groups[2].Value)).ToList();
            Assert.NotEmpty(wabt);
            var outcome = Mpiwasm.Run(["objdump", "--wasm", "-f", name, module], guests.Cache);
            Assert.True(outcome.ExitCode == 0, outcome.ToString());
            var ours = Regex.Matches(outcome.Output, @"^ +([0-9a-f]+)    +(\S+)", RegexOptions.Multiline)
                .Select(match => (match.Groups[1].Value, match.Groups[2].Value));
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
        var several = Mpiwasm.Run(["objdump", "-f", "f", guests.Module("lines")], guests.Cache);
        Assert.Equal(2, several.ExitCode);
        Assert.Matches(@"may be any of \S+, ", several.Error);
        var list = Mpiwasm.Run(["objdump", guests.Module("lines")], guests.Cache);
        Assert.Matches(@"(?m)^ +[0-9a-f]+ +\d+ sum$", list.Output);
    }

    private sealed class WabtFactAttribute : FactAttribute
    {
        public WabtFactAttribute()
        {
            if (!File.Exists("/usr/bin/wasm-objdump"))
                Skip = "wasm-objdump (wabt) is not installed";
        }
    }
}
