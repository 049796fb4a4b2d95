using MpiWasm.Wasm.Instructions;
using MpiWasm.Wasm.Model;
using MpiWasm.Wasm.Validation;
using Xunit;
using static MpiWasm.Wasm.Tests.ModuleBytes;

namespace MpiWasm.Wasm.Tests;

public sealed class InstructionTests
{
    [Fact]
    public void Every_row_is_found_by_its_opcode_and_no_name_is_used_twice_but_select()
    {
        Assert.All(InstructionTable.All, row => Assert.Same(row, InstructionTable.Find(row.Opcode)));
        Assert.Equal(["select"], InstructionTable.All.GroupBy(r => r.Name).Where(g => g.Count() > 1).Select(g => g.Key));
        Assert.Equal(Enum.GetValues<Opcode>().Order(), InstructionTable.All.Select(r => r.Opcode).Order());
    }

    [Theory]
    [InlineData(Opcode.I64Load32U, "i64.load32_u", "a:I", 2)]
    [InlineData(Opcode.I32Store16, "i32.store16", "ai:", 1)]
    [InlineData(Opcode.F64Copysign, "f64.copysign", "FF:F", 0)]
    [InlineData(Opcode.I64TruncSatF32U, "i64.trunc_sat_f32_u", "f:I", 0)]
    [InlineData(Opcode.V128Load32x2S, "v128.load32x2_s", "a:v", 3)]
    [InlineData(Opcode.V128Store16Lane, "v128.store16_lane", "av:", 1)]
    [InlineData(Opcode.I16x8ReplaceLane, "i16x8.replace_lane", "vi:v", 1)]
    [InlineData(Opcode.I64AtomicRmw16CmpxchgU, "i64.atomic.rmw16.cmpxchg_u", "aII:I", 1)]
    public void Rows_say_name_signature_and_alignment(Opcode opcode, string name, string signature, int alignment)
    {
        var row = InstructionTable.Find(opcode)!;
        Assert.Equal((name, signature, alignment), (row.Name, row.Signature, row.NaturalAlignment));
    }

    // Opcodes as the specification's table of instructions has them (Wasm 2.0 appendix, "Index of instructions"; threads proposal).
    [Theory]
    [InlineData(0xA7, "i32.wrap_i64")]
    [InlineData(0x8A, "i64.rotr")]
    [InlineData(0x98, "f32.copysign")]
    [InlineData(0xBF, "f64.reinterpret_i64")]
    [InlineData(0xC4, "i64.extend32_s")]
    [InlineData(0xFC07, "i64.trunc_sat_f64_u")]
    [InlineData(0xFC08, "memory.init")]
    [InlineData(0xFC11, "table.fill")]
    [InlineData(0xFD05D, "v128.load64_zero")]
    [InlineData(0xFD094, "f64x2.nearest")]
    [InlineData(0xFD0DF, "i64x2.extmul_high_i32x4_u")]
    [InlineData(0xFD0FF, "f64x2.convert_low_i32x4_u")]
    [InlineData(0xFD113, "i32x4.relaxed_dot_i8x16_i7x16_add_s")]
    [InlineData(0xFE1D, "i64.atomic.store32")]
    [InlineData(0xFE25, "i32.atomic.rmw.sub")]
    [InlineData(0xFE48, "i32.atomic.rmw.cmpxchg")]
    [InlineData(0xFE4E, "i64.atomic.rmw32.cmpxchg_u")]
    public void Names_belong_to_their_opcodes(uint opcode, string name) => Assert.Equal(name, InstructionTable.Name((Opcode)opcode));

    [Fact]
    public void Constants_keep_every_bit()
    {
        // i32.const -1; i64.const min; f32.const and f64.const with signalling NaN payloads; each dropped.
        var read = Instructions(WithBody(
            0x41, 0x7F, 0x1A,
            0x42, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x7F, 0x1A,
            0x43, 0x01, 0x02, 0xA0, 0xFF, 0x1A,
            0x44, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0xF4, 0x7F, 0x1A,
            0x0B));
        Assert.Equal(-1, read[0].I32);
        Assert.Equal(-1, read[0].I64);
        Assert.Equal(long.MinValue, read[2].I64);
        Assert.Equal(0xFFA00201u, read[4].F32Bits);
        Assert.Equal(0x7FF4060504030201ul, read[6].F64Bits);
        Assert.Equal([23, 25, 26, 37, 38, 43, 44, 53, 54], read.Select(i => i.Offset));
    }

