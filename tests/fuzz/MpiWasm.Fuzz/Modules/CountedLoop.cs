namespace MpiWasm.Fuzz.Modules;

/// <summary>How a loop's variable goes on, and the test that ends it.</summary>
internal sealed class CountedLoop
{
    public enum Kinds
    {
        Plain,
        Byte,           // (i + step) & 255
        Half,           // (i + step) & 65535
        SignedByte,     // extend8_s(i + step)
        Wide,           // 64 bits, wrapped where used
    }

    // Opcodes of i32 comparisons that stay in the loop: ne, lt_s, lt_u, gt_s, gt_u, le_s, le_u, ge_s, ge_u.
    private static readonly byte[] Tests = [0x47, 0x48, 0x49, 0x4a, 0x4b, 0x4c, 0x4d, 0x4e, 0x4f];
    private static readonly int[] Steps =
        [1, 1, 1, 1, -1, -1, 2, 4, 8, 16, -4, -8, 3, 5, 24, -24, 4096, 65536, 1 << 19, -(1 << 21), 1 << 30];

    public CountedLoop(Random random)
    {
        Kind = random.Next(10) switch { 0 => Kinds.Byte, 1 => Kinds.Half, 2 => Kinds.SignedByte, 3 => Kinds.Wide, _ => Kinds.Plain };
        Step = Kind is Kinds.Byte or Kinds.SignedByte ? random.Next(-3, 4) : Steps[random.Next(Steps.Length)];
        if (Step == 0)
            Step = 1;
        Test = random.Next(3) == 0 ? Tests[0] : Tests[random.Next(Tests.Length)];
        AtTop = random.Next(3) == 0;
        TestsNext = !AtTop && random.Next(4) > 0;
    }

    public Kinds Kind { get; }

    public int Step { get; }

    /// <summary>Opcode of the 32-bit comparison.</summary>
    public byte Test { get; }

    /// <summary>Tested before the body, else after it.</summary>
    public bool AtTop { get; }

    /// <summary>The value after the step is compared, else the one before.</summary>
    public bool TestsNext { get; }

    public uint Next(uint i) => Kind switch
    {
        Kinds.Byte => (i + (uint)Step) & 255,
        Kinds.Half => (i + (uint)Step) & 65535,
        Kinds.SignedByte => (uint)(sbyte)(i + (uint)Step),
        _ => i + (uint)Step,
    };

    /// <summary>How often the body runs, or more than the limit.</summary>
    public int Count(uint start, uint bound, int limit)
    {
        var i = start;
        for (var n = 0; n <= limit; n++)
        {
            if (AtTop && !Stays(i, bound))
                return n;
            var next = Next(i);
            if (!AtTop && !Stays(TestsNext ? next : i, bound))
                return n + 1;
            i = next;
        }
        return limit + 1;
    }

    /// <summary>Values that end soon enough, near the edges of the number range as often as not.</summary>
    public (uint Start, uint Bound) Choose(Random random, int limit)
    {
        for (var attempt = 0; attempt < 40; attempt++)
        {
            var start = Edge(random);
            if (Kind is Kinds.Byte or Kinds.Half or Kinds.SignedByte)
                start &= 127;
            var span = (uint)((long)Step * random.Next(0, limit + 1));
            var bound = random.Next(8) switch
            {
                0 => Edge(random),
                1 => start,
                2 => start + span + (uint)random.Next(-2, 3),
                _ => start + span,
            };
            if (Kind == Kinds.Byte)
                bound &= 255;
            else if (Kind == Kinds.Half)
                bound &= 65535;
            else if (Kind == Kinds.SignedByte)
                bound = (uint)(sbyte)bound;
            if (Count(start, bound, limit) <= limit)
                return (start, bound);
        }
        NeedsFuel = true;
        return (0u, 0u);
    }

    /// <summary>Whether some chosen values may go on for ever.</summary>
    public bool NeedsFuel { get; private set; }

    /// <summary>Whether the test can be met from any start, after the number of steps that the bound is away.</summary>
    public bool IsRelative => Test == Tests[0] && Kind is Kinds.Plain or Kinds.Wide;

    private static uint Edge(Random random) => (uint)(random.Next(8) switch
    {
        0 or 1 => random.Next(0, 300),
        2 => -random.Next(0, 300),
        3 => int.MaxValue - random.Next(0, 300),
        4 => int.MinValue + random.Next(0, 300),
        5 => random.Next(0, 60000),
        6 => 0,
        _ => random.Next() * 2,
    });

    private bool Stays(uint value, uint bound) => Test switch
    {
        0x47 => value != bound,
        0x48 => (int)value < (int)bound,
        0x49 => value < bound,
        0x4a => (int)value > (int)bound,
        0x4b => value > bound,
        0x4c => (int)value <= (int)bound,
        0x4d => value <= bound,
        0x4e => (int)value >= (int)bound,
        _ => value >= bound,
    };
}
