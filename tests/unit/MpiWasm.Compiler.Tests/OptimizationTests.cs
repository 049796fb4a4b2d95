using System.Text.RegularExpressions;
using MpiWasm.Compiler.Pipeline;
using Xunit;

namespace MpiWasm.Compiler.Tests;

/// <summary>Scalar guest loops become the target's vector code, and waiting loops keep waiting.</summary>
public sealed class OptimizationTests
{
    // a[i] = b[i] + s * c[i], as clang emits it: three running pointers and a counter.
    private const string Triad = """
        (module (memory 1) (func (export "triad") (param $a i32) (param $b i32) (param $c i32) (param $s f64) (param $n i32)
          (block $done
            (br_if $done (i32.le_s (local.get $n) (i32.const 0)))
            (loop $next
              (f64.store (local.get $a) (f64.add (f64.load (local.get $b)) (f64.mul (local.get $s) (f64.load (local.get $c)))))
              (local.set $a (i32.add (local.get $a) (i32.const 8)))
              (local.set $b (i32.add (local.get $b) (i32.const 8)))
              (local.set $c (i32.add (local.get $c) (i32.const 8)))
              (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))))
        """;

    [WatFact]
    public void AScalarLoopIsVectorisedForTheTarget()
    {
        using var guest = new Guest(Triad, new CompileOptions { Cpu = "haswell" });
        var text = Guest.Function(guest.OptimizedIr, "g.triad");
        Assert.Matches(@"fmul <4 x double>", text);
        Assert.Matches(@"fadd <4 x double>", text);
        Assert.Matches(@"load <4 x double>, ptr .*, align 1", text);
    }