    [Fact]
    public void All_vector_instructions_are_there()
    {
        // 236 in WebAssembly 2.0, 20 relaxed ones in 3.0.
        Assert.Equal(236, InstructionTable.All.Count(row => row.Feature == WasmFeatures.Simd));
        Assert.Equal(20, InstructionTable.All.Count(row => row.Feature == WasmFeatures.RelaxedSimd));
    }

    [Fact]
    public void Vector_constants_shuffles_and_lane_accesses_give_their_immediates()
    {
        byte[] bytes = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
        // v128.const; v128.const; i8x16.shuffle; drop; i32.const 0; v128.const; v128.store16_lane align=1 offset=300 7
        var read = Instructions(WithMemoryAndBody(
            [
                0xFD, 0x0C, .. bytes, 0xFD, 0x0C, .. bytes, 0xFD, 0x0D, .. bytes, 0x1A, 0x41, 0, 0xFD, 0x0C, .. bytes, 0xFD, 0x59, 0, 0xAC,
                0x02, 7, 0x0B,
            ]));
        var expected = new UInt128(0x0F0E0D0C0B0A0908, 0x0706050403020100);
        Assert.Equal((Opcode.V128Const, expected), (read[0].Opcode, read[0].V128));
        Assert.Equal((Opcode.I8x16Shuffle, expected), (read[2].Opcode, read[2].V128));
        Assert.Equal((Opcode.V128Store16Lane, new MemArg(0, 300, 0), 7), (read[6].Opcode, read[6].MemArg, read[6].Lane));
    }

    [Fact]
    public void Block_types_are_empty_a_type_or_an_index()
    {
        // block; block (result f64) f64.const 0 end drop; loop (type 0) end; end; end
        var read = Instructions(WithBody(0x02, 0x40, 0x02, 0x7C, 0x44, 0, 0, 0, 0, 0, 0, 0, 0, 0x0B, 0x1A, 0x03, 0x00, 0x0B, 0x0B, 0x0B));
        Assert.True(read[0].BlockType.IsEmpty);
        Assert.Equal(BlockType.OfResult(ValType.F64), read[1].BlockType);
        Assert.Equal((true, 0u), (read[5].BlockType.IsTypeIndex, read[5].BlockType.TypeIndex));
    }

    [Fact]
    public void Branch_tables_give_targets_and_default()
    {
        // block block i32.const 0 br_table 1 0 1 (default 2) end end end
        var table = Instructions(WithBody(0x02, 0x40, 0x02, 0x40, 0x41, 0x00, 0x0E, 0x03, 0x01, 0x00, 0x01, 0x02, 0x0B, 0x0B, 0x0B))[3];
        Assert.Equal([1u, 0u, 1u], table.BranchTargets.ToArray());
        Assert.Equal(2u, table.Index);
    }

    [Fact]
    public void Memory_accesses_give_alignment_and_the_largest_offset()
    {
        var load = Instructions(WithMemoryAndBody(0x41, 0x00, 0x29, 0x03, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0x1A, 0x0B))[1];
        Assert.Equal((Opcode.I64Load, new MemArg(3, 0xFFFFFFFF, 0)), (load.Opcode, load.MemArg));
    }

    [Fact]
    public void An_overlong_table_index_of_an_indirect_call_is_read_as_linkers_write_it()
    {
        // i32.const 0; call_indirect (type 0) with table 0 as 80 80 80 80 00
        var call = Instructions(Module(
            Section(1, 0x01, 0x60, 0x00, 0x00),
            Section(3, 0x01, 0x00),
            Section(4, 0x01, 0x70, 0x00, 0x01),
            Section(10, 0x01, 0x0B, 0x00, 0x41, 0x00, 0x11, 0x00, 0x80, 0x80, 0x80, 0x80, 0x00, 0x0B)))[1];
        Assert.Equal((Opcode.CallIndirect, 0u, 0u), (call.Opcode, call.Index, call.Index2));
    }

    [Theory]
    [InlineData(0x02, true)]
    [InlineData(0x01, false)]
    [InlineData(0x03, false)]
    public void An_atomic_access_must_have_its_natural_alignment(byte align, bool valid)
    {
        // i32.const 0; i32.atomic.load; drop, on an unshared memory
        var refusal = Refusal(WithMemoryAndBody(0x41, 0x00, 0xFE, 0x10, align, 0x00, 0x1A, 0x0B));
        if (valid)
            Assert.Null(refusal);
        else
            Assert.IsType<WasmValidationException>(refusal);
    }

