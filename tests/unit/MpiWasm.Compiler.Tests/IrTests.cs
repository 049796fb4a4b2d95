using System.Text.RegularExpressions;
using MpiWasm.Compiler.Pipeline;
using Xunit;

namespace MpiWasm.Compiler.Tests;

/// <summary>The rules of the compiler, each of which keeps the sandbox closed or the code fast.</summary>
public sealed partial class IrTests
{
    private const string Everything = """
        (module
          (import "env" "host" (func $host (param i32) (result i32)))
          (import "env" "g" (global $imported (mut i32)))
          (type $t (func (param i32) (result i32)))
          (memory 1 2)
          (table $tab 4 10 funcref)
          (elem (i32.const 0) $memcpy $host)
          (global $sp (mut i32) (i32.const 65536))
          (global $k i32 (i32.const 12345))
          (func $memcpy (export "memcpy") (param $p i32) (result i32)
            (i32.store offset=4294967295 align=4 (local.get $p) (i32.const 7))
            (i64.store (local.get $p) (i64.load align=8 (local.get $p)))
            (f64.store align=8 (local.get $p) (f64.load (local.get $p)))
            (i32.add (i32.mul (local.get $p) (i32.load (local.get $p))) (global.get $k)))
          (func (export "more") (param $a i32) (param $b i32) (result i32)
            (global.set $sp (i32.sub (global.get $sp) (i32.const 16)))
            (global.set $imported (i32.shl (local.get $a) (local.get $b)))
            (memory.copy (local.get $a) (local.get $b) (i32.load (local.get $a)))
            (memory.fill (local.get $a) (local.get $b) (i32.const 100))
            (table.set $tab (local.get $a) (table.get $tab (local.get $b)))
            (drop (memory.grow (memory.size)))
            (call_indirect (type $t) (call $host (i32.div_s (local.get $a) (local.get $b))) (i32.load (local.get $a)))))
        """;

    [WatFact]
    public void NoFlagOrAttributePromisesWhatGuestValuesDoNotKeep()
    {
        using var guest = new Guest(Everything);
        // Attributes of LLVM's own intrinsics are not ours.
        var ours = string.Join(
            '\n',
            guest.Ir.Split('\n')
                .Where(line => !(line.StartsWith("attributes", StringComparison.Ordinal)
                    || line.StartsWith("; Function Attrs", StringComparison.Ordinal))
                    || line.Contains("target-cpu", StringComparison.Ordinal)));
        Assert.DoesNotMatch(@"\b(nuw|nsw|inbounds|nusw|dereferenceable|mustprogress|willreturn|fast|contract|reassoc|nnan|ninf)\b", ours);
        Assert.DoesNotContain("llvm.assume", guest.Ir, StringComparison.Ordinal);
    }

    [WatFact]
    public void GuestAccessesHaveAlignmentOneWhateverTheModuleHints()
    {
        using var guest = new Guest(Everything);
        var text = Guest.Function(guest.Ir, "g.memcpy");
        // Everything in this function that is no local (alloca) and no base (invariant) is a guest access.
        var accesses = text.Split('\n')
            .Where(line => line.Contains("!tbaa", StringComparison.Ordinal) && !line.Contains("!invariant", StringComparison.Ordinal))
            .ToArray();
        Assert.Equal(6, accesses.Length);
        Assert.All(accesses, line => Assert.Matches(@"(load|store) .*, align 1,", line));
    }

    [WatFact]
    public void VectorAccessesHaveAlignmentOneAndTouchMemoryOnce()
    {
        using var guest = new Guest("""
            (module (memory 1) (func (export "v") (param $p i32) (local $v v128)
              (local.set $v (v128.load align=16 (local.get $p)))
              (local.set $v (i16x8.add (local.get $v) (v128.load8x8_s align=8 (local.get $p))))
              (local.set $v (i16x8.add (local.get $v) (v128.load32_splat align=4 (local.get $p))))
              (local.set $v (i16x8.add (local.get $v) (v128.load64_zero align=8 (local.get $p))))
              (local.set $v (v128.load16_lane align=2 3 (local.get $p) (local.get $v)))
              (v128.store64_lane align=8 1 (local.get $p) (local.get $v))
              (v128.store align=16 (local.get $p) (local.get $v))))
            """);
        var accesses = Guest.Function(guest.Ir, "g.v")
            .Split('\n')
            .Where(line => line.Contains("!tbaa", StringComparison.Ordinal) && !line.Contains("!invariant", StringComparison.Ordinal))
            .ToArray();
        Assert.Equal(7, accesses.Length);
        Assert.All(accesses, line => Assert.Matches(@"(load|store) .*, align 1,", line));
    }

