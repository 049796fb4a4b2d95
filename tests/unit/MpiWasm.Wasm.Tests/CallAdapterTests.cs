using System.Text;
using MpiWasm.Wasm.Instructions;
using MpiWasm.Wasm.Model;
using MpiWasm.Wasm.Rewriting;
using Xunit;
using static MpiWasm.Wasm.Tests.ModuleBytes;

namespace MpiWasm.Wasm.Tests;

/// <summary>
/// Calls by other types than the function's. What adapted calls compute is compared with native builds by
/// tests/end-to-end/toolchain/run; here is what
/// has to stay as it was, and what cannot be adapted.
/// </summary>
public sealed class CallAdapterTests
{
    // Types: 0 () -> (), 1 (i32, f64) -> i32, 2 (f64, i64) -> i64. Functions: 0 the stub that a caller means "far" by, 1 far
    // itself, 2 the caller; 0 and 2 in a table.
    private const string Stub = "signature_mismatch:far";
    private static readonly byte[] PaddedCallOfStub = [0x10, 0x80, 0x80, 0x80, 0x80, 0x00];

    [Theory]
    [InlineData("signature_mismatch:far")]
    [InlineData(".Lfar_bitcast_invalid")]
    [InlineData("far_bitcast_invalid")]
    public void A_call_leads_to_an_adapter_that_calls_the_function_meant(string stub)
    {
        var before = Accept(Program(stub, "far", PaddedCallOfStub));
        var after = Accept(CallAdapters.Apply(before, out var calls).ToArray());
        var call = Assert.Single(calls);
        Assert.Equal(
            ("far", "(i32, f64) -> (i32)", "(f64, i64) -> (i64)", null),
            (call.Function, call.Called.ToString(), call.Defined!.ToString(), call.Obstacle));
        Assert.Equal(before.Bodies.Length + 1, after.Bodies.Length);
        Assert.Equal("adapted:far", after.Names.Function(3));
        Assert.Equal(before.FunctionTypeIndices[0], after.FunctionTypeIndices[3]);
        Assert.Equal(
            [Opcode.LocalGet, Opcode.LocalGet, Opcode.I64ExtendI32U, Opcode.Call, Opcode.I32WrapI64, Opcode.End],
            Code(after, 3).Select(i => i.Opcode));
        Assert.Equal([1u, 0u, 1u], Code(after, 3).Where(i => i.Opcode is Opcode.LocalGet or Opcode.Call).Select(i => i.Index));
        Assert.Equal(3u, Code(after, 2).Single(i => i.Opcode == Opcode.Call).Index);
        // Whoever takes the function's address means the same function.
        Assert.Equal("3 2", string.Join(' ', after.Elements[0].FunctionIndices));
    }

    [Fact]
    public void What_was_in_the_code_keeps_its_offset_in_it()
    {
        var before = Accept(Program(Stub, "far", PaddedCallOfStub));
        var after = Accept(CallAdapters.Apply(before, out _).ToArray());
        var shift = after.Bodies[0].CodeOffset - before.Bodies[0].CodeOffset;
        Assert.All(before.Bodies, body => Assert.Equal(body.CodeOffset + shift, after.Bodies[body.FunctionIndex].CodeOffset));
        Assert.Contains(after.CustomSections, section => section.Name == ".debug_line");
    }

    [Theory]
    [InlineData("other", "it is not in the module")]
    [InlineData("", "several functions have this name")]
    public void A_function_that_cannot_be_told_is_said_and_the_module_stays(string defined, string obstacle)
    {
        var before = Accept(defined.Length > 0
            ? Program(Stub, defined, PaddedCallOfStub)
            : Program(Stub, "far", PaddedCallOfStub, caller: "far"));
        var after = CallAdapters.Apply(before, out var calls);
        Assert.Equal(obstacle, Assert.Single(calls).Obstacle);
        Assert.True(after.Span.SequenceEqual(before.Bytes.Span));
    }

    [Fact]
    public void A_call_without_room_for_another_index_is_refused()
    {
        // Of 127 functions and more the new index takes two bytes.
        var before = Accept(Program(Stub, "far", [0x10, 0x00], more: 125));
        Assert.Throws<WasmLimitException>(() => CallAdapters.Apply(before, out _));
    }

    [Fact]
    public void Where_the_count_of_functions_takes_a_byte_more_debug_information_that_would_be_wrong_goes()
    {
        var before = Accept(Program(Stub, "far", PaddedCallOfStub, more: 124));
        var after = Accept(CallAdapters.Apply(before, out _).ToArray());
        Assert.Equal(128, after.Bodies.Length);
        Assert.DoesNotContain(after.CustomSections, section => section.Name == ".debug_line");
    }

    private static List<Instruction> Code(WasmModule module, int function)
    {
        var instructions = new List<Instruction>();
        var reader = new InstructionReader(module, module.Bodies[function]);
        while (reader.Read(out var instruction))
            instructions.Add(instruction);
        return instructions;
    }

    private static byte[] Program(string stub, string defined, byte[] call, string caller = "caller", int more = 0)
    {
        byte[] body = [0, 0x41, 5, 0x44, .. new byte[8], .. call, 0x1A, 0x0B];
        var fillers = Enumerable.Range(0, more).ToArray();
        return Module(
            Section(1, 3, 0x60, 0, 0, 0x60, 2, 0x7F, 0x7C, 1, 0x7F, 0x60, 2, 0x7C, 0x7E, 1, 0x7E),
            Section(3, [.. Leb(3 + more), 1, 2, 0, .. fillers.Select(_ => (byte)0)]),
            Section(4, 1, 0x70, 0, 4),
            Section(9, 1, 0, 0x41, 1, 0x0B, 2, 0, 2),
            Section(
                10,
                [
                    .. Leb(3 + more), 3, 0, 0x00, 0x0B, 4, 0, 0x42, 7, 0x0B, (byte)body.Length, .. body,
                    .. fillers.SelectMany(_ => (byte[])[2, 0, 0x0B]),
                ]),
            Custom(".debug_line", 1, 2, 3),
            Custom("name", Section(1, [3, 0, .. Name(stub), 1, .. Name(defined), 2, .. Name(caller)])));
    }

    private static byte[] Custom(string name, params byte[] contents) => Section(0, [.. Name(name), .. contents]);

    private static byte[] Name(string name) => [.. Leb(name.Length), .. Encoding.UTF8.GetBytes(name)];
}
