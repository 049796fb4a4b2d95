using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using MpiWasm.Compiler.Pipeline;
using Xunit;

namespace MpiWasm.Compiler.Tests;

/// <summary>
/// Loops whose 32-bit addresses the compiler may compute in 64 bits, and whose 64-bit ones it may leave unclamped: same values, also where
/// they wrap.
/// </summary>
[Trait("Speed", "Slow")]
public sealed unsafe class AddressWideningTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("mpiwasm-widening-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    /// <summary>150 loops each; with MPIWASM_TEST_FULL=1 more than ten thousand in all of either width.</summary>
    public static TheoryData<int, int> Seeds
    {
        get
        {
            var data = new TheoryData<int, int>();
            foreach (var seed in Enumerable.Range(1, System.Environment.GetEnvironmentVariable("MPIWASM_TEST_FULL") == "1" ? 70 : 3))
            {
                data.Add(seed, 32);
                data.Add(seed, 64);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Random_loops_compute_the_same_addresses_as_an_interpreter_also_near_the_ends_of_the_address_space(int seed, int bits)
    {
        var random = new Random(seed);
        var loops = Enumerable.Range(0, 150).Select(_ => new RandomLoop(random, bits)).ToArray();
        var text = "declare i64 @llvm.umin.i64(i64, i64)\n" + string.Concat(loops.Select((loop, index) => loop.ToIr($"f{index}")));
        var file = Path.Combine(_directory, "loops.so");
        ImagePipeline.CompileText(text, new CompileOptions { KeepIr = _directory }, file, ImagePipeline.LibrarySymbols);

        var library = NativeLibrary.Load(file);
        try
        {
            for (var i = 0; i < loops.Length; i++)
            {
                // Numbers of 32 bits are passed in the low half of 64.
                var function = (delegate* unmanaged<ulong, ulong, ulong, ulong, ulong, ulong>)NativeLibrary.GetExport(library, $"f{i}");
                for (var run = 0; run < 60; run++)
                {
                    ulong start = loops[i].Value(random), bound = loops[i].Bound(random, start), x = loops[i].Value(random),
                        y = loops[i].Value(random), limit = loops[i].Limit(random, start);
                    var expected = loops[i].Interpret(start, bound, x, y, limit);
                    var actual = function(start, bound, x, y, limit);
                    Assert.True(
                        expected == actual,
                        $"f{i}({start}, {bound}, {x}, {y}, {limit}) is {expected}, compiled {actual}\n{loops[i].ToIr("f")}");
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

    [Fact]
    public void A_loop_whose_addresses_are_clamped_has_a_version_without()
    {
        const string Sum = """
            declare i64 @llvm.umin.i64(i64, i64)
            define double @sum(ptr %base, i64 %from, i64 %n, i64 %limit) {
            entry:
              br label %loop
            loop:
              %i = phi i64 [ 0, %entry ], [ %next, %loop ]
              %s = phi double [ 0.0, %entry ], [ %s.next, %loop ]
              %bytes = shl i64 %i, 3
              %address = add i64 %from, %bytes
              %frozen = freeze i64 %address
              %clamped = call i64 @llvm.umin.i64(i64 %frozen, i64 %limit)
              %p = getelementptr i8, ptr %base, i64 %clamped
              %value = load double, ptr %p, align 1
              %s.next = fadd double %s, %value
              %next = add i64 %i, 1
              %more = icmp slt i64 %next, %n
              br i1 %more, label %loop, label %done
            done:
              ret double %s.next
            }
            """;
        ImagePipeline.CompileText(
            Sum, new CompileOptions { KeepIr = _directory }, Path.Combine(_directory, "sum.so"), ImagePipeline.LibrarySymbols);
        var optimized = File.ReadAllText(Path.Combine(_directory, "text.opt.ll"));
        // In the copy that runs where an address does not lie below the limit, and nowhere else.
        Assert.Single(Regex.Matches(optimized, "call i64 @llvm.umin"));
        Assert.Contains("slow:", optimized, StringComparison.Ordinal);
    }

    /// <summary>
    /// A counted loop that folds the 64-bit values of some expressions of 32 bits, or the clamped ones of 64, into a hash. It stops after a
    /// thousand iterations, whatever the test says.
    /// </summary>
    private sealed class RandomLoop
    {
        private const int Most = 1000;

        private static readonly int[] Steps = [1, 1, 1, -1, -1, 2, 4, 8, 16, -8, 3, 24, -24, 4096];
        private static readonly long[] HugeSteps = [long.MinValue, long.MaxValue, 1L << 32, -(1L << 40), 1 << 20];
        private static readonly string[] Predicates = ["ne", "ne", "ne", "ult", "ule", "slt", "sle", "ugt", "uge", "sgt", "sge"];
        /// <summary>The exponents of the numbers that addresses of 64 bits lie near.</summary>
        private static readonly int[] Places = [31, 32, 40, 42, 47, 48, 61, 62, 63];

        private readonly int _bits;
        private readonly string _predicate;
        private readonly long _step;
        private readonly bool _comparesNext;
        private readonly bool _atTop;
        private readonly bool _limited;
        private readonly bool _freezes;
        private readonly (int Kind, int Constant, int Shift)[] _addresses;

        public RandomLoop(Random random, int bits)
        {
            _bits = bits;
            _predicate = Predicates[random.Next(Predicates.Length)];
            _step = bits == 64 && random.Next(20) == 0 ? HugeSteps[random.Next(HugeSteps.Length)] : Steps[random.Next(Steps.Length)];
            _comparesNext = random.Next(3) > 0;
            _atTop = random.Next(4) == 0;
            // Without a limit only what surely ends: equality with a step of one, from a start nearby.
            _limited = !(_predicate == "ne" && _step is 1 or -1 && random.Next(2) == 0);
            _freezes = bits == 64 && random.Next(2) == 0;
            _addresses = [.. Enumerable.Range(0, random.Next(1, 5))
                .Select(_ => (random.Next(bits == 64 ? 10 : 8), Small(random), random.Next(4)))];
        }

        private static int Small(Random random) => random.Next(4) switch { 0 => 0, 1 => 8, 2 => -8, _ => random.Next(-100000, 100000) };

        private ulong Wrap(ulong value) => _bits == 64 ? value : (uint)value;

        private long Signed(ulong value) => _bits == 64 ? (long)value : (int)value;

        public ulong Value(Random random)
        {
            var near = (long)random.Next(0, 3000);
            if (_bits == 64)
            {
                var place = 1UL << Places[random.Next(Places.Length)];
                return random.Next(5) switch
                {
                    0 => (ulong)near,
                    1 => (ulong)-near,
                    2 => place - (ulong)near,
                    3 => place + (ulong)near,
                    _ => (ulong)random.NextInt64(1L << 36),
                };
            }
            return (uint)(random.Next(6) switch
            {
                0 => near,
                1 => -near,
                2 => int.MaxValue - near,
                3 => int.MinValue + near,
                _ => random.Next(),
            });
        }

        /// <summary>What addresses of 64 bits are clamped to: the end of a memory, or any number.</summary>
        public ulong Limit(Random random, ulong start) => random.Next(6) switch
        {
            0 => 65536,
            1 => 1UL << 32,
            2 => 1UL << 42,
            3 => start + (ulong)random.Next(100_000),
            4 => 3UL << random.Next(16, 40),
            _ => Value(random),
        };

        public ulong Bound(Random random, ulong start) => Wrap((_limited ? random.Next(5) : 5) switch
        {
            0 => Value(random),
            1 => start,
            2 or 3 or 4 => start + (ulong)(random.Next(-40, 41) * Steps[random.Next(Steps.Length)]),
            _ => start + (ulong)(random.Next(1, 60) * _step),
        });

        public string ToIr(string name)
        {
            var type = $"i{_bits}";
            var text = new StringBuilder();
            text.Append(CultureInfo.InvariantCulture, $$"""
                define i64 @{{name}}({{type}} %start, {{type}} %bound, {{type}} %x, {{type}} %y, i64 %limit) {
                entry:
                  br label %loop
                loop:
                  %i = phi {{type}} [ %start, %entry ], [ %next, %latch ]
                  %z = phi {{type}} [ %y, %entry ], [ %z.next, %latch ]
                  %n = phi i32 [ 0, %entry ], [ %n.next, %latch ]
                  %h = phi i64 [ 1, %entry ], [ %h.next, %latch ]
                  %next = add {{type}} %i, {{_step}}
                  %z.next = add {{type}} %z, {{-4 * _step}}
                  %n.next = add i32 %n, 1

                """);
            var hash = "%h";
            for (var a = 0; a < _addresses.Length; a++)
            {
                var (kind, constant, shift) = _addresses[a];
                var (value, lines) = kind switch
                {
                    0 => ("%i", ""),
                    1 => ($"%a{a}", $"  %a{a} = add {type} %i, %x\n"),
                    2 => ($"%a{a}", $"  %s{a} = shl {type} %i, {shift}\n  %a{a} = add {type} %x, %s{a}\n"),
                    3 => ($"%a{a}", $"  %a{a} = sub {type} %x, %i\n"),
                    4 => ($"%a{a}",
                        $"  %q{a} = mul {type} %i, %i\n  %m{a} = and {type} %q{a}, 1020\n  %a{a} = add {type} %m{a}, %y\n"),
                    5 => ($"%z", ""),
                    6 => ($"%a{a}",
                        $"  %q{a} = lshr {type} %i, {_bits - 12}\n  %s{a} = shl {type} %q{a}, {shift}\n  %t{a} = add {type} "
                            + $"%s{a}, %z\n  %a{a} = add {type} %t{a}, %x\n"),
                    7 => ($"%a{a}", $"  %m{a} = mul {type} %i, 24\n  %a{a} = add {type} %m{a}, %y\n"),
                    // With 64 bits only: a part of 32, and one counted in 32.
                    8 => ($"%a{a}",
                        $"  %q{a} = mul i64 %i, -7046029254386353131\n  %t{a} = trunc i64 %q{a} to i32\n  %e{a} = zext i32 %t{a} to i64\n"
                            + $"  %s{a} = shl i64 %e{a}, {shift}\n  %a{a} = add i64 %s{a}, %x\n"),
                    _ => ($"%a{a}", $"  %e{a} = zext i32 %n to i64\n  %s{a} = shl i64 %e{a}, {shift}\n  %a{a} = add i64 %y, %s{a}\n"),
                };
                var address = _bits == 32 ? $"zext i32 %c{a} to i64"
                    : $"call i64 @llvm.umin.i64(i64 {(_freezes ? $"%f{a}" : $"%c{a}")}, i64 %limit)";
                var freeze = _freezes ? $"  %f{a} = freeze i64 %c{a}\n" : "";
                text.Append(CultureInfo.InvariantCulture,
                    $"{lines}  %c{a} = add {type} {value}, {constant}\n{freeze}  %w{a} = {address}\n  %k{a} = mul i64 {hash}, "
                        + $"31\n  %h{a} = add i64 %k{a}, %w{a}\n");
                hash = $"%h{a}";
            }
            var compared = _comparesNext ? "%next" : "%i";
            var limit = _limited ? $"%limit.n = icmp ult i32 %n, {Most}" : "%limit.n = icmp eq i32 0, 0";
            var early = $"top:\n  %early = icmp {_predicate} {type} {compared}, %bound\n  br i1 %early, label %latch, label %done";
            text.Append(CultureInfo.InvariantCulture, $$"""
                  {{limit}}
                  br i1 %limit.n, label %{{(_atTop ? "top" : "latch")}}, label %done
                {{(_atTop ? early : "")}}
                latch:
                  %h.next = phi i64 [ {{hash}}, %{{(_atTop ? "top" : "loop")}} ]
                  %stay = icmp {{_predicate}} {{type}} {{compared}}, %bound
                  br i1 %stay, label %loop, label %done
                done:
                  %r = phi i64 [ {{hash}}, %loop ], [ %h.next, %latch ]{{(_atTop ? $", [ {hash}, %top ]" : "")}}
                  ret i64 %r
                }

                """);
            return text.ToString();
        }

        public ulong Interpret(ulong start, ulong bound, ulong x, ulong y, ulong limit)
        {
            ulong i = start, z = y, hash = 1;
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
                        6 => (i >> (_bits - 12) << shift) + z + x,
                        7 => (i * 24) + y,
                        8 => ((ulong)(uint)(i * unchecked((ulong)-7046029254386353131)) << shift) + x,
                        _ => y + ((ulong)n << shift),
                    };
                    address = Wrap(address + (ulong)constant);
                    hash = (hash * 31) + (_bits == 64 ? Math.Min(address, limit) : address);
                }
                ulong next = Wrap(i + (ulong)_step), compared = _comparesNext ? next : i;
                if (_limited && n >= Most)
                    return hash;
                var stay = _predicate switch
                {
                    "ne" => compared != bound,
                    "ult" => compared < bound,
                    "ule" => compared <= bound,
                    "ugt" => compared > bound,
                    "uge" => compared >= bound,
                    "slt" => Signed(compared) < Signed(bound),
                    "sle" => Signed(compared) <= Signed(bound),
                    "sgt" => Signed(compared) > Signed(bound),
                    _ => Signed(compared) >= Signed(bound),
                };
                if (!stay)
                    return hash;
                i = next;
                z = Wrap(z + (ulong)(-4 * _step));
            }
        }
    }
}
