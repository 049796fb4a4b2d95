using System.Buffers.Binary;
using System.Text;
using MpiWasm.Image.Hashing;

namespace MpiWasm.Image.Cache;

/// <summary>The name of a compilation: a hash of everything its result depends on.</summary>
public static class ImageKey
{
    /// <summary>
    /// A <see cref="LaneHash"/>, in lower-case hexadecimal, over the module and the strings, each preceded by its length so that no two
    /// lists collide.
    /// </summary>
    /// <param name="module">The source: a module's bytes, or the text of a support or shim image.</param>
    /// <param name="fingerprints">Compiler build, LLVM version, CPU and features, options, memory mode.</param>
    public static string Compute(ReadOnlySpan<byte> module, params ReadOnlySpan<string> fingerprints)
    {
        var hash = new LaneHash(module.Length);
        Append(hash, module);
        foreach (var fingerprint in fingerprints)
            Append(hash, Encoding.UTF8.GetBytes(fingerprint));
        Span<byte> digest = stackalloc byte[LaneHash.Size];
        hash.Finish(digest);
        return Convert.ToHexStringLower(digest);
    }

    private static void Append(LaneHash hash, ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, bytes.Length);
        hash.Append(length);
        hash.Append(bytes);
    }
}
