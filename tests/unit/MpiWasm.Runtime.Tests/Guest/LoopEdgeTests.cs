using MpiWasm.Compiler;
using Xunit;

namespace MpiWasm.Runtime.Tests;

/// <summary>
/// Loops at the edges of the address space and of their counters, where the compiler's version with 64-bit addresses must not be taken or
/// must agree: run by every kind of code and by an interpreter on an array.
/// </summary>
public sealed class LoopEdgeTests
{
    private const int MemoryBytes = 65536;
    private const int Limit = 300;

    private static readonly (string Name, CompileOptions Options)[] Modes =
    [
        ("O3", new CompileOptions()),
        ("O3 precise", new CompileOptions { PreciseTraps = true }),
        ("O2", new CompileOptions { OptimizationLevel = 2 }),
        ("O0", new CompileOptions { OptimizationLevel = 0 }),
    ];

    /// <summary>
    /// <c>do { h = h * 31 + m[a + i * scale]; m[b + i * scale] = h; i = wrap(i + step); } while (i test bound)</c>, at most
    /// <see cref="Limit"/> times when <see cref="Limited"/>.
    /// </summary>
    private sealed record LoopCode(string Test, int Step, int Scale, int Width, string Wrap, bool Limited)
    {
        public string ToText(int number)
        {
            var (load, store) = Width switch
            {
                1 => ("i32.load8_u", "i32.store8"),
                2 => ("i32.load16_u", "i32.store16"),
                _ => ("i32.load", "i32.store"),
            };
            var wrapped = Wrap switch
            {
                "i8" => "i32.const 255 i32.and",
                "i16" => "i32.const 65535 i32.and",
                "s8" => "i32.extend8_s",
                _ => "",
            };
            var limit = Limited ? $"local.get $n i32.const 1 i32.add local.tee $n i32.const {Limit} i32.eq br_if 1" : "";
            return $"""
                (func (export "f{number}") (param $i i32) (param $bound i32) (param $a i32) (param $b i32) (result i32) (local $h i32) (local $n i32)
                  block loop
                    local.get $h i32.const 31 i32.mul
                    local.get $a local.get $i i32.const {Scale} i32.mul i32.add {load}
                    i32.add local.set $h
                    local.get $b local.get $i i32.const {Scale} i32.mul i32.add local.get $h {store}
                    local.get $i i32.const {Step} i32.add {wrapped} local.set $i
                    {limit}
                    local.get $i local.get $bound i32.{Test} br_if 0
                  end end
                  local.get $h local.get $i i32.add)

                """;
        }

        /// <summary>Null where an access is out of bounds.</summary>
        public uint? Interpret(byte[] memory, uint i, uint bound, uint a, uint b)
        {
            uint h = 0;
            for (var n = 1; ; n++)
            {
                ulong from = a + (i * (uint)Scale), to = b + (i * (uint)Scale);
                if (from + (ulong)Width > MemoryBytes)
                    return null;
                h *= 31;
                for (var k = 0; k < Width; k++)
                    h += (uint)memory[from + (ulong)k] << (8 * k);
                if (to + (ulong)Width > MemoryBytes)
                    return null;
                for (var k = 0; k < Width; k++)
                    memory[to + (ulong)k] = (byte)(h >> (8 * k));
                i += (uint)Step;
                i = Wrap switch { "i8" => i & 255, "i16" => i & 65535, "s8" => (uint)(sbyte)i, _ => i };
                if ((Limited && n == Limit) || !Stays(i, bound))
                    return h + i;
            }
        }

        public bool Stays(uint i, uint bound) => Test switch
        {
            "ne" => i != bound,
            "lt_u" => i < bound,
            "le_u" => i <= bound,
            "gt_u" => i > bound,
            "ge_u" => i >= bound,
            "lt_s" => (int)i < (int)bound,
            "le_s" => (int)i <= (int)bound,
            "gt_s" => (int)i > (int)bound,
            _ => (int)i >= (int)bound,
        };
    }

