using MpiWasm.Mpi.Objects.Info;

namespace MpiWasm.Mpi.Processes;

/// <summary>What the guest has told of its Fortran (MPI 5.0 §20.4).</summary>
internal sealed class FortranFacts
{
    /// <summary>What MPI_Abi_set_fortran_info told, or null.</summary>
    public InfoObject? Info { get; set; }

    /// <summary>What MPI_Abi_set_fortran_booleans told, or null.</summary>
    public (int Size, byte[] True, byte[] False)? Booleans { get; set; }
}
