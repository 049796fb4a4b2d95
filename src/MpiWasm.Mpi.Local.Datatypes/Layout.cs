using MpiWasm.Mpi.Objects.Datatypes;

namespace MpiWasm.Mpi.Local.Datatypes;

/// <summary>Where the bytes of an element are, in the order of the type map: runs of bytes, nested in loops.</summary>
internal sealed class Layout(Layout.Node[] nodes)
{
    /// <summary>In order.</summary>
    public Node[] Nodes { get; } = nodes;

    /// <summary>Loops that are nested, itself counted.</summary>
    public int Depth { get; } = 1 + nodes.Max(node => node.Inner?.Depth ?? 0);

    /// <summary>The layout of pieces; null if they are one run.</summary>
    public static Layout? Of(ReadOnlySpan<Piece> pieces)
    {
        var nodes = new List<Node>(pieces.Length);
        foreach (var piece in pieces)
        {
            if (piece.Count == 0 || piece.Blocks == 0 || piece.Type.Size == 0)
                continue;
            nodes.Add(NodeOf(piece));
            Join(nodes);
        }

        return nodes.Count == 0 || nodes is [{ Inner: null, Count: 1 }] ? null : new Layout([.. nodes]);
    }

    /// <summary>A value and an index with a gap between them.</summary>
    public static Layout Of(PredefinedDatatype pair) => new(
        [.. pair.Scalars.Select(scalar => new Node(scalar.Offset, 1, 0, scalar.Size, null))]);

    private static Node NodeOf(in Piece piece)
    {
        var type = piece.Type;
        if (type.Layout is { } inner)
        {
            var block = piece.Blocks == 1 ? inner : new Layout([new Node(0, piece.Blocks, type.Extent, 0, inner)]);
            return new Node(piece.Offset, piece.Count, piece.Stride, 0, block);
        }

        var start = piece.Offset + type.TrueLowerBound;
        // Blocks that touch are one run; those with gaps a loop of their own.
        if (type.Extent == type.Size || piece.Blocks == 1)
        {
            var run = piece.Blocks * type.Size;
            return piece.Count == 1 || piece.Stride == run
                ? new Node(start, 1, 0, piece.Count * run, null)
                : new Node(start, piece.Count, piece.Stride, run, null);
        }

        return piece.Count == 1
            ? new Node(start, piece.Blocks, type.Extent, type.Size, null)
            : new Node(start, piece.Count, piece.Stride, 0, new Layout([new Node(0, piece.Blocks, type.Extent, type.Size, null)]));
    }

    /// <summary>Makes one run of the last two, where the second begins where the first ends.</summary>
    private static void Join(List<Node> nodes)
    {
        if (nodes is [.., { Inner: null, Count: 1 } a, { Inner: null, Count: 1 } b] && a.Offset + a.Run == b.Offset)
        {
            nodes.RemoveAt(nodes.Count - 1);
            nodes[^1] = a with { Run = a.Run + b.Run };
        }
    }

    /// <summary>
    /// Something that is there <paramref name="Count"/> times, <paramref name="Stride"/> bytes apart: a run of bytes, or a layout.
    /// </summary>
    /// <param name="Offset">Bytes to the first.</param>
    /// <param name="Count">How often.</param>
    /// <param name="Stride">Bytes from one to the next.</param>
    /// <param name="Run">Bytes of the run.</param>
    /// <param name="Inner">The layout; null for a run.</param>
    public readonly record struct Node(long Offset, long Count, long Stride, long Run, Layout? Inner);
}
