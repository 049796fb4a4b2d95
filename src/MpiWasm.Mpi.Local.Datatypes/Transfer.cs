namespace MpiWasm.Mpi.Local.Datatypes;

/// <summary>Copies elements from a buffer to another, without a third in between.</summary>
internal static unsafe class Transfer
{
    // Deeper layouts are rare enough for the heap.
    private const int FewLevels = 8;

    /// <summary>
    /// Copies as many bytes as the shorter of both has, in the order of both type maps. Buffers may be the same, and else do not overlap.
    /// </summary>
    /// <returns>The bytes of data copied.</returns>
    public static long Copy(void* source, long sourceCount, Datatype sourceType, void* target, long targetCount, Datatype targetType)
    {
        var bytes = Math.Min(sourceCount * sourceType.Size, targetCount * targetType.Size);
        if (bytes == 0)
            return 0;
        if (sourceType.IsContiguous && targetType.IsContiguous)
        {
            Buffer.MemoryCopy(source, target, bytes, bytes);
            return bytes;
        }

        var sourceLevels = RunCursor.LevelsOf(sourceType);
        var targetLevels = RunCursor.LevelsOf(targetType);
        // A level holds a reference: the stack has room for those of the usual layouts by way of an inline array.
        Levels some = default, others = default;
        var from = new RunCursor(source, sourceCount, sourceType, sourceLevels <= FewLevels ? some : new RunCursor.Level[sourceLevels]);
        var to = new RunCursor(target, targetCount, targetType, targetLevels <= FewLevels ? others : new RunCursor.Level[targetLevels]);
        for (var left = bytes; left > 0;)
        {
            var piece = Math.Min(left, Math.Min(from.Length, to.Length));
            Buffer.MemoryCopy(from.Address, to.Address, piece, piece);
            left -= piece;
            if (left == 0)
                break;
            from.Take(piece);
            to.Take(piece);
        }

        return bytes;
    }

    /// <summary>Copies the data of elements side by side.</summary>
    public static long Pack(void* source, long count, Datatype type, void* packed, long room) =>
        Copy(source, count, type, packed, Math.Min(room, count * type.Size), Predefined.Byte);

    /// <summary>Puts bytes that stand side by side where elements have them.</summary>
    public static long Unpack(void* packed, long bytes, void* target, long count, Datatype type) =>
        Copy(packed, bytes, Predefined.Byte, target, count, type);

    [System.Runtime.CompilerServices.InlineArray(FewLevels)]
    private struct Levels
    {
        private RunCursor.Level _first;
    }
}
