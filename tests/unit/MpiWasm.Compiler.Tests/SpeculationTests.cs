using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Xunit;

namespace MpiWasm.Compiler.Tests;

/// <summary>
/// A processor that guesses the bounds check of a table wrong runs ahead as if it had passed (Spectre, variant 1). What it then reads must
/// lie inside the table: the index is clamped by arithmetic that LLVM must leave alone.
/// </summary>
public sealed unsafe partial class SpeculationTests
{
    // Element 0 of $f returns 1000; the others and all of $r are null.
    private const string Tables = """
        (module
          (type $t (func (result i32)))
          (memory 1)
          (table $f 4 funcref)
          (table $r 4 externref)
          (func $first (type $t) (i32.const 1000))
          (func (export "get") (param i32) (result i32) (ref.is_null (table.get $r (local.get 0))))
          (func (export "set") (param i32) (result i32) (table.set $r (local.get 0) (ref.null extern)) (i32.const 7))
          (func (export "call") (param i32) (result i32) (i32.add (call_indirect $f (type $t) (local.get 0)) (i32.const 1)))
          (func (export "loaded") (param i32) (result i32) (i32.add (call_indirect $f (type $t) (i32.load (local.get 0))) (i32.const 1)))
          (func (export "constant") (param i32) (result i32) (i32.add (call_indirect $f (type $t) (i32.const 3)) (i32.const 1)))
          (func (export "loop") (param i32) (result i32) (local $n i32)
            (loop $next
              (local.set $n (i32.add (local.get $n) (ref.is_null (table.get $r (local.get 0)))))
              (br_if $next (local.tee 0 (i32.sub (local.get 0) (i32.const 1)))))
            (local.get $n)))
        """;

    private const string TailCall = """
        (module
          (type $t (func (result i32)))
          (memory 1)
          (table $f 4 funcref)
          (func $first (type $t) (i32.const 1000))
          (func (export "tail") (param i32) (result i32) (return_call_indirect $f (type $t) (local.get 0))))
        """;

    // A table with 64-bit indices, which wabt does not write: (table i64 4 externref) (func (export "get64") (param i64) (result i32)
    // (ref.is_null (table.get (local.get 0))))
    private static readonly byte[] Table64 =
    [
        0x00, 0x61, 0x73, 0x6D, 1, 0, 0, 0,
        1, 6, 1, 0x60, 1, 0x7E, 1, 0x7F,
        3, 2, 1, 0,
        4, 4, 1, 0x6F, 0x04, 4,
        5, 3, 1, 0, 1,
        7, 9, 1, 5, (byte)'g', (byte)'e', (byte)'t', (byte)'6', (byte)'4', 0, 0,
        10, 9, 1, 7, 0, 0x20, 0, 0x25, 0, 0xD1, 0x0B,
    ];

    private static Guest Compile(string function, CompileOptions? options = null, bool toImage = true) => function switch
    {
        "get64" => new Guest(Table64, options, toImage),
        "tail" => new Guest(TailCall, options, toImage),
        _ => new Guest(Tables, options, toImage),
    };

