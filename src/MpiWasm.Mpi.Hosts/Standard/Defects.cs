using System.Collections.Immutable;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Hosts.Standard;

/// <summary>What any library may do wrong that has the standard ABI: the ABI does not say whose it is.</summary>
internal static class Defects
{
    public static ImmutableArray<Defect> All { get; } =
    [
        new()
        {
            Kind = HostDefects.FewDimensions,
            Procedures = ["MPI_Cart_create", "MPI_Cart_map"],
            Happens = "as of MPICH, whose library it may be",
            Remedy = "more than 16 dimensions are refused",
        },
    ];
}
