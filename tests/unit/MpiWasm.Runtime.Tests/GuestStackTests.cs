using MpiWasm.Runtime.Traps;
using Xunit;

namespace MpiWasm.Runtime.Tests;

/// <summary>What the stack pointer of a guest tells about a trap. The stack is [bottom, top) and grows down.</summary>
public sealed class GuestStackTests
{
    private const uint Page = 65536;
    private const ulong Memory = 32UL << 20;

    [Theory]
    [InlineData(8u << 20, 8u << 20, null)]          // nothing used
    [InlineData(8u << 20, Page, null)]              // all of it, to the byte
    [InlineData(8u << 20, Page - 16, 16L)]          // in the page of null pointers
    [InlineData(8u << 20, 0u, (long)Page)]
    [InlineData(8u << 20, 0xFFFF_FFF0u, Page + 16L)]        // wrapped
    [InlineData(8u << 20, 0xFD9D_A000u, Page + 0x0262_6000L)]
    [InlineData(8u << 20, 16u << 20, null)]         // a stack elsewhere: a thread's
    [InlineData(0u, 0xFFFF_FFF0u, null)]            // no stack pointer at all
    public void Bytes_that_were_missing(uint top, uint pointer, long? missing) =>
        Assert.Equal(missing, new GuestStack(top, pointer, IsWide: false).Missing(Page, Memory));

    [Theory]
    [InlineData(8ul << 20, 8ul << 20, null)]
    [InlineData(8ul << 20, ulong.MaxValue - 15, Page + 16L)]            // wrapped
    [InlineData(8ul << 20, 0xFFFF_FFF0ul, null)]                        // where 32 bits would have wrapped there is an address
    [InlineData(8ul << 20, ulong.MaxValue - (1ul << 40) + 1, Page + (1L << 40))]
    public void Bytes_that_were_missing_with_addresses_of_64_bits(ulong top, ulong pointer, long? missing) =>
        Assert.Equal(missing, new GuestStack(top, pointer, IsWide: true).Missing(Page, Memory));

    [Theory]
    [InlineData(16, 67_108_864)]
    [InlineData(60 << 20, 134_217_728)]
    [InlineData(1_500_000_000, 2_147_483_648)]
    public void The_size_advised_has_room_for_what_was_missing(long missing, long size) =>
        Assert.Contains($"stack-size={size} ", new GuestStack(8 << 20, 0, IsWide: false).Advice(Page, missing), StringComparison.Ordinal);
}
