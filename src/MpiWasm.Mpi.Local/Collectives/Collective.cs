using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Datatypes;

namespace MpiWasm.Mpi.Local.Collectives;

/// <summary>Each collective, done at once for all its ranks.</summary>
internal static unsafe class Collective
{
    /// <summary>Whether all ranks call the same, with the same root.</summary>
    public static bool IsSame(Part[] parts)
    {
        var first = parts[0];
        return first.Communicator.Core.IsInter
            ? Array.TrueForAll(parts, part => part.Kind == first.Kind) && TwoGroups.IsSame(parts)
            : Array.TrueForAll(parts, part => part.Kind == first.Kind && part.Root == first.Root);
    }

    public static void Do(Part[] parts)
    {
        if (parts[0].Communicator.Core.IsInter && parts[0].Kind != CollectiveKind.Custom)
        {
            TwoGroups.Do(parts);
            return;
        }

        switch (parts[0].Kind)
        {
            case CollectiveKind.Barrier:
                return;
            case CollectiveKind.Broadcast:
                Broadcast(parts);
                return;
            case CollectiveKind.Gather:
                Gather(parts);
                return;
            case CollectiveKind.Scatter:
                Scatter(parts);
                return;
            case CollectiveKind.AllGather:
                AllGather(parts);
                return;
            case CollectiveKind.AllToAll:
                AllToAll(parts);
                return;
            case CollectiveKind.Reduce:
            case CollectiveKind.AllReduce:
                Reduce(parts);
                return;
            case CollectiveKind.ReduceScatter:
                ReduceScatter(parts);
                return;
            case CollectiveKind.Scan:
            case CollectiveKind.ExclusiveScan:
                Scan(parts);
                return;
            case CollectiveKind.Neighbours:
                Neighbours(parts);
                return;
            default:
                parts[0].Together!(parts);
                return;
        }
    }

    /// <summary>Copies a block from one rank to another.</summary>
    public static void Move(Part from, byte* source, long count, Datatype type, Part to, byte* target, long room, Datatype targetType)
    {
        if (source == target && from == to)
            return;
        _ = Transfer.Copy(source, count, type, target, room, targetType);
        if (count * type.Size > room * targetType.Size)
            to.Request.Result.Error = StandardAbi.ErrTruncate;
    }

    private static void Broadcast(Part[] parts)
    {
        var root = parts[parts[0].Root];
        foreach (var part in parts)
        {
            if (part != root)
                Move(root, root.Send.Buffer, root.Send.Count, root.Send.Type!, part, part.Send.Buffer, part.Send.Count, part.Send.Type!);
        }
    }

    private static void Gather(Part[] parts)
    {
        var root = parts[parts[0].Root];
        foreach (var part in parts)
        {
            if (!part.IsInPlace)
                GatherFrom(part, root);
        }
    }

    public static void GatherFrom(Part part, Part root)
    {
        ref var to = ref root.Receive;
        var rank = part.Rank;
        Move(part, part.Send.Buffer, part.Send.Count, part.Send.Type!, root, to.At(rank), to.CountOf(rank), to.TypeOf(rank));
    }

    private static void Scatter(Part[] parts)
    {
        var root = parts[parts[0].Root];
        foreach (var part in parts)
        {
            if (!part.IsInPlace)
                ScatterTo(part, root);
        }
    }

    public static void ScatterTo(Part part, Part root)
    {
        ref var from = ref root.Send;
        var rank = part.Rank;
        Move(root, from.At(rank), from.CountOf(rank), from.TypeOf(rank), part, part.Receive.Buffer, part.Receive.Count, part.Receive.Type!);
    }

    private static void AllGather(Part[] parts)
    {
        foreach (var to in parts)
            AllGatherTo(to, parts);
    }

    public static void AllGatherTo(Part to, Part[] parts)
    {
        foreach (var from in parts)
        {
            // In place, a rank's block stands where it is received.
            if (from.IsInPlace && from == to)
                continue;
            var rank = from.Rank;
            var (source, count, type) = from.IsInPlace
                ? ((nint)from.Receive.At(rank), from.Receive.CountOf(rank), from.Receive.TypeOf(rank))
                : ((nint)from.Send.Buffer, from.Send.Count, from.Send.Type!);
            Move(from, (byte*)source, count, type, to, to.Receive.At(rank), to.Receive.CountOf(rank), to.Receive.TypeOf(rank));
        }
    }

