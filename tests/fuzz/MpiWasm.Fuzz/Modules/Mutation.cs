namespace MpiWasm.Fuzz.Modules;

/// <summary>Damages modules.</summary>
internal static class Mutation
{
    private static readonly byte[] Interesting = [0, 1, 2, 0x0b, 0x40, 0x7f, 0x7e, 0x7c, 0x80, 0xff, 0xfc, 0xfd, 0x70, 0x6f];

    public static byte[] Of(byte[] module, Random random)
    {
        var bytes = module.ToList();
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var at = random.Next(8, bytes.Count);
            switch (random.Next(7))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes[at] = Interesting[random.Next(Interesting.Length)];
                    break;
                case 3:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
                case 4 when bytes.Count > 16:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 4), bytes.Count - at));
                    break;
                case 5:
                    // A piece of the module elsewhere.
                    var from = random.Next(8, bytes.Count);
                    bytes.InsertRange(at, bytes.GetRange(from, Math.Min(random.Next(1, 30), bytes.Count - from)));
                    break;
                case 6 when random.Next(10) == 0:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
            if (bytes.Count < 9)
                break;
        }
        return [.. bytes];
    }

    /// <summary>A header and noise.</summary>
    public static byte[] Noise(Random random)
    {
        var bytes = new byte[random.Next(0, 300)];
        random.NextBytes(bytes);
        return [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, (byte)random.Next(13), .. bytes];
    }
}
