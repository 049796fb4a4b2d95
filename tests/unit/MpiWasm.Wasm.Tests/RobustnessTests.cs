using MpiWasm.Wasm.Instructions;
using MpiWasm.Wasm.Model;
using Xunit;
using static MpiWasm.Wasm.Tests.ModuleBytes;

namespace MpiWasm.Wasm.Tests;

/// <summary>
/// Whatever the bytes are: a module or one of our errors, in bounded memory. Seeds are fixed, so a failure can be repeated.
/// </summary>
public sealed class RobustnessTests(RealModule real) : IClassFixture<RealModule>
{
    [ToolFact("clang-22")]
    public void What_clang_makes_is_accepted_with_its_names()
    {
        Assert.Equal(0, real.ExitCode);
        var module = Accept(real.Bytes);
        Assert.Equal(("mpi", "MPI_Comm_rank"), (module.Imports[0].Module, module.Imports[0].Name));
        var jacobi = Assert.Single(module.Exports, e => e.Name == "jacobi");
        Assert.Equal("jacobi", module.Names.Function((int)jacobi.Index));
        var opcodes = new HashSet<Opcode>();
        foreach (var body in module.Bodies)
        {
            var reader = new InstructionReader(module, body);
            while (reader.Read(out var instruction))
                opcodes.Add(instruction.Opcode);
        }
        Assert.Superset(
            new HashSet<Opcode>
            {
                Opcode.MemoryFill, Opcode.BrTable, Opcode.CallIndirect, Opcode.I64AtomicRmwAdd, Opcode.I64AtomicRmwCmpxchg,
                Opcode.I32Extend8S,
                Opcode.I64TruncSatF64S,
            },
            opcodes);
    }

    [ToolFact("clang-22")]
    public void A_module_cut_at_any_byte_is_refused_or_ends_at_a_section()
    {
        var accepted = new List<int>();
        for (var length = 0; length < real.Bytes.Length; length++)
        {
            if (Outcome(real.Bytes[..length]) is null)
                accepted.Add(length);
        }
        // The empty module, types alone and types with imports are modules; from the function section on code is missing, behind it
        // data, if announced; behind the data section there are only custom sections.
        var ends = SectionEnds();
        var announced = ends.Exists(e => e.Id == 12);
        Assert.Equal(
            [8, .. ends.Where(e => e.Id is 0 or 1 or 2 or 11 || (e.Id == 10 && !announced))
                .Select(e => e.End)
                .Where(end => end < real.Bytes.Length)],
            accepted);
    }

    [ToolFact("clang-22")]
    public void Flipped_bits_give_a_module_or_one_of_our_errors()
    {
        var random = new Random(20261);
        var refused = 0;
        for (var n = 0; n < 20_000; n++)
        {
            var bytes = (byte[])real.Bytes.Clone();
            var flips = random.Next(1, 9);
            for (var f = 0; f < flips; f++)
                bytes[random.Next(8, bytes.Length)] ^= (byte)(1 << random.Next(8));
            refused += Outcome(bytes) is null ? 0 : 1;
        }
        Assert.InRange(refused, 5_000, 19_999);
    }

