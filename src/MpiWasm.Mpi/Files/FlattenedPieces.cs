using System.Runtime.CompilerServices;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Objects.Datatypes;

namespace MpiWasm.Mpi.Files;

/// <summary>
/// How many separate pieces of bytes an element of a datatype has. For files libraries make a list of them, of 16 bytes and more for each,
/// of what three numbers may say: so there is a limit.
/// </summary>
internal static class FlattenedPieces
{
    public const long Most = 1L << 24;

    /// <summary>Types do not change, and accesses ask each time.</summary>
    private static readonly ConditionalWeakTable<DatatypeShadow, StrongBox<long>> Known = [];

    /// <summary>
    /// The number of pieces, where neighbours are one as far as the structure tells; what is beyond every limit may be less than it is.
    /// </summary>
    public static long Of(DatatypeShadow type) =>
        type.IsPredefined ? 1 : Known.GetValue(type, static t => new StrongBox<long>(Count(t))).Value;

    public static RefusedException TooMany() =>
        new(ErrorClasses.NoMem, $"a datatype of more than {Most} separate pieces is not used for files: libraries make a list of them");

    private static long Count(DatatypeShadow type)
    {
        Int128 pieces = 0;
        foreach (var blocks in type.Blocks())
        {
            if (!blocks.HasData)
                continue;
            var part = Of(blocks.Type);
            var isDense = part == 1 && blocks.Type.Size == blocks.Type.Extent;
            var row = isDense ? 1 : blocks.Length.Value * (Int128)part;
            var areOne = blocks.Count.Value == 1 || (isDense && blocks.Stride == blocks.Length * blocks.Extent);
            pieces = Int128.Min(pieces + (areOne ? row : row * blocks.Count.Value), long.MaxValue);
        }

        return (long)Int128.Min(Int128.Max(pieces, 1), Most + 1);
    }
}