    [WatFact]
    public void MultiplicationAndAdditionAreNotFused()
    {
        using var guest = new Guest(Triad, new CompileOptions { Cpu = "haswell", Features = "+fma,+avx2" });
        Assert.DoesNotContain(
            "fma", Regex.Replace(guest.OptimizedIr, "^attributes .*$", "", RegexOptions.Multiline), StringComparison.Ordinal);
        using var code = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("sh", ["-c", $"(llvm-objdump-22 -d "
            + $"{guest.Image} || objdump -d {guest.Image}) 2>/dev/null"])
        {
            RedirectStandardOutput = true,
        })!;
        var text = code.StandardOutput.ReadToEnd();
        Assert.Contains("vmulpd", text, StringComparison.Ordinal);
        Assert.DoesNotContain("vfmadd", text, StringComparison.Ordinal);
    }

    [WatFact]
    public void AnAarch64ObjectComesOutOfTheSameModule()
    {
        using var guest = new Guest(
            Triad, new CompileOptions { Triple = "aarch64-unknown-linux-gnu", Cpu = "generic", Features = "" }, toImage: false);
        var bytes = File.ReadAllBytes(guest.Files.Single(file => file.EndsWith(".o", StringComparison.Ordinal)));
        Assert.Equal(183, BitConverter.ToUInt16(bytes, 18));    // EM_AARCH64
        Assert.Matches(@"fadd <2 x double>", Guest.Function(guest.OptimizedIr, "g.triad"));
    }

    [WatTheory]
    // on a constant address
    [InlineData("(loop $l (br_if $l (i32.eqz (i32.load (i32.const 1024)))))", true)]
    // on an address computed from what does not change
    [InlineData("(loop $l (br_if $l (i32.eqz (i32.load offset=8 (i32.add (local.get 0) (i32.const 4))))))", true)]
    // a store that LLVM can tell apart
    [InlineData("(loop $l (i32.store (i32.const 64) (i32.const 1)) (br_if $l (i32.eqz (i32.load (i32.const 1024)))))", true)]
    // a ring of notes elsewhere
    [InlineData("(loop $l (i32.store offset=4096 (i32.and (local.get 0) (i32.const 1023)) (local.get 0)) (local.set 0 (i32.add (local.get "
        + "0) (i32.const 4))) (br_if $l (i32.eqz (i32.load (i32.const 1024)))))", true)]
    // a call that may never happen, of what LLVM sees through
    [InlineData("(loop $l (if (local.get 0) (then (call 0 (i32.const 0)))) (br_if $l (i32.eqz (i32.load (i32.const 1024)))))", true)]
    // counted: it ends
    [InlineData("(loop $l (i32.store (local.get 0) (i32.const 7)) (br_if $l (i32.lt_u (local.tee 0 (i32.add (local.get 0) (i32.const "
        + "4))) (i32.load (i32.const 1024)))))", false)]
    // a search: the address varies
    [InlineData("(loop $l (br_if $l (i32.load (local.tee 0 (i32.add (local.get 0) (i32.const 4))))))", false)]
    public void ALoopThatWaitsForMemoryKeepsReadingIt(string loop, bool volatileLoad)
    {
        using var guest = new Guest($"(module (memory 1) (func (export \"f\") (param i32) {loop}))");
        var text = Guest.Function(guest.OptimizedIr, "g.f");
        Assert.Equal(volatileLoad, text.Contains("load volatile i32", StringComparison.Ordinal));
        Assert.Matches(@"load (volatile )?i32", text);
    }

    [WatTheory]
    [InlineData("(loop $l (br_if $l (i32.eqz (i32.load (local.get 0)))))", true)]
    [InlineData("(loop $l (br_if $l (i32.eqz (i32.load (i64.const 1024)))))", true)]
    [InlineData("(loop $l (br_if $l (i32.eqz (i32.load offset=8 (i64.add (local.get 0) (i64.const 16))))))", true)]
    // other stores that do not touch it
    [InlineData("(loop $l (i32.store (local.get 1) (i32.const 1)) (br_if $l (i32.eqz (i32.load (local.get 0)))))", true)]
    // a search: the address varies
    [InlineData("(loop $l (br_if $l (i32.load (local.tee 0 (i64.add (local.get 0) (i64.const 4))))))", false)]
    public void ALoopThatWaitsForA64BitMemoryKeepsReadingIt(string loop, bool volatileLoad)
    {
        using var guest = new Guest($"(module (memory i64 1) (func (export \"f\") (param i64 i64) {loop}))");
        var text = Guest.Function(guest.OptimizedIr, "g.f");
        Assert.Equal(volatileLoad, text.Contains("load volatile i32", StringComparison.Ordinal));
        Assert.Matches(@"load (volatile )?i32", text);
    }

    [WatTheory]
    // inlined
    [InlineData("(func $ready (param i32) (result i32) (i32.load (local.get 0)))", true)]
    [InlineData("(func $deep (param i32) (result i32) (i32.load (local.get 0))) (func $ready (param i32) "
        + "(result i32) (call $deep (local.get 0)))", true)]
    [InlineData("(func $ready (param i32) (result i32) (if (result i32) (i32.and (local.get 0) (i32.const 3)) (then "
        + "unreachable) (else (i32.load (local.get 0)))))", true)]
    // the host may write: nothing to protect
    [InlineData("(func $ready (param i32) (result i32) (call $host) (i32.load (local.get 0)))", false)]
    public void ALoopThatWaitsThroughAFunctionKeepsReadingToo(string functions, bool barrier)
    {
        using var guest = new Guest($"""(module (import "env" "host" (func $host)) (memory 1) {functions} (func (export "f") (param i32) (loop $l (br_if $l (i32.eqz (call $ready (local.get 0)))))))""");
        var text = Guest.Function(guest.OptimizedIr, "g.f");
        Assert.Equal(barrier, text.Contains("fence syncscope(\"singlethread\") seq_cst", StringComparison.Ordinal));
        // Whether inlined or called, the read stands in the loop: it is reached again by a branch from below.
        var lines = text.Split('\n');
        var read = Array.FindIndex(
            lines,
            line => line.Contains("load i32, ptr", StringComparison.Ordinal) || line.Contains("@g.ready(", StringComparison.Ordinal));
        Assert.True(read >= 0, text);
        var label = lines[Array.FindLastIndex(
            lines, read, line => line.Contains(':', StringComparison.Ordinal) && !line.StartsWith(' '))].Split(
            ':')[0];
        Assert.Contains(
            lines[read..],
            line => line.Contains($"label %{label},", StringComparison.Ordinal)
                || line.Contains($"label %{label} ", StringComparison.Ordinal)
                || line.EndsWith($"label %{label}", StringComparison.Ordinal));
    }

    [WatFact]
    public void ALoopOfACallWhoseEndIsCountedGetsNoBarrier()
    {
        const string Wat = """
            (module (memory 1)
              (func $square (param f64) (result f64) (f64.mul (local.get 0) (local.get 0)))
              (func (export "f") (param $p i32) (param $n i32)
                (loop $next
                  (f64.store (local.get $p) (call $square (f64.load (local.get $p))))
                  (local.set $p (i32.add (local.get $p) (i32.const 8)))
                  (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))))
            """;
        using var guest = new Guest(Wat, new CompileOptions { Cpu = "haswell" });
        var text = Guest.Function(guest.OptimizedIr, "g.f");
        Assert.DoesNotContain("fence", text, StringComparison.Ordinal);
        Assert.Matches("fmul <4 x double>", text);
    }

    [WatFact]
    public void TheLimitOfA64BitMemoryIsReadOnceBeforeALoop()
    {
        const string Wat = """
            (module (memory i64 1) (func (export "f") (param $p i64) (param $n i64) (result f64) (local $sum f64)
              (loop $l
                (local.set $sum (f64.add (local.get $sum) (f64.load (local.get $p))))
                (f64.store offset=8 (local.get $p) (local.get $sum))
                (local.set $p (i64.add (local.get $p) (i64.const 8)))
                (br_if $l (i64.ne (local.tee $n (i64.sub (local.get $n) (i64.const 1))) (i64.const 0))))
              (local.get $sum)))
            """;
        using var guest = new Guest(Wat);
        var text = Guest.Function(guest.OptimizedIr, "g.f");
        // The only load of an i64 is that of the limit: one, in the entry block, although the loop stores to the memory.
        var lines = text.Split('\n');
        var load = Assert.Single(lines, line => Regex.IsMatch(line, @"= load i64, "));
        Assert.True(Array.IndexOf(lines, load) < Array.FindIndex(lines, line => Regex.IsMatch(line, @"^\w+:")), text);
        Assert.Contains("phi double", text, StringComparison.Ordinal);
    }

    [WatTheory]
    [InlineData("i64", "memory i64 1")]
    [InlineData("i64", "memory i64 1 16 shared")]
    [InlineData("i32", "memory 1")]
    public void ALoopOverArraysBecomesVectorCodeWithAddressesOfEitherWidth(string address, string memory)
    {
        using var guest = new Guest($"""
            (module ({memory}) (func (export "f") (param $p {address}) (param $q {address}) (param $n {address})
              (loop $l
                (f64.store (local.get $p) (f64.mul (f64.load (local.get $q)) (f64.const 3)))
                (local.set $p ({address}.add (local.get $p) ({address}.const 8)))
                (local.set $q ({address}.add (local.get $q) ({address}.const 8)))
                (br_if $l ({address}.ne (local.tee $n ({address}.sub (local.get $n) ({address}.const 1))) ({address}.const 0))))))
            """);
        Assert.Matches(@"fmul <\d+ x double>", Guest.Function(guest.OptimizedIr, "g.f"));
    }

    [WatFact]
    public void AFillLoopBecomesMemset()
    {
        const string Wat = """
            (module (memory 1) (func (export "f") (param $p i32) (param $n i32)
              (loop $l
                (i32.store8 (local.get $p) (i32.const 0))
                (local.set $p (i32.add (local.get $p) (i32.const 1)))
                (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))))
            """;
        using var guest = new Guest(Wat);
        Assert.Subset(new HashSet<string> { "memset" }, ElfSymbols.Read(File.ReadAllBytes(guest.Image)).Undefined.ToHashSet());
    }

    [WatFact]
    public void ALoopThatCountsBytesDoesNotBecomeStrlen()
    {
        const string Wat = """
            (module (memory 1) (func (export "f") (param $p i32) (result i32) (local $q i32)
              (local.set $q (local.get $p))
              (loop $l
                (if (i32.load8_u (local.get $q)) (then
                  (local.set $q (i32.add (local.get $q) (i32.const 1)))
                  (br $l))))
              (i32.sub (local.get $q) (local.get $p))))
            """;
        using var guest = new Guest(Wat);
        Assert.DoesNotContain(
            "strlen", guest.OptimizedIr.Replace("no-builtin-strlen", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [WatFact]
    public void LargeModulesAreCompiledInPartsWithTheSameSymbols()
    {
        static string Work(int i) => string.Concat(Enumerable.Repeat(
            $"(local.set 0 (i32.mul (i32.xor (local.get 0) (i32.const {i + 1})) (i32.const 1000003)))", 300));
        var functions = string.Concat(Enumerable.Range(0, 60).Select(i =>
            $"(func $f{i} (export \"f{i}\") (param i32) (result i32) {Work(i)} (call $f{(i + 1) % 60} (local.get 0)))"));
        var wasm = Guest.Assemble($"(module {functions})");
        var module = Wasm.Decoding.ModuleDecoder.Decode(wasm);
        Assert.True(Partitions.Split(module).Count > 1);

        using var guest = new Guest(wasm, new CompileOptions { OptimizationLevel = 1, Threads = 2 }, toImage: true);
        Assert.Contains(guest.Files, file => file.EndsWith("part1.ll", StringComparison.Ordinal));
        using var whole = new Guest(wasm, new CompileOptions { OptimizationLevel = 1, Threads = 1 }, toImage: true);
        Assert.Equal(File.ReadAllBytes(whole.Image), File.ReadAllBytes(guest.Image));
        Assert.Equal(["mpiwasm_image"], ElfSymbols.Read(File.ReadAllBytes(guest.Image)).Defined);
    }

    [WatFact]
    public void PartitionsCoverEveryFunctionOnceAndInOrder()
    {
        var function = $"(func {string.Concat(Enumerable.Repeat("(drop (i64.const 0x123456789abcdef))", 50))})";
        var module = Wasm.Decoding.ModuleDecoder.Decode(Guest.Assemble($"(module {string.Concat(Enumerable.Repeat(function, 500))})"));
        var next = 0;
        foreach (var range in Partitions.Split(module))
        {
            Assert.Equal(next, range.Start.Value);
            Assert.True(range.End.Value > next);
            next = range.End.Value;
        }
        Assert.Equal(500, next);
    }

    [Fact]
    public void InstcombineMayStopBeforeItsFixpoint()
    {
        // In a textual pipeline it aborts the process when one round was not enough, which large programs show.
        Assert.DoesNotMatch("instcombine(?!<no-verify-fixpoint>)", Optimize.AddressWidening.Preparation);
    }
}
