using System.Globalization;
using MpiWasm.Compiler;
using MpiWasm.Runtime.Externs;
using MpiWasm.Runtime.Instances;
using MpiWasm.Runtime.Memories;
using MpiWasm.Wasm.Model;
using Xunit;

namespace MpiWasm.Runtime.Tests;

/// <summary>Memories where memory or address space is short.</summary>
public sealed unsafe class MemoryLimitTests
{
    private static readonly Lazy<byte[]> Module = new(() => GuestBuilder.FromText("""
        (module
          (memory (export "memory") 1 16)
          (data (i32.const 0) "\01\02\03\04\05\06\07\08")
          (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
          (func (export "load8") (param i32) (result i32) (i32.load8_u (local.get 0)))
          (func (export "load64far") (param i32) (result i64) (i64.load offset=4294967295 (local.get 0)))
          (func (export "load64") (param i32) (result i64) (i64.load offset=65528 (local.get 0)))
          (func (export "store64") (param i32) (i64.store offset=8 (local.get 0) (i64.const -1)))
          (func (export "vector") (param i32) (result i32) (i32x4.extract_lane 0 (v128.load (local.get 0))))
          (func (export "atomic") (param i32) (result i32) (i32.atomic.rmw.add (local.get 0) (i32.const 1)))
          (func (export "fill") (param i32 i32) (memory.fill (local.get 0) (i32.const 7) (local.get 1)))
          (func (export "copy") (param i32 i32 i32) (memory.copy (local.get 0) (local.get 1) (local.get 2)))
          (func (export "sum") (param i32 i32) (result i32) (local i32)
            (loop $again
              (local.set 2 (i32.add (local.get 2) (i32.load8_u (local.get 0))))
              (local.set 0 (i32.add (local.get 0) (i32.const 1)))
              (br_if $again (local.tee 1 (i32.sub (local.get 1) (i32.const 1)))))
            (local.get 2)))
        """));

    /// <summary>
    /// Under vm.overcommit_memory=2 the kernel counts what is private and may be written against its limit: a reservation must not be.
    /// </summary>
    [Fact]
    public void Only_the_pages_of_the_memory_may_be_written()
    {
        Support.Install();
        using var memory = new GuestMemory(new MemoryType(new Limits(3, 16), false, false));
        var areas = Areas((ulong)memory.Base, (ulong)memory.Base + memory.Record->ReservedBytes);
        Assert.Equal(3 * GuestMemory.PageSize, Writable(areas));
        Assert.Equal(2, memory.Grow(1) - 1);
        areas = Areas((ulong)memory.Base, (ulong)memory.Base + memory.Record->ReservedBytes);
        Assert.Equal(4 * GuestMemory.PageSize, Writable(areas));
    }

    [Fact]
    public void All_memories_of_a_budget_together_have_no_more()
    {
        Support.Install();
        var budget = new MemoryBudget(5 * GuestMemory.PageSize);
        using (var first = new GuestMemory(new MemoryType(new Limits(2, null), false, false), budget))
        {
            using var second = new GuestMemory(new MemoryType(new Limits(1, null), false, false), budget);
            Assert.Equal(-1, second.Grow(3));
            Assert.Equal(1, second.Grow(2));
            Assert.Equal(-1, first.Grow(1));
            Assert.Equal(
                "MW0405",
                Assert.Throws<LinkException>(() => new GuestMemory(new MemoryType(new Limits(1, null), false, false), budget)).Code);
        }
        // What is given back can be had again.
        using var third = new GuestMemory(new MemoryType(new Limits(5, null), false, false), budget);
        Assert.Equal(5ul, third.Pages);
    }

    [Fact]
    public void Tables_count_too()
    {
        Support.Install();
        var budget = new MemoryBudget(3 * GuestMemory.PageSize);
        var imports = new ImportTable();
        var text = GuestBuilder.FromText("""
            (module
              (memory 1) (table $t 4096 externref) (table 1 externref)
              (func (export "grow") (param i32) (result i32) (table.grow $t (ref.null extern) (local.get 0)))
              (func (export "grow_memory") (param i32) (result i32) (memory.grow (local.get 0))))
            """);
        using (var store = new Store(budget))
        {
            var instance = GuestBuilder.Instantiate(text, imports, store);
            // 65,536 + 32,768 + 8 bytes are taken.
            Assert.Equal(-1, instance.Invoke("grow_memory", 2)[0].I32);
            Assert.Equal(1, instance.Invoke("grow_memory", 1)[0].I32);
            Assert.Equal(-1, instance.Invoke("grow", 4096)[0].I32);
            Assert.Equal(4096, instance.Invoke("grow", 4095)[0].I32);
            Assert.Equal(-1, instance.Invoke("grow", 1)[0].I32);
        }

        using var table = new Table(new TableType(ValType.ExternRef, new Limits(3 * 8192, null), false), budget);
        Assert.Equal("MW0405", Assert.Throws<LinkException>(() => new Table(table.Type, budget)).Code);
    }

