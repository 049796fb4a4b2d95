namespace MpiWasm.Mpi.Local.Datatypes;

/// <summary>Goes through the runs of bytes of elements in a buffer, in the order of the type map.</summary>
internal unsafe ref struct RunCursor
{
    private readonly Span<Level> _levels;
    private readonly Datatype _type;
    private byte* _element;
    private long _elementsLeft;
    private int _depth;

    /// <param name="buffer">Where the first element begins, its lower bound not counted.</param>
    /// <param name="count">Number of elements.</param>
    /// <param name="type">The type of one.</param>
    /// <param name="levels">At least <see cref="LevelsOf"/> of the type.</param>
    public RunCursor(void* buffer, long count, Datatype type, Span<Level> levels)
    {
        _levels = levels;
        _type = type;
        _element = (byte*)buffer;
        _elementsLeft = count;
        if (type.Layout is null && type.Size == type.Extent)
        {
            // All of them are one run.
            Address = _element + type.TrueLowerBound;
            Length = count * type.Size;
            _elementsLeft = 0;
        }
        else
            Advance();
    }

    /// <summary>Where the run begins.</summary>
    public byte* Address { get; private set; }

    /// <summary>Its bytes; 0 at the end.</summary>
    public long Length { get; private set; }

    /// <summary>How many levels a cursor over elements of the type needs.</summary>
    public static int LevelsOf(Datatype type) => type.Layout?.Depth ?? 0;

    /// <summary>Takes bytes off the run, and goes to the next one at its end.</summary>
    public void Take(long bytes)
    {
        Address += bytes;
        Length -= bytes;
        if (Length == 0)
            Advance();
    }

    /// <summary>Takes bytes, however many runs they are; all that are left at most.</summary>
    public void Skip(long bytes)
    {
        while (bytes > 0 && Length > 0)
        {
            var some = Math.Min(bytes, Length);
            Take(some);
            bytes -= some;
        }
    }

    private void Advance()
    {
        while (true)
        {
            if (_depth == 0)
            {
                if (_elementsLeft == 0)
                    return;
                _elementsLeft--;
                var start = _element;
                _element += _type.Extent;
                if (_type.Layout is not { } layout)
                {
                    Address = start + _type.TrueLowerBound;
                    Length = _type.Size;
                    if (Length == 0)
                        continue;
                    return;
                }

                _levels[_depth++] = new Level(layout, start);
            }

            ref var level = ref _levels[_depth - 1];
            if (level.Node == level.Layout.Nodes.Length)
            {
                _depth--;
                continue;
            }

            ref readonly var node = ref level.Layout.Nodes[level.Node];
            var at = level.Base + node.Offset + (level.Index * node.Stride);
            if (++level.Index == node.Count)
                (level.Index, level.Node) = (0, level.Node + 1);
            if (node.Inner is { } inner)
            {
                _levels[_depth++] = new Level(inner, at);
                continue;
            }

            Address = at;
            Length = node.Run;
            return;
        }
    }

    /// <summary>A layout that the cursor is in.</summary>
    public struct Level
    {
        public Layout Layout;
        public byte* Base;
        public int Node;
        public long Index;

        public Level(Layout layout, byte* start)
        {
            Layout = layout;
            Base = start;
        }
    }
}