    private static void AllToAll(Part[] parts)
    {
        if (Array.Exists(parts, part => part.IsInPlace))
        {
            Exchange(parts);
            return;
        }

        foreach (var to in parts)
            AllToAllTo(to, parts);
    }

    public static void AllToAllTo(Part to, Part[] parts)
    {
        foreach (var from in parts)
        {
            Move(
                from, from.Send.At(to.Rank), from.Send.CountOf(to.Rank), from.Send.TypeOf(to.Rank),
                to, to.Receive.At(from.Rank), to.Receive.CountOf(from.Rank), to.Receive.TypeOf(from.Rank));
        }
    }

    /// <summary>In place, on all ranks: the blocks of each pair change places.</summary>
    private static void Exchange(Part[] parts)
    {
        foreach (var a in parts)
        {
            foreach (var b in parts.AsSpan(a.Rank + 1))
            {
                var (mine, theirs) = ((nint)a.Receive.At(b.Rank), (nint)b.Receive.At(a.Rank));
                var (count, type) = (a.Receive.CountOf(b.Rank), a.Receive.TypeOf(b.Rank));
                var (otherCount, otherType) = (b.Receive.CountOf(a.Rank), b.Receive.TypeOf(a.Rank));
                using var packed = new Scratch(count * type.Size);
                _ = Transfer.Pack((void*)mine, count, type, packed.Address, count * type.Size);
                Move(b, (byte*)theirs, otherCount, otherType, a, (byte*)mine, count, type);
                _ = Transfer.Unpack(packed.Address, count * type.Size, (void*)theirs, otherCount, otherType);
            }
        }
    }

    private static void Reduce(Part[] parts)
    {
        var isForAll = parts[0].Kind == CollectiveKind.AllReduce;
        var first = parts[0];
        var (count, type) = (first.Send.Count, first.Send.Type!);
        using var result = new Scratch(type, count);
        Reduction.Accumulate(parts, parts, result.Address, count, type);
        foreach (var part in parts)
        {
            if (isForAll || part.Rank == first.Root)
                _ = Transfer.Copy(result.Address, count, type, part.Receive.Buffer, count, type);
        }
    }

    private static void ReduceScatter(Part[] parts)
    {
        var type = parts[0].Send.Type!;
        ref var blocks = ref parts[0].Receive;
        long total = 0;
        for (var rank = 0; rank < parts.Length; rank++)
            total += blocks.CountOf(rank);
        using var result = new Scratch(type, total);
        Reduction.Accumulate(parts, parts, result.Address, total, type);
        long at = 0;
        foreach (var part in parts)
        {
            var count = blocks.CountOf(part.Rank);
            _ = Transfer.Copy(result.Address + (at * type.Extent), count, type, part.Receive.Buffer, count, type);
            at += count;
        }
    }

    private static void Scan(Part[] parts)
    {
        var (count, type) = (parts[0].Send.Count, parts[0].Send.Type!);
        var isInclusive = parts[0].Kind == CollectiveKind.Scan;
        // From the last: in place, what earlier ranks bring is still needed.
        for (var rank = parts.Length - 1; rank >= (isInclusive ? 0 : 1); rank--)
        {
            using var result = new Scratch(type, count);
            Reduction.Accumulate(parts, parts.AsSpan(0, isInclusive ? rank + 1 : rank), result.Address, count, type);
            _ = Transfer.Copy(result.Address, count, type, parts[rank].Receive.Buffer, count, type);
        }
    }

    /// <summary>
    /// The n-th block that a rank sends to another meets the n-th that the other receives from it: neighbours may be there more than
    /// once (§8.6).
    /// </summary>
    private static void Neighbours(Part[] parts)
    {
        foreach (var to in parts)
        {
            for (var i = 0; i < to.Sources.Length; i++)
            {
                var source = to.Sources[i];
                if (source < 0)
                    continue;
                var which = to.Sources.AsSpan(0, i).Count(source);
                var from = parts[source];
                var block = NthOf(from.Targets, to.Rank, which);
                if (block < 0)
                    throw new MpiFailure(StandardAbi.ErrTopology);
                Move(
                    from, from.Send.At(block), from.Send.CountOf(block), from.Send.TypeOf(block),
                    to, to.Receive.At(i), to.Receive.CountOf(i), to.Receive.TypeOf(i));
            }
        }
    }

    private static int NthOf(int[] ranks, int rank, int which)
    {
        for (var i = 0; i < ranks.Length; i++)
        {
            if (ranks[i] == rank && which-- == 0)
                return i;
        }

        return -1;
    }
}
