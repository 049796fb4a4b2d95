using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MpiWasm.Image;

/// <summary>The name of a compilation: a hash of everything its result depends on.</summary>
public static class ImageKey
{
    /// <summary>SHA-256, in lower-case hexadecimal, over the module and the strings, each preceded by its length so that no two lists collide.</summary>
    /// <param name="module">The source: a module's bytes, or the text of a support or shim image.</param>
    /// <param name="fingerprints">Compiler build, LLVM version, CPU and features, options, memory mode.</param>
    public static string Compute(ReadOnlySpan<byte> module, params ReadOnlySpan<string> fingerprints)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, module);
        foreach (var fingerprint in fingerprints)
            Append(hash, Encoding.UTF8.GetBytes(fingerprint));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
