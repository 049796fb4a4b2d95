using System.Collections.Immutable;

using MpiWasm.Mpi.Abi.Api;

namespace MpiWasm.Mpi.Abi.Native;

/// <summary>
/// Groups of predefined operations that are defined for the same datatypes (MPI 5.0 §6.9.2, §6.9.4). In <see cref="HandleEntry.Meta"/>
/// of a datatype: those that its elements have, where they are all of one predefined type; of a predefined operation: its own.
/// Reductions look there: one-sided, libraries take any operation with any datatype, and MPICH 4 then never finishes; over others it may
/// end the process.
/// </summary>
[Flags]
public enum OperationGroups : uint
{
    None = 0,
    /// <summary>MPI_SUM, MPI_PROD.</summary>
    Sums = 1 << 9,
    /// <summary>MPI_MIN, MPI_MAX.</summary>
    Orders = 1 << 10,
    /// <summary>MPI_BAND, MPI_BOR, MPI_BXOR.</summary>
    Bits = 1 << 11,
    /// <summary>MPI_LAND, MPI_LOR, MPI_LXOR.</summary>
    Truths = 1 << 12,
    /// <summary>MPI_MINLOC, MPI_MAXLOC.</summary>
    Places = 1 << 13,
    All = Sums | Orders | Bits | Truths | Places,
}

/// <summary>Which operations are in which group.</summary>
public static class OperationGroupNames
{
    private static readonly ImmutableArray<(OperationGroups Group, ImmutableArray<string> Operations)> Members =
    [
        (OperationGroups.Sums, [ConstantNames.Sum, ConstantNames.Prod]),
        (OperationGroups.Orders, [ConstantNames.Min, ConstantNames.Max]),
        (OperationGroups.Bits, [ConstantNames.Band, ConstantNames.Bor, ConstantNames.Bxor]),
        (OperationGroups.Truths, [ConstantNames.Land, ConstantNames.Lor, ConstantNames.Lxor]),
        (OperationGroups.Places, [ConstantNames.Minloc, ConstantNames.Maxloc]),
    ];

    /// <summary>That of an operation; none for those that take any datatype.</summary>
    public static OperationGroups Of(string operation) => Members.FirstOrDefault(m => m.Operations.Contains(operation)).Group;
}
