using MpiWasm.Wasm.Decoding;
using MpiWasm.Wasm.Validation;
using Xunit;
using static MpiWasm.Wasm.Tests.ModuleBytes;

namespace MpiWasm.Wasm.Tests;

/// <summary>
/// Offsets and reasons are worked out by hand from the bytes; a header takes 8, an empty type and function section 6 and 4.
/// </summary>
public sealed class MessageTests
{
    [Fact]
    public void An_empty_file_is_malformed() => Malformed([], 0, null, "unexpected end: this is an empty file");

    [Fact]
    public void A_text_file_is_malformed() =>
        Malformed(
            "(module)"u8.ToArray(), 0, null, "magic header not detected: this is WebAssembly in the text format, not a WebAssembly module");

    [Fact]
    public void A_component_is_told_from_a_module() =>
        Malformed(
            [0x00, 0x61, 0x73, 0x6D, 0x0D, 0x00, 0x01, 0x00],
            4,
            null,
            "unknown binary version: this is a WebAssembly component, and a core module is needed");

    [Fact]
    public void A_section_that_ends_early_names_offset_section_and_reason()
    {
        // Type section of one byte that announces... one type, which is not there: its vector starts at 10.
        var e = Malformed(Module(Section(1, 0x01)), 10, "type", "unexpected end of section: 1 types do not fit");
        Assert.Equal("malformed module at offset 0xa (type section): unexpected end of section: 1 types do not fit", e.Message);
        Assert.Equal("MW0101", e.Code);
    }

    [Fact]
    public void A_section_larger_than_the_file_is_malformed() =>
        Malformed([.. Header, 0x01, 0x05, 0x00], 8, "type", "unexpected end of module: a section of 5 bytes does not fit");

    [Fact]
    public void Sections_out_of_order_are_malformed() => Malformed(
        Module(Section(5, 0x00), Section(1, 0x00)), 11, null,
        "unexpected content after last section: the type section may not follow the memory section");

    [Fact]
    public void An_overlong_integer_is_malformed() =>
        Malformed(Module([0x01, 0x86, 0x80, 0x80, 0x80, 0x80, 0x00]), 9, null, "integer representation too long");

    [Fact]
    public void An_integer_with_unused_bits_set_is_malformed() =>
        Malformed(Module([0x01, 0x80, 0x80, 0x80, 0x80, 0x10]), 9, null, "integer too large");

    [Fact]
    public void A_name_that_is_no_utf8_is_malformed() =>
        // The lone continuation byte 0x80 as name of a custom section: the name's length stands at 10.
        Malformed(Module(Section(0, 0x01, 0x80)), 10, "custom", "malformed UTF-8 encoding");

    [Fact]
    public void A_body_without_end_is_malformed_and_names_the_function()
    {
        // Code section: header at 18, contents at 20 (count), body size at 21, locals at 22, nop at 23.
        var module = WithBody(0x01);
        var e = Malformed([.. module, .. NameSection("jacobi")], 24, "code", "unexpected end of function body: END opcode expected");
        Assert.Equal(
            "malformed module at offset 0x18 (code section, function 0 'jacobi'): unexpected end of function body: END opcode expected",
            e.Message);
    }

    [Fact]
    public void An_immediate_cut_off_by_the_end_of_the_body_is_malformed() =>
        Malformed(WithBody(0x41), 24, "code", "unexpected end of function body");

    [Fact]
    public void An_unknown_opcode_is_malformed() => Malformed(WithBody(0x27, 0x0B), 23, "code", "illegal opcode 0x27");

    [Fact]
    public void Code_after_the_end_is_malformed() =>
        Malformed(WithBody(0x0B, 0x01, 0x0B), 24, "code", "the function body goes on after its end");

    [Fact]
    public void A_type_mismatch_is_invalid_and_names_the_instruction()
    {
        // i64.const 0; i32.eqz; drop; end: the eqz stands at 25.
        var e = Invalid(WithBody(0x42, 0x00, 0x45, 0x1A, 0x0B), 25, "code", "type mismatch: i32.eqz expects i32, but i64 was found");
        Assert.Equal(
            "invalid module at offset 0x19 (code section, function 0): type mismatch: i32.eqz expects i32, but i64 was found", e.Message);
        Assert.Equal("MW0102", e.Code);
    }

    [Fact]
    public void A_missing_operand_is_invalid() =>
        Invalid(WithBody(0x45, 0x1A, 0x0B), 23, "code", "type mismatch: i32.eqz expects i32, but the stack is empty");

    [Fact]
    public void An_unknown_local_is_invalid() =>
        Invalid(WithBody(0x20, 0x03, 0x1A, 0x0B), 23, "code", "unknown local 3: the function has 0");

    [Fact]
    public void An_access_without_memory_is_invalid() =>
        Invalid(WithBody(0x41, 0x00, 0x28, 0x02, 0x00, 0x1A, 0x0B), 25, "code", "unknown memory 0: the module has 0");

    [Fact]
    public void A_function_of_an_unknown_type_is_invalid() =>
        // The function section's contents start at 16; the type index is their second byte.
        Invalid(
            Module(Section(1, 0x01, 0x60, 0x00, 0x00), Section(3, 0x01, 0x07), Section(10, 0x01, 0x02, 0x00, 0x0B)),
            17,
            "function",
            "unknown type 7: the module has 1");

