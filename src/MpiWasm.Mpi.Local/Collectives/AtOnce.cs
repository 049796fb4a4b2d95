using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Datatypes;
using MpiWasm.Mpi.Local.Objects;

namespace MpiWasm.Mpi.Local.Collectives;

/// <summary>
/// Collectives on a <see cref="Board"/>, in which every rank does its share. Operands are combined in the order of ranks, as the one rank
/// does that does all for the others: where a collective is done does not change its bits.
/// </summary>
internal static unsafe class AtOnce
{
    // What a rank combines at a time stays near its core.
    private const long BlockBytes = 32 << 10;

    // A meeting that only closes another.
    private const int Closing = -1;

    /// <summary>MPI_Barrier; false where it must go by the meeting place.</summary>
    public static bool TryBarrier(Communicator communicator, out int error)
    {
        error = StandardAbi.Success;
        if (communicator.Core.Board is not { } board)
            return false;
        const int What = (int)CollectiveKind.Barrier;
        var number = board.Come(communicator, What, null, 0);
        if (!board.AwaitAll(communicator, number, What))
            error = StandardAbi.ErrOther;
        board.Leave(communicator, number);
        return true;
    }

    /// <summary>MPI_Bcast of little data.</summary>
    public static bool TryBroadcast(Communicator communicator, void* buffer, long count, Datatype type, int root, out int error)
    {
        error = StandardAbi.Success;
        var bytes = count * type.Size;
        if (communicator.Core.Board is not { } board || bytes > Board.MostBytes || (uint)root >= (uint)board.Ranks)
            return false;
        // Whether it stands in one piece may differ between ranks, and does not decide which way it goes.
        var packed = stackalloc byte[type.IsContiguous ? 0 : (int)bytes];
        var data = type.IsContiguous ? (byte*)buffer : packed;
        var what = What(CollectiveKind.Broadcast, root);
        var isRoot = communicator.Rank == root;
        if (isRoot && !type.IsContiguous)
            _ = Transfer.Pack(buffer, count, type, packed, bytes);
        var number = board.Come(communicator, what, data, isRoot ? (int)bytes : 0);
        if (!isRoot)
        {
            var place = board.Await(communicator, root, number);
            if (place->What != what)
                error = StandardAbi.ErrOther;
            else
            {
                var copied = Math.Min(bytes, place->Bytes);
                Buffer.MemoryCopy(Board.Place.DataOf(place, place->Bytes), data, bytes, copied);
                if (!type.IsContiguous)
                    _ = Transfer.Unpack(packed, copied, buffer, count, type);
                if (place->Bytes > bytes)
                    error = StandardAbi.ErrTruncate;
            }
        }

        board.Leave(communicator, number);
        return true;
    }

    /// <summary>MPI_Allreduce of little data by a predefined operation.</summary>
    public static bool TryAllReduce(
        Communicator communicator, void* sent, void* received, long count, Datatype type, int typeHandle,
        Operation operation, out int error)
    {
        error = StandardAbi.Success;
        var bytes = count * type.Size;
        if (communicator.Core.Board is not { } board || bytes > Board.MostBytes || !IsPlain(operation, type))
            return false;
        if (!operation.Reduces(type))
            throw new MpiFailure(StandardAbi.ErrOp);
        var what = What(CollectiveKind.AllReduce, 0);
        var number = board.Come(communicator, what, (nint)sent == Parts.InPlace ? received : sent, (int)bytes);
        if (!board.AwaitAll(communicator, number, what))
            error = StandardAbi.ErrOther;
        else
        {
            for (var rank = 0; rank < board.Ranks; rank++)
            {
                var place = board.Await(communicator, rank, number);
                var operand = Board.Place.DataOf(place, (int)bytes);
                if (place->Bytes != bytes)
                    error = StandardAbi.ErrTruncate;
                else if (rank == 0)
                    Buffer.MemoryCopy(operand, received, bytes, bytes);
                else
                    operation.Apply(operand, received, count, type, typeHandle);
            }
        }

        board.Leave(communicator, number);
        return true;
    }

