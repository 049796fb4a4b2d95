using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Datatypes;

namespace MpiWasm.Mpi.Local.Collectives;

/// <summary>Collectives between two groups (MPI 5.0 §6.2.2): each gets what the other brings.</summary>
internal static unsafe class TwoGroups
{
    /// <summary>Whether one rank is the root, and those of the other group name it; or there is no root.</summary>
    public static bool IsSame(Part[] parts)
    {
        if (!IsRooted(parts[0].Kind))
            return true;
        if (Array.FindAll(parts, part => part.Root == StandardAbi.Root) is not [var root])
            return false;
        return Array.TrueForAll(
            parts, part =>
            part == root || part.Root == (part.Communicator.Side == root.Communicator.Side ? StandardAbi.ProcNull : root.Rank));
    }

    public static void Do(Part[] parts)
    {
        var size = parts[0].Communicator.Core.Groups[0].Size;
        var kind = parts[0].Kind;
        if (IsRooted(kind))
        {
            var root = Array.Find(parts, part => part.Root == StandardAbi.Root)!;
            WithRoot(parts, root, root.Communicator.Side == 0 ? parts.AsSpan(size) : parts.AsSpan(0, size));
        }
        else
        {
            Bring(parts, parts.AsSpan(0, size), parts.AsSpan(size));
            Bring(parts, parts.AsSpan(size), parts.AsSpan(0, size));
        }
    }

    private static bool IsRooted(CollectiveKind kind) =>
        kind is CollectiveKind.Broadcast or CollectiveKind.Gather or CollectiveKind.Scatter or CollectiveKind.Reduce;

    private static void WithRoot(Part[] all, Part root, ReadOnlySpan<Part> others)
    {
        if (root.Kind == CollectiveKind.Reduce)
        {
            var (count, type) = (root.Receive.Count, root.Receive.Type!);
            using var result = new Scratch(type, count);
            Reduction.Accumulate(all, others, result.Address, count, type);
            _ = Transfer.Copy(result.Address, count, type, root.Receive.Buffer, count, type);
            return;
        }

        foreach (var part in others)
        {
            if (root.Kind == CollectiveKind.Broadcast)
            {
                Collective.Move(
                    root, root.Send.Buffer, root.Send.Count, root.Send.Type!, part, part.Send.Buffer, part.Send.Count, part.Send.Type!);
            }
            else if (root.Kind == CollectiveKind.Gather)
                MoveBlock(part, 0, root, part.Rank);
            else
                MoveBlock(root, part.Rank, part, 0);
        }
    }

    /// <summary>What one group brings to the other.</summary>
    private static void Bring(Part[] all, ReadOnlySpan<Part> from, ReadOnlySpan<Part> to)
    {
        switch (all[0].Kind)
        {
            case CollectiveKind.AllGather:
            case CollectiveKind.AllToAll:
                foreach (var target in to)
                {
                    foreach (var source in from)
                        MoveBlock(source, source.Kind == CollectiveKind.AllGather ? 0 : target.Rank, target, source.Rank);
                }

                return;
            case CollectiveKind.AllReduce:
            case CollectiveKind.ReduceScatter:
                Spread(all, from, to);
                return;
        }
    }

    /// <summary>Gives what one group's elements are reduced to to each of the other, or to each its block.</summary>
    private static void Spread(Part[] all, ReadOnlySpan<Part> from, ReadOnlySpan<Part> to)
    {
        var type = to[0].Receive.Type!;
        var total = to[0].Elements;
        using var result = new Scratch(type, total);
        Reduction.Accumulate(all, from, result.Address, total, type);
        long at = 0;
        foreach (var part in to)
        {
            var isBlock = part.Kind == CollectiveKind.ReduceScatter;
            var count = isBlock ? part.Receive.CountOf(part.Rank) : total;
            if (at + count > total)
                throw new MpiFailure(StandardAbi.ErrCount);
            _ = Transfer.Copy(result.Address + (at * type.Extent), count, type, part.Receive.Buffer, count, part.Receive.Type!);
            at += isBlock ? count : 0;
        }
    }

    private static void MoveBlock(Part from, int sent, Part to, int received) => Collective.Move(
        from, from.Send.At(sent), from.Send.CountOf(sent), from.Send.TypeOf(sent),
        to, to.Receive.At(received), to.Receive.CountOf(received), to.Receive.TypeOf(received));
}
