using System.Diagnostics;
using System.Globalization;
using MpiWasm.Mpi.Objects.Operations;
using Xunit;

namespace MpiWasm.Mpi.Tests;

/// <summary>Our binary128 arithmetic against gcc's.</summary>
public class Binary128Tests
{
    /// <summary>Reads pairs of numbers as bits and writes their sum, difference, product and whether the first is less.</summary>
    private const string Program = """
        #include <stdio.h>
        #include <string.h>
        typedef union { __float128 value; unsigned long long half[2]; } number;
        static void show(number x) { printf("%016llx%016llx ", x.half[1], x.half[0]); }
        int main(void)
        {
            number a, b, r;
            while (scanf("%16llx%16llx %16llx%16llx", &a.half[1], &a.half[0], &b.half[1], &b.half[0]) == 4) {
                r.value = a.value + b.value; show(r);
                r.value = a.value - b.value; show(r);
                r.value = a.value * b.value; show(r);
                printf("%d\n", a.value < b.value);
            }
            return 0;
        }
        """;

    [ProgramFact("gcc")]
    public void Sums_differences_products_and_order_are_bit_for_bit_those_of_gcc()
    {
        var pairs = Pairs().ToArray();
        var lines = Gcc(string.Concat(pairs.Select(p => $"{p.A} {p.B}\n")));
        Assert.Equal(pairs.Length, lines.Length);
        for (var i = 0; i < pairs.Length; i++)
        {
            var (a, b) = pairs[i];
            var gcc = lines[i].Split(' ');
            Assert.Equal($"{a} {b}: {Number(gcc[0])} {Number(gcc[1])} {Number(gcc[2])} {gcc[3]}",
                $"{a} {b}: {Number($"{a + b}")} {Number($"{a - b}")} {Number($"{a * b}")} {(Binary128.IsLess(a, b) ? 1 : 0)}");
        }
    }

    /// <summary>The sign of a NaN is not laid down: processors differ in that of one they make.</summary>
    private static string Number(string bits) => bits.StartsWith("ffff", StringComparison.Ordinal) && bits.AsSpan(4).ContainsAnyExcept('0')
        ? "7" + bits[1..]
        : bits;

    private static IEnumerable<(Binary128 A, Binary128 B)> Pairs()
    {
        UInt128 Bits(int sign, int exponent, UInt128 fraction) => ((UInt128)sign << 127) | ((UInt128)exponent << 112) | fraction;
        var one = UInt128.One;
        UInt128[] fractions = [0, 1, 2, (one << 112) - 1, (one << 112) - 2, one << 111, one << 55, (one << 56) - 1, (one << 111) | 1];
        int[] exponents = [0, 1, 2, 111, 112, 113, 114, 16382, 16383, 16384, 16383 + 112, 16383 + 113, 16383 + 114, 16383 + 116,
            32765, 32766, 32767];
        var edges = (from sign in new[] { 0, 1 }
                     from exponent in exponents
                     from fraction in fractions
                     select new Binary128(Bits(sign, exponent, fraction)))
            // gcc makes signalling NaNs quiet as we do; which payload survives is not laid down where both are NaN.
            .ToArray();
        var random = new Random(128);
        for (var i = 0; i < 40_000; i++)
        {
            var (a, b) = (edges[random.Next(edges.Length)], edges[random.Next(edges.Length)]);
            if (!IsNaN(a) || !IsNaN(b))
                yield return (a, b);
        }

        for (var i = 0; i < 60_000; i++)
        {
            var exponent = random.Next(0, 32767);
            var near = Math.Clamp(i % 3 == 0 ? random.Next(0, 32767) : i % 3 == 1 ? exponent + random.Next(-120, 120) : 32766 - exponent
                + random.Next(-120, 120), 0, 32766);
            yield return (new Binary128(Bits(random.Next(2), exponent, Fraction(random))),
                new Binary128(Bits(random.Next(2), near, Fraction(random))));
        }
    }

    private static UInt128 Fraction(Random random)
    {
        var bits = new UInt128((ulong)random.NextInt64(1L << 48), (ulong)random.NextInt64(long.MinValue, long.MaxValue));
        // Some with few bits, so that exact results and ties occur.
        return random.Next(3) switch
        {
            0 => bits,
            1 => bits >> random.Next(112) << random.Next(112),
            _ => bits & (bits << 60)
        } & ((UInt128.One << 112) - 1);
    }

    private static bool IsNaN(Binary128 x) => (x.Bits & ~(UInt128.One << 127)) > ((UInt128)0x7FFF << 112);

    private static string[] Gcc(string input)
    {
        var folder = Directory.CreateTempSubdirectory("mpiwasm-binary128-").FullName;
        try
        {
            var program = Path.Combine(folder, "quad");
            Assert.Equal("", Run("gcc", ["-O1", "-x", "c", "-", "-o", program], Program));
            return Run(program, [], input).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Run(string program, string[] arguments, string input)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, string.Create(CultureInfo.InvariantCulture, $"{program}: exit code {process.ExitCode}"));
        return output.Result;
    }
}
