namespace MpiWasm.Tests.Shared;

/// <summary>
/// A module with one reasonable function and one of a million loads, each from where the one before says: LLVM wants gigabytes for it.
/// </summary>
internal static class MonsterModule
{
    private const int Loads = 1_000_000;

    public static byte[] Bytes()
    {
        byte[] small = [0, 0x20, 0, 0x0B];
        // local.get 0, i32.load, local.set 0
        byte[] monster = [0, .. Enumerable.Repeat<byte[]>([0x20, 0, 0x28, 2, 0, 0x21, 0], Loads).SelectMany(b => b), 0x20, 0, 0x0B];
        byte[] code = [2, .. Sized(small), .. Sized(monster)];
        byte[] names = [0, 5, .. "small"u8, 1, 7, .. "monster"u8];
        return
        [
            0x00, 0x61, 0x73, 0x6D, 1, 0, 0, 0, 1, 6, 1, 0x60, 1, 0x7F, 1, 0x7F, 3, 3, 2, 0, 0, 5, 3, 1, 0, 1,
            10, .. Sized(code), 0, .. Sized([4, .. "name"u8, 1, .. Sized([2, .. names])]),
        ];
    }

    /// <summary>The contents behind their length in LEB128.</summary>
    private static byte[] Sized(byte[] contents)
    {
        var length = new List<byte>();
        var rest = (uint)contents.Length;
        for (; rest >= 0x80; rest >>= 7)
            length.Add((byte)(rest | 0x80));
        return [.. length, (byte)rest, .. contents];
    }
}
