using System.Buffers.Binary;
using System.Text;
using MpiWasm.Image.Hashing;
using Xunit;

namespace MpiWasm.Image.Tests;

/// <summary>The checksum of cached files against CRC-32C computed bit by bit.</summary>
public sealed class DamageCheckTests
{
    private static byte[] Of(ReadOnlySpan<byte> bytes)
    {
        var check = new DamageCheck();
        check.Append(bytes);
        var sum = new byte[DamageCheck.Size];
        check.Finish(sum);
        return sum;
    }

    private static uint Crc32C(IEnumerable<byte> bytes)
    {
        var crc = ~0u;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var i = 0; i < 8; i++)
                crc = (crc >> 1) ^ ((crc & 1) * 0x82F63B78);
        }
        return ~crc;
    }

    [Fact]
    public void TheOracleGivesThePublishedValue() => Assert.Equal(0xE3069283u, Crc32C(Encoding.ASCII.GetBytes("123456789")));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(1000)]
    [InlineData(4096)]
    public void EachOfTheFourIsTheCrcOfEveryFourthWord(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        var filled = bytes.Concat(new byte[(32 - (length % 32)) % 32]).ToArray();
        var sum = Of(bytes);
        for (var lane = 0; lane < 4; lane++)
            Assert.Equal(Crc32C(filled.Where((_, i) => i / 8 % 4 == lane)), BinaryPrimitives.ReadUInt32LittleEndian(sum.AsSpan(4 * lane)));
    }

    [Fact]
    public void EveryBitCounts()
    {
        var bytes = new byte[300];
        var sums = new HashSet<string> { Convert.ToHexString(Of(bytes)) };
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.True(sums.Add(Convert.ToHexString(Of(bytes))), $"bit {bit} changes nothing");
            bytes[bit / 8] = 0;
        }
    }
}
