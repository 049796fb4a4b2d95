using System.Globalization;

namespace MpiWasm.Fortran.Linking;

/// <summary>A COMMON block as one file has it.</summary>
/// <param name="Name">Its symbol.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Alignment">In bytes.</param>
internal sealed record CommonBlock(string Name, ulong Size, uint Alignment)
{
    /// <summary>The section of an object that lists its blocks, a line for each.</summary>
    public const string Section = "mpiwasm.common";

    /// <summary>Another file may have what needs more alignment in the same block.</summary>
    public const uint LeastAlignment = 16;

    public string Line => $"{Name} {Size} {Alignment}\n";

    /// <summary>The block of a line; null for what is none.</summary>
    public static CommonBlock? Parse(string line) =>
        line.Split(' ') is [var name, var size, var alignment]
            && ulong.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            && uint.TryParse(alignment, NumberStyles.None, CultureInfo.InvariantCulture, out var align)
            ? new CommonBlock(name, bytes, align)
            : null;
}
