using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Datatypes;
using MpiWasm.Mpi.Local.Messages;
using MpiWasm.Mpi.Local.Objects;

namespace MpiWasm.Mpi.Local.Collectives;

/// <summary>Makes of arguments what a rank brings to a collective, and starts it.</summary>
internal static unsafe class Parts
{
    /// <summary>MPI_IN_PLACE, as this library has it.</summary>
    public const nint InPlace = 1;

    public static Part Of(CollectiveKind kind, int comm)
    {
        var rank = LocalRank.Current;
        return new Part { Kind = kind, Communicator = rank.Objects.Communicators[comm], Request = new Request { Owner = rank } };
    }

    public static Part OfRoot(CollectiveKind kind, int comm, int root)
    {
        var part = Of(kind, comm);
        if (!part.Communicator.Core.IsInter && (uint)root >= (uint)part.Communicator.Group.Size)
            throw new MpiFailure(StandardAbi.ErrRoot);
        part.Root = root;
        return part;
    }

    public static Part OfNeighbours(int comm)
    {
        var part = Of(CollectiveKind.Neighbours, comm);
        var topology = part.Communicator.Topology ?? throw new MpiFailure(StandardAbi.ErrTopology);
        (part.Sources, part.Targets) = (topology.Sources, topology.Targets);
        return part;
    }

    public static Part Sends(this Part part, void* buffer, long count, int type)
    {
        if (part.IsIdle || (part.Kind == CollectiveKind.Gather && part.Communicator.Core.IsInter && part.IsRoot))
            return part;
        if ((nint)buffer == InPlace)
            part.IsInPlace = true;
        else
            part.Send = new Blocks { Buffer = (byte*)buffer, Count = count, Type = TypeOf(type) };
        return part;
    }

    public static Part Sends(this Part part, void* buffer, int* counts, int* at, int type)
    {
        if ((nint)buffer == InPlace)
            part.IsInPlace = true;
        else
            part.Send = new Blocks { Buffer = (byte*)buffer, Counts = counts, Displacements = at, Type = TypeOf(type) };
        return part;
    }

    public static Part Sends(this Part part, void* buffer, int* counts, int* at, int* types)
    {
        if ((nint)buffer == InPlace)
            part.IsInPlace = true;
        else
            part.Send = Typed(buffer, counts, types, part.Communicator.Remote.Size) with { Displacements = at };
        return part;
    }

    public static Part Sends(this Part part, void* buffer, int* counts, nint* at, int* types)
    {
        part.Send = Typed(buffer, counts, types, part.Targets.Length) with { WideDisplacements = at };
        return part;
    }

    /// <summary>To every neighbour the same.</summary>
    public static Part SendsToAll(this Part part, void* buffer, long count, int type)
    {
        part.Send = new Blocks { Buffer = (byte*)buffer, Count = count, Type = TypeOf(type), IsOneForAll = true };
        return part;
    }

    public static Part SendsAtRoot(this Part part, void* buffer, long count, int type)
    {
        if (part.IsRoot)
            part.Send = new Blocks { Buffer = (byte*)buffer, Count = count, Type = TypeOf(type) };
        return part;
    }

    public static Part SendsAtRoot(this Part part, void* buffer, int* counts, int* at, int type)
    {
        if (part.IsRoot)
            part.Send = new Blocks { Buffer = (byte*)buffer, Counts = counts, Displacements = at, Type = TypeOf(type) };
        return part;
    }

    public static Part Receives(this Part part, void* buffer, long count, int type)
    {
        if (part.IsIdle || (part.Kind == CollectiveKind.Scatter && part.Communicator.Core.IsInter && part.IsRoot))
            return part;
        // MPI_Scatter at the root has it where others have a buffer.
        if ((nint)buffer == InPlace)
            part.IsInPlace = true;
        else
            part.Receive = new Blocks { Buffer = (byte*)buffer, Count = count, Type = TypeOf(type) };
        return part;
    }

    public static Part Receives(this Part part, void* buffer, int* counts, int* at, int type)
    {
        part.Receive = new Blocks { Buffer = (byte*)buffer, Counts = counts, Displacements = at, Type = TypeOf(type) };
        return part;
    }

    public static Part Receives(this Part part, void* buffer, int* counts, int* at, int* types)
    {
        part.Receive = Typed(buffer, counts, types, part.Communicator.Remote.Size) with { Displacements = at };
        return part;
    }

    public static Part Receives(this Part part, void* buffer, int* counts, nint* at, int* types)
    {
        part.Receive = Typed(buffer, counts, types, part.Sources.Length) with { WideDisplacements = at };
        return part;
    }

    public static Part ReceivesAtRoot(this Part part, void* buffer, long count, int type) =>
        part.IsRoot ? part.Receives(buffer, count, type) : part;

    public static Part ReceivesAtRoot(this Part part, void* buffer, int* counts, int* at, int type) =>
        part.IsRoot ? part.Receives(buffer, counts, at, type) : part;

    public static Part Reduces(this Part part, void* sent, void* received, long count, int type, int operation)
    {
        if (part.IsIdle)
            return part;
        part.Receive = new Blocks { Buffer = (byte*)received, Count = count, Type = TypeOf(type) };
        return part.Reduces(sent, operation, type);
    }

    /// <summary>With a block for each rank.</summary>
    public static Part Reduces(this Part part, void* sent, void* received, int* counts, int type, int operation)
    {
        part.Receive = new Blocks { Buffer = (byte*)received, Counts = counts, Type = TypeOf(type) };
        return part.Reduces(sent, operation, type);
    }

    /// <summary>Does it, and waits until it is done; its error.</summary>
    public static int Finish(Part part)
    {
        if (AtOnce.Try(part, out var error))
            return error;
        Start(part);
        Requests.Wait(part.Request);
        return part.Request.Result.Error;
    }

    /// <summary>Starts it.</summary>
    public static int Begin(Part part, int* handle)
    {
        part.Request.Starter = _ => Start(part);
        *handle = Requests.Begin(part.Request, isKept: false);
        return StandardAbi.Success;
    }

    /// <summary>Keeps it for MPI_Start.</summary>
    public static int Keep(Part part, int* handle)
    {
        part.Place = part.Communicator.Core.PlaceOf(part.Communicator.Kept++);
        part.Request.Starter = _ => Start(part);
        *handle = Requests.Begin(part.Request, isKept: true);
        return StandardAbi.Success;
    }

    public static Datatype TypeOf(int handle) => LocalRank.Current.Objects.Datatypes[handle];

    private static void Start(Part part)
    {
        part.Request.Prepare();
        part.Request.Owner.Counters.Collectives++;
        var communicator = part.Communicator;
        if (part.Place is { } place)
            place.Come(ref part.Starts, communicator.Seat, part);
        else
            communicator.Core.Meetings.Come(ref communicator.Calls, communicator.Seat, part);
    }

    private static Part Reduces(this Part part, void* sent, int operation, int type)
    {
        part.Operation = LocalRank.Current.Objects.Operations[operation];
        part.TypeHandle = type;
        part.IsInPlace = (nint)sent == InPlace;
        part.Send = part.Receive with { Buffer = (byte*)sent };
        return part.Operation.Reduces(part.Receive.Type!) ? part : throw new MpiFailure(StandardAbi.ErrOp);
    }

    private static Blocks Typed(void* buffer, int* counts, int* types, int ranks)
    {
        var each = new Datatype[ranks];
        for (var i = 0; i < ranks; i++)
            each[i] = counts[i] == 0 ? Predefined.Byte : TypeOf(types[i]);
        return new Blocks { Buffer = (byte*)buffer, Counts = counts, Types = each };
    }
}