    [Fact]
    public void Code_with_bounds_checks_computes_and_traps_as_code_without()
    {
        var plain = GuestBuilder.Instantiate(Module.Value, new ImportTable(), options: new CompileOptions());
        var checks = GuestBuilder.Instantiate(Module.Value, new ImportTable(), options: new CompileOptions { BoundsChecks = true });
        Assert.True(checks.Memory.Record->ReservedBytes < plain.Memory.Record->ReservedBytes);
        int[] places = [0, 1, 7, 65520, 65528, 65529, 65532, 65535, 65536, 65537, 131071, int.MaxValue, int.MinValue, -8, -4, -1];
        string[] functions = ["load8", "load64far", "load64", "store64", "vector", "atomic"];
        foreach (var _ in new[] { 1, 2 })
        {
            foreach (var function in functions)
            {
                foreach (var place in places)
                    Assert.Equal(Outcome(plain, function, place), Outcome(checks, function, place));
            }
            foreach (var (start, length) in new[] { (0, 65536), (1, 65536), (65536, 0), (65537, 0), (-1, 1), (0, -1), (100, 1000),
            (65530, 7) })
            {
                Assert.Equal(Outcome(plain, "fill", start, length), Outcome(checks, "fill", start, length));
                Assert.Equal(Outcome(plain, "copy", start, 8, length), Outcome(checks, "copy", start, 8, length));
                if (length > 0)
                    Assert.Equal(Outcome(plain, "sum", start, length), Outcome(checks, "sum", start, length));
            }
            Assert.True(Content(plain).SequenceEqual(Content(checks)));
            Assert.Equal(Outcome(plain, "grow", 1), Outcome(checks, "grow", 1));
            Assert.Equal(Outcome(plain, "grow", 100), Outcome(checks, "grow", 100));
        }
    }

    [Fact]
    public void Code_without_bounds_checks_never_meets_a_small_reservation()
    {
        Support.Install();
        var text = GuestBuilder.FromText(
            """(module (import "env" "memory" (memory 1)) (func (export "load") (param i32) (result i32) (i32.load8_u (local.get 0))))""");
        using var memory = new GuestMemory(new MemoryType(new Limits(1, 16), false, false), isChecked: true);
        var imports = new ImportTable();
        imports.Define("env", "memory", memory);
        Assert.Equal(
            "MW0402", Assert.Throws<LinkException>(() => GuestBuilder.Instantiate(text, imports, options: new CompileOptions())).Code);
        var instance = GuestBuilder.Instantiate(text, imports, options: new CompileOptions { BoundsChecks = true });
        Assert.Equal(0, instance.Invoke("load", 65535)[0].I32);
        Assert.Throws<WasmTrapException>(() => instance.Invoke("load", 65536));
    }

    private static ulong Writable(List<(ulong Bytes, bool IsWritable)> areas) =>
        (ulong)areas.Where(a => a.IsWritable).Sum(a => (long)a.Bytes);

    private static Span<byte> Content(Instance instance) => new(instance.Memory.Base, (int)instance.Memory.Bytes);

    private static string Outcome(Instance instance, string function, params int[] arguments)
    {
        try
        {
            var results = instance.Invoke(function, [.. arguments.Select(a => (Slot)a)]);
            return results.Length == 0 ? "done" : results[0].U64.ToString(CultureInfo.InvariantCulture);
        }
        catch (WasmTrapException trap)
        {
            return trap.Kind.ToString();
        }
    }

    private static List<(ulong Bytes, bool IsWritable)> Areas(ulong low, ulong high)
    {
        var areas = new List<(ulong, bool)>();
        foreach (var words in File.ReadLines("/proc/self/maps").Select(line => line.Split(' ')))
        {
            var ends = words[0].Split('-')
                .Select(end => ulong.Parse(end, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))
                .ToArray();
            var (from, to) = (Math.Max(ends[0], low), Math.Min(ends[1], high));
            if (to > from)
                areas.Add((to - from, words[1].Contains('w', StringComparison.Ordinal)));
        }
        return areas;
    }
}