    [WatTheory]
    [InlineData("get", true)]
    [InlineData("get", false)]
    [InlineData("set", false)]
    [InlineData("call", true)]
    [InlineData("call", false)]
    [InlineData("loaded", false)]
    [InlineData("constant", false)]
    [InlineData("loop", false)]
    [InlineData("tail", false)]
    [InlineData("get64", false)]
    public void TheAddressOfAnElementComesFromAMaskedIndexAfterAllOptimisations(string function, bool precise)
    {
        using var guest = Compile(function, new CompileOptions { PreciseTraps = precise });
        var text = Guest.Function(guest.OptimizedIr, $"g.{function}");
        // Nothing but the mask leads from the index to the table's elements, and nothing told LLVM what it is.
        var mask = Regex.Match(
            text,
            @"(%\S+) = (?:tail )?call i64 asm """", ""=r,0""\(i64 (%\S+)\)[^\n]*\n(?:[^\n]*\n)?[^\n]* = (?:and|shl) i64 [^\n]*\1[,\s]");
        Assert.True(mask.Success, text);
        Assert.Matches($@"{Regex.Escape(mask.Groups[2].Value)} = (ashr i64 %\S+, 63|sext i1 %\S+ to i64)", text);
        Assert.DoesNotContain("select", text, StringComparison.Ordinal);
    }

    /// <summary>
    /// The very machine code, without the jump of the bounds check: what runs then is what a processor runs that guessed it wrong.
    /// </summary>
    [WatTheory]
    [InlineData("get", 3)]
    [InlineData("get", 1)]
    [InlineData("get", 0)]
    [InlineData("set", 3)]
    [InlineData("call", 3)]
    [InlineData("call", 1)]
    [InlineData("call", 0)]
    [InlineData("tail", 3)]
    [InlineData("tail", 0)]
    [InlineData("get64", 3)]
    [InlineData("get64", 0)]
    public void WithoutTheBoundsCheckEveryIndexMeansAnElementOfTheTable(string function, int level)
    {
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64)
            return;     // the patch is x86-64's; the arithmetic, of which the test above sees to it that it stays, is the same everywhere
        using var guest = Compile(function, new CompileOptions { OptimizationLevel = level });
        // The adapter for callers in the C convention has a copy of the function, when optimised.
        RemoveBoundsCheck(guest.Image, function == "tail" && level > 0 ? "a.1" : $"g.{function}");
        using var instance = new HandMadeInstance(guest);
        var index = (int)guest.Module.Exports.Single(e => e.Name == function).Index;
        var elements = *(void***)(instance.Context + guest.Layout.TableBase(function is "get" or "set" ? 1 : 0));
        var functions = function is "call" or "tail";
        elements[0] = functions ? instance.Context + guest.Layout.Function(0) : (void*)0x1234;
        int[] narrow = [4, 5, 511, 1 << 20, int.MaxValue, int.MinValue, -1];
        long[] wide = [1L << 60, long.MaxValue, long.MinValue, -4L];
        var is64 = function == "get64";
        foreach (var beyond in narrow.Select(i => is64 ? i : (long)(uint)i).Concat(is64 ? wide : []))
        {
            var result = instance.Call(index, beyond);
            Assert.Equal(function switch { "call" => 1001, "tail" => 1000, "set" => 7, _ => 0 /* element 0 is not null */ }, result);
            if (function != "set")
                continue;
            Assert.Equal(0, (nint)elements[0]);
            elements[0] = (void*)0x1234;
        }
        // Inside nothing changes: element 3 is null.
        if (!functions)
            Assert.Equal(function == "set" ? 7 : 1, instance.Call(index, 3));
        Assert.NotEqual(0, (nint)elements[0]);
    }

    [WatFact]
    public void OnAarch64TheMaskIsOneInstruction()
    {
        using var guest = Compile(
            "call", new CompileOptions { Triple = "aarch64-unknown-linux-gnu", Cpu = "generic", Features = "" }, toImage: false);
        var code = Disassemble(guest.Files.Single(file => file.EndsWith(".o", StringComparison.Ordinal)), "g.call");
        Assert.Matches(@"\sasr\s+x\d+, x\d+, #(63|0x3f)", code);
        Assert.Matches(@"\sand\s+", code);
        Assert.DoesNotContain("csel", code, StringComparison.Ordinal);
    }

    /// <summary>
    /// The first conditional jump of a function, which must be one after an unsigned comparison, no longer goes to the trap.
    /// </summary>
    private static void RemoveBoundsCheck(string image, string symbol)
    {
        var jump = Jump().Matches(Disassemble(image, symbol)).First();
        var address = ulong.Parse(jump.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var elf = File.ReadAllBytes(image);
        var code = elf.AsSpan((int)FileOffset(elf, address), jump.Groups[2].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length);
        switch (jump.Groups[3].Value)
        {
            case "jae" or "jbe":        // to the trap
                code.Fill(0x90);
                break;
            case "jb" or "ja":          // past the trap
                (code[0], code[1]) = code.Length == 2 ? ((byte)0xEB, code[1]) : ((byte)0x90, (byte)0xE9);
                break;
            default:
                Assert.Fail($"{jump.Value} is no bounds check");
                break;
        }
        File.WriteAllBytes(image, elf);
    }

    private static ulong FileOffset(byte[] elf, ulong address)
    {
        var table = (int)BitConverter.ToUInt64(elf, 32);
        for (var i = 0; i < BitConverter.ToUInt16(elf, 56); i++)
        {
            var header = elf.AsSpan(table + (i * 56), 56);
            var (type, offset, start, size) = (BitConverter.ToUInt32(header), BitConverter.ToUInt64(header[8..]),
                BitConverter.ToUInt64(header[16..]), BitConverter.ToUInt64(header[32..]));
            if (type == 1 /* PT_LOAD */ && start <= address && address < start + size)
                return address - start + offset;
        }
        throw new InvalidOperationException("the address is in no segment");
    }

    private static string Disassemble(string file, string symbol)
    {
        using var process = Process.Start(new ProcessStartInfo("llvm-objdump-22", ["-d", $"--disassemble-symbols={symbol}", file])
        {
            RedirectStandardOutput = true,
        })!;
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return text;
    }

    [GeneratedRegex(@"^\s*([0-9a-f]+):\s+((?:[0-9a-f]{2} )+)\s+(j(?!mp)\w+)", RegexOptions.Multiline)]
    private static partial Regex Jump();
}
