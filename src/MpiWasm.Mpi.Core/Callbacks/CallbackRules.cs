using System.Collections.Frozen;
using MpiWasm.Mpi.Abi.Api;

namespace MpiWasm.Mpi.Core.Callbacks;

/// <summary>
/// What guest code may call while frames of the library lie below it: in operations, and in the functions of generalized requests and data
/// representations. The standard forbids communication there (MPI 5.0 §6.9.5), and libraries crash when what they are working on is freed.
/// So: inquiries, datatypes, packing, what is ours alone, and MPI_Abort. All else is MPI_ERR_OTHER.
/// </summary>
internal static class CallbackRules
{
    private static readonly FrozenSet<string> Names = FrozenSet.ToFrozenSet(
        [
            // The environment.
            "MPI_Abort", "MPI_Initialized", "MPI_Finalized", "MPI_Query_thread", "MPI_Is_thread_main", "MPI_Get_version",
            "MPI_Get_library_version", "MPI_Get_processor_name", "MPI_Wtime",
            "MPI_Wtick", "MPI_Get_address", "MPI_Aint_add", "MPI_Aint_diff", "MPI_Alloc_mem", "MPI_Free_mem",
            // Errors, which are ours.
            "MPI_Error_class", "MPI_Error_string", "MPI_Add_error_class", "MPI_Add_error_code", "MPI_Add_error_string",
            "MPI_Remove_error_class", "MPI_Remove_error_code",
            "MPI_Remove_error_string", "MPI_Comm_get_errhandler", "MPI_Comm_call_errhandler", "MPI_Errhandler_free",
            // What is known of communicators, groups and hints.
            "MPI_Comm_rank", "MPI_Comm_size", "MPI_Comm_remote_size", "MPI_Comm_test_inter", "MPI_Comm_compare", "MPI_Comm_get_name",
            "MPI_Comm_get_attr", "MPI_Topo_test", "MPI_Cartdim_get",
            "MPI_Cart_get", "MPI_Cart_rank", "MPI_Cart_coords", "MPI_Cart_shift", "MPI_Graphdims_get", "MPI_Graph_get",
            "MPI_Graph_neighbors_count", "MPI_Graph_neighbors",
            "MPI_Dist_graph_neighbors_count", "MPI_Dist_graph_neighbors", "MPI_Group_size", "MPI_Group_rank",
            "MPI_Group_translate_ranks", "MPI_Group_compare", "MPI_Info_get",
            "MPI_Info_get_nkeys", "MPI_Info_get_nthkey", "MPI_Info_get_string", "MPI_Info_get_valuelen",
            // Datatypes. Those that are freed go later, see GuestCode.WhenLibraryIsLeft.
            "MPI_Type_size", "MPI_Type_size_x", "MPI_Type_get_extent", "MPI_Type_get_extent_x", "MPI_Type_get_true_extent",
            "MPI_Type_get_true_extent_x", "MPI_Type_get_envelope",
            "MPI_Type_get_contents", "MPI_Type_get_name", "MPI_Type_set_name", "MPI_Type_get_attr", "MPI_Type_set_attr",
            "MPI_Type_delete_attr", "MPI_Type_get_value_index", "MPI_Type_match_size",
            "MPI_Type_contiguous", "MPI_Type_vector", "MPI_Type_create_hvector", "MPI_Type_indexed", "MPI_Type_create_hindexed",
            "MPI_Type_create_indexed_block",
            "MPI_Type_create_hindexed_block", "MPI_Type_create_struct", "MPI_Type_create_subarray", "MPI_Type_create_darray",
            "MPI_Type_create_resized", "MPI_Type_create_f90_integer",
            "MPI_Type_create_f90_real", "MPI_Type_create_f90_complex", "MPI_Type_dup", "MPI_Type_commit", "MPI_Type_free",
            "MPI_Type_create_keyval", "MPI_Type_free_keyval",
            // Data and statuses.
            "MPI_Pack", "MPI_Unpack", "MPI_Pack_size", "MPI_Pack_external", "MPI_Unpack_external", "MPI_Pack_external_size",
            "MPI_Reduce_local", "MPI_Op_commutative", "MPI_Op_free",
            "MPI_Get_count", "MPI_Get_elements", "MPI_Get_elements_x", "MPI_Test_cancelled", "MPI_Status_set_elements",
            "MPI_Status_set_elements_x", "MPI_Status_set_cancelled",
            "MPI_Status_get_source", "MPI_Status_get_tag", "MPI_Status_get_error", "MPI_Status_set_source", "MPI_Status_set_tag",
            "MPI_Status_set_error",
        ], StringComparer.Ordinal);

    private static readonly bool[] ByIndex = [.. MpiApi.Standard.Procedures.Select(p => Names.Contains(p.BaseName))];

    /// <summary>The names, without those with wide counts.</summary>
    public static IEnumerable<string> AllowedInLibrary => Names;

    /// <summary>Whether the procedure may be called above frames of the library.</summary>
    public static bool AllowsInLibrary(Procedure procedure) => ByIndex[procedure.Index];
}