    [WatFact]
    public void SlotsOfVectorsAreReadWithTheAlignmentThatManagedArraysHave()
    {
        using var guest = new Guest("""(module (func (export "v") (param v128) (result v128) local.get 0))""");
        var accesses = Guest.Function(guest.Ir, "e.0")
            .Split('\n')
            .Where(line => line.Contains("<2 x i64>", StringComparison.Ordinal) && line.Contains("!tbaa", StringComparison.Ordinal))
            .ToArray();
        Assert.Equal(2, accesses.Length);
        Assert.All(accesses, line => Assert.Matches("(load|store) .*, align 8,", line));
    }

    [WatFact]
    public void AddressesAreZeroExtendedBeforeTheOffsetIsAdded()
    {
        using var guest = new Guest(Everything);
        var text = Guest.Function(guest.Ir, "g.memcpy");
        Assert.Contains("zext i32", text, StringComparison.Ordinal);
        Assert.Contains("i64 4294967295", text, StringComparison.Ordinal);
    }

    [WatFact]
    public void TheMemoryBaseIsLoadedOnceAndInvariant()
    {
        using var guest = new Guest(Everything);
        var text = Guest.Function(guest.Ir, "g.memcpy");
        Assert.Single(Regex.Matches(text, "load ptr, .*!invariant.load"));
    }

    [WatFact]
    public void AnImmutableGlobalIsAConstant()
    {
        using var guest = new Guest(Everything);
        Assert.Matches(@"add i32 .*, 12345", Guest.Function(guest.Ir, "g.memcpy"));
    }

    [WatFact]
    public void ValuesThatReachSecurityChecksAreFrozen()
    {
        using var guest = new Guest(Everything);
        var text = Guest.Function(guest.Ir, "g.more");
        // copy and fill: 3 + 2 operands, table.set and table.get: 1 each, call_indirect: index and record, division: 2
        Assert.Equal(11, Regex.Count(text, @"= freeze "));
    }

    [WatFact]
    public void OnlyTheHeaderIsExported()
    {
        using var guest = new Guest(Everything);
        var (undefined, defined) = ElfSymbols.Read(File.ReadAllBytes(guest.Image));
        Assert.Equal(["mpiwasm_image"], defined);
        Assert.All(undefined, name => Assert.Contains(name, ImagePipeline.LibrarySymbols));
    }

    [WatFact]
    public void NoPageOfAnImageIsWritableAndExecutableAndNothingElseIsLoadedWithIt()
    {
        using var guest = new Guest(Everything);
        var elf = File.ReadAllBytes(guest.Image);
        var table = (int)BitConverter.ToUInt64(elf, 32);
        var (writable, executable, stack) = (false, false, false);
        for (var i = 0; i < BitConverter.ToUInt16(elf, 56); i++)
        {
            var header = elf.AsSpan(table + (i * 56), 56);
            var type = BitConverter.ToUInt32(header);
            var flags = BitConverter.ToUInt32(header[4..]);
            if (type is 1 or 0x6474E551)    // PT_LOAD, PT_GNU_STACK
                Assert.NotEqual(3u, flags & 3);
            stack |= type == 0x6474E551;
            executable |= type == 1 && (flags & 1) != 0;
            writable |= type == 1 && (flags & 2) != 0;
            if (type != 2)      // PT_DYNAMIC
                continue;
            var dynamic = elf.AsSpan((int)BitConverter.ToUInt64(header[8..]), (int)BitConverter.ToUInt64(header[32..]));
            for (var at = 0; at < dynamic.Length && BitConverter.ToInt64(dynamic[at..]) is var tag && tag != 0; at += 16)
                Assert.DoesNotContain(tag, (long[])[1, 22]);    // DT_NEEDED, DT_TEXTREL
        }
        Assert.True(executable && stack, "an executable segment and a word about the stack");
        Assert.True(writable, "the table of libc's functions");
    }

    [WatFact]
    public void GuestFunctionsCaptureNoLibraryName()
    {
        using var guest = new Guest(Everything);
        Assert.Contains("define hidden i32 @g.memcpy(", guest.Ir, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"define .*@memcpy\(", guest.Ir);
        // The guest's memory.copy needs memmove from libc, not from the guest.
        Assert.Contains("memmove", ElfSymbols.Read(File.ReadAllBytes(guest.Image)).Undefined);
    }

