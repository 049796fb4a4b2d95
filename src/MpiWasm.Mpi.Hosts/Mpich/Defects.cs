using System.Collections.Immutable;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Hosts.Mpich;

/// <summary>What MPICH does wrong, as small programs in C show.</summary>
internal static class Defects
{
    public static ImmutableArray<Defect> All { get; } =
    [
        new()
        {
            Kind = HostDefects.Unusable,
            Procedures = ["MPI_Isendrecv", "MPI_Isendrecv_replace"],
            Versions = VersionRange.Series(4, 0),
            Happens = "leaves the status as it was, and with MPI_PROC_NULL never completes (4.0.2)",
            Remedy = "a receive and a send of ours",
        },
        new()
        {
            Kind = HostDefects.Unusable,
            Procedures =
            [
                "MPI_Allgather_init", "MPI_Allgatherv_init", "MPI_Allreduce_init", "MPI_Alltoall_init", "MPI_Alltoallv_init",
                "MPI_Alltoallw_init", "MPI_Barrier_init", "MPI_Bcast_init",
                "MPI_Exscan_init", "MPI_Gather_init", "MPI_Gatherv_init", "MPI_Neighbor_allgather_init", "MPI_Neighbor_allgatherv_init",
                "MPI_Neighbor_alltoall_init",
                "MPI_Neighbor_alltoallv_init", "MPI_Neighbor_alltoallw_init", "MPI_Reduce_init", "MPI_Reduce_scatter_block_init",
                "MPI_Reduce_scatter_init", "MPI_Scan_init",
                "MPI_Scatter_init", "MPI_Scatterv_init",
            ],
            Versions = VersionRange.Series(4, 0),
            Happens = "gather, scatter and allgather deliver old data from the second start on, and on several processes the "
                + "library loses its communicator (4.0.2)",
            Remedy = "each start calls the nonblocking collective, on a communicator of the operation's own; none of the family is used",
        },
        new()
        {
            Kind = HostDefects.Unusable,
            Procedures = ["MPI_File_read*", "MPI_File_write*", "MPI_File_iread*", "MPI_File_iwrite*"],
            Counts = CountForms.Large,
            Versions = VersionRange.Series(4, 0),
            Happens = "asserts that the count is not large (4.0.2)",
            Remedy = "the procedure with ordinary counts",
        },
        new()
        {
            Kind = HostDefects.MisplacesOrderedBlocks,
            Procedures = ["MPI_Reduce_scatter", "MPI_Reduce_scatter_block", "MPI_Ireduce_scatter", "MPI_Ireduce_scatter_block"],
            Happens = "elements with gaps are written into room for elements without, where the operation does not commute (4.0.2)",
            Remedy = "an exchange of the blocks, which each process reduces by itself",
            Upstream = "src/mpi/coll/reduce_scatter_block/reduce_scatter_block_intra_noncommutative.c, still so in 5.1.0a1",
        },
        new()
        {
            Kind = HostDefects.FewDimensions,
            Procedures = ["MPI_Cart_create", "MPI_Cart_map"],
            Happens = "MPI_Cart_shift, which neighbourhood collectives call, has coordinates for 16 dimensions and looks at no limit",
            Remedy = "more are refused",
            Upstream = "MAX_CART_DIM in src/include/mpir_topo.h, still so in 5.1.0a1",
        },
        new()
        {
            Kind = HostDefects.UniverseSizeStartsLauncher,
            Procedures = ["MPI_Comm_get_attr"],
            Happens = "without a launcher the mpiexec of the search path is started and asked, and waited for without "
                + "an end where it is another library's",
            Remedy = "the attribute is not there for processes that no launcher started",
        },
        new()
        {
            Kind = HostDefects.NeighborAlltoallwMiscounts,
            Procedures = ["MPI_Neighbor_alltoallw", "MPI_Ineighbor_alltoallw"],
            Counts = CountForms.Ordinary,
            Happens = "counts are widened in the library, as many as there are sources where there are destinations (4.0.2)",
            Remedy = "it gets wide ones",
        },
        new()
        {
            Kind = HostDefects.ReduceLocalIsNarrow,
            Procedures = ["MPI_Reduce_local"],
            Counts = CountForms.Large,
            Happens = "asserts that the count is not large (4.0.2)",
            Remedy = "such counts are refused",
        },
        new()
        {
            Kind = HostDefects.RequestFunctionsRunLocked,
            Procedures =
            [
                "MPI_Get_processor_name", "MPI_Comm_compare", "MPI_Comm_get_attr", "MPI_Group_compare", "MPI_Group_translate_ranks",
                "MPI_Dist_graph_neighbors", "MPI_Dist_graph_neighbors_count", "MPI_Pack", "MPI_Unpack", "MPI_Pack_size",
                "MPI_Type_commit", "MPI_Type_contiguous", "MPI_Type_vector", "MPI_Type_indexed", "MPI_Type_dup", "MPI_Type_create_h*",
                "MPI_Type_create_indexed_block", "MPI_Type_create_struct", "MPI_Type_create_subarray", "MPI_Type_create_darray",
                "MPI_Type_create_resized", "MPI_Type_create_f90*",
                "MPI_Reduce_local", "MPI_Op_commutative", "MPI_Op_free", "MPI_Status_set_cancelled", "MPI_Status_set_elements*",
            ],
            Happens = "with MPI_THREAD_MULTIPLE the functions that free and cancel a generalized request are called under the library's "
                + "lock, and what needs the lock again ends the job (4.0.2)",
            Remedy = "there these procedures are MPI_ERR_OTHER",
        },
        new()
        {
            Kind = HostDefects.AccessesEndTwice,
            Procedures = ["MPI_Testall", "MPI_Request_get_status"],
            Happens = "MPI_Testall asks an access to a file that is over once more, while another request is not, and so gives it back "
                + "twice: the next call asserts; MPI_Request_get_status never asks it (4.0.2)",
            Remedy = "such a request is asked by MPI_Test alone, and no more when it is over",
            Upstream = "MPIR_Testall_state in src/mpi/request/request_impl.c, still so in August 2026",
        },
        new()
        {
            Kind = HostDefects.AbortsOnUndefinedOperations,
            Procedures =
            [
                "MPI_Reduce", "MPI_Allreduce", "MPI_Scan", "MPI_Exscan", "MPI_Reduce_scatter*", "MPI_Ireduce*", "MPI_Iallreduce",
                "MPI_Iscan", "MPI_Iexscan", "MPI_Reduce_local",
            ],
            Happens = "MPI_LAND and MPI_LOR of floating point numbers pass the check of arguments and end the process by an assertion "
                + "(4.0.2)",
            Remedy = "where the standard does not define the two on a datatype they are MPI_ERR_OP",
        },
    ];
}