    [Fact]
    public void Loops_touch_the_bytes_that_arithmetic_modulo_two_to_the_32nd_says_and_trap_where_it_leaves_the_memory()
    {
        var random = new Random(42);
        string[] tests = ["ne", "ne", "lt_u", "le_u", "gt_u", "ge_u", "lt_s", "le_s", "gt_s", "ge_s"];
        int[] steps = [1, 1, -1, -1, 2, 4, -4, 8, 3, 1 << 19, -(1 << 20), 1 << 30];
        int[] scales = [1, 4, 8, 12, -4, 1 << 19, 1 << 28];
        string[] wraps = ["i32", "i32", "i32", "i8", "i16", "s8"];
        var loops = Enumerable.Range(0, 60).Select(_ =>
        {
            string test = Pick(tests), wrap = Pick(wraps);
            var step = wrap == "i32" ? Pick(steps) : random.Next(1, 4);
            // Without a limit where the bound is surely met.
            return new LoopCode(
                test, step, Pick(scales), 1 << random.Next(3), wrap, !(test == "ne" && wrap == "i32") || random.Next(3) == 0);
        }).ToArray();
        var module = GuestBuilder.FromText(
            $"(module (memory (export \"m\") 1)\n{string.Concat(loops.Select((loop, i) => loop.ToText(i)))})");
        var instances = Modes.Select(mode => (mode.Name, mode.Options.PreciseTraps,
            Instance: GuestBuilder.Instantiate(module, options: mode.Options)))
            .ToArray();
        int ran = 0, trapped = 0;
        for (var number = 0; number < loops.Length; number++)
        {
            for (var run = 0; run < 40; run++)
            {
                var loop = loops[number];
                var start = Edge();
                var bound = !loop.Limited || random.Next(2) == 0 ? start + (uint)(random.Next(1, 200) * (long)loop.Step) : Edge();
                uint a = Base(start), b = Base(start);
                uint Base(uint i) => random.Next(8) switch
                {
                    0 => Edge(),
                    1 => (uint)(MemoryBytes - random.Next(0, 2000)) - (i * (uint)loop.Scale),
                    _ => (uint)random.Next(3000, MemoryBytes - 3000) - (i * (uint)loop.Scale),
                };
                var memory = new byte[MemoryBytes];
                new Random(run).NextBytes(memory);
                var before = (byte[])memory.Clone();
                var expected = loop.Interpret(memory, start, bound, a, b);
                foreach (var (name, precise, instance) in instances)
                {
                    Assert.True(instance.Memory.TryWrite(0, before));
                    uint? actual;
                    try
                    {
                        actual = instance.Invoke($"f{number}", start, bound, a, b)[0].U32;
                    }
                    catch (WasmTrapException trap) when (trap.Kind == TrapCode.OutOfBoundsMemoryAccess)
                    {
                        actual = null;
                    }
                    var what = $"{name}: f{number}({start}, {bound}, {a}, {b})\n{loop.ToText(number)}";
                    Assert.True(expected == actual, $"{actual} instead of {expected}: {what}");
                    var after = new byte[MemoryBytes];
                    Assert.True(instance.Memory.TryRead(0, after));
                    // What a trap leaves behind is promised in precise mode only.
                    Assert.True((expected is null && !precise) || memory.AsSpan().SequenceEqual(after), $"other bytes: {what}");
                }
                if (expected is null)
                    trapped++;
                else
                    ran++;
            }
        }
        Assert.True(ran > 500 && trapped > 300, $"{ran} ran, {trapped} trapped: the arguments test little");

        T Pick<T>(T[] values) => values[random.Next(values.Length)];
        uint Edge() => (uint)(random.Next(7) switch
        {
            0 => random.Next(0, 300),
            1 => -random.Next(0, 300),
            2 => int.MaxValue - random.Next(0, 300),
            3 => int.MinValue + random.Next(0, 300),
            4 => 0,
            5 => random.Next(0, 70000),
            _ => random.Next() * 2,
        });
    }

    [Fact]
    public void A_trap_in_a_loop_has_the_same_place_whichever_version_of_the_loop_runs()
    {
        // The second store runs off the memory; with the base just below 2^32 the addresses wrap, and the loop runs as it was.
        var module = GuestBuilder.FromText("""
            (module (memory (export "m") 1)
              (func (export "f") (param $p i32) (param $q i32) (param $n i32) (local $i i32)
                loop
                  local.get $p local.get $i i32.const 4 i32.mul i32.add local.get $i i32.store
                  local.get $q local.get $i i32.const 4 i32.mul i32.add local.get $i i32.store offset=64
                  local.get $i i32.const 1 i32.add local.tee $i local.get $n i32.ne br_if 0
                end))
            """);
        foreach (var (p, q, n) in new (uint, uint, int)[] { (0, 65000, 1000), (0, 65000, 0x4000_1000), (0, 65536 - 64, 0x4000_1000) })
        {
            var traps = new[] { 0, 3 }.Select(level => Assert.Throws<WasmTrapException>(() =>
                GuestBuilder.Instantiate(module, options: new CompileOptions { OptimizationLevel = level, PreciseTraps = true })
                    .Invoke("f", p, q, n))).ToArray();
            Assert.Equal(traps[0].Address, traps[1].Address);
            Assert.Equal(traps[0].Backtrace.AsEnumerable(), traps[1].Backtrace.AsEnumerable());
        }
    }
}