    [WatFact]
    public void EveryFunctionKeepsItsFramePointerAndProbesTheStack()
    {
        using var guest = new Guest(Everything);
        var groups = Regex.Matches(guest.Ir, "^attributes #\\d+ = .*$", RegexOptions.Multiline).Select(match => match.Value)
            .Where(line => line.Contains("target-cpu", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(groups);
        Assert.All(groups, line =>
        {
            Assert.Contains("\"frame-pointer\"=\"all\"", line, StringComparison.Ordinal);
            Assert.Contains("\"probe-stack\"=\"inline-asm\"", line, StringComparison.Ordinal);
            Assert.Contains("\"no-builtin-strlen\"", line, StringComparison.Ordinal);
            Assert.Contains("uwtable", line, StringComparison.Ordinal);
        });
    }

    [WatFact]
    public void TrapCallsAreNotMerged()
    {
        const string Wat = """
            (module (func (export "f") (param i32 i32) (result i32)
              (i32.add (i32.div_u (i32.const 10) (local.get 0)) (i32.div_u (i32.const 11) (local.get 1)))))
            """;
        using var guest = new Guest(Wat);
        Assert.Equal(2, Regex.Count(Guest.Function(guest.OptimizedIr, "g.f"), @"call .*@raise\("));
    }

    [WatFact]
    public void TheLineOfAnInstructionIsItsOffset()
    {
        using var guest = new Guest("(module (func (export \"f\") (param i32 i32) (result i32) (i32.div_u (local.get 0) (local.get 1))))");
        var body = guest.Module.Bodies[0];
        // local.get 0, local.get 1, i32.div_u: two bytes each for the first two
        Assert.Contains($"line: {body.CodeOffset + 4}", guest.OptimizedIr, StringComparison.Ordinal);
    }

    [WatFact]
    public void StubsAndBuiltinWrappersAreNeverInlined()
    {
        using var guest = new Guest(Everything);
        Assert.Matches(@"call i32 @s\.host\(", Guest.Function(guest.OptimizedIr, "g.more"));
        Assert.Matches(@"call .*@b\.MemoryGrow\(", Guest.Function(guest.OptimizedIr, "g.more"));
    }

    [WatFact]
    public void PreciseTrapsMakeMemoryGlobalsAndTablesVolatile()
    {
        using var guest = new Guest(Everything, new CompileOptions { PreciseTraps = true });
        var accesses = guest.Ir.Split('\n')
            .Where(line => GuestAccess().IsMatch(line) && !line.Contains("!invariant", StringComparison.Ordinal))
            .ToArray();
        var tags = TagsOf(guest.Ir, "memory", "global", "imported global", "table");
        var checkedAccesses = accesses.Where(line => tags.Any(tag => Regex.IsMatch(line, $@"!tbaa {tag}\b"))).ToArray();
        Assert.NotEmpty(checkedAccesses);
        Assert.All(checkedAccesses, line => Assert.Matches("(load|store) volatile", line));
    }

    [WatFact]
    public void AStoreBeforeATrapStaysWhenTrapsArePrecise()
    {
        const string Wat = """
            (module (memory 1) (global $g (mut i32) (i32.const 0)) (func (export "f")
              (global.set $g (i32.const 1)) (drop (i32.load (i32.const 70000))) (global.set $g (i32.const 2))))
            """;
        using var guest = new Guest(Wat, new CompileOptions { PreciseTraps = true });
        var text = Guest.Function(guest.OptimizedIr, "g.f");
        Assert.Equal(2, Regex.Count(text, "store volatile"));
        Assert.Single(Regex.Matches(text, "load volatile"));
    }

    /// <summary>TBAA access tags of these kinds.</summary>
    private static string[] TagsOf(string ir, params string[] kinds) =>
    [
        .. kinds.SelectMany(kind => Regex.Matches(ir, $@"^(!\d+) = !{{!""{kind}"", !\d+, i64 0}}", RegexOptions.Multiline)
            .Select(match => match.Groups[1].Value))
            .SelectMany(type => Regex.Matches(ir, $@"^(!\d+) = !{{{type}, {type}, i64 0}}", RegexOptions.Multiline)
                .Select(match => match.Groups[1].Value)),
    ];

    [GeneratedRegex(@"\b(load|store)\b.*!tbaa")]
    private static partial Regex GuestAccess();
}
