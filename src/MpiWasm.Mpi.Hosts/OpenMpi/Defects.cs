using System.Collections.Immutable;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Hosts.OpenMpi;

/// <summary>What Open MPI does wrong, as small programs in C show.</summary>
internal static class Defects
{
    public static ImmutableArray<Defect> All { get; } =
    [
        new()
        {
            Kind = HostDefects.AloneAlltoallwScales,
            Procedures = ["MPI_Alltoallw", "MPI_Ialltoallw", "MPI_Alltoallw_init"],
            Happens = "where a process is alone, displacements are multiplied with the datatypes' extents: it writes to other places, also "
                + "outside of the guest's memory (4.1.4)",
            Remedy = "it gets buffers that begin there, and displacements of 0",
            Upstream = "ompi/mca/coll/self/coll_self_alltoallw.c, still so in 5.0.9 and 6.1",
        },
        new()
        {
            Kind = HostDefects.PersistentLosesTypes,
            Procedures =
            [
                "MPI_Allgather_init", "MPI_Allgatherv_init", "MPI_Allreduce_init", "MPI_Alltoall_init", "MPI_Alltoallv_init",
                "MPI_Bcast_init",
                "MPI_Exscan_init", "MPI_Gather_init", "MPI_Gatherv_init", "MPI_Neighbor_allgather_init", "MPI_Neighbor_allgatherv_init",
                "MPI_Neighbor_alltoall_init", "MPI_Neighbor_alltoallv_init", "MPI_Reduce_init", "MPI_Reduce_scatter_init",
                "MPI_Reduce_scatter_block_init", "MPI_Scan_init", "MPI_Scatter_init", "MPI_Scatterv_init",
            ],
            Versions = VersionRange.Major(4),
            Happens = "a persistent collective whose datatype the program has freed goes on with what lies there "
                + "then: wrong values, or a crash (4.1.4)",
            Remedy = "where the datatype is derived each start calls the nonblocking procedure, with a datatype of its own",
        },
        new()
        {
            Kind = HostDefects.OwnSwapCrashes,
            Procedures = ["MPI_Compare_and_swap"],
            Versions = VersionRange.Major(4),
            Happens = "the component for shared memory has no way to the process itself, and only this operation asks for one (4.1.4: "
                + "mca_btl_vader_emu_acswap gets no endpoint)",
            Remedy = "the processor's own instruction, after an operation that changes nothing has let the library see the epoch",
        },
        new()
        {
            Kind = HostDefects.BufferedSendIsFinal,
            Procedures = ["MPI_Bsend", "MPI_Ibsend", "MPI_Bsend_init"],
            Happens = "after a message for which there was no room in the buffer it cannot go on (4.1.4)",
            Remedy = "it keeps a buffer with room to spare from the first attachment on, and whether the guest's "
                + "could hold a message is checked before",
            Upstream = "ompi/mca/pml/base/pml_base_bsend.c, still so in 5.0.9",
        },
        new()
        {
            Kind = HostDefects.BackgroundAccessHangs,
            Procedures = ["MPI_File_iread*", "MPI_File_iwrite*", "MPI_File_read_all_begin", "MPI_File_read_at_all_begin",
            "MPI_File_read_ordered_begin",
                "MPI_File_write_all_begin", "MPI_File_write_at_all_begin", "MPI_File_write_ordered_begin"],
            Happens = "a read that reaches the end of the file is started again without an end, and an error crashes (4.1.4)",
            Remedy = "the whole access is made at the beginning",
            Upstream = "mca_fbtl_posix_progress in ompi/mca/fbtl/posix/fbtl_posix.c, still so in 5.0.9 and 6.1",
        },
        new()
        {
            Kind = HostDefects.WritesConcealLosses,
            Procedures = ["MPI_File_write", "MPI_File_write_all", "MPI_File_write_at", "MPI_File_write_at_all", "MPI_File_write_shared"],
            Happens = "MPI_SUCCESS over a full disk or a limit; the status tells how much was written, but for collective writes, "
                + "which tell what was asked for (4.1.4)",
            Remedy = "the status is looked at; after a collective write to a file that ends too early, or a disk that is nearly full, each "
                + "process writes its part once more by itself",
        },
        new()
        {
            Kind = HostDefects.PreallocationSpoilsFiles,
            Procedures = ["MPI_File_preallocate"],
            Happens = "what lies behind the first 32 MiB is overwritten with these; a process that looks at the size while another writes, "
                + "or after, leaves out a message, and later calls get that of another call (4.1.4)",
            Remedy = "each process takes the space itself, and the size is set to what it is then",
            Upstream = "mca_io_ompio_file_preallocate in ompi/mca/io/ompio/io_ompio_file_open.c, still so in 5.0.6 and after 6.0",
        },
        new()
        {
            Kind = HostDefects.None,
            Procedures = ["MPI_Recv*", "MPI_Irecv*", "MPI_Sendrecv*", "MPI_Start*"],
            Happens = "of a contiguous message beyond the eager limit that is longer than its receive all is written, and then "
                + "MPI_ERR_TRUNCATE is told (4.1.4)",
            Remedy = "nothing is written beyond what the guest's memory reserves: 32-bit memories reserve more than a message has; for "
                + "others, and in jobs of one process, messages to the process itself are not fetched; between processes the kernel "
                + "copies, and stops at the end of the memory",
            Upstream = "mca_pml_ob1_recv_request_progress_rget in ompi/mca/pml/ob1/pml_ob1_recvreq.c, still so in 5.0.9 and 6.1",
        },
        new()
        {
            Kind = HostDefects.WaitallHangsOverErrors,
            Procedures = ["MPI_Waitall"],
            Happens = "with MPI_THREAD_MULTIPLE it waits for ever for a signal that nobody gives, where a request has ended "
                + "with an error before the call (4.1.4)",
            Remedy = "in jobs of that level the requests are completed one after the other",
            Upstream = "ompi_request_default_wait_all in ompi/request/req_wait.c, still so in 5.0.6",
        },
        new()
        {
            Kind = HostDefects.StaleVariables,
            Procedures = ["MPI_T_cvar_read", "MPI_T_cvar_write"],
            // Variables of the libraries that plugins have in common, and the plugins' synonyms of them.
            Variables = ["opal_common_", "_ucx_", "_ofi_"],
            Happens = "they lie in a plugin that is unloaded when it is not used, and stay registered: a native program crashes as well, "
                + "if nothing else has taken the place in memory (4.1.4)",
            Remedy = "their values are not asked for",
        },
    ];
}
