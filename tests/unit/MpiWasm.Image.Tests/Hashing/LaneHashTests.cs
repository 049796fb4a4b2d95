using System.Buffers.Binary;
using System.Security.Cryptography;
using MpiWasm.Image.Hashing;
using Xunit;

namespace MpiWasm.Image.Tests;

/// <summary>The hash of large inputs: its definition, computed as plainly as it reads, and its two ways to compute it.</summary>
public sealed class LaneHashTests
{
    private static readonly int[] Lengths = [0, 1, 31, 32, 33, 511, 512, 513, 1023, 1024, 4096, 5000, 65_536, 100_003];

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private static byte[] Of(bool vectors, params byte[][] pieces)
    {
        var hash = new LaneHash(vectors);
        foreach (var piece in pieces)
            hash.Append(piece);
        var digest = new byte[LaneHash.Size];
        hash.Finish(digest);
        return digest;
    }

    /// <summary>The summary of <see cref="LaneHash"/>, word by word; the outer hash is the framework's.</summary>
    private static byte[] ByDefinition(byte[] input)
    {
        var groups = input.Length / 512;
        var words = Enumerable.Range(0, groups * 128).Select(i => BinaryPrimitives.ReadUInt32LittleEndian(input.AsSpan(4 * i))).ToArray();
        var states = new uint[8][];
        for (var lane = 0; lane < 8; lane++)
        {
            states[lane] = Sha256.InitialState.ToArray();
            foreach (var block in words.Where((_, i) => i % 8 == lane).Chunk(16))
                Sha256.Compress(states[lane], block);
        }
        using var outer = new MemoryStream();
        using var writer = new BinaryWriter(outer);
        for (var word = 0; word < 8; word++)
        {
            for (var lane = 0; lane < 8; lane++)
                writer.Write(states[lane][word]);
        }
        writer.Write((long)input.Length);
        writer.Write(input.AsSpan(groups * 512));
        writer.Flush();
        return SHA256.HashData(outer.ToArray());
    }

    [Fact]
    public void BothWaysComputeWhatTheDefinitionSays()
    {
        foreach (var length in Lengths)
        {
            var input = Bytes(length);
            Assert.Equal(ByDefinition(input), Of(vectors: false, input));
            Assert.Equal(ByDefinition(input), Of(vectors: true, input));
        }
    }

    [Fact]
    public void PiecesDoNotMatter()
    {
        var random = new Random(7);
        var input = Bytes(20_000);
        for (var i = 0; i < 50; i++)
        {
            var cuts = Enumerable.Range(0, 6).Select(_ => random.Next(input.Length + 1)).Append(0).Append(input.Length).Order().ToArray();
            var pieces = cuts.Zip(cuts.Skip(1), (from, to) => input[from..to]).ToArray();
            Assert.Equal(Of(vectors: false, input), Of(vectors: i % 2 == 0, pieces));
        }
    }

    [Fact]
    public void EveryBitAndEveryLengthCounts()
    {
        var input = new byte[700];
        var digests = new HashSet<string> { Convert.ToHexString(Of(vectors: false, input)) };
        for (var bit = 0; bit < input.Length * 8; bit++)
        {
            input[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.True(digests.Add(Convert.ToHexString(Of(vectors: false, input))), $"bit {bit} changes nothing");
            input[bit / 8] = 0;
        }
        for (var length = 0; length < input.Length; length++)
            Assert.True(digests.Add(Convert.ToHexString(Of(vectors: false, input[..length]))), $"{length} zeros are like others");
    }
}
