using MpiWasm.Wasm.Instructions;
using MpiWasm.Wasm.Model;
using Xunit;
using static MpiWasm.Wasm.Tests.ModuleBytes;

namespace MpiWasm.Wasm.Tests;

/// <summary>Tags, try_table, and the legacy instructions: what is accepted, what is refused and why.</summary>
public sealed class ExceptionTests
{
    private const byte Void = 0x40, I32 = 0x7F, I64 = 0x7E, ExnRef = 0x69;
    private const byte Block = 0x02, Try = 0x06, Catch = 0x07, Throw = 0x08, Rethrow = 0x09, ThrowRef = 0x0A, End = 0x0B,
        Delegate = 0x18, CatchAll = 0x19, Drop = 0x1A, TryTable = 0x1F;

    /// <summary>One function [] -> []; tag 0 carries an i32, tag 1 nothing.</summary>
    private static byte[] WithTags(params byte[] code) => Module(
        Section(1, 0x02, 0x60, 0x00, 0x00, 0x60, 0x01, I32, 0x00),
        Section(3, 0x01, 0x00),
        Section(13, 0x02, 0x00, 0x01, 0x00, 0x00),
        Section(10, [0x01, .. Leb(code.Length + 2), 0x00, .. code, End]));

    private static string? Reason(params byte[] code) => Refusal(WithTags(code))?.Reason;

    [Fact]
    public void Tags_have_the_types_the_module_says_imports_first()
    {
        var module = Accept(Module(
            Section(1, 0x02, 0x60, 0x00, 0x00, 0x60, 0x02, I32, I64, 0x00),
            Section(2, 0x01, 0x01, (byte)'m', 0x01, (byte)'t', 0x04, 0x00, 0x01),
            Section(13, 0x01, 0x00, 0x00),
            Section(7, 0x01, 0x01, (byte)'x', 0x04, 0x01)));
        Assert.Equal([1u, 0u], module.TagTypeIndices.ToArray());
        Assert.Equal(1, module.ImportedTagCount);
        Assert.Equal((ExternalKind.Tag, 1u), (module.Imports[0].Kind, module.Imports[0].TypeIndex));
        Assert.Equal(new Export("x", ExternalKind.Tag, 1) { Offset = module.Exports[0].Offset }, module.Exports[0]);
    }

    [Fact]
    public void Clauses_of_try_table_are_read_with_kind_tag_and_label()
    {
        byte[] code = [Block, I32, Block, Void, TryTable, Void, 0x02, 0x00, 0x00, 0x01, 0x02, 0x00, End, End, 0x41, 0x00, End, Drop];
        var module = Accept(WithTags(code));
        var reader = new InstructionReader(module, module.Bodies[0]);
        Instruction instruction;
        do
            Assert.True(reader.Read(out instruction));
        while (instruction.Opcode != Opcode.TryTable);
        Assert.Equal(
            [new CatchClause(CatchKind.Catch, 0, 1), new CatchClause(CatchKind.CatchAll, 0, 0)], instruction.CatchClauses.ToArray());
    }

    [Theory]
    // try throw 1 catch 0 drop catch_all rethrow 0 end
    [InlineData(new byte[] { Try, Void, Throw, 1, Catch, 0, Drop, CatchAll, Rethrow, 0, End })]
    // try (try throw 1 delegate 0) catch_all end; and to the function
    [InlineData(new byte[] { Try, Void, Try, Void, Throw, 1, Delegate, 0, CatchAll, End })]
    [InlineData(new byte[] { Try, Void, Throw, 1, Delegate, 0 })]
    // a try without catches; an exnref through a block into throw_ref
    [InlineData(new byte[] { Try, Void, End })]
    [InlineData(new byte[] { Block, ExnRef, TryTable, Void, 1, 3, 0, Throw, 1, End, 0x00, End, ThrowRef })]
    // after throw anything goes
    [InlineData(new byte[] { Throw, 1, Drop, Drop })]
    public void Valid_code_is_accepted(byte[] code) => Assert.Null(Reason(code));

    [Theory]
    [InlineData(new byte[] { Throw, 2 }, "unknown tag 2: the module has 2")]
    [InlineData(new byte[] { Throw, 0 }, "type mismatch: throw expects i32, but the stack is empty")]
    [InlineData(new byte[] { ThrowRef }, "type mismatch: throw_ref expects exnref, but the stack is empty")]
    [InlineData(new byte[] { TryTable, Void, 1, 0, 0, 0, End }, "type mismatch: a clause of try_table passes () "
        + "-> (i32) on, label 0 takes () -> ()")]
    [InlineData(new byte[] { TryTable, Void, 1, 2, 1, End }, "unknown label 1: 1 blocks are open")]
    [InlineData(new byte[] { TryTable, Void, 1, 4, 0, End }, "malformed catch clause 4")]
    [InlineData(new byte[] { CatchAll }, "catch_all without try")]
    [InlineData(new byte[] { Block, Void, Catch, 1, End }, "catch without try")]
    [InlineData(new byte[] { Try, Void, CatchAll, CatchAll, End }, "catch_all without try")]
    [InlineData(new byte[] { Try, Void, CatchAll, Catch, 1, End }, "catch without try")]
    [InlineData(new byte[] { Try, Void, CatchAll, Delegate, 0 }, "delegate without try")]
    [InlineData(new byte[] { Try, Void, Delegate, 1 }, "unknown label 1: 1 blocks are open")]
    [InlineData(new byte[] { Try, Void, Rethrow, 0, CatchAll, End }, "invalid rethrow label 0: it is no catch")]
    [InlineData(new byte[] { Try, I32, 0x41, 0, Catch, 1, End, Drop }, "type mismatch: end expects i32, but the stack is empty")]
    [InlineData(new byte[] { Try, Void, Catch, 0, End }, "type mismatch: 1 values remain on the stack at the end of the block")]
    public void Invalid_code_is_refused_with_its_reason(byte[] code, string reason) => Assert.Equal(reason, Reason(code));

    [Fact]
    public void A_tag_with_results_is_invalid() => Assert.Equal(
        "non-empty tag result type: a tag's type is () -> (i32)", Refusal(Module(
            Section(1, 0x01, 0x60, 0x00, 0x01, I32), Section(13, 0x01, 0x00, 0x00)))?.Reason);

    [Fact]
    public void A_tag_with_an_unknown_attribute_is_malformed() => Assert.Equal(
        "malformed tag attribute", Refusal(Module(Section(1, 0x01, 0x60, 0x00, 0x00), Section(13, 0x01, 0x01, 0x00)))?.Reason);
}