    [Fact]
    public void All_atomics_are_typed_as_the_threads_proposal_has_them()
    {
        // notify: (i32, i32) -> i32; wait64: (i32, i64, i64) -> i32; i64.atomic.rmw8.cmpxchg_u: (i32, i64, i64) -> i64; fence
        _ = Accept(WithMemoryAndBody(
            0x41, 0, 0x41, 0, 0xFE, 0x00, 2, 0, 0x45, 0x1A,
            0x41, 0, 0x42, 0, 0x42, 0, 0xFE, 0x02, 3, 0, 0x45, 0x1A,
            0x41, 0, 0x42, 0, 0x42, 0, 0xFE, 0x4C, 0, 0, 0x50, 0x1A,
            0xFE, 0x03, 0x00, 0x0B));
    }

    [Fact]
    public void Shared_memories_need_a_maximum()
    {
        Assert.True(Accept(Module(Section(5, 0x01, 0x03, 0x01, 0x02))).Memories[0].IsShared);
        Assert.IsType<WasmFormatException>(Refusal(Module(Section(5, 0x01, 0x02, 0x01))));
    }

    [Fact]
    public void Constant_expressions_are_evaluated()
    {
        // (import "m" "g" (global i32)) (global i32 (i32.add (global.get 0) (i32.mul (i32.const 3) (i32.const -5)))) with g = 100
        var module = Accept(Module(
            Section(2, 0x01, 0x01, 0x6D, 0x01, 0x67, 0x03, 0x7F, 0x00),
            Section(6, 0x01, 0x7F, 0x00, 0x23, 0x00, 0x41, 0x03, 0x41, 0x7B, 0x6C, 0x6A, 0x0B)));
        var expression = module.GlobalInitializers[0];
        var value = ConstantExpressions.Evaluate(module, expression, _ => 100, _ => 0);
        Assert.Equal((ValType.I32, 85), (value.Type, value.I32));
        Assert.Equal(
            [Opcode.GlobalGet, Opcode.I32Const, Opcode.I32Const, Opcode.I32Mul, Opcode.I32Add],
            ConstantExpressions.Instructions(module, expression).Select(i => i.Opcode));
    }

    [Fact]
    public void A_constant_vector_is_a_constant_expression()
    {
        var module = Accept(Module(Section(6, [0x01, 0x7B, 0x00, 0xFD, 0x0C, .. Enumerable.Range(1, 16).Select(n => (byte)n), 0x0B])));
        var value = ConstantExpressions.Evaluate(module, module.GlobalInitializers[0], _ => 0, _ => 0);
        Assert.Equal(new ConstantValue(ValType.V128, new UInt128(0x100F0E0D0C0B0A09, 0x0807060504030201)), value);
    }

    [Fact]
    public void Names_are_read_and_a_malformed_rest_is_left_out()
    {
        byte[] names = [0x04, .. "name"u8, 0x00, 0x02, 0x01, 0x6D, 0x01, 0x04, 0x01, 0x00, 0x01, 0x66, 0x07, 0x7F];
        var module = Accept([.. WithBody(0x0B), .. Section(0, names)]);
        Assert.Equal(("m", "f", "func[1]"), (module.Names.ModuleName, module.Names.Function(0), module.Names.Function(1)));
        Assert.Empty(module.Names.Globals);
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        var module = Accept(WithBody([.. Enumerable.Repeat<byte[]>([0x41, 0x00, 0x1A], 1000).SelectMany(b => b), 0x0B]));
        _ = Count(module);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var count = Count(module);
        var after = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal((2001, before), (count, after));
    }

    private static int Count(WasmModule module)
    {
        var count = 0;
        var reader = new InstructionReader(module, module.Bodies[0]);
        while (reader.Read(out _))
            count++;
        return count;
    }

    private static List<Instruction> Instructions(byte[] bytes)
    {
        var module = Accept(bytes);
        var result = new List<Instruction>();
        var reader = new InstructionReader(module, module.Bodies[0]);
        while (reader.Read(out var instruction))
            result.Add(instruction);
        return result;
    }
}
