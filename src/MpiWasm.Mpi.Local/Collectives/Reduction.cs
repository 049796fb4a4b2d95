using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Datatypes;
using MpiWasm.Mpi.Local.Objects;

namespace MpiWasm.Mpi.Local.Collectives;

/// <summary>What an operation makes of what several ranks bring.</summary>
internal static unsafe class Reduction
{
    /// <summary>
    /// The reduction of what ranks bring, in their order. Where the operation does not commute, from the first to the last: it is
    /// associative by rights, and programs in which it is not expect this.
    /// </summary>
    /// <param name="all">All that meet; the thread is that of one of them.</param>
    /// <param name="parts">Those whose elements are reduced.</param>
    /// <param name="result">Room for the elements.</param>
    /// <param name="count">How many each has.</param>
    /// <param name="type">How they lie in the result.</param>
    public static void Accumulate(Part[] all, ReadOnlySpan<Part> parts, byte* result, long count, Datatype type)
    {
        var (operation, handle) = Actor(all, parts[0]);
        foreach (var part in parts)
            Check(part, operation, count, type);
        if (operation.IsCommutative)
        {
            _ = Transfer.Copy(Operand(parts[0]), count, parts[0].Send.Type!, result, count, type);
            using var converted = new Scratch(type, NeedsCopies(parts, type) ? count : 0);
            foreach (var part in parts[1..])
                operation.Apply(LaidOut(part, converted.Address, count, type), result, count, type, handle);
            return;
        }

        // The result of an application is its right operand: two buffers change places.
        using var other = new Scratch(type, count);
        var (left, right) = (
            (nint)(parts.Length % 2 == 1 ? result : other.Address), (nint)(parts.Length % 2 == 1 ? other.Address : result));
        _ = Transfer.Copy(Operand(parts[0]), count, parts[0].Send.Type!, (void*)left, count, type);
        foreach (var part in parts[1..])
        {
            _ = Transfer.Copy(Operand(part), count, part.Send.Type!, (void*)right, count, type);
            operation.Apply((void*)left, (void*)right, count, type, handle);
            (left, right) = (right, left);
        }
    }

    /// <summary>What a rank brings.</summary>
    public static byte* Operand(Part part) => part.IsInPlace ? part.Receive.Buffer : part.Send.Buffer;

    /// <summary>
    /// Operation and datatype as the rank has them whose thread this is: a function of the program runs in that rank's instance. Between
    /// two groups it may have none.
    /// </summary>
    private static (Operation Operation, int TypeHandle) Actor(Part[] all, Part other)
    {
        var part = Array.Find(all, part => part.Request.Owner == LocalRank.Current && part.Operation is not null) ?? other;
        return (part.Operation!, part.TypeHandle);
    }

    /// <summary>A rank that brings less than others, or something else, must not have them read what lies behind it.</summary>
    private static void Check(Part part, Operation operation, long count, Datatype type)
    {
        if (part.Elements != count || part.Send.Type!.Size != type.Size || part.Send.Type.Basic != type.Basic)
            throw new MpiFailure(StandardAbi.ErrTruncate);
        if (part.Operation!.IsCommutative != operation.IsCommutative)
            throw new MpiFailure(StandardAbi.ErrOp);
    }

    private static bool NeedsCopies(ReadOnlySpan<Part> parts, Datatype type)
    {
        foreach (var part in parts)
        {
            if (!IsLaidOutAs(part, type))
                return true;
        }

        return false;
    }

    /// <summary>The rank's elements as they lie in the result: types may be of one signature and differ in their gaps.</summary>
    private static byte* LaidOut(Part part, byte* room, long count, Datatype type)
    {
        if (IsLaidOutAs(part, type))
            return Operand(part);
        _ = Transfer.Copy(Operand(part), count, part.Send.Type!, room, count, type);
        return room;
    }

    private static bool IsLaidOutAs(Part part, Datatype type) =>
        part.Send.Type == type || (part.Send.Type!.IsContiguous && type.IsContiguous);
}