    /// <summary>Any other; false where it must go by the meeting place.</summary>
    public static bool Try(Part part, out int error)
    {
        error = StandardAbi.Success;
        if (part.Kind == CollectiveKind.Barrier)
            return TryBarrier(part.Communicator, out error);
        if (part.Communicator.Core.Board is not { } board || part.Kind
            is not (CollectiveKind.Broadcast or CollectiveKind.Gather or CollectiveKind.Scatter or CollectiveKind.AllGather
                or CollectiveKind.AllToAll or CollectiveKind.Reduce or CollectiveKind.AllReduce))
            return false;
        var communicator = part.Communicator;
        // All that one brings may be another's to read until the closing meeting.
        var what = What(part.Kind, part.Root);
        var number = board.Come(part, what);
        if (board.AwaitAll(communicator, number, what))
        {
            try
            {
                DoShare(board.PartsOf(number), part);
            }
            catch (MpiFailure failure)
            {
                error = failure.ErrorClass;
            }
        }
        else
            error = StandardAbi.ErrOther;

        board.Leave(communicator, number);
        var closing = board.Come(communicator, Closing, null, 0);
        _ = board.AwaitAll(communicator, closing, Closing);
        board.Leave(communicator, closing);
        if (error == StandardAbi.Success)
            error = part.Request.Result.Error;
        return true;
    }

    private static int What(CollectiveKind kind, int root) => (int)kind | (root << 8);

    // On all ranks the same: they have the same operation, and types of the same basic one.
    private static bool IsPlain(Operation operation, Datatype type) =>
        operation.IsPredefined && type is { IsPredefined: true, IsContiguous: true };

    private static bool IsPlain(Part part) => IsPlain(part.Operation!, part.Send.Type!);

    private static void DoShare(Part[] parts, Part part)
    {
        switch (part.Kind)
        {
            case CollectiveKind.Broadcast when !part.IsRoot:
                var sender = parts[part.Root];
                Collective.Move(
                    sender, sender.Send.Buffer, sender.Send.Count, sender.Send.Type!,
                    part, part.Send.Buffer, part.Send.Count, part.Send.Type!);
                return;
            case CollectiveKind.Gather when !part.IsInPlace:
                Collective.GatherFrom(part, parts[part.Root]);
                return;
            case CollectiveKind.Scatter when !part.IsInPlace:
                Collective.ScatterTo(part, parts[part.Root]);
                return;
            case CollectiveKind.AllGather:
                Collective.AllGatherTo(part, parts);
                return;
            case CollectiveKind.AllToAll when !Array.Exists(parts, each => each.IsInPlace):
                Collective.AllToAllTo(part, parts);
                return;
            case CollectiveKind.Reduce or CollectiveKind.AllReduce when Array.TrueForAll(parts, IsPlain):
                ReduceSlice(parts, part);
                return;
            case CollectiveKind.AllToAll or CollectiveKind.Reduce or CollectiveKind.AllReduce when part.Rank == 0:
                Collective.Do(parts);
                return;
        }
    }

    /// <summary>A slice of the elements, for all ranks that receive: it is read from all, and of no other rank's concern.</summary>
    private static void ReduceSlice(Part[] parts, Part part)
    {
        var (count, type) = (part.Send.Count, part.Send.Type!);
        // A rank that brings less than others must not have them read what lies behind it; all see the same, and none goes on.
        if (Array.Exists(parts, other => other.Send.Count != parts[0].Send.Count || other.Send.Type!.Basic != parts[0].Send.Type!.Basic))
            throw new MpiFailure(StandardAbi.ErrTruncate);
        var (first, end) = (count * part.Rank / parts.Length, count * (part.Rank + 1) / parts.Length);
        var most = Math.Max(1, BlockBytes / Math.Max(1, type.Extent));
        using var result = new Scratch(type, Math.Min(most, count));
        for (var at = first; at < end; at += most)
        {
            var elements = Math.Min(most, end - at);
            _ = Transfer.Copy(Reduction.Operand(parts[0]) + (at * type.Extent), elements, type, result.Address, elements, type);
            foreach (var other in parts.AsSpan(1))
                part.Operation!.Apply(Reduction.Operand(other) + (at * type.Extent), result.Address, elements, type, part.TypeHandle);
            foreach (var to in parts)
            {
                if (part.Kind == CollectiveKind.AllReduce || to.IsRoot)
                    _ = Transfer.Copy(result.Address, elements, type, to.Receive.Buffer + (at * type.Extent), elements, type);
            }
        }
    }
}
