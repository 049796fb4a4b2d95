using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MpiWasm.Image.Hashing;

/// <summary>
/// A hash for large inputs, made of SHA-256's compression function in eight lanes, which vector instructions compute side by side. Word w
/// of the input (32 bits, little-endian) goes to lane
/// w mod 8, as far as whole groups of 512 bytes go; the digest is SHA-256 over the lanes' states, the input's length and the bytes that
/// are left. Lanes have no padding: the length
/// says how many blocks each of them took. Two inputs with one digest would thus show a collision of SHA-256 or of its compression
/// function.
/// </summary>
public sealed class LaneHash
{
    /// <summary>Bytes of a digest.</summary>
    public const int Size = Sha256.Size;

    private const int Lanes = 8;
    private const int Group = Lanes * Sha256.BlockSize;

    /// <summary>From so many bytes on, compiling the vector code (no native code is kept of it) takes less time than it saves.</summary>
    private const int WorthVectors = 2 << 20;

    /// <summary>Word i of lane l is at [8 i + l].</summary>
    private readonly uint[] _states = new uint[Sha256.Words * Lanes];
    private readonly byte[] _partial = new byte[Group];
    private readonly bool _useVectors;
    private int _partialLength;
    private long _length;

    /// <param name="expected">About how many bytes will come: chooses the code, not the result.</param>
    public LaneHash(long expected)
        : this(expected >= WorthVectors && Vector256.IsHardwareAccelerated)
    {
    }

    internal LaneHash(bool useVectors)
    {
        _useVectors = useVectors;
        for (var i = 0; i < _states.Length; i++)
            _states[i] = Sha256.InitialState[i / Lanes];
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _length += bytes.Length;
        if (_partialLength > 0)
        {
            var taken = Math.Min(bytes.Length, Group - _partialLength);
            bytes[..taken].CopyTo(_partial.AsSpan(_partialLength));
            _partialLength += taken;
            bytes = bytes[taken..];
            if (_partialLength < Group)
                return;
            Compress(_partial);
            _partialLength = 0;
        }
        var whole = bytes.Length / Group * Group;
        Compress(bytes[..whole]);
        bytes[whole..].CopyTo(_partial);
        _partialLength = bytes.Length - whole;
    }

    /// <summary>
    /// The digest of all that was appended, into the first 32 bytes of <paramref name="digest"/>. Nothing may be appended after it.
    /// </summary>
    public void Finish(Span<byte> digest)
    {
        var last = new byte[(_states.Length * sizeof(uint)) + sizeof(long) + _partialLength];
        for (var i = 0; i < _states.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(last.AsSpan(i * sizeof(uint)), _states[i]);
        BinaryPrimitives.WriteInt64LittleEndian(last.AsSpan(_states.Length * sizeof(uint)), _length);
        _partial.AsSpan(0, _partialLength).CopyTo(last.AsSpan(last.Length - _partialLength));
        Sha256.Hash(last, digest);
    }

    private void Compress(ReadOnlySpan<byte> groups)
    {
        if (groups.IsEmpty)
            return;
        if (_useVectors)
            CompressVectors(_states, groups);
        else
            CompressWords(_states, groups);
    }

    private static void CompressWords(uint[] states, ReadOnlySpan<byte> groups)
    {
        Span<uint> state = stackalloc uint[Sha256.Words];
        Span<uint> block = stackalloc uint[16];
        for (var lane = 0; lane < Lanes; lane++)
        {
            for (var i = 0; i < Sha256.Words; i++)
                state[i] = states[(i * Lanes) + lane];
            for (var group = 0; group < groups.Length; group += Group)
            {
                for (var i = 0; i < 16; i++)
                    block[i] = BinaryPrimitives.ReadUInt32LittleEndian(groups[(group + (((i * Lanes) + lane) * sizeof(uint)))..]);
                Sha256.Compress(state, block);
            }
            for (var i = 0; i < Sha256.Words; i++)
                states[(i * Lanes) + lane] = state[i];
        }
    }

    // Compiled at once and fully: code that starts unoptimised would be replaced when most of the work is done.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CompressVectors(uint[] states, ReadOnlySpan<byte> groups)
    {
        Span<Vector256<uint>> schedule = stackalloc Vector256<uint>[16];
        var state = MemoryMarshal.Cast<uint, Vector256<uint>>(states.AsSpan());
        for (; !groups.IsEmpty; groups = groups[Group..])
        {
            MemoryMarshal.Cast<byte, Vector256<uint>>(groups)[..16].CopyTo(schedule);
            var (a, b, c, d) = (state[0], state[1], state[2], state[3]);
            var (e, f, g, h) = (state[4], state[5], state[6], state[7]);
            for (var t = 0; t < 64; t++)
            {
                var w = schedule[t & 15];
                if (t >= 16)
                {
                    var (w15, w2) = (schedule[(t + 1) & 15], schedule[(t + 14) & 15]);
                    w += schedule[(t + 9) & 15] + (Rotate(w15, 7) ^ Rotate(w15, 18) ^ (w15 >> 3))
                        + (Rotate(w2, 17) ^ Rotate(w2, 19) ^ (w2 >> 10));
                    schedule[t & 15] = w;
                }
                var t1 = h + (Rotate(e, 6) ^ Rotate(e, 11) ^ Rotate(e, 25)) + ((e & f) ^ Vector256.AndNot(g, e))
                    + Vector256.Create(Sha256.RoundConstants[t]) + w;
                var t2 = (Rotate(a, 2) ^ Rotate(a, 13) ^ Rotate(a, 22)) + ((a & b) | (c & (a | b)));
                h = g;
                g = f;
                f = e;
                e = d + t1;
                d = c;
                c = b;
                b = a;
                a = t1 + t2;
            }
            state[0] += a;
            state[1] += b;
            state[2] += c;
            state[3] += d;
            state[4] += e;
            state[5] += f;
            state[6] += g;
            state[7] += h;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Rotate(Vector256<uint> x, [ConstantExpected] byte right) =>
        Avx512F.VL.IsSupported ? Avx512F.VL.RotateRight(x, right) : (x >> right) | (x << (32 - right));
}
