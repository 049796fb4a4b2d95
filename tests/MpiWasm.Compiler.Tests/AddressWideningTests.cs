using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using MpiWasm.Compiler.Pipeline;
using Xunit;

namespace MpiWasm.Compiler.Tests;

/// <summary>Loops whose 32-bit addresses the compiler may compute in 64 bits: same values, also where they wrap.</summary>
[Trait("Speed", "Slow")]
public sealed unsafe class AddressWideningTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("mpiwasm-widening-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    /// <summary>150 loops each; with MPIWASM_TEST_FULL=1 more than ten thousand in all.</summary>
    public static TheoryData<int> Seeds =>
        [.. Enumerable.Range(1, System.Environment.GetEnvironmentVariable("MPIWASM_TEST_FULL") == "1" ? 70 : 3)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Random_loops_compute_the_same_addresses_as_an_interpreter_also_near_the_ends_of_the_address_space(int seed)
    {
        var random = new Random(seed);
        var loops = Enumerable.Range(0, 150).Select(_ => new RandomLoop(random)).ToArray();
        var text = string.Concat(loops.Select((loop, index) => loop.ToIr($"f{index}")));
        var file = Path.Combine(_directory, "loops.so");
        ImagePipeline.CompileText(text, new CompileOptions { KeepIr = _directory }, file, ImagePipeline.LibrarySymbols);

        var library = NativeLibrary.Load(file);
        try
        {
            for (var i = 0; i < loops.Length; i++)
            {
                var function = (delegate* unmanaged<uint, uint, uint, uint, ulong>)NativeLibrary.GetExport(library, $"f{i}");
                for (var run = 0; run < 60; run++)
                {
                    uint start = RandomLoop.Value(random), bound = loops[i].Bound(random, start), x = RandomLoop.Value(
                        random), y = RandomLoop.Value(random);
                    var expected = loops[i].Interpret(start, bound, x, y);
                    var actual = function(start, bound, x, y);
                    Assert.True(
                        expected == actual, $"f{i}({start}, {bound}, {x}, {y}) is {expected}, compiled {actual}\n{loops[i].ToIr("f")}");
                }
            }
        }
        finally
        {
            NativeLibrary.Free(library);
        }
    }

    [Fact]
    public void A_loop_over_guest_arrays_becomes_vector_code()
    {
        const string Triad = """
            define void @triad(ptr %base, i32 %n, i32 %a, i32 %b) {
            entry:
              %some = icmp ne i32 %n, 0
              br i1 %some, label %loop, label %done
            loop:
              %left = phi i32 [ %n, %entry ], [ %left.next, %loop ]
              %to = phi i32 [ %a, %entry ], [ %to.next, %loop ]
              %from = phi i32 [ %b, %entry ], [ %from.next, %loop ]
              %from64 = zext i32 %from to i64
              %from.re = getelementptr i8, ptr %base, i64 %from64
              %re = load double, ptr %from.re, align 1
              %from2 = add i32 %from, 8
              %from264 = zext i32 %from2 to i64
              %from.im = getelementptr i8, ptr %base, i64 %from264
              %im = load double, ptr %from.im, align 1
              %sum = fadd double %re, %im
              %to64 = zext i32 %to to i64
              %to.p = getelementptr i8, ptr %base, i64 %to64
              store double %sum, ptr %to.p, align 1
              %to.next = add i32 %to, 8
              %from.next = add i32 %from, 8
              %left.next = add i32 %left, -1
              %more = icmp ne i32 %left.next, 0
              br i1 %more, label %loop, label %done
            done:
              ret void
            }
            """;
        ImagePipeline.CompileText(Triad, new CompileOptions { KeepIr = _directory, Cpu = "x86-64-v3", Triple = "x86_64-pc-linux-gnu" },
            Path.Combine(_directory, "triad.so"), ImagePipeline.LibrarySymbols);
        var optimized = File.ReadAllText(Path.Combine(_directory, "text.opt.ll"));
        Assert.Contains("load <4 x double>", optimized, StringComparison.Ordinal);
        Assert.DoesNotMatch(new Regex("vector.scevcheck"), optimized);
    }

    [Fact]
    public void What_may_be_poison_is_frozen_before_a_guard_looks_at_it()
    {
        // The conversion is defined where the loop uses it; LLVM computes it before the loop.
        const string Converted = """
            define void @convert(ptr %base, i32 %n, double %x, ptr %flag) {
            entry:
              br label %loop
            loop:
              %i = phi i32 [ 0, %entry ], [ %next, %latch ]
              %h = phi i32 [ 1, %entry ], [ %h.next, %latch ]
              %odd = and i32 %h, 1
              %c = icmp ne i32 %odd, 0
              br i1 %c, label %use, label %latch
            use:
              %from = fptosi double %x to i32
              %offset = shl i32 %i, 2
              %sum = add i32 %from, %offset
              %wide = zext i32 %sum to i64
              %p = getelementptr i8, ptr %base, i64 %wide
              store i32 %i, ptr %p, align 1
              br label %latch
            latch:
              %h.m = mul i32 %h, 1103515245
              %h.next = add i32 %h.m, 12346
              %next = add i32 %i, 1
              %more = icmp ne i32 %next, %n
              br i1 %more, label %loop, label %done
            done:
              ret void
            }
            """;
        ImagePipeline.CompileText(
            Converted, new CompileOptions { KeepIr = _directory }, Path.Combine(_directory, "convert.so"), ImagePipeline.LibrarySymbols);
        var optimized = File.ReadAllText(Path.Combine(_directory, "text.opt.ll"));
        var conversion = Regex.Match(optimized, @"(%\S+) = fptosi double");
        Assert.True(conversion.Success);
        Assert.Matches($@"freeze i32 {Regex.Escape(conversion.Groups[1].Value)}\b", optimized);
    }

    /// <summary>
    /// A counted loop that folds the 64-bit values of some 32-bit expressions into a hash. It stops after a
    /// thousand iterations, whatever the test says.
    /// </summary>
    private sealed class RandomLoop
    {
        private const int Limit = 1000;

        private static readonly int[] Steps = [1, 1, 1, -1, -1, 2, 4, 8, 16, -8, 3, 24, -24, 4096];
        private static readonly string[] Predicates = ["ne", "ne", "ne", "ult", "ule", "slt", "sle", "ugt", "uge", "sgt", "sge"];

        private readonly string _predicate;
        private readonly int _step;
        private readonly bool _comparesNext;
        private readonly bool _atTop;
        private readonly bool _limited;
        private readonly (int Kind, int Constant, int Shift)[] _addresses;

        public RandomLoop(Random random)
        {
            _predicate = Predicates[random.Next(Predicates.Length)];
            _step = Steps[random.Next(Steps.Length)];
            _comparesNext = random.Next(3) > 0;
            _atTop = random.Next(4) == 0;
            // Without a limit only what surely ends: equality with a step of one, from a start nearby.
            _limited = !(_predicate == "ne" && Math.Abs(_step) == 1 && random.Next(2) == 0);
            _addresses = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => (random.Next(8), Small(random), random.Next(4)))];
        }

        private static int Small(Random random) => random.Next(4) switch { 0 => 0, 1 => 8, 2 => -8, _ => random.Next(-100000, 100000) };

        public static uint Value(Random random) => (uint)(random.Next(6) switch
        {
            0 => random.Next(0, 3000),
            1 => -random.Next(0, 3000),
            2 => int.MaxValue - random.Next(0, 3000),
            3 => int.MinValue + random.Next(0, 3000),
            _ => random.Next(),
        });

        public uint Bound(Random random, uint start) => (_limited ? random.Next(5) : 5) switch
        {
            0 => Value(random),
            1 => start,
            2 or 3 or 4 => start + (uint)(random.Next(-40, 41) * Steps[random.Next(Steps.Length)]),
            _ => start + (uint)(random.Next(1, 60) * _step),
        };

        public string ToIr(string name)
        {
            var text = new StringBuilder();
            text.Append(CultureInfo.InvariantCulture, $$"""
                define i64 @{{name}}(i32 %start, i32 %bound, i32 %x, i32 %y) {
                entry:
                  br label %loop
                loop:
                  %i = phi i32 [ %start, %entry ], [ %next, %latch ]
                  %z = phi i32 [ %y, %entry ], [ %z.next, %latch ]
                  %n = phi i32 [ 0, %entry ], [ %n.next, %latch ]
                  %h = phi i64 [ 1, %entry ], [ %h.next, %latch ]
                  %next = add i32 %i, {{_step}}
                  %z.next = add i32 %z, {{-4 * _step}}
                  %n.next = add i32 %n, 1

                """);
            var hash = "%h";
            for (var a = 0; a < _addresses.Length; a++)
            {
                var (kind, constant, shift) = _addresses[a];
                var (value, lines) = kind switch
                {
                    0 => ("%i", ""),
                    1 => ($"%a{a}", $"  %a{a} = add i32 %i, %x\n"),
                    2 => ($"%a{a}", $"  %s{a} = shl i32 %i, {shift}\n  %a{a} = add i32 %x, %s{a}\n"),
                    3 => ($"%a{a}", $"  %a{a} = sub i32 %x, %i\n"),
                    4 => ($"%a{a}", $"  %q{a} = mul i32 %i, %i\n  %m{a} = and i32 %q{a}, 1020\n  %a{a} = add i32 %m{a}, %y\n"),
                    5 => ($"%z", ""),
                    6 => ($"%a{a}",
                        $"  %q{a} = lshr i32 %i, 20\n  %s{a} = shl i32 %q{a}, {shift}\n  %t{a} = add i32 "
                            + $"%s{a}, %z\n  %a{a} = add i32 %t{a}, %x\n"),
                    _ => ($"%a{a}", $"  %m{a} = mul i32 %i, 24\n  %a{a} = add i32 %m{a}, %y\n"),
                };
                text.Append(CultureInfo.InvariantCulture,
                    $"{lines}  %c{a} = add i32 {value}, {constant}\n  %w{a} = zext i32 %c{a} to i64\n  %k{a} = mul i64 {hash}, "
                        + $"31\n  %h{a} = add i64 %k{a}, %w{a}\n");
                hash = $"%h{a}";
            }
            var compared = _comparesNext ? "%next" : "%i";
            var limit = _limited ? $"%limit = icmp ult i32 %n, {Limit}" : "%limit = icmp eq i32 0, 0";
            text.Append(CultureInfo.InvariantCulture, $$"""
                  {{limit}}
                  br i1 %limit, label %{{(_atTop ? "top" : "latch")}}, label %done
                {{(_atTop ? $"top:\n  %early = icmp {_predicate} i32 {compared}, %bound\n  br i1 %early, label %latch, label %done" : "")}}
                latch:
                  %h.next = phi i64 [ {{hash}}, %{{(_atTop ? "top" : "loop")}} ]
                  %stay = icmp {{_predicate}} i32 {{compared}}, %bound
                  br i1 %stay, label %loop, label %done
                done:
                  %r = phi i64 [ {{hash}}, %loop ], [ %h.next, %latch ]{{(_atTop ? $", [ {hash}, %top ]" : "")}}
                  ret i64 %r
                }

                """);
            return text.ToString();
        }

        public ulong Interpret(uint start, uint bound, uint x, uint y)
        {
            uint i = start, z = y;
            ulong hash = 1;
            for (var n = 0L; ; n++)
            {
                foreach (var (kind, constant, shift) in _addresses)
                {
                    var address = kind switch
                    {
                        0 => i,
                        1 => i + x,
                        2 => x + (i << shift),
                        3 => x - i,
                        4 => (i * i & 1020) + y,
                        5 => z,
                        6 => (i >> 20 << shift) + z + x,
                        _ => (i * 24) + y,
                    };
                    hash = (hash * 31) + (address + (uint)constant);
                }
                uint next = i + (uint)_step, compared = _comparesNext ? next : i;
                if (_limited && n >= Limit)
                    return hash;
                var stay = _predicate switch
                {
                    "ne" => compared != bound,
                    "ult" => compared < bound,
                    "ule" => compared <= bound,
                    "ugt" => compared > bound,
                    "uge" => compared >= bound,
                    "slt" => (int)compared < (int)bound,
                    "sle" => (int)compared <= (int)bound,
                    "sgt" => (int)compared > (int)bound,
                    _ => (int)compared >= (int)bound,
                };
                if (!stay)
                    return hash;
                i = next;
                z += (uint)(-4 * _step);
            }
        }
    }
}
