using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace MpiWasm.Runtime.Traps;

/// <summary>
/// Reads the call frame information of a library as far as it takes to find callers: the sorted search table, the entry of one address,
/// and the rules that hold there. What compilers hardly ever write, such as expressions, ends the search.
/// </summary>
internal static unsafe class FrameTable
{
    private const byte SortedOffsets = 0x3B;

    /// <summary>The rules at an address.</summary>
    /// <param name="header">The .eh_frame_hdr of the address's library.</param>
    /// <param name="pc">The address.</param>
    /// <param name="rules">How the caller's registers are found.</param>
    public static bool TryFind(byte* header, ulong pc, out FrameRules rules)
    {
        rules = new FrameRules();
        if (header[0] != 1 || header[3] != SortedOffsets)
            return false;
        var reader = new FrameReader(header + 4);
        _ = reader.Encoded(header[1], (ulong)header);
        var count = (long)reader.Encoded(header[2], (ulong)header);
        var rows = new ReadOnlySpan<Row>(reader.At, checked((int)count));
        var wanted = (long)(pc - (ulong)header);
        var (low, high) = (0, rows.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (rows[middle].Start <= wanted)
                low = middle + 1;
            else
                high = middle;
        }

        return low > 0 && TryRead(header + rows[low - 1].Entry, pc, ref rules);
    }

    private static bool TryRead(byte* entry, ulong pc, ref FrameRules rules)
    {
        var reader = new FrameReader(entry);
        if (!reader.Length(out var end))
            return false;
        var common = reader.At - BinaryPrimitives.ReadUInt32LittleEndian(new ReadOnlySpan<byte>(reader.At, 4));
        reader.At += 4;
        if (!TryReadCommon(common, out var shared))
            return false;
        var start = reader.Encoded(shared.Encoding, 0);
        var bytes = reader.Encoded((byte)(shared.Encoding & 0xF), 0);
        if (pc < start || pc >= start + bytes)
            return false;
        if (shared.HasAugmentation)
            reader.At += (long)reader.Unsigned();
        rules.ReturnAddress = shared.ReturnAddress;
        if (!rules.Run(shared.Instructions, shared, start, ulong.MaxValue))
            return false;
        rules.KeepInitial();
        return rules.Run(new FrameReader(reader.At, end), shared, start, pc);
    }

    private static bool TryReadCommon(byte* entry, out Shared shared)
    {
        shared = default;
        var reader = new FrameReader(entry);
        if (!reader.Length(out var end) || *(uint*)reader.At != 0)
            return false;
        reader.At += 4;
        var version = *reader.At++;
        if (version is not (1 or 3))
            return false;
        var augmentation = Marshal.PtrToStringAnsi((nint)reader.At)!;
        reader.At += augmentation.Length + 1;
        shared.CodeUnit = reader.Unsigned();
        shared.DataUnit = reader.Signed();
        shared.ReturnAddress = version == 1 ? *reader.At++ : (int)reader.Unsigned();
        if (augmentation.Length > 0)
        {
            // Signal frames ('S') are left to end the search: the handler that is asked is not called from one.
            if (augmentation[0] != 'z')
                return false;
            shared.HasAugmentation = true;
            var bytes = (long)reader.Unsigned();
            var after = reader.At + bytes;
            foreach (var letter in augmentation.AsSpan(1))
            {
                if (letter == 'R')
                    shared.Encoding = *reader.At++;
                else if (letter == 'L')
                    reader.At++;
                else if (letter == 'P')
                    _ = reader.Encoded(*reader.At++, 0);
                else if (letter != 'B')
                    return false;
            }

            reader.At = after;
        }

        shared.Instructions = new FrameReader(reader.At, end);
        return true;
    }

    /// <summary>What the entries of a compilation have in common (CIE).</summary>
    internal struct Shared
    {
        public ulong CodeUnit;
        public long DataUnit;
        public int ReturnAddress;
        public byte Encoding;
        public bool HasAugmentation;
        public FrameReader Instructions;
    }

    /// <summary>A function's start and the place of its entry, from the start of the search table.</summary>
    private readonly record struct Row(int Start, int Entry);
}