    [Fact]
    public void Two_exports_of_a_name_are_invalid() => Invalid(
        Module(Section(5, 0x01, 0x00, 0x01), Section(7, 0x02, 0x01, 0x61, 0x02, 0x00, 0x01, 0x61, 0x02, 0x00)), 20, "export",
        "duplicate export name 'a'");

    [Fact]
    public void A_memory_above_4_GiB_is_invalid() =>
        Invalid(Module(Section(5, 0x01, 0x00, 0x81, 0x80, 0x04)), 11, "memory", "memory size must be at most 65536 pages (4 GiB)");

    [Fact]
    public void A_second_memory_is_invalid_without_multi_memory() =>
        Check(
            Assert.Throws<WasmValidationException>(() =>
                ModuleValidator.Validate(ModuleDecoder.Decode(
                    Module(Section(5, 0x02, 0x00, 0x01, 0x00, 0x01)), WasmFeatures.Supported & ~WasmFeatures.MultiMemory))),
            13, "memory", "multiple memories (they need proposal multi-memory, not supported)");

    [Theory]
    [InlineData(new byte[] { 0x14 }, "instruction call_ref needs proposal function-references, not supported")]
    [InlineData(new byte[] { 0xD0, 0x00, 0x1A }, "a reference to type 0 needs proposal function-references, not supported")]
    [InlineData(new byte[] { 0xFB, 0x00 }, "instruction opcode 0xFB00 needs proposal gc, not supported")]
    public void Instructions_of_unsupported_proposals_are_refused_by_name(byte[] code, string reason) =>
        Assert.Equal(reason, Assert.IsType<UnsupportedFeatureException>(Refusal(WithBody([.. code, 0x0B]))).Reason);

    [Theory]
    [InlineData(new byte[] { 0xFD, 0x0C }, "instruction v128.const needs proposal simd, not supported")]
    [InlineData(new byte[] { 0xFD, 0x80, 0x02 }, "instruction i8x16.relaxed_swizzle needs proposal relaxed-simd, not supported")]
    [InlineData(new byte[] { 0x02, 0x7B }, "type v128 needs proposal simd, not supported")]
    public void Instructions_of_proposals_that_are_switched_off_are_refused_by_name(byte[] code, string reason) => Assert.Equal(
        reason, Assert.Throws<UnsupportedFeatureException>(() => ModuleValidator.Validate(ModuleDecoder.Decode(
            WithBody([.. code, 0x0B]), WasmFeatures.SignExtension))).Reason);

    [Fact]
    public void A_lane_that_a_vector_does_not_have_is_invalid() =>
        // v128.const; i32x4.extract_lane 4: the extraction stands at 41.
        Invalid(WithBody([0xFD, 0x0C, .. new byte[16], 0xFD, 0x1B, 4, 0x1A, 0x0B]), 41, "code", "invalid lane index 4: there are 4");

    [Fact]
    public void A_64_bit_memory_is_refused_by_name_where_it_is_not_wanted()
    {
        var e = Assert.Throws<UnsupportedFeatureException>(() => ModuleDecoder.Decode(
            Module(Section(5, 0x01, 0x04, 0x01)), WasmFeatures.Wasm20));
        Assert.Equal(
            "unsupported module at offset 0xb (memory section): a 64-bit memory or table needs proposal memory64, not supported",
            e.Message);
        Assert.Equal("MW0103", e.Code);
    }

    [Fact]
    public void A_tag_section_is_refused_by_name_where_exceptions_are_not_wanted() => Assert.Equal(
        "the tag section needs proposal exception-handling, not supported",
        Assert.Throws<UnsupportedFeatureException>(() => ModuleDecoder.Decode(Module(Section(13, 0x00)), WasmFeatures.Wasm20)).Reason);

    [Fact]
    public void Too_many_locals_exceed_a_limit()
    {
        // One group of 50,001 (0xC351) i32.
        var e = Assert.IsType<WasmLimitException>(Refusal(Module(
            Section(1, 0x01, 0x60, 0x00, 0x00), Section(3, 0x01, 0x00), Section(10, 0x01, 0x06, 0x01, 0xD1, 0x86, 0x03, 0x7F, 0x0B))));
        Assert.Equal(
            "module exceeds a limit at offset 0x16 (code section, function 0): 50001 locals, at most 50000 are supported", e.Message);
        Assert.Equal("MW0104", e.Code);
    }

    [Fact]
    public void Control_characters_of_a_name_do_not_reach_the_terminal()
    {
        var e = Refusal([.. WithBody(0x27, 0x0B), .. NameSection("a\u001b[2Jb")]);
        Assert.Contains("'a\\u{1b}[2Jb'", e!.Message, StringComparison.Ordinal);
    }

    private static byte[] NameSection(string function)
    {
        var name = System.Text.Encoding.UTF8.GetBytes(function);
        byte[] map = [0x01, 0x00, .. Leb(name.Length), .. name];
        return Section(0, [0x04, .. "name"u8, 0x01, .. Leb(map.Length), .. map]);
    }

    private static WasmFormatException Malformed(byte[] module, int offset, string? section, string reason) =>
        Check(Assert.IsType<WasmFormatException>(Refusal(module)), offset, section, reason);

    private static WasmValidationException Invalid(byte[] module, int offset, string? section, string reason) =>
        Check(Assert.IsType<WasmValidationException>(Refusal(module)), offset, section, reason);

    private static T Check<T>(T e, int offset, string? section, string reason)
        where T : WasmModuleException
    {
        Assert.Equal((reason, offset, section), (e.Reason, e.Place.Offset, e.Place.Section));
        return e;
    }
}
