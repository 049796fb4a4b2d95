using System.Security.Cryptography;
using System.Text;
using MpiWasm.Image.Hashing;
using Xunit;

namespace MpiWasm.Image.Tests;

/// <summary>SHA-256 against published digests and the framework's.</summary>
public sealed class Sha256Tests
{
    /// <summary>FIPS 180-2, appendix B, and the digest of nothing.</summary>
    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData(
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")]
    public void PublishedDigests(string message, string digest) => Assert.Equal(digest, Sha256.HexOf(message));

    [Fact]
    public void AMillionTimesTheLetterA() =>
        Assert.Equal("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0", Sha256.HexOf(new string('a', 1_000_000)));

    [Fact]
    public void MessagesOfEveryLengthHaveTheDigestsOfTheFramework()
    {
        var random = new Random(1);
        var digest = new byte[Sha256.Size];
        for (var length = 0; length < 600; length++)
        {
            var message = new byte[length];
            random.NextBytes(message);
            Sha256.Hash(message, digest);
            Assert.Equal(SHA256.HashData(message), digest);
        }
    }

    [Fact]
    public void ATextIsHashedInUtf8() =>
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("größer ≥"))), Sha256.HexOf("größer ≥"));
}