    [Fact]
    public void Random_bytes_give_one_of_our_errors()
    {
        var random = new Random(20262);
        for (var n = 0; n < 20_000; n++)
        {
            var tail = new byte[random.Next(1, 200)];
            random.NextBytes(tail);
            // Half as sections of a module, half as the code of a function, which random bytes would never reach.
            var bytes = n % 2 == 0 ? [.. Header, .. tail] : WithMemoryAndBody([.. tail, 0x0B]);
            _ = Outcome(bytes);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    public void A_count_without_bytes_behind_it_allocates_nothing(byte section)
    {
        var bytes = Module(Section(section, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F));
        _ = Refusal(bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = Refusal(bytes);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.IsType<WasmFormatException>(refusal);
        Assert.InRange(allocated, 0, 100_000);
    }

    [Fact]
    public void Blocks_may_nest_ten_thousand_deep_but_not_without_limit()
    {
        _ = Accept(Nested(10_000));
        Assert.IsType<WasmLimitException>(Refusal(Nested(60_000)));

        static byte[] Nested(int depth) =>
            WithBody([.. Enumerable.Repeat<byte[]>([0x03, 0x40], depth).SelectMany(b => b), .. Enumerable.Repeat<byte>(0x0B, depth + 1)]);
    }

    [Fact]
    public void A_constant_expression_may_be_as_deep_as_it_likes()
    {
        // (global i32 block block block ... end end end): not constant, but well-formed
        byte[] expression =
            [.. Enumerable.Repeat<byte[]>([0x02, 0x40], 200_000).SelectMany(b => b), .. Enumerable.Repeat<byte>(0x0B, 200_001)];
        Assert.IsType<WasmValidationException>(Refusal(Module(Section(6, [0x01, 0x7F, 0x00, .. expression]))));
    }

    [Fact]
    public void Operands_do_not_pile_up_without_limit()
    {
        // Type 0: [] -> [i32 x 1000]; a function that calls itself 1,100 times leaves 1,100,000 operands.
        byte[] type = [0x01, 0x60, 0x00, 0xE8, 0x07, .. Enumerable.Repeat<byte>(0x7F, 1000)];
        byte[] code = [0x00, .. Enumerable.Repeat<byte[]>([0x10, 0x00], 1_100).SelectMany(b => b), 0x0B];
        Assert.IsType<WasmLimitException>(Refusal(Module(
            Section(1, type), Section(3, 0x01, 0x00), Section(10, [0x01, .. Leb(code.Length), .. code]))));
    }

    [Fact]
    public void Element_segments_share_one_limit()
    {
        // Two passive segments of 6,000,000 times function 0: each below the limit of ten million, both together above it.
        byte[] segment = [0x01, 0x00, .. Leb(6_000_000), .. new byte[6_000_000]];
        Assert.IsType<WasmLimitException>(Refusal(Module(Section(9, [0x02, .. segment, .. segment]))));
    }

    [Fact]
    public void Custom_sections_do_not_pile_up_without_limit() =>
        Assert.IsType<WasmLimitException>(Refusal([.. Header, .. Enumerable.Repeat<byte[]>([0x00, 0x01, 0x00], 100_001)
            .SelectMany(b => b)]));

    [Fact]
    public void Many_small_functions_with_many_locals_cost_no_more_than_their_bytes()
    {
        // 20,000 functions of 50,000 i64 locals each: written out that would be a billion locals.
        byte[] body = [0x0B, 0x01, 0xD0, 0x86, 0x03, 0x7E, 0x20, 0xCF, 0x86, 0x03, 0x1A, 0x0B];
        const int Count = 20_000;
        var bytes = Module(
            Section(1, 0x01, 0x60, 0x00, 0x00),
            Section(3, [.. Leb(Count), .. new byte[Count]]),
            Section(10, [.. Leb(Count), .. Enumerable.Repeat(body, Count).SelectMany(b => b)]));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var module = Accept(bytes);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 50_000_000);
        Assert.Equal(50_000u, module.Bodies[^1].Locals[0].Count);
    }

    [ToolFact("clang-22")]
    public void Bodies_are_read_by_several_threads_at_once()
    {
        var module = Accept(real.Bytes);
        var expected = Sum(module);
        Parallel.For(0, 64, _ => Assert.Equal(expected, Sum(module)));

        static long Sum(WasmModule module)
        {
            long sum = 0;
            foreach (var body in module.Bodies)
            {
                var reader = new InstructionReader(module, body);
                while (reader.Read(out var i))
                    sum = (sum * 31) + (long)i.Opcode + i.Offset + i.BranchTargets.Length;
            }
            return sum;
        }
    }

    /// <summary>Where the sections end, found by walking over them.</summary>
    private List<(byte Id, int End)> SectionEnds()
    {
        var result = new List<(byte, int)>();
        var at = 8;
        while (at < real.Bytes.Length)
        {
            var id = real.Bytes[at++];
            var size = 0;
            for (var shift = 0; ; shift += 7)
            {
                size |= (real.Bytes[at] & 0x7F) << shift;
                if (real.Bytes[at++] < 0x80)
                    break;
            }
            at += size;
            result.Add((id, at));
        }
        return result;
    }

    /// <summary>The refusal, or null. Memory is bounded by a multiple of the module's size; other exceptions fail the test.</summary>
    private static WasmModuleException? Outcome(byte[] bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = Refusal(bytes);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        // The operand stack may grow to a million bytes, 50,000 open blocks take 1.2 MB; growing by doubling takes as much again.
        Assert.True(
            allocated < 6_000_000 + (200L * bytes.Length),
            $"{allocated} bytes were allocated for a module of {bytes.Length}: {Convert.ToHexString(bytes)}");
        return refusal;
    }
}
