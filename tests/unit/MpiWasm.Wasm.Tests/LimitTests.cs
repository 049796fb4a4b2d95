using Xunit;
using static MpiWasm.Wasm.Tests.ModuleBytes;

namespace MpiWasm.Wasm.Tests;

/// <summary>What a module may not exceed is said with the limit, its own number and the place.</summary>
public sealed class LimitTests
{
    [Fact]
    [Trait("Speed", "Slow")]
    public void AModuleMayHaveOneGiB()
    {
        var e = Assert.IsType<WasmLimitException>(Refusal(new byte[ImplementationLimits.ModuleSize + 1]));
        Assert.Equal("MW0104", e.Code);
        Assert.Contains("1073741825 bytes, at most 1073741824 are supported", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(7_654_321, null)]
    [InlineData(7_654_322, "the body of function 0 takes 7654322 bytes, at most 7654321 are supported")]
    public void AFunctionMayHaveSevenAndAHalfMegabytes(int size, string? reason)
    {
        // No locals, then nop after nop, then end.
        byte[] body = [0x00, .. Enumerable.Repeat<byte>(0x01, size - 2), 0x0B];
        Limit(Module(Section(1, 0x01, 0x60, 0x00, 0x00), Section(3, 0x01, 0x00), Section(10, [0x01, .. Leb(size), .. body])), reason);
    }

    [Theory]
    [InlineData(100_000, null)]
    [InlineData(100_001, "a name of more than 100000 bytes")]
    public void ANameMayHaveAHundredThousandBytes(int length, string? reason)
    {
        // (module (memory (export NAME) 0))
        byte[] export = [0x01, .. Leb(length), .. Enumerable.Repeat((byte)'n', length), 0x02, 0x00];
        Limit(Module(Section(5, 0x01, 0x00, 0x00), Section(7, export)), reason);
    }

    [Fact]
    public void OfNamesThatOnlyDescribeTheLongOnesAreLeftOut()
    {
        byte[] names = [0x02, 0x00, .. Leb(100_001), .. new byte[100_001], 0x01, 0x01, (byte)'f'];
        byte[] section = [0x04, .. "name"u8, 0x01, .. Leb(names.Length), .. names];
        var module = Accept(Module(Section(0, section)));
        Assert.Equal("f", Assert.Single(module.Names.Functions).Value);
    }

    [Theory]
    [InlineData(50_000, null)]
    [InlineData(50_001, "50001 locals, at most 50000 are supported")]
    public void AFunctionMayHaveFiftyThousandLocals(int count, string? reason)
    {
        byte[] body = [0x01, .. Leb(count), 0x7F, 0x0B];
        Limit(
            Module(Section(1, 0x01, 0x60, 0x00, 0x00), Section(3, 0x01, 0x00), Section(10, [0x01, .. Leb(body.Length), .. body])), reason);
    }

    [Theory]
    [InlineData(10_000_000, null)]
    [InlineData(10_000_001, "a table of 10000001 elements, at most 10000000 are supported")]
    public void ATableMayStartWithTenMillionElements(int count, string? reason) =>
        Limit(Module(Section(4, [0x01, 0x70, 0x00, .. Leb(count)])), reason);

    [Theory]
    [InlineData(100, null)]
    [InlineData(101, "101 memories, at most 100 are supported")]
    public void AModuleMayHaveAHundredMemories(int count, string? reason) =>
        Limit(Module(Section(5, [.. Leb(count), .. Enumerable.Repeat<byte[]>([0x00, 0x01], count).SelectMany(b => b)])), reason);

    [Theory]
    [InlineData(1000, null)]
    [InlineData(1001, "1001 parameters, at most 1000 are supported")]
    public void AFunctionTypeMayHaveAThousandParameters(int count, string? reason) =>
        Limit(Module(Section(1, [0x01, 0x60, .. Leb(count), .. Enumerable.Repeat<byte>(0x7F, count), 0x00])), reason);

    [Theory]
    [InlineData(49_999, null)]      // and the function itself
    [InlineData(50_000, "blocks nested deeper than 50000")]
    public void BlocksMayNestFiftyThousandDeep(int depth, string? reason) =>
        Limit(
            WithBody([.. Enumerable.Repeat<byte[]>([0x02, 0x40], depth).SelectMany(b => b), .. Enumerable.Repeat<byte>(0x0B, depth + 1)]),
            reason);

    [Theory]
    [InlineData(65_536, null)]
    [InlineData(65_537, "memory size must be at most 65536 pages (4 GiB)")]
    public void AMemoryMayHaveFourGiB(int pages, string? reason)
    {
        var e = Refusal(Module(Section(5, [0x01, 0x00, .. Leb(pages)])));
        Assert.Equal(reason, e?.Reason);    // a limit of the standard: the module is invalid
    }

    private static void Limit(byte[] module, string? reason)
    {
        var e = Refusal(module);
        Assert.Equal(reason, e?.Reason);
        if (reason is not null)
            Assert.Equal("MW0104", Assert.IsType<WasmLimitException>(e).Code);
    }
}
