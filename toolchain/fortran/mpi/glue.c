/* Generated from api/mpi.api by make generate. */
#include "fortran.h"

void pmpi_init_(MPI_Fint *ierror) {
    int error = PMPI_Init(NULL, NULL);
    if (ierror) *ierror = error;
}
NAMES(mpi_init)

void pmpi_init_thread_(MPI_Fint *required, MPI_Fint *provided, MPI_Fint *ierror) {
    int error = PMPI_Init_thread(NULL, NULL, *required, provided);
    if (ierror) *ierror = error;
}
NAMES(mpi_init_thread)

void pmpi_initialized_(MPI_Fint *flag, MPI_Fint *ierror) {
    int error = PMPI_Initialized(flag);
    if (ierror) *ierror = error;
}
NAMES(mpi_initialized)

void pmpi_finalize_(MPI_Fint *ierror) {
    int error = PMPI_Finalize();
    if (ierror) *ierror = error;
}
NAMES(mpi_finalize)

void pmpi_finalized_(MPI_Fint *flag, MPI_Fint *ierror) {
    int error = PMPI_Finalized(flag);
    if (ierror) *ierror = error;
}
NAMES(mpi_finalized)

void pmpi_abort_(MPI_Fint *comm, MPI_Fint *errorcode, MPI_Fint *ierror) {
    int error = PMPI_Abort((MPI_Comm)(intptr_t)*comm, *errorcode);
    if (ierror) *ierror = error;
}
NAMES(mpi_abort)

void pmpi_query_thread_(MPI_Fint *provided, MPI_Fint *ierror) {
    int error = PMPI_Query_thread(provided);
    if (ierror) *ierror = error;
}
NAMES(mpi_query_thread)

void pmpi_is_thread_main_(MPI_Fint *flag, MPI_Fint *ierror) {
    int error = PMPI_Is_thread_main(flag);
    if (ierror) *ierror = error;
}
NAMES(mpi_is_thread_main)

void pmpi_get_version_(MPI_Fint *version, MPI_Fint *subversion, MPI_Fint *ierror) {
    int error = PMPI_Get_version(version, subversion);
    if (ierror) *ierror = error;
}
NAMES(mpi_get_version)

void pmpi_get_library_version_(char *version, MPI_Fint *resultlen, MPI_Fint *ierror, size_t version_len) {
    char *version_c = string_room(8192);
    int error = PMPI_Get_library_version(version_c, resultlen);
    if (error == MPI_SUCCESS) string_out(version_c, version, version_len);
    free(version_c);
    if (ierror) *ierror = error;
}
NAMES(mpi_get_library_version)

void pmpi_get_processor_name_(char *name, MPI_Fint *resultlen, MPI_Fint *ierror, size_t name_len) {
    char *name_c = string_room(256);
    int error = PMPI_Get_processor_name(name_c, resultlen);
    if (error == MPI_SUCCESS) string_out(name_c, name, name_len);
    free(name_c);
    if (ierror) *ierror = error;
}
NAMES(mpi_get_processor_name)

double pmpi_wtime_(void) {
    return PMPI_Wtime();
}
FUNCTION(mpi_wtime)

double pmpi_wtick_(void) {
    return PMPI_Wtick();
}
FUNCTION(mpi_wtick)

void pmpi_abi_get_fortran_booleans_(MPI_Fint *logical_size, void *logical_true, void *logical_false, MPI_Fint *is_set, MPI_Fint *ierror) {
    int error = PMPI_Abi_get_fortran_booleans(*logical_size, logical_true, logical_false, is_set);
    if (ierror) *ierror = error;
}
NAMES(mpi_abi_get_fortran_booleans)

void pmpi_abi_get_fortran_info_(MPI_Fint *info, MPI_Fint *ierror) {
    int error = PMPI_Abi_get_fortran_info((MPI_Info *)info);
    if (ierror) *ierror = error;
}
NAMES(mpi_abi_get_fortran_info)

void pmpi_abi_get_info_(MPI_Fint *info, MPI_Fint *ierror) {
    int error = PMPI_Abi_get_info((MPI_Info *)info);
    if (ierror) *ierror = error;
}
NAMES(mpi_abi_get_info)

void pmpi_abi_get_version_(MPI_Fint *abi_major, MPI_Fint *abi_minor, MPI_Fint *ierror) {
    int error = PMPI_Abi_get_version(abi_major, abi_minor);
    if (ierror) *ierror = error;
}
NAMES(mpi_abi_get_version)

void pmpi_abi_set_fortran_booleans_(MPI_Fint *logical_size, void *logical_true, void *logical_false, MPI_Fint *ierror) {
    int error = PMPI_Abi_set_fortran_booleans(*logical_size, logical_true, logical_false);
    if (ierror) *ierror = error;
}
NAMES(mpi_abi_set_fortran_booleans)

void pmpi_abi_set_fortran_info_(MPI_Fint *info, MPI_Fint *ierror) {
    int error = PMPI_Abi_set_fortran_info((MPI_Info)(intptr_t)*info);
    if (ierror) *ierror = error;
}
NAMES(mpi_abi_set_fortran_info)

void pmpi_alloc_mem_(MPI_Aint *size, MPI_Fint *info, void *baseptr, MPI_Fint *ierror) {
    int error = PMPI_Alloc_mem(*size, (MPI_Info)(intptr_t)*info, baseptr);
    if (ierror) *ierror = error;
}
NAMES(mpi_alloc_mem)
POINTER(mpi_alloc_mem)

void pmpi_free_mem_(void *base, MPI_Fint *ierror) {
    int error = PMPI_Free_mem(address_of(base));
    if (ierror) *ierror = error;
}
NAMES(mpi_free_mem)

void pmpi_get_hw_resource_info_(MPI_Fint *hw_info, MPI_Fint *ierror) {
    int error = PMPI_Get_hw_resource_info((MPI_Info *)hw_info);
    if (ierror) *ierror = error;
}
NAMES(mpi_get_hw_resource_info)

void pmpi_pcontrol_(MPI_Fint *level, MPI_Fint *ierror) {
    int error = PMPI_Pcontrol(*level);
    if (ierror) *ierror = error;
}
NAMES(mpi_pcontrol)

void pmpi_error_string_(MPI_Fint *errorcode, char *string, MPI_Fint *resultlen, MPI_Fint *ierror, size_t string_len) {
    char *string_c = string_room(512);
    int error = PMPI_Error_string(*errorcode, string_c, resultlen);
    if (error == MPI_SUCCESS) string_out(string_c, string, string_len);
    free(string_c);
    if (ierror) *ierror = error;
}
NAMES(mpi_error_string)

void pmpi_error_class_(MPI_Fint *errorcode, MPI_Fint *errorclass, MPI_Fint *ierror) {
    int error = PMPI_Error_class(*errorcode, errorclass);
    if (ierror) *ierror = error;
}
NAMES(mpi_error_class)

void pmpi_comm_set_errhandler_(MPI_Fint *comm, MPI_Fint *errhandler, MPI_Fint *ierror) {
    int error = PMPI_Comm_set_errhandler((MPI_Comm)(intptr_t)*comm, (MPI_Errhandler)(intptr_t)*errhandler);
    if (ierror) *ierror = error;
}
NAMES(mpi_comm_set_errhandler)

void pmpi_comm_get_errhandler_(MPI_Fint *comm, MPI_Fint *errhandler, MPI_Fint *ierror) {
    int error = PMPI_Comm_get_errhandler((MPI_Comm)(intptr_t)*comm, (MPI_Errhandler *)errhandler);
    if (ierror) *ierror = error;
}
NAMES(mpi_comm_get_errhandler)

void pmpi_errhandler_free_(MPI_Fint *errhandler, MPI_Fint *ierror) {
    int error = PMPI_Errhandler_free((MPI_Errhandler *)errhandler);
    if (ierror) *ierror = error;
}
NAMES(mpi_errhandler_free)

void pmpi_add_error_class_(MPI_Fint *errorclass, MPI_Fint *ierror) {
    int error = PMPI_Add_error_class(errorclass);
    if (ierror) *ierror = error;
}
NAMES(mpi_add_error_class)

void pmpi_add_error_code_(MPI_Fint *errorclass, MPI_Fint *errorcode, MPI_Fint *ierror) {
    int error = PMPI_Add_error_code(*errorclass, errorcode);
    if (ierror) *ierror = error;
}
NAMES(mpi_add_error_code)

void pmpi_add_error_string_(MPI_Fint *errorcode, char *string, MPI_Fint *ierror, size_t string_len) {
    char *string_c = string_in(string, string_len);
    int error = PMPI_Add_error_string(*errorcode, string_c);
    free(string_c);
    if (ierror) *ierror = error;
}
NAMES(mpi_add_error_string)

void pmpi_comm_call_errhandler_(MPI_Fint *comm, MPI_Fint *errorcode, MPI_Fint *ierror) {
    int error = PMPI_Comm_call_errhandler((MPI_Comm)(intptr_t)*comm, *errorcode);
    if (ierror) *ierror = error;
}
NAMES(mpi_comm_call_errhandler)

void pmpi_comm_create_errhandler_(MPI_Comm_errhandler_function *comm_errhandler_fn, MPI_Fint *errhandler, MPI_Fint *ierror) {
    int error = PMPI_Comm_create_errhandler(comm_errhandler_fn, (MPI_Errhandler *)errhandler);
    if (ierror) *ierror = error;
}
NAMES(mpi_comm_create_errhandler)

void pmpi_file_call_errhandler_(MPI_Fint *fh, MPI_Fint *errorcode, MPI_Fint *ierror) {
    int error = PMPI_File_call_errhandler((MPI_File)(intptr_t)*fh, *errorcode);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_call_errhandler)

void pmpi_file_create_errhandler_(MPI_File_errhandler_function *file_errhandler_fn, MPI_Fint *errhandler, MPI_Fint *ierror) {
    int error = PMPI_File_create_errhandler(file_errhandler_fn, (MPI_Errhandler *)errhandler);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_create_errhandler)

void pmpi_file_get_errhandler_(MPI_Fint *file, MPI_Fint *errhandler, MPI_Fint *ierror) {
    int error = PMPI_File_get_errhandler((MPI_File)(intptr_t)*file, (MPI_Errhandler *)errhandler);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_get_errhandler)

void pmpi_file_set_errhandler_(MPI_Fint *file, MPI_Fint *errhandler, MPI_Fint *ierror) {
    int error = PMPI_File_set_errhandler((MPI_File)(intptr_t)*file, (MPI_Errhandler)(intptr_t)*errhandler);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_set_errhandler)

void pmpi_remove_error_class_(MPI_Fint *errorclass, MPI_Fint *ierror) {
    int error = PMPI_Remove_error_class(*errorclass);
    if (ierror) *ierror = error;
}
NAMES(mpi_remove_error_class)

void pmpi_remove_error_code_(MPI_Fint *errorcode, MPI_Fint *ierror) {
    int error = PMPI_Remove_error_code(*errorcode);
    if (ierror) *ierror = error;
}
NAMES(mpi_remove_error_code)

void pmpi_remove_error_string_(MPI_Fint *errorcode, MPI_Fint *ierror) {
    int error = PMPI_Remove_error_string(*errorcode);
    if (ierror) *ierror = error;
}
NAMES(mpi_remove_error_string)

void pmpi_session_call_errhandler_(MPI_Fint *session, MPI_Fint *errorcode, MPI_Fint *ierror) {
    int error = PMPI_Session_call_errhandler((MPI_Session)(intptr_t)*session, *errorcode);
    if (ierror) *ierror = error;
}
NAMES(mpi_session_call_errhandler)

void pmpi_session_create_errhandler_(MPI_Session_errhandler_function *session_errhandler_fn, MPI_Fint *errhandler, MPI_Fint *ierror) {
    int error = PMPI_Session_create_errhandler(session_errhandler_fn, (MPI_Errhandler *)errhandler);
    if (ierror) *ierror = error;
}
NAMES(mpi_session_create_errhandler)

void pmpi_session_get_errhandler_(MPI_Fint *session, MPI_Fint *errhandler, MPI_Fint *ierror) {
    int error = PMPI_Session_get_errhandler((MPI_Session)(intptr_t)*session, (MPI_Errhandler *)errhandler);
    if (ierror) *ierror = error;
}
NAMES(mpi_session_get_errhandler)

void pmpi_session_set_errhandler_(MPI_Fint *session, MPI_Fint *errhandler, MPI_Fint *ierror) {
    int error = PMPI_Session_set_errhandler((MPI_Session)(intptr_t)*session, (MPI_Errhandler)(intptr_t)*errhandler);
    if (ierror) *ierror = error;
}
NAMES(mpi_session_set_errhandler)

void pmpi_win_call_errhandler_(MPI_Fint *win, MPI_Fint *errorcode, MPI_Fint *ierror) {
    int error = PMPI_Win_call_errhandler((MPI_Win)(intptr_t)*win, *errorcode);
    if (ierror) *ierror = error;
}
NAMES(mpi_win_call_errhandler)

void pmpi_win_create_errhandler_(MPI_Win_errhandler_function *win_errhandler_fn, MPI_Fint *errhandler, MPI_Fint *ierror) {
    int error = PMPI_Win_create_errhandler(win_errhandler_fn, (MPI_Errhandler *)errhandler);
    if (ierror) *ierror = error;
}
NAMES(mpi_win_create_errhandler)

void pmpi_win_get_errhandler_(MPI_Fint *win, MPI_Fint *errhandler, MPI_Fint *ierror) {
    int error = PMPI_Win_get_errhandler((MPI_Win)(intptr_t)*win, (MPI_Errhandler *)errhandler);
    if (ierror) *ierror = error;
}
NAMES(mpi_win_get_errhandler)

void pmpi_win_set_errhandler_(MPI_Fint *win, MPI_Fint *errhandler, MPI_Fint *ierror) {
    int error = PMPI_Win_set_errhandler((MPI_Win)(intptr_t)*win, (MPI_Errhandler)(intptr_t)*errhandler);
    if (ierror) *ierror = error;
}
NAMES(mpi_win_set_errhandler)

void pmpi_comm_rank_(MPI_Fint *comm, MPI_Fint *rank, MPI_Fint *ierror) {
    int error = PMPI_Comm_rank((MPI_Comm)(intptr_t)*comm, rank);
    if (ierror) *ierror = error;
}
NAMES(mpi_comm_rank)

void pmpi_comm_size_(MPI_Fint *comm, MPI_Fint *size, MPI_Fint *ierror) {
    int error = PMPI_Comm_size((MPI_Comm)(intptr_t)*comm, size);
    if (ierror) *ierror = error;
}
NAMES(mpi_comm_size)

void pmpi_comm_dup_(MPI_Fint *comm, MPI_Fint *newcomm, MPI_Fint *ierror) {
    int error = PMPI_Comm_dup((MPI_Comm)(intptr_t)*comm, (MPI_Comm *)newcomm);
    if (ierror) *ierror = error;
}
NAMES(mpi_comm_dup)

void pmpi_comm_split_(MPI_Fint *comm, MPI_Fint *color, MPI_Fint *key, MPI_Fint *newcomm, MPI_Fint *ierror) {
    int error = PMPI_Comm_split((MPI_Comm)(intptr_t)*comm, *color, *key, (MPI_Comm *)newcomm);
    if (ierror) *ierror = error;
}
NAMES(mpi_comm_split)

void pmpi_comm_split_type_(MPI_Fint *comm, MPI_Fint *split_type, MPI_Fint *key, MPI_Fint *info, MPI_Fint *newcomm, MPI_Fint *ierror) {
    int error = PMPI_Comm_split_type((MPI_Comm)(intptr_t)*comm, *split_type, *key, (MPI_Info)(intptr_t)*info, (MPI_Comm *)newcomm);
    if (ierror) *ierror = error;
}
NAMES(mpi_comm_split_type)

void pmpi_comm_create_(MPI_Fint *comm, MPI_Fint *group, MPI_Fint *newcomm, MPI_Fint *ierror) {
    int error = PMPI_Comm_create((MPI_Comm)(intptr_t)*comm, (MPI_Group)(intptr_t)*group, (MPI_Comm *)newcomm);
    if (ierror) *ierror = error;
}
NAMES(mpi_comm_create)

void pmpi_comm_free_(MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Comm_free((MPI_Comm *)comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_comm_free)

void pmpi_comm_compare_(MPI_Fint *comm1, MPI_Fint *comm2, MPI_Fint *result, MPI_Fint *ierror) {
    int error = PMPI_Comm_compare((MPI_Comm)(intptr_t)*comm1, (MPI_Comm)(intptr_t)*comm2, result);
    if (ierror) *ierror = error;
}
NAMES(mpi_comm_compare)

void pmpi_comm_test_inter_(MPI_Fint *comm, MPI_Fint *flag, MPI_Fint *ierror) {
    int error = PMPI_Comm_test_inter((MPI_Comm)(intptr_t)*comm, flag);
    if (ierror) *ierror = error;
}
NAMES(mpi_comm_test_inter)

void pmpi_comm_group_(MPI_Fint *comm, MPI_Fint *group, MPI_Fint *ierror) {
    int error = PMPI_Comm_group((MPI_Comm)(intptr_t)*comm, (MPI_Group *)group);
    if (ierror) *ierror = error;
}
NAMES(mpi_comm_group)

void pmpi_comm_create_from_group_(MPI_Fint *group, char *stringtag, MPI_Fint *info, MPI_Fint *errhandler, MPI_Fint *newcomm, MPI_Fint *ierror, size_t stringtag_len) {
    char *stringtag_c = string_in(stringtag, stringtag_len);
    int error = PMPI_Comm_create_from_group((MPI_Group)(intptr_t)*group, stringtag_c, (MPI_Info)(intptr_t)*info, (MPI_Errhandler)(intptr_t)*errhandler, (MPI_Comm *)newcomm);
    free(stringtag_c);
    if (ierror) *ierror = error;
}
NAMES(mpi_comm_create_from_group)

void pmpi_comm_create_group_(MPI_Fint *comm, MPI_Fint *group, MPI_Fint *tag, MPI_Fint *newcomm, MPI_Fint *ierror) {
    int error = PMPI_Comm_create_group((MPI_Comm)(intptr_t)*comm, (MPI_Group)(intptr_t)*group, *tag, (MPI_Comm *)newcomm);
    if (ierror) *ierror = error;
}
NAMES(mpi_comm_create_group)

void pmpi_comm_dup_with_info_(MPI_Fint *comm, MPI_Fint *info, MPI_Fint *newcomm, MPI_Fint *ierror) {
    int error = PMPI_Comm_dup_with_info((MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Comm *)newcomm);
    if (ierror) *ierror = error;
}
NAMES(mpi_comm_dup_with_info)

void pmpi_comm_get_info_(MPI_Fint *comm, MPI_Fint *info_used, MPI_Fint *ierror) {
    int error = PMPI_Comm_get_info((MPI_Comm)(intptr_t)*comm, (MPI_Info *)info_used);
    if (ierror) *ierror = error;
}
NAMES(mpi_comm_get_info)

void pmpi_comm_idup_(MPI_Fint *comm, MPI_Fint *newcomm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Comm_idup((MPI_Comm)(intptr_t)*comm, (MPI_Comm *)newcomm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_comm_idup)

void pmpi_comm_idup_with_info_(MPI_Fint *comm, MPI_Fint *info, MPI_Fint *newcomm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Comm_idup_with_info((MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Comm *)newcomm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_comm_idup_with_info)

void pmpi_comm_remote_group_(MPI_Fint *comm, MPI_Fint *group, MPI_Fint *ierror) {
    int error = PMPI_Comm_remote_group((MPI_Comm)(intptr_t)*comm, (MPI_Group *)group);
    if (ierror) *ierror = error;
}
NAMES(mpi_comm_remote_group)

void pmpi_comm_remote_size_(MPI_Fint *comm, MPI_Fint *size, MPI_Fint *ierror) {
    int error = PMPI_Comm_remote_size((MPI_Comm)(intptr_t)*comm, size);
    if (ierror) *ierror = error;
}
NAMES(mpi_comm_remote_size)

void pmpi_comm_set_info_(MPI_Fint *comm, MPI_Fint *info, MPI_Fint *ierror) {
    int error = PMPI_Comm_set_info((MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info);
    if (ierror) *ierror = error;
}
NAMES(mpi_comm_set_info)

void pmpi_intercomm_create_(MPI_Fint *local_comm, MPI_Fint *local_leader, MPI_Fint *peer_comm, MPI_Fint *remote_leader, MPI_Fint *tag, MPI_Fint *newintercomm, MPI_Fint *ierror) {
    int error = PMPI_Intercomm_create((MPI_Comm)(intptr_t)*local_comm, *local_leader, (MPI_Comm)(intptr_t)*peer_comm, *remote_leader, *tag, (MPI_Comm *)newintercomm);
    if (ierror) *ierror = error;
}
NAMES(mpi_intercomm_create)

void pmpi_intercomm_create_from_groups_(MPI_Fint *local_group, MPI_Fint *local_leader, MPI_Fint *remote_group, MPI_Fint *remote_leader, char *stringtag, MPI_Fint *info, MPI_Fint *errhandler, MPI_Fint *newintercomm, MPI_Fint *ierror, size_t stringtag_len) {
    char *stringtag_c = string_in(stringtag, stringtag_len);
    int error = PMPI_Intercomm_create_from_groups((MPI_Group)(intptr_t)*local_group, *local_leader, (MPI_Group)(intptr_t)*remote_group, *remote_leader, stringtag_c, (MPI_Info)(intptr_t)*info, (MPI_Errhandler)(intptr_t)*errhandler, (MPI_Comm *)newintercomm);
    free(stringtag_c);
    if (ierror) *ierror = error;
}
NAMES(mpi_intercomm_create_from_groups)

void pmpi_intercomm_merge_(MPI_Fint *intercomm, MPI_Fint *high, MPI_Fint *newintracomm, MPI_Fint *ierror) {
    int error = PMPI_Intercomm_merge((MPI_Comm)(intptr_t)*intercomm, *high != 0, (MPI_Comm *)newintracomm);
    if (ierror) *ierror = error;
}
NAMES(mpi_intercomm_merge)

void pmpi_group_size_(MPI_Fint *group, MPI_Fint *size, MPI_Fint *ierror) {
    int error = PMPI_Group_size((MPI_Group)(intptr_t)*group, size);
    if (ierror) *ierror = error;
}
NAMES(mpi_group_size)

void pmpi_group_rank_(MPI_Fint *group, MPI_Fint *rank, MPI_Fint *ierror) {
    int error = PMPI_Group_rank((MPI_Group)(intptr_t)*group, rank);
    if (ierror) *ierror = error;
}
NAMES(mpi_group_rank)

void pmpi_group_translate_ranks_(MPI_Fint *group1, MPI_Fint *n, MPI_Fint *ranks1, MPI_Fint *group2, MPI_Fint *ranks2, MPI_Fint *ierror) {
    int error = PMPI_Group_translate_ranks((MPI_Group)(intptr_t)*group1, *n, ranks1, (MPI_Group)(intptr_t)*group2, ranks2);
    if (ierror) *ierror = error;
}
NAMES(mpi_group_translate_ranks)

void pmpi_group_compare_(MPI_Fint *group1, MPI_Fint *group2, MPI_Fint *result, MPI_Fint *ierror) {
    int error = PMPI_Group_compare((MPI_Group)(intptr_t)*group1, (MPI_Group)(intptr_t)*group2, result);
    if (ierror) *ierror = error;
}
NAMES(mpi_group_compare)

void pmpi_group_incl_(MPI_Fint *group, MPI_Fint *n, MPI_Fint *ranks, MPI_Fint *newgroup, MPI_Fint *ierror) {
    int error = PMPI_Group_incl((MPI_Group)(intptr_t)*group, *n, ranks, (MPI_Group *)newgroup);
    if (ierror) *ierror = error;
}
NAMES(mpi_group_incl)

void pmpi_group_excl_(MPI_Fint *group, MPI_Fint *n, MPI_Fint *ranks, MPI_Fint *newgroup, MPI_Fint *ierror) {
    int error = PMPI_Group_excl((MPI_Group)(intptr_t)*group, *n, ranks, (MPI_Group *)newgroup);
    if (ierror) *ierror = error;
}
NAMES(mpi_group_excl)

void pmpi_group_range_incl_(MPI_Fint *group, MPI_Fint *n, MPI_Fint *ranges, MPI_Fint *newgroup, MPI_Fint *ierror) {
    int error = PMPI_Group_range_incl((MPI_Group)(intptr_t)*group, *n, (int (*)[3])ranges, (MPI_Group *)newgroup);
    if (ierror) *ierror = error;
}
NAMES(mpi_group_range_incl)

void pmpi_group_union_(MPI_Fint *group1, MPI_Fint *group2, MPI_Fint *newgroup, MPI_Fint *ierror) {
    int error = PMPI_Group_union((MPI_Group)(intptr_t)*group1, (MPI_Group)(intptr_t)*group2, (MPI_Group *)newgroup);
    if (ierror) *ierror = error;
}
NAMES(mpi_group_union)

void pmpi_group_intersection_(MPI_Fint *group1, MPI_Fint *group2, MPI_Fint *newgroup, MPI_Fint *ierror) {
    int error = PMPI_Group_intersection((MPI_Group)(intptr_t)*group1, (MPI_Group)(intptr_t)*group2, (MPI_Group *)newgroup);
    if (ierror) *ierror = error;
}
NAMES(mpi_group_intersection)

void pmpi_group_difference_(MPI_Fint *group1, MPI_Fint *group2, MPI_Fint *newgroup, MPI_Fint *ierror) {
    int error = PMPI_Group_difference((MPI_Group)(intptr_t)*group1, (MPI_Group)(intptr_t)*group2, (MPI_Group *)newgroup);
    if (ierror) *ierror = error;
}
NAMES(mpi_group_difference)

void pmpi_group_free_(MPI_Fint *group, MPI_Fint *ierror) {
    int error = PMPI_Group_free((MPI_Group *)group);
    if (ierror) *ierror = error;
}
NAMES(mpi_group_free)

void pmpi_group_range_excl_(MPI_Fint *group, MPI_Fint *n, MPI_Fint *ranges, MPI_Fint *newgroup, MPI_Fint *ierror) {
    int error = PMPI_Group_range_excl((MPI_Group)(intptr_t)*group, *n, (int (*)[3])ranges, (MPI_Group *)newgroup);
    if (ierror) *ierror = error;
}
NAMES(mpi_group_range_excl)

void pmpi_attr_delete_(MPI_Fint *comm, MPI_Fint *keyval, MPI_Fint *ierror) {
    int error = PMPI_Attr_delete((MPI_Comm)(intptr_t)*comm, *keyval);
    if (ierror) *ierror = error;
}
NAMES(mpi_attr_delete)

void pmpi_comm_delete_attr_(MPI_Fint *comm, MPI_Fint *comm_keyval, MPI_Fint *ierror) {
    int error = PMPI_Comm_delete_attr((MPI_Comm)(intptr_t)*comm, *comm_keyval);
    if (ierror) *ierror = error;
}
NAMES(mpi_comm_delete_attr)

void pmpi_comm_free_keyval_(MPI_Fint *comm_keyval, MPI_Fint *ierror) {
    int error = PMPI_Comm_free_keyval(comm_keyval);
    if (ierror) *ierror = error;
}
NAMES(mpi_comm_free_keyval)

void pmpi_keyval_free_(MPI_Fint *keyval, MPI_Fint *ierror) {
    int error = PMPI_Keyval_free(keyval);
    if (ierror) *ierror = error;
}
NAMES(mpi_keyval_free)

void pmpi_type_delete_attr_(MPI_Fint *datatype, MPI_Fint *type_keyval, MPI_Fint *ierror) {
    int error = PMPI_Type_delete_attr((MPI_Datatype)(intptr_t)*datatype, *type_keyval);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_delete_attr)

void pmpi_type_free_keyval_(MPI_Fint *type_keyval, MPI_Fint *ierror) {
    int error = PMPI_Type_free_keyval(type_keyval);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_free_keyval)

void pmpi_win_delete_attr_(MPI_Fint *win, MPI_Fint *win_keyval, MPI_Fint *ierror) {
    int error = PMPI_Win_delete_attr((MPI_Win)(intptr_t)*win, *win_keyval);
    if (ierror) *ierror = error;
}
NAMES(mpi_win_delete_attr)

void pmpi_win_free_keyval_(MPI_Fint *win_keyval, MPI_Fint *ierror) {
    int error = PMPI_Win_free_keyval(win_keyval);
    if (ierror) *ierror = error;
}
NAMES(mpi_win_free_keyval)

void pmpi_comm_get_name_(MPI_Fint *comm, char *comm_name, MPI_Fint *resultlen, MPI_Fint *ierror, size_t comm_name_len) {
    char *comm_name_c = string_room(128);
    int error = PMPI_Comm_get_name((MPI_Comm)(intptr_t)*comm, comm_name_c, resultlen);
    if (error == MPI_SUCCESS) string_out(comm_name_c, comm_name, comm_name_len);
    free(comm_name_c);
    if (ierror) *ierror = error;
}
NAMES(mpi_comm_get_name)

void pmpi_comm_set_name_(MPI_Fint *comm, char *comm_name, MPI_Fint *ierror, size_t comm_name_len) {
    char *comm_name_c = string_in(comm_name, comm_name_len);
    int error = PMPI_Comm_set_name((MPI_Comm)(intptr_t)*comm, comm_name_c);
    free(comm_name_c);
    if (ierror) *ierror = error;
}
NAMES(mpi_comm_set_name)

void pmpi_type_get_name_(MPI_Fint *datatype, char *type_name, MPI_Fint *resultlen, MPI_Fint *ierror, size_t type_name_len) {
    char *type_name_c = string_room(128);
    int error = PMPI_Type_get_name((MPI_Datatype)(intptr_t)*datatype, type_name_c, resultlen);
    if (error == MPI_SUCCESS) string_out(type_name_c, type_name, type_name_len);
    free(type_name_c);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_get_name)

void pmpi_type_set_name_(MPI_Fint *datatype, char *type_name, MPI_Fint *ierror, size_t type_name_len) {
    char *type_name_c = string_in(type_name, type_name_len);
    int error = PMPI_Type_set_name((MPI_Datatype)(intptr_t)*datatype, type_name_c);
    free(type_name_c);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_set_name)

void pmpi_win_get_name_(MPI_Fint *win, char *win_name, MPI_Fint *resultlen, MPI_Fint *ierror, size_t win_name_len) {
    char *win_name_c = string_room(128);
    int error = PMPI_Win_get_name((MPI_Win)(intptr_t)*win, win_name_c, resultlen);
    if (error == MPI_SUCCESS) string_out(win_name_c, win_name, win_name_len);
    free(win_name_c);
    if (ierror) *ierror = error;
}
NAMES(mpi_win_get_name)

void pmpi_win_set_name_(MPI_Fint *win, char *win_name, MPI_Fint *ierror, size_t win_name_len) {
    char *win_name_c = string_in(win_name, win_name_len);
    int error = PMPI_Win_set_name((MPI_Win)(intptr_t)*win, win_name_c);
    free(win_name_c);
    if (ierror) *ierror = error;
}
NAMES(mpi_win_set_name)

void pmpi_send_(void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *dest, MPI_Fint *tag, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Send(address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, *dest, *tag, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_send)

void pmpi_send_c_(void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *dest, MPI_Fint *tag, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Send_c(address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, *dest, *tag, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_send_c)

void pmpi_ssend_(void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *dest, MPI_Fint *tag, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Ssend(address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, *dest, *tag, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_ssend)

void pmpi_ssend_c_(void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *dest, MPI_Fint *tag, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Ssend_c(address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, *dest, *tag, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_ssend_c)

void pmpi_rsend_(void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *dest, MPI_Fint *tag, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Rsend(address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, *dest, *tag, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_rsend)

void pmpi_rsend_c_(void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *dest, MPI_Fint *tag, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Rsend_c(address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, *dest, *tag, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_rsend_c)

void pmpi_recv_(void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *source, MPI_Fint *tag, MPI_Fint *comm, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_Recv(address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, *source, *tag, (MPI_Comm)(intptr_t)*comm, status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_recv)

void pmpi_recv_c_(void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *source, MPI_Fint *tag, MPI_Fint *comm, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_Recv_c(address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, *source, *tag, (MPI_Comm)(intptr_t)*comm, status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_recv_c)

void pmpi_sendrecv_(void *sendbuf, MPI_Fint *sendcount, MPI_Fint *sendtype, MPI_Fint *dest, MPI_Fint *sendtag, void *recvbuf, MPI_Fint *recvcount, MPI_Fint *recvtype, MPI_Fint *source, MPI_Fint *recvtag, MPI_Fint *comm, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_Sendrecv(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, *dest, *sendtag, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, *source, *recvtag, (MPI_Comm)(intptr_t)*comm, status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_sendrecv)

void pmpi_sendrecv_c_(void *sendbuf, MPI_Count *sendcount, MPI_Fint *sendtype, MPI_Fint *dest, MPI_Fint *sendtag, void *recvbuf, MPI_Count *recvcount, MPI_Fint *recvtype, MPI_Fint *source, MPI_Fint *recvtag, MPI_Fint *comm, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_Sendrecv_c(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, *dest, *sendtag, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, *source, *recvtag, (MPI_Comm)(intptr_t)*comm, status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_sendrecv_c)

void pmpi_sendrecv_replace_(void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *dest, MPI_Fint *sendtag, MPI_Fint *source, MPI_Fint *recvtag, MPI_Fint *comm, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_Sendrecv_replace(address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, *dest, *sendtag, *source, *recvtag, (MPI_Comm)(intptr_t)*comm, status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_sendrecv_replace)

void pmpi_sendrecv_replace_c_(void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *dest, MPI_Fint *sendtag, MPI_Fint *source, MPI_Fint *recvtag, MPI_Fint *comm, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_Sendrecv_replace_c(address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, *dest, *sendtag, *source, *recvtag, (MPI_Comm)(intptr_t)*comm, status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_sendrecv_replace_c)

void pmpi_isend_(void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *dest, MPI_Fint *tag, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Isend(address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, *dest, *tag, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_isend)

void pmpi_isend_c_(void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *dest, MPI_Fint *tag, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Isend_c(address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, *dest, *tag, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_isend_c)

void pmpi_issend_(void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *dest, MPI_Fint *tag, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Issend(address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, *dest, *tag, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_issend)

void pmpi_issend_c_(void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *dest, MPI_Fint *tag, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Issend_c(address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, *dest, *tag, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_issend_c)

void pmpi_irsend_(void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *dest, MPI_Fint *tag, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Irsend(address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, *dest, *tag, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_irsend)

void pmpi_irsend_c_(void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *dest, MPI_Fint *tag, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Irsend_c(address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, *dest, *tag, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_irsend_c)

void pmpi_irecv_(void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *source, MPI_Fint *tag, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Irecv(address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, *source, *tag, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_irecv)

void pmpi_irecv_c_(void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *source, MPI_Fint *tag, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Irecv_c(address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, *source, *tag, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_irecv_c)

void pmpi_probe_(MPI_Fint *source, MPI_Fint *tag, MPI_Fint *comm, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_Probe(*source, *tag, (MPI_Comm)(intptr_t)*comm, status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_probe)

void pmpi_iprobe_(MPI_Fint *source, MPI_Fint *tag, MPI_Fint *comm, MPI_Fint *flag, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_Iprobe(*source, *tag, (MPI_Comm)(intptr_t)*comm, flag, status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_iprobe)

void pmpi_get_count_(MPI_Status *status, MPI_Fint *datatype, MPI_Fint *count, MPI_Fint *ierror) {
    int error = PMPI_Get_count(status_of(status), (MPI_Datatype)(intptr_t)*datatype, count);
    if (ierror) *ierror = error;
}
NAMES(mpi_get_count)

void pmpi_get_count_c_(MPI_Status *status, MPI_Fint *datatype, MPI_Count *count, MPI_Fint *ierror) {
    int error = PMPI_Get_count_c(status_of(status), (MPI_Datatype)(intptr_t)*datatype, count);
    if (ierror) *ierror = error;
}
NAMES(mpi_get_count_c)

void pmpi_bsend_(void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *dest, MPI_Fint *tag, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Bsend(address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, *dest, *tag, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_bsend)

void pmpi_bsend_c_(void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *dest, MPI_Fint *tag, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Bsend_c(address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, *dest, *tag, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_bsend_c)

void pmpi_bsend_init_(void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *dest, MPI_Fint *tag, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Bsend_init(address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, *dest, *tag, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_bsend_init)

void pmpi_bsend_init_c_(void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *dest, MPI_Fint *tag, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Bsend_init_c(address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, *dest, *tag, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_bsend_init_c)

void pmpi_buffer_attach_(void *buffer, MPI_Fint *size, MPI_Fint *ierror) {
    int error = PMPI_Buffer_attach(address_of(buffer), *size);
    if (ierror) *ierror = error;
}
NAMES(mpi_buffer_attach)

void pmpi_buffer_attach_c_(void *buffer, MPI_Count *size, MPI_Fint *ierror) {
    int error = PMPI_Buffer_attach_c(address_of(buffer), *size);
    if (ierror) *ierror = error;
}
NAMES(mpi_buffer_attach_c)

void pmpi_buffer_detach_(void *buffer_addr, MPI_Fint *size, MPI_Fint *ierror) {
    int error = PMPI_Buffer_detach(buffer_addr, size);
    if (ierror) *ierror = error;
}
NAMES(mpi_buffer_detach)
POINTER(mpi_buffer_detach)

void pmpi_buffer_detach_c_(void *buffer_addr, MPI_Count *size, MPI_Fint *ierror) {
    int error = PMPI_Buffer_detach_c(buffer_addr, size);
    if (ierror) *ierror = error;
}
NAMES(mpi_buffer_detach_c)
POINTER(mpi_buffer_detach_c)

void pmpi_buffer_flush_(MPI_Fint *ierror) {
    int error = PMPI_Buffer_flush();
    if (ierror) *ierror = error;
}
NAMES(mpi_buffer_flush)

void pmpi_buffer_iflush_(MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Buffer_iflush((MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_buffer_iflush)

void pmpi_cancel_(MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Cancel((MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_cancel)

void pmpi_comm_attach_buffer_(MPI_Fint *comm, void *buffer, MPI_Fint *size, MPI_Fint *ierror) {
    int error = PMPI_Comm_attach_buffer((MPI_Comm)(intptr_t)*comm, address_of(buffer), *size);
    if (ierror) *ierror = error;
}
NAMES(mpi_comm_attach_buffer)

void pmpi_comm_attach_buffer_c_(MPI_Fint *comm, void *buffer, MPI_Count *size, MPI_Fint *ierror) {
    int error = PMPI_Comm_attach_buffer_c((MPI_Comm)(intptr_t)*comm, address_of(buffer), *size);
    if (ierror) *ierror = error;
}
NAMES(mpi_comm_attach_buffer_c)

void pmpi_comm_detach_buffer_(MPI_Fint *comm, void *buffer_addr, MPI_Fint *size, MPI_Fint *ierror) {
    int error = PMPI_Comm_detach_buffer((MPI_Comm)(intptr_t)*comm, buffer_addr, size);
    if (ierror) *ierror = error;
}
NAMES(mpi_comm_detach_buffer)
POINTER(mpi_comm_detach_buffer)

void pmpi_comm_detach_buffer_c_(MPI_Fint *comm, void *buffer_addr, MPI_Count *size, MPI_Fint *ierror) {
    int error = PMPI_Comm_detach_buffer_c((MPI_Comm)(intptr_t)*comm, buffer_addr, size);
    if (ierror) *ierror = error;
}
NAMES(mpi_comm_detach_buffer_c)
POINTER(mpi_comm_detach_buffer_c)

void pmpi_comm_flush_buffer_(MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Comm_flush_buffer((MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_comm_flush_buffer)

void pmpi_comm_iflush_buffer_(MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Comm_iflush_buffer((MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_comm_iflush_buffer)

void pmpi_get_elements_(MPI_Status *status, MPI_Fint *datatype, MPI_Fint *count, MPI_Fint *ierror) {
    int error = PMPI_Get_elements(status_of(status), (MPI_Datatype)(intptr_t)*datatype, count);
    if (ierror) *ierror = error;
}
NAMES(mpi_get_elements)

void pmpi_get_elements_c_(MPI_Status *status, MPI_Fint *datatype, MPI_Count *count, MPI_Fint *ierror) {
    int error = PMPI_Get_elements_c(status_of(status), (MPI_Datatype)(intptr_t)*datatype, count);
    if (ierror) *ierror = error;
}
NAMES(mpi_get_elements_c)

void pmpi_get_elements_x_(MPI_Status *status, MPI_Fint *datatype, MPI_Count *count, MPI_Fint *ierror) {
    int error = PMPI_Get_elements_x(status_of(status), (MPI_Datatype)(intptr_t)*datatype, count);
    if (ierror) *ierror = error;
}
NAMES(mpi_get_elements_x)

void pmpi_ibsend_(void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *dest, MPI_Fint *tag, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Ibsend(address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, *dest, *tag, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_ibsend)

void pmpi_ibsend_c_(void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *dest, MPI_Fint *tag, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Ibsend_c(address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, *dest, *tag, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_ibsend_c)

void pmpi_improbe_(MPI_Fint *source, MPI_Fint *tag, MPI_Fint *comm, MPI_Fint *flag, MPI_Fint *message, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_Improbe(*source, *tag, (MPI_Comm)(intptr_t)*comm, flag, (MPI_Message *)message, status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_improbe)

void pmpi_imrecv_(void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *message, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Imrecv(address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Message *)message, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_imrecv)

void pmpi_imrecv_c_(void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *message, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Imrecv_c(address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Message *)message, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_imrecv_c)

void pmpi_isendrecv_(void *sendbuf, MPI_Fint *sendcount, MPI_Fint *sendtype, MPI_Fint *dest, MPI_Fint *sendtag, void *recvbuf, MPI_Fint *recvcount, MPI_Fint *recvtype, MPI_Fint *source, MPI_Fint *recvtag, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Isendrecv(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, *dest, *sendtag, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, *source, *recvtag, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_isendrecv)

void pmpi_isendrecv_c_(void *sendbuf, MPI_Count *sendcount, MPI_Fint *sendtype, MPI_Fint *dest, MPI_Fint *sendtag, void *recvbuf, MPI_Count *recvcount, MPI_Fint *recvtype, MPI_Fint *source, MPI_Fint *recvtag, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Isendrecv_c(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, *dest, *sendtag, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, *source, *recvtag, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_isendrecv_c)

void pmpi_isendrecv_replace_(void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *dest, MPI_Fint *sendtag, MPI_Fint *source, MPI_Fint *recvtag, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Isendrecv_replace(address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, *dest, *sendtag, *source, *recvtag, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_isendrecv_replace)

void pmpi_isendrecv_replace_c_(void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *dest, MPI_Fint *sendtag, MPI_Fint *source, MPI_Fint *recvtag, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Isendrecv_replace_c(address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, *dest, *sendtag, *source, *recvtag, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_isendrecv_replace_c)

void pmpi_mprobe_(MPI_Fint *source, MPI_Fint *tag, MPI_Fint *comm, MPI_Fint *message, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_Mprobe(*source, *tag, (MPI_Comm)(intptr_t)*comm, (MPI_Message *)message, status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_mprobe)

void pmpi_mrecv_(void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *message, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_Mrecv(address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Message *)message, status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_mrecv)

void pmpi_mrecv_c_(void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *message, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_Mrecv_c(address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Message *)message, status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_mrecv_c)

void pmpi_recv_init_(void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *source, MPI_Fint *tag, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Recv_init(address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, *source, *tag, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_recv_init)

void pmpi_recv_init_c_(void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *source, MPI_Fint *tag, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Recv_init_c(address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, *source, *tag, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_recv_init_c)

void pmpi_rsend_init_(void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *dest, MPI_Fint *tag, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Rsend_init(address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, *dest, *tag, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_rsend_init)

void pmpi_rsend_init_c_(void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *dest, MPI_Fint *tag, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Rsend_init_c(address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, *dest, *tag, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_rsend_init_c)

void pmpi_send_init_(void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *dest, MPI_Fint *tag, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Send_init(address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, *dest, *tag, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_send_init)

void pmpi_send_init_c_(void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *dest, MPI_Fint *tag, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Send_init_c(address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, *dest, *tag, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_send_init_c)

void pmpi_session_attach_buffer_(MPI_Fint *session, void *buffer, MPI_Fint *size, MPI_Fint *ierror) {
    int error = PMPI_Session_attach_buffer((MPI_Session)(intptr_t)*session, address_of(buffer), *size);
    if (ierror) *ierror = error;
}
NAMES(mpi_session_attach_buffer)

void pmpi_session_attach_buffer_c_(MPI_Fint *session, void *buffer, MPI_Count *size, MPI_Fint *ierror) {
    int error = PMPI_Session_attach_buffer_c((MPI_Session)(intptr_t)*session, address_of(buffer), *size);
    if (ierror) *ierror = error;
}
NAMES(mpi_session_attach_buffer_c)

void pmpi_session_detach_buffer_(MPI_Fint *session, void *buffer_addr, MPI_Fint *size, MPI_Fint *ierror) {
    int error = PMPI_Session_detach_buffer((MPI_Session)(intptr_t)*session, buffer_addr, size);
    if (ierror) *ierror = error;
}
NAMES(mpi_session_detach_buffer)
POINTER(mpi_session_detach_buffer)

void pmpi_session_detach_buffer_c_(MPI_Fint *session, void *buffer_addr, MPI_Count *size, MPI_Fint *ierror) {
    int error = PMPI_Session_detach_buffer_c((MPI_Session)(intptr_t)*session, buffer_addr, size);
    if (ierror) *ierror = error;
}
NAMES(mpi_session_detach_buffer_c)
POINTER(mpi_session_detach_buffer_c)

void pmpi_session_flush_buffer_(MPI_Fint *session, MPI_Fint *ierror) {
    int error = PMPI_Session_flush_buffer((MPI_Session)(intptr_t)*session);
    if (ierror) *ierror = error;
}
NAMES(mpi_session_flush_buffer)

void pmpi_session_iflush_buffer_(MPI_Fint *session, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Session_iflush_buffer((MPI_Session)(intptr_t)*session, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_session_iflush_buffer)

void pmpi_ssend_init_(void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *dest, MPI_Fint *tag, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Ssend_init(address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, *dest, *tag, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_ssend_init)

void pmpi_ssend_init_c_(void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *dest, MPI_Fint *tag, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Ssend_init_c(address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, *dest, *tag, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_ssend_init_c)

void pmpi_start_(MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Start((MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_start)

void pmpi_startall_(MPI_Fint *count, MPI_Fint *array_of_requests, MPI_Fint *ierror) {
    int error = PMPI_Startall(*count, (MPI_Request *)array_of_requests);
    if (ierror) *ierror = error;
}
NAMES(mpi_startall)

void pmpi_test_cancelled_(MPI_Status *status, MPI_Fint *flag, MPI_Fint *ierror) {
    int error = PMPI_Test_cancelled(status_of(status), flag);
    if (ierror) *ierror = error;
}
NAMES(mpi_test_cancelled)

void pmpi_wait_(MPI_Fint *request, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_Wait((MPI_Request *)request, status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_wait)

void pmpi_waitall_(MPI_Fint *count, MPI_Fint *array_of_requests, MPI_Status *array_of_statuses, MPI_Fint *ierror) {
    int error = PMPI_Waitall(*count, (MPI_Request *)array_of_requests, statuses_of(array_of_statuses));
    if (ierror) *ierror = error;
}
NAMES(mpi_waitall)

void pmpi_waitany_(MPI_Fint *count, MPI_Fint *array_of_requests, MPI_Fint *index, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_Waitany(*count, (MPI_Request *)array_of_requests, index, status_of(status));
    index_out(index);
    if (ierror) *ierror = error;
}
NAMES(mpi_waitany)

void pmpi_waitsome_(MPI_Fint *incount, MPI_Fint *array_of_requests, MPI_Fint *outcount, MPI_Fint *array_of_indices, MPI_Status *array_of_statuses, MPI_Fint *ierror) {
    int error = PMPI_Waitsome(*incount, (MPI_Request *)array_of_requests, outcount, array_of_indices, statuses_of(array_of_statuses));
    indices_out(array_of_indices, *outcount);
    if (ierror) *ierror = error;
}
NAMES(mpi_waitsome)

void pmpi_test_(MPI_Fint *request, MPI_Fint *flag, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_Test((MPI_Request *)request, flag, status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_test)

void pmpi_testall_(MPI_Fint *count, MPI_Fint *array_of_requests, MPI_Fint *flag, MPI_Status *array_of_statuses, MPI_Fint *ierror) {
    int error = PMPI_Testall(*count, (MPI_Request *)array_of_requests, flag, statuses_of(array_of_statuses));
    if (ierror) *ierror = error;
}
NAMES(mpi_testall)

void pmpi_testany_(MPI_Fint *count, MPI_Fint *array_of_requests, MPI_Fint *index, MPI_Fint *flag, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_Testany(*count, (MPI_Request *)array_of_requests, index, flag, status_of(status));
    index_out(index);
    if (ierror) *ierror = error;
}
NAMES(mpi_testany)

void pmpi_testsome_(MPI_Fint *incount, MPI_Fint *array_of_requests, MPI_Fint *outcount, MPI_Fint *array_of_indices, MPI_Status *array_of_statuses, MPI_Fint *ierror) {
    int error = PMPI_Testsome(*incount, (MPI_Request *)array_of_requests, outcount, array_of_indices, statuses_of(array_of_statuses));
    indices_out(array_of_indices, *outcount);
    if (ierror) *ierror = error;
}
NAMES(mpi_testsome)

void pmpi_request_free_(MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Request_free((MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_request_free)

void pmpi_request_get_status_(MPI_Fint *request, MPI_Fint *flag, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_Request_get_status((MPI_Request)(intptr_t)*request, flag, status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_request_get_status)

void pmpi_request_get_status_all_(MPI_Fint *count, MPI_Fint *array_of_requests, MPI_Fint *flag, MPI_Status *array_of_statuses, MPI_Fint *ierror) {
    int error = PMPI_Request_get_status_all(*count, (MPI_Request *)array_of_requests, flag, statuses_of(array_of_statuses));
    if (ierror) *ierror = error;
}
NAMES(mpi_request_get_status_all)

void pmpi_request_get_status_any_(MPI_Fint *count, MPI_Fint *array_of_requests, MPI_Fint *index, MPI_Fint *flag, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_Request_get_status_any(*count, (MPI_Request *)array_of_requests, index, flag, status_of(status));
    index_out(index);
    if (ierror) *ierror = error;
}
NAMES(mpi_request_get_status_any)

void pmpi_request_get_status_some_(MPI_Fint *incount, MPI_Fint *array_of_requests, MPI_Fint *outcount, MPI_Fint *array_of_indices, MPI_Status *array_of_statuses, MPI_Fint *ierror) {
    int error = PMPI_Request_get_status_some(*incount, (MPI_Request *)array_of_requests, outcount, array_of_indices, statuses_of(array_of_statuses));
    indices_out(array_of_indices, *outcount);
    if (ierror) *ierror = error;
}
NAMES(mpi_request_get_status_some)

void pmpi_status_get_error_(MPI_Status *status, MPI_Fint *err, MPI_Fint *ierror) {
    int error = PMPI_Status_get_error(status_of(status), err);
    if (ierror) *ierror = error;
}
NAMES(mpi_status_get_error)

void pmpi_status_get_source_(MPI_Status *status, MPI_Fint *source, MPI_Fint *ierror) {
    int error = PMPI_Status_get_source(status_of(status), source);
    if (ierror) *ierror = error;
}
NAMES(mpi_status_get_source)

void pmpi_status_get_tag_(MPI_Status *status, MPI_Fint *tag, MPI_Fint *ierror) {
    int error = PMPI_Status_get_tag(status_of(status), tag);
    if (ierror) *ierror = error;
}
NAMES(mpi_status_get_tag)

void pmpi_status_set_cancelled_(MPI_Status *status, MPI_Fint *flag, MPI_Fint *ierror) {
    int error = PMPI_Status_set_cancelled(status_of(status), *flag != 0);
    if (ierror) *ierror = error;
}
NAMES(mpi_status_set_cancelled)

void pmpi_status_set_elements_(MPI_Status *status, MPI_Fint *datatype, MPI_Fint *count, MPI_Fint *ierror) {
    int error = PMPI_Status_set_elements(status_of(status), (MPI_Datatype)(intptr_t)*datatype, *count);
    if (ierror) *ierror = error;
}
NAMES(mpi_status_set_elements)

void pmpi_status_set_elements_c_(MPI_Status *status, MPI_Fint *datatype, MPI_Count *count, MPI_Fint *ierror) {
    int error = PMPI_Status_set_elements_c(status_of(status), (MPI_Datatype)(intptr_t)*datatype, *count);
    if (ierror) *ierror = error;
}
NAMES(mpi_status_set_elements_c)

void pmpi_status_set_elements_x_(MPI_Status *status, MPI_Fint *datatype, MPI_Count *count, MPI_Fint *ierror) {
    int error = PMPI_Status_set_elements_x(status_of(status), (MPI_Datatype)(intptr_t)*datatype, *count);
    if (ierror) *ierror = error;
}
NAMES(mpi_status_set_elements_x)

void pmpi_status_set_error_(MPI_Status *status, MPI_Fint *err, MPI_Fint *ierror) {
    int error = PMPI_Status_set_error(status_of(status), *err);
    if (ierror) *ierror = error;
}
NAMES(mpi_status_set_error)

void pmpi_status_set_source_(MPI_Status *status, MPI_Fint *source, MPI_Fint *ierror) {
    int error = PMPI_Status_set_source(status_of(status), *source);
    if (ierror) *ierror = error;
}
NAMES(mpi_status_set_source)

void pmpi_status_set_tag_(MPI_Status *status, MPI_Fint *tag, MPI_Fint *ierror) {
    int error = PMPI_Status_set_tag(status_of(status), *tag);
    if (ierror) *ierror = error;
}
NAMES(mpi_status_set_tag)

void pmpi_parrived_(MPI_Fint *request, MPI_Fint *partition, MPI_Fint *flag, MPI_Fint *ierror) {
    int error = PMPI_Parrived((MPI_Request)(intptr_t)*request, *partition, flag);
    if (ierror) *ierror = error;
}
NAMES(mpi_parrived)

void pmpi_pready_(MPI_Fint *partition, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Pready(*partition, (MPI_Request)(intptr_t)*request);
    if (ierror) *ierror = error;
}
NAMES(mpi_pready)

void pmpi_pready_list_(MPI_Fint *length, MPI_Fint *array_of_partitions, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Pready_list(*length, array_of_partitions, (MPI_Request)(intptr_t)*request);
    if (ierror) *ierror = error;
}
NAMES(mpi_pready_list)

void pmpi_pready_range_(MPI_Fint *partition_low, MPI_Fint *partition_high, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Pready_range(*partition_low, *partition_high, (MPI_Request)(intptr_t)*request);
    if (ierror) *ierror = error;
}
NAMES(mpi_pready_range)

void pmpi_precv_init_(void *buf, MPI_Fint *partitions, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *source, MPI_Fint *tag, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Precv_init(address_of(buf), *partitions, *count, (MPI_Datatype)(intptr_t)*datatype, *source, *tag, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_precv_init)

void pmpi_psend_init_(void *buf, MPI_Fint *partitions, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *dest, MPI_Fint *tag, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Psend_init(address_of(buf), *partitions, *count, (MPI_Datatype)(intptr_t)*datatype, *dest, *tag, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_psend_init)

void pmpi_barrier_(MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Barrier((MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_barrier)

void pmpi_bcast_(void *buffer, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *root, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Bcast(address_of(buffer), *count, (MPI_Datatype)(intptr_t)*datatype, *root, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_bcast)

void pmpi_bcast_c_(void *buffer, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *root, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Bcast_c(address_of(buffer), *count, (MPI_Datatype)(intptr_t)*datatype, *root, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_bcast_c)

void pmpi_gather_(void *sendbuf, MPI_Fint *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Fint *recvcount, MPI_Fint *recvtype, MPI_Fint *root, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Gather(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, *root, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_gather)

void pmpi_gather_c_(void *sendbuf, MPI_Count *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Count *recvcount, MPI_Fint *recvtype, MPI_Fint *root, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Gather_c(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, *root, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_gather_c)

void pmpi_gatherv_(void *sendbuf, MPI_Fint *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Fint *recvcounts, MPI_Fint *displs, MPI_Fint *recvtype, MPI_Fint *root, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Gatherv(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), recvcounts, displs, (MPI_Datatype)(intptr_t)*recvtype, *root, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_gatherv)

void pmpi_gatherv_c_(void *sendbuf, MPI_Count *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Count *recvcounts, MPI_Aint *displs, MPI_Fint *recvtype, MPI_Fint *root, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Gatherv_c(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), recvcounts, displs, (MPI_Datatype)(intptr_t)*recvtype, *root, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_gatherv_c)

void pmpi_scatter_(void *sendbuf, MPI_Fint *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Fint *recvcount, MPI_Fint *recvtype, MPI_Fint *root, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Scatter(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, *root, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_scatter)

void pmpi_scatter_c_(void *sendbuf, MPI_Count *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Count *recvcount, MPI_Fint *recvtype, MPI_Fint *root, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Scatter_c(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, *root, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_scatter_c)

void pmpi_scatterv_(void *sendbuf, MPI_Fint *sendcounts, MPI_Fint *displs, MPI_Fint *sendtype, void *recvbuf, MPI_Fint *recvcount, MPI_Fint *recvtype, MPI_Fint *root, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Scatterv(address_of(sendbuf), sendcounts, displs, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, *root, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_scatterv)

void pmpi_scatterv_c_(void *sendbuf, MPI_Count *sendcounts, MPI_Aint *displs, MPI_Fint *sendtype, void *recvbuf, MPI_Count *recvcount, MPI_Fint *recvtype, MPI_Fint *root, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Scatterv_c(address_of(sendbuf), sendcounts, displs, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, *root, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_scatterv_c)

void pmpi_allgather_(void *sendbuf, MPI_Fint *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Fint *recvcount, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Allgather(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_allgather)

void pmpi_allgather_c_(void *sendbuf, MPI_Count *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Count *recvcount, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Allgather_c(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_allgather_c)

void pmpi_allgatherv_(void *sendbuf, MPI_Fint *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Fint *recvcounts, MPI_Fint *displs, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Allgatherv(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), recvcounts, displs, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_allgatherv)

void pmpi_allgatherv_c_(void *sendbuf, MPI_Count *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Count *recvcounts, MPI_Aint *displs, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Allgatherv_c(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), recvcounts, displs, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_allgatherv_c)

void pmpi_alltoall_(void *sendbuf, MPI_Fint *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Fint *recvcount, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Alltoall(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_alltoall)

void pmpi_alltoall_c_(void *sendbuf, MPI_Count *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Count *recvcount, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Alltoall_c(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_alltoall_c)

void pmpi_alltoallv_(void *sendbuf, MPI_Fint *sendcounts, MPI_Fint *sdispls, MPI_Fint *sendtype, void *recvbuf, MPI_Fint *recvcounts, MPI_Fint *rdispls, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Alltoallv(address_of(sendbuf), sendcounts, sdispls, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), recvcounts, rdispls, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_alltoallv)

void pmpi_alltoallv_c_(void *sendbuf, MPI_Count *sendcounts, MPI_Aint *sdispls, MPI_Fint *sendtype, void *recvbuf, MPI_Count *recvcounts, MPI_Aint *rdispls, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Alltoallv_c(address_of(sendbuf), sendcounts, sdispls, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), recvcounts, rdispls, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_alltoallv_c)

void pmpi_reduce_(void *sendbuf, void *recvbuf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *op, MPI_Fint *root, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Reduce(address_of(sendbuf), address_of(recvbuf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Op)(intptr_t)*op, *root, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_reduce)

void pmpi_reduce_c_(void *sendbuf, void *recvbuf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *op, MPI_Fint *root, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Reduce_c(address_of(sendbuf), address_of(recvbuf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Op)(intptr_t)*op, *root, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_reduce_c)

void pmpi_allreduce_(void *sendbuf, void *recvbuf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *op, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Allreduce(address_of(sendbuf), address_of(recvbuf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Op)(intptr_t)*op, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_allreduce)

void pmpi_allreduce_c_(void *sendbuf, void *recvbuf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *op, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Allreduce_c(address_of(sendbuf), address_of(recvbuf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Op)(intptr_t)*op, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_allreduce_c)

void pmpi_reduce_scatter_(void *sendbuf, void *recvbuf, MPI_Fint *recvcounts, MPI_Fint *datatype, MPI_Fint *op, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Reduce_scatter(address_of(sendbuf), address_of(recvbuf), recvcounts, (MPI_Datatype)(intptr_t)*datatype, (MPI_Op)(intptr_t)*op, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_reduce_scatter)

void pmpi_reduce_scatter_c_(void *sendbuf, void *recvbuf, MPI_Count *recvcounts, MPI_Fint *datatype, MPI_Fint *op, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Reduce_scatter_c(address_of(sendbuf), address_of(recvbuf), recvcounts, (MPI_Datatype)(intptr_t)*datatype, (MPI_Op)(intptr_t)*op, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_reduce_scatter_c)

void pmpi_reduce_scatter_block_(void *sendbuf, void *recvbuf, MPI_Fint *recvcount, MPI_Fint *datatype, MPI_Fint *op, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Reduce_scatter_block(address_of(sendbuf), address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*datatype, (MPI_Op)(intptr_t)*op, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_reduce_scatter_block)

void pmpi_reduce_scatter_block_c_(void *sendbuf, void *recvbuf, MPI_Count *recvcount, MPI_Fint *datatype, MPI_Fint *op, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Reduce_scatter_block_c(address_of(sendbuf), address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*datatype, (MPI_Op)(intptr_t)*op, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_reduce_scatter_block_c)

void pmpi_scan_(void *sendbuf, void *recvbuf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *op, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Scan(address_of(sendbuf), address_of(recvbuf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Op)(intptr_t)*op, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_scan)

void pmpi_scan_c_(void *sendbuf, void *recvbuf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *op, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Scan_c(address_of(sendbuf), address_of(recvbuf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Op)(intptr_t)*op, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_scan_c)

void pmpi_exscan_(void *sendbuf, void *recvbuf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *op, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Exscan(address_of(sendbuf), address_of(recvbuf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Op)(intptr_t)*op, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_exscan)

void pmpi_exscan_c_(void *sendbuf, void *recvbuf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *op, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Exscan_c(address_of(sendbuf), address_of(recvbuf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Op)(intptr_t)*op, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_exscan_c)

void pmpi_ibarrier_(MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Ibarrier((MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_ibarrier)

void pmpi_ibcast_(void *buffer, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *root, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Ibcast(address_of(buffer), *count, (MPI_Datatype)(intptr_t)*datatype, *root, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_ibcast)

void pmpi_ibcast_c_(void *buffer, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *root, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Ibcast_c(address_of(buffer), *count, (MPI_Datatype)(intptr_t)*datatype, *root, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_ibcast_c)

void pmpi_iallreduce_(void *sendbuf, void *recvbuf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *op, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Iallreduce(address_of(sendbuf), address_of(recvbuf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Op)(intptr_t)*op, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_iallreduce)

void pmpi_iallreduce_c_(void *sendbuf, void *recvbuf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *op, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Iallreduce_c(address_of(sendbuf), address_of(recvbuf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Op)(intptr_t)*op, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_iallreduce_c)

void pmpi_allgather_init_(void *sendbuf, MPI_Fint *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Fint *recvcount, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Allgather_init(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_allgather_init)

void pmpi_allgather_init_c_(void *sendbuf, MPI_Count *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Count *recvcount, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Allgather_init_c(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_allgather_init_c)

void pmpi_allgatherv_init_(void *sendbuf, MPI_Fint *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Fint *recvcounts, MPI_Fint *displs, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Allgatherv_init(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), recvcounts, displs, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_allgatherv_init)

void pmpi_allgatherv_init_c_(void *sendbuf, MPI_Count *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Count *recvcounts, MPI_Aint *displs, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Allgatherv_init_c(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), recvcounts, displs, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_allgatherv_init_c)

void pmpi_allreduce_init_(void *sendbuf, void *recvbuf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *op, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Allreduce_init(address_of(sendbuf), address_of(recvbuf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Op)(intptr_t)*op, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_allreduce_init)

void pmpi_allreduce_init_c_(void *sendbuf, void *recvbuf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *op, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Allreduce_init_c(address_of(sendbuf), address_of(recvbuf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Op)(intptr_t)*op, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_allreduce_init_c)

void pmpi_alltoall_init_(void *sendbuf, MPI_Fint *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Fint *recvcount, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Alltoall_init(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_alltoall_init)

void pmpi_alltoall_init_c_(void *sendbuf, MPI_Count *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Count *recvcount, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Alltoall_init_c(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_alltoall_init_c)

void pmpi_alltoallv_init_(void *sendbuf, MPI_Fint *sendcounts, MPI_Fint *sdispls, MPI_Fint *sendtype, void *recvbuf, MPI_Fint *recvcounts, MPI_Fint *rdispls, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Alltoallv_init(address_of(sendbuf), sendcounts, sdispls, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), recvcounts, rdispls, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_alltoallv_init)

void pmpi_alltoallv_init_c_(void *sendbuf, MPI_Count *sendcounts, MPI_Aint *sdispls, MPI_Fint *sendtype, void *recvbuf, MPI_Count *recvcounts, MPI_Aint *rdispls, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Alltoallv_init_c(address_of(sendbuf), sendcounts, sdispls, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), recvcounts, rdispls, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_alltoallv_init_c)

void pmpi_alltoallw_(void *sendbuf, MPI_Fint *sendcounts, MPI_Fint *sdispls, MPI_Fint *sendtypes, void *recvbuf, MPI_Fint *recvcounts, MPI_Fint *rdispls, MPI_Fint *recvtypes, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Alltoallw(address_of(sendbuf), sendcounts, sdispls, (MPI_Datatype *)sendtypes, address_of(recvbuf), recvcounts, rdispls, (MPI_Datatype *)recvtypes, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_alltoallw)

void pmpi_alltoallw_c_(void *sendbuf, MPI_Count *sendcounts, MPI_Aint *sdispls, MPI_Fint *sendtypes, void *recvbuf, MPI_Count *recvcounts, MPI_Aint *rdispls, MPI_Fint *recvtypes, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Alltoallw_c(address_of(sendbuf), sendcounts, sdispls, (MPI_Datatype *)sendtypes, address_of(recvbuf), recvcounts, rdispls, (MPI_Datatype *)recvtypes, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_alltoallw_c)

void pmpi_alltoallw_init_(void *sendbuf, MPI_Fint *sendcounts, MPI_Fint *sdispls, MPI_Fint *sendtypes, void *recvbuf, MPI_Fint *recvcounts, MPI_Fint *rdispls, MPI_Fint *recvtypes, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Alltoallw_init(address_of(sendbuf), sendcounts, sdispls, (MPI_Datatype *)sendtypes, address_of(recvbuf), recvcounts, rdispls, (MPI_Datatype *)recvtypes, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_alltoallw_init)

void pmpi_alltoallw_init_c_(void *sendbuf, MPI_Count *sendcounts, MPI_Aint *sdispls, MPI_Fint *sendtypes, void *recvbuf, MPI_Count *recvcounts, MPI_Aint *rdispls, MPI_Fint *recvtypes, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Alltoallw_init_c(address_of(sendbuf), sendcounts, sdispls, (MPI_Datatype *)sendtypes, address_of(recvbuf), recvcounts, rdispls, (MPI_Datatype *)recvtypes, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_alltoallw_init_c)

void pmpi_barrier_init_(MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Barrier_init((MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_barrier_init)

void pmpi_bcast_init_(void *buffer, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *root, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Bcast_init(address_of(buffer), *count, (MPI_Datatype)(intptr_t)*datatype, *root, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_bcast_init)

void pmpi_bcast_init_c_(void *buffer, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *root, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Bcast_init_c(address_of(buffer), *count, (MPI_Datatype)(intptr_t)*datatype, *root, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_bcast_init_c)

void pmpi_exscan_init_(void *sendbuf, void *recvbuf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *op, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Exscan_init(address_of(sendbuf), address_of(recvbuf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Op)(intptr_t)*op, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_exscan_init)

void pmpi_exscan_init_c_(void *sendbuf, void *recvbuf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *op, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Exscan_init_c(address_of(sendbuf), address_of(recvbuf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Op)(intptr_t)*op, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_exscan_init_c)

void pmpi_gather_init_(void *sendbuf, MPI_Fint *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Fint *recvcount, MPI_Fint *recvtype, MPI_Fint *root, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Gather_init(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, *root, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_gather_init)

void pmpi_gather_init_c_(void *sendbuf, MPI_Count *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Count *recvcount, MPI_Fint *recvtype, MPI_Fint *root, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Gather_init_c(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, *root, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_gather_init_c)

void pmpi_gatherv_init_(void *sendbuf, MPI_Fint *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Fint *recvcounts, MPI_Fint *displs, MPI_Fint *recvtype, MPI_Fint *root, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Gatherv_init(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), recvcounts, displs, (MPI_Datatype)(intptr_t)*recvtype, *root, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_gatherv_init)

void pmpi_gatherv_init_c_(void *sendbuf, MPI_Count *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Count *recvcounts, MPI_Aint *displs, MPI_Fint *recvtype, MPI_Fint *root, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Gatherv_init_c(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), recvcounts, displs, (MPI_Datatype)(intptr_t)*recvtype, *root, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_gatherv_init_c)

void pmpi_iallgather_(void *sendbuf, MPI_Fint *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Fint *recvcount, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Iallgather(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_iallgather)

void pmpi_iallgather_c_(void *sendbuf, MPI_Count *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Count *recvcount, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Iallgather_c(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_iallgather_c)

void pmpi_iallgatherv_(void *sendbuf, MPI_Fint *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Fint *recvcounts, MPI_Fint *displs, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Iallgatherv(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), recvcounts, displs, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_iallgatherv)

void pmpi_iallgatherv_c_(void *sendbuf, MPI_Count *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Count *recvcounts, MPI_Aint *displs, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Iallgatherv_c(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), recvcounts, displs, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_iallgatherv_c)

void pmpi_ialltoall_(void *sendbuf, MPI_Fint *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Fint *recvcount, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Ialltoall(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_ialltoall)

void pmpi_ialltoall_c_(void *sendbuf, MPI_Count *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Count *recvcount, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Ialltoall_c(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_ialltoall_c)

void pmpi_ialltoallv_(void *sendbuf, MPI_Fint *sendcounts, MPI_Fint *sdispls, MPI_Fint *sendtype, void *recvbuf, MPI_Fint *recvcounts, MPI_Fint *rdispls, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Ialltoallv(address_of(sendbuf), sendcounts, sdispls, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), recvcounts, rdispls, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_ialltoallv)

void pmpi_ialltoallv_c_(void *sendbuf, MPI_Count *sendcounts, MPI_Aint *sdispls, MPI_Fint *sendtype, void *recvbuf, MPI_Count *recvcounts, MPI_Aint *rdispls, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Ialltoallv_c(address_of(sendbuf), sendcounts, sdispls, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), recvcounts, rdispls, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_ialltoallv_c)

void pmpi_ialltoallw_(void *sendbuf, MPI_Fint *sendcounts, MPI_Fint *sdispls, MPI_Fint *sendtypes, void *recvbuf, MPI_Fint *recvcounts, MPI_Fint *rdispls, MPI_Fint *recvtypes, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Ialltoallw(address_of(sendbuf), sendcounts, sdispls, (MPI_Datatype *)sendtypes, address_of(recvbuf), recvcounts, rdispls, (MPI_Datatype *)recvtypes, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_ialltoallw)

void pmpi_ialltoallw_c_(void *sendbuf, MPI_Count *sendcounts, MPI_Aint *sdispls, MPI_Fint *sendtypes, void *recvbuf, MPI_Count *recvcounts, MPI_Aint *rdispls, MPI_Fint *recvtypes, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Ialltoallw_c(address_of(sendbuf), sendcounts, sdispls, (MPI_Datatype *)sendtypes, address_of(recvbuf), recvcounts, rdispls, (MPI_Datatype *)recvtypes, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_ialltoallw_c)

void pmpi_iexscan_(void *sendbuf, void *recvbuf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *op, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Iexscan(address_of(sendbuf), address_of(recvbuf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Op)(intptr_t)*op, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_iexscan)

void pmpi_iexscan_c_(void *sendbuf, void *recvbuf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *op, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Iexscan_c(address_of(sendbuf), address_of(recvbuf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Op)(intptr_t)*op, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_iexscan_c)

void pmpi_igather_(void *sendbuf, MPI_Fint *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Fint *recvcount, MPI_Fint *recvtype, MPI_Fint *root, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Igather(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, *root, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_igather)

void pmpi_igather_c_(void *sendbuf, MPI_Count *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Count *recvcount, MPI_Fint *recvtype, MPI_Fint *root, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Igather_c(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, *root, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_igather_c)

void pmpi_igatherv_(void *sendbuf, MPI_Fint *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Fint *recvcounts, MPI_Fint *displs, MPI_Fint *recvtype, MPI_Fint *root, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Igatherv(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), recvcounts, displs, (MPI_Datatype)(intptr_t)*recvtype, *root, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_igatherv)

void pmpi_igatherv_c_(void *sendbuf, MPI_Count *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Count *recvcounts, MPI_Aint *displs, MPI_Fint *recvtype, MPI_Fint *root, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Igatherv_c(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), recvcounts, displs, (MPI_Datatype)(intptr_t)*recvtype, *root, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_igatherv_c)

void pmpi_ireduce_(void *sendbuf, void *recvbuf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *op, MPI_Fint *root, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Ireduce(address_of(sendbuf), address_of(recvbuf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Op)(intptr_t)*op, *root, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_ireduce)

void pmpi_ireduce_c_(void *sendbuf, void *recvbuf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *op, MPI_Fint *root, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Ireduce_c(address_of(sendbuf), address_of(recvbuf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Op)(intptr_t)*op, *root, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_ireduce_c)

void pmpi_ireduce_scatter_(void *sendbuf, void *recvbuf, MPI_Fint *recvcounts, MPI_Fint *datatype, MPI_Fint *op, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Ireduce_scatter(address_of(sendbuf), address_of(recvbuf), recvcounts, (MPI_Datatype)(intptr_t)*datatype, (MPI_Op)(intptr_t)*op, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_ireduce_scatter)

void pmpi_ireduce_scatter_c_(void *sendbuf, void *recvbuf, MPI_Count *recvcounts, MPI_Fint *datatype, MPI_Fint *op, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Ireduce_scatter_c(address_of(sendbuf), address_of(recvbuf), recvcounts, (MPI_Datatype)(intptr_t)*datatype, (MPI_Op)(intptr_t)*op, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_ireduce_scatter_c)

void pmpi_ireduce_scatter_block_(void *sendbuf, void *recvbuf, MPI_Fint *recvcount, MPI_Fint *datatype, MPI_Fint *op, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Ireduce_scatter_block(address_of(sendbuf), address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*datatype, (MPI_Op)(intptr_t)*op, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_ireduce_scatter_block)

void pmpi_ireduce_scatter_block_c_(void *sendbuf, void *recvbuf, MPI_Count *recvcount, MPI_Fint *datatype, MPI_Fint *op, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Ireduce_scatter_block_c(address_of(sendbuf), address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*datatype, (MPI_Op)(intptr_t)*op, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_ireduce_scatter_block_c)

void pmpi_iscan_(void *sendbuf, void *recvbuf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *op, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Iscan(address_of(sendbuf), address_of(recvbuf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Op)(intptr_t)*op, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_iscan)

void pmpi_iscan_c_(void *sendbuf, void *recvbuf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *op, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Iscan_c(address_of(sendbuf), address_of(recvbuf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Op)(intptr_t)*op, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_iscan_c)

void pmpi_iscatter_(void *sendbuf, MPI_Fint *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Fint *recvcount, MPI_Fint *recvtype, MPI_Fint *root, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Iscatter(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, *root, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_iscatter)

void pmpi_iscatter_c_(void *sendbuf, MPI_Count *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Count *recvcount, MPI_Fint *recvtype, MPI_Fint *root, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Iscatter_c(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, *root, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_iscatter_c)

void pmpi_iscatterv_(void *sendbuf, MPI_Fint *sendcounts, MPI_Fint *displs, MPI_Fint *sendtype, void *recvbuf, MPI_Fint *recvcount, MPI_Fint *recvtype, MPI_Fint *root, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Iscatterv(address_of(sendbuf), sendcounts, displs, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, *root, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_iscatterv)

void pmpi_iscatterv_c_(void *sendbuf, MPI_Count *sendcounts, MPI_Aint *displs, MPI_Fint *sendtype, void *recvbuf, MPI_Count *recvcount, MPI_Fint *recvtype, MPI_Fint *root, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Iscatterv_c(address_of(sendbuf), sendcounts, displs, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, *root, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_iscatterv_c)

void pmpi_reduce_init_(void *sendbuf, void *recvbuf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *op, MPI_Fint *root, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Reduce_init(address_of(sendbuf), address_of(recvbuf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Op)(intptr_t)*op, *root, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_reduce_init)

void pmpi_reduce_init_c_(void *sendbuf, void *recvbuf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *op, MPI_Fint *root, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Reduce_init_c(address_of(sendbuf), address_of(recvbuf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Op)(intptr_t)*op, *root, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_reduce_init_c)

void pmpi_reduce_scatter_block_init_(void *sendbuf, void *recvbuf, MPI_Fint *recvcount, MPI_Fint *datatype, MPI_Fint *op, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Reduce_scatter_block_init(address_of(sendbuf), address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*datatype, (MPI_Op)(intptr_t)*op, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_reduce_scatter_block_init)

void pmpi_reduce_scatter_block_init_c_(void *sendbuf, void *recvbuf, MPI_Count *recvcount, MPI_Fint *datatype, MPI_Fint *op, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Reduce_scatter_block_init_c(address_of(sendbuf), address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*datatype, (MPI_Op)(intptr_t)*op, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_reduce_scatter_block_init_c)

void pmpi_reduce_scatter_init_(void *sendbuf, void *recvbuf, MPI_Fint *recvcounts, MPI_Fint *datatype, MPI_Fint *op, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Reduce_scatter_init(address_of(sendbuf), address_of(recvbuf), recvcounts, (MPI_Datatype)(intptr_t)*datatype, (MPI_Op)(intptr_t)*op, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_reduce_scatter_init)

void pmpi_reduce_scatter_init_c_(void *sendbuf, void *recvbuf, MPI_Count *recvcounts, MPI_Fint *datatype, MPI_Fint *op, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Reduce_scatter_init_c(address_of(sendbuf), address_of(recvbuf), recvcounts, (MPI_Datatype)(intptr_t)*datatype, (MPI_Op)(intptr_t)*op, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_reduce_scatter_init_c)

void pmpi_scan_init_(void *sendbuf, void *recvbuf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *op, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Scan_init(address_of(sendbuf), address_of(recvbuf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Op)(intptr_t)*op, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_scan_init)

void pmpi_scan_init_c_(void *sendbuf, void *recvbuf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *op, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Scan_init_c(address_of(sendbuf), address_of(recvbuf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Op)(intptr_t)*op, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_scan_init_c)

void pmpi_scatter_init_(void *sendbuf, MPI_Fint *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Fint *recvcount, MPI_Fint *recvtype, MPI_Fint *root, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Scatter_init(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, *root, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_scatter_init)

void pmpi_scatter_init_c_(void *sendbuf, MPI_Count *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Count *recvcount, MPI_Fint *recvtype, MPI_Fint *root, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Scatter_init_c(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, *root, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_scatter_init_c)

void pmpi_scatterv_init_(void *sendbuf, MPI_Fint *sendcounts, MPI_Fint *displs, MPI_Fint *sendtype, void *recvbuf, MPI_Fint *recvcount, MPI_Fint *recvtype, MPI_Fint *root, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Scatterv_init(address_of(sendbuf), sendcounts, displs, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, *root, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_scatterv_init)

void pmpi_scatterv_init_c_(void *sendbuf, MPI_Count *sendcounts, MPI_Aint *displs, MPI_Fint *sendtype, void *recvbuf, MPI_Count *recvcount, MPI_Fint *recvtype, MPI_Fint *root, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Scatterv_init_c(address_of(sendbuf), sendcounts, displs, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, *root, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_scatterv_init_c)

void pmpi_op_commutative_(MPI_Fint *op, MPI_Fint *commute, MPI_Fint *ierror) {
    int error = PMPI_Op_commutative((MPI_Op)(intptr_t)*op, commute);
    if (ierror) *ierror = error;
}
NAMES(mpi_op_commutative)

void pmpi_op_create_(MPI_User_function *user_fn, MPI_Fint *commute, MPI_Fint *op, MPI_Fint *ierror) {
    int error = PMPI_Op_create(user_fn, *commute != 0, (MPI_Op *)op);
    if (ierror) *ierror = error;
}
NAMES(mpi_op_create)

void pmpi_op_create_c_(MPI_User_function_c *user_fn, MPI_Fint *commute, MPI_Fint *op, MPI_Fint *ierror) {
    int error = PMPI_Op_create_c(user_fn, *commute != 0, (MPI_Op *)op);
    if (ierror) *ierror = error;
}
NAMES(mpi_op_create_c)

void pmpi_op_free_(MPI_Fint *op, MPI_Fint *ierror) {
    int error = PMPI_Op_free((MPI_Op *)op);
    if (ierror) *ierror = error;
}
NAMES(mpi_op_free)

void pmpi_reduce_local_(void *inbuf, void *inoutbuf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *op, MPI_Fint *ierror) {
    int error = PMPI_Reduce_local(address_of(inbuf), address_of(inoutbuf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Op)(intptr_t)*op);
    if (ierror) *ierror = error;
}
NAMES(mpi_reduce_local)

void pmpi_reduce_local_c_(void *inbuf, void *inoutbuf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *op, MPI_Fint *ierror) {
    int error = PMPI_Reduce_local_c(address_of(inbuf), address_of(inoutbuf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Op)(intptr_t)*op);
    if (ierror) *ierror = error;
}
NAMES(mpi_reduce_local_c)

void pmpi_ineighbor_allgather_(void *sendbuf, MPI_Fint *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Fint *recvcount, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Ineighbor_allgather(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_ineighbor_allgather)

void pmpi_ineighbor_allgather_c_(void *sendbuf, MPI_Count *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Count *recvcount, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Ineighbor_allgather_c(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_ineighbor_allgather_c)

void pmpi_ineighbor_allgatherv_(void *sendbuf, MPI_Fint *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Fint *recvcounts, MPI_Fint *displs, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Ineighbor_allgatherv(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), recvcounts, displs, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_ineighbor_allgatherv)

void pmpi_ineighbor_allgatherv_c_(void *sendbuf, MPI_Count *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Count *recvcounts, MPI_Aint *displs, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Ineighbor_allgatherv_c(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), recvcounts, displs, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_ineighbor_allgatherv_c)

void pmpi_ineighbor_alltoall_(void *sendbuf, MPI_Fint *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Fint *recvcount, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Ineighbor_alltoall(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_ineighbor_alltoall)

void pmpi_ineighbor_alltoall_c_(void *sendbuf, MPI_Count *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Count *recvcount, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Ineighbor_alltoall_c(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_ineighbor_alltoall_c)

void pmpi_ineighbor_alltoallv_(void *sendbuf, MPI_Fint *sendcounts, MPI_Fint *sdispls, MPI_Fint *sendtype, void *recvbuf, MPI_Fint *recvcounts, MPI_Fint *rdispls, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Ineighbor_alltoallv(address_of(sendbuf), sendcounts, sdispls, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), recvcounts, rdispls, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_ineighbor_alltoallv)

void pmpi_ineighbor_alltoallv_c_(void *sendbuf, MPI_Count *sendcounts, MPI_Aint *sdispls, MPI_Fint *sendtype, void *recvbuf, MPI_Count *recvcounts, MPI_Aint *rdispls, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Ineighbor_alltoallv_c(address_of(sendbuf), sendcounts, sdispls, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), recvcounts, rdispls, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_ineighbor_alltoallv_c)

void pmpi_ineighbor_alltoallw_(void *sendbuf, MPI_Fint *sendcounts, MPI_Aint *sdispls, MPI_Fint *sendtypes, void *recvbuf, MPI_Fint *recvcounts, MPI_Aint *rdispls, MPI_Fint *recvtypes, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Ineighbor_alltoallw(address_of(sendbuf), sendcounts, sdispls, (MPI_Datatype *)sendtypes, address_of(recvbuf), recvcounts, rdispls, (MPI_Datatype *)recvtypes, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_ineighbor_alltoallw)

void pmpi_ineighbor_alltoallw_c_(void *sendbuf, MPI_Count *sendcounts, MPI_Aint *sdispls, MPI_Fint *sendtypes, void *recvbuf, MPI_Count *recvcounts, MPI_Aint *rdispls, MPI_Fint *recvtypes, MPI_Fint *comm, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Ineighbor_alltoallw_c(address_of(sendbuf), sendcounts, sdispls, (MPI_Datatype *)sendtypes, address_of(recvbuf), recvcounts, rdispls, (MPI_Datatype *)recvtypes, (MPI_Comm)(intptr_t)*comm, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_ineighbor_alltoallw_c)

void pmpi_neighbor_allgather_(void *sendbuf, MPI_Fint *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Fint *recvcount, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Neighbor_allgather(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_neighbor_allgather)

void pmpi_neighbor_allgather_c_(void *sendbuf, MPI_Count *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Count *recvcount, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Neighbor_allgather_c(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_neighbor_allgather_c)

void pmpi_neighbor_allgather_init_(void *sendbuf, MPI_Fint *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Fint *recvcount, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Neighbor_allgather_init(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_neighbor_allgather_init)

void pmpi_neighbor_allgather_init_c_(void *sendbuf, MPI_Count *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Count *recvcount, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Neighbor_allgather_init_c(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_neighbor_allgather_init_c)

void pmpi_neighbor_allgatherv_(void *sendbuf, MPI_Fint *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Fint *recvcounts, MPI_Fint *displs, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Neighbor_allgatherv(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), recvcounts, displs, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_neighbor_allgatherv)

void pmpi_neighbor_allgatherv_c_(void *sendbuf, MPI_Count *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Count *recvcounts, MPI_Aint *displs, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Neighbor_allgatherv_c(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), recvcounts, displs, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_neighbor_allgatherv_c)

void pmpi_neighbor_allgatherv_init_(void *sendbuf, MPI_Fint *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Fint *recvcounts, MPI_Fint *displs, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Neighbor_allgatherv_init(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), recvcounts, displs, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_neighbor_allgatherv_init)

void pmpi_neighbor_allgatherv_init_c_(void *sendbuf, MPI_Count *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Count *recvcounts, MPI_Aint *displs, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Neighbor_allgatherv_init_c(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), recvcounts, displs, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_neighbor_allgatherv_init_c)

void pmpi_neighbor_alltoall_(void *sendbuf, MPI_Fint *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Fint *recvcount, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Neighbor_alltoall(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_neighbor_alltoall)

void pmpi_neighbor_alltoall_c_(void *sendbuf, MPI_Count *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Count *recvcount, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Neighbor_alltoall_c(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_neighbor_alltoall_c)

void pmpi_neighbor_alltoall_init_(void *sendbuf, MPI_Fint *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Fint *recvcount, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Neighbor_alltoall_init(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_neighbor_alltoall_init)

void pmpi_neighbor_alltoall_init_c_(void *sendbuf, MPI_Count *sendcount, MPI_Fint *sendtype, void *recvbuf, MPI_Count *recvcount, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Neighbor_alltoall_init_c(address_of(sendbuf), *sendcount, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), *recvcount, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_neighbor_alltoall_init_c)

void pmpi_neighbor_alltoallv_(void *sendbuf, MPI_Fint *sendcounts, MPI_Fint *sdispls, MPI_Fint *sendtype, void *recvbuf, MPI_Fint *recvcounts, MPI_Fint *rdispls, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Neighbor_alltoallv(address_of(sendbuf), sendcounts, sdispls, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), recvcounts, rdispls, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_neighbor_alltoallv)

void pmpi_neighbor_alltoallv_c_(void *sendbuf, MPI_Count *sendcounts, MPI_Aint *sdispls, MPI_Fint *sendtype, void *recvbuf, MPI_Count *recvcounts, MPI_Aint *rdispls, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Neighbor_alltoallv_c(address_of(sendbuf), sendcounts, sdispls, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), recvcounts, rdispls, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_neighbor_alltoallv_c)

void pmpi_neighbor_alltoallv_init_(void *sendbuf, MPI_Fint *sendcounts, MPI_Fint *sdispls, MPI_Fint *sendtype, void *recvbuf, MPI_Fint *recvcounts, MPI_Fint *rdispls, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Neighbor_alltoallv_init(address_of(sendbuf), sendcounts, sdispls, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), recvcounts, rdispls, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_neighbor_alltoallv_init)

void pmpi_neighbor_alltoallv_init_c_(void *sendbuf, MPI_Count *sendcounts, MPI_Aint *sdispls, MPI_Fint *sendtype, void *recvbuf, MPI_Count *recvcounts, MPI_Aint *rdispls, MPI_Fint *recvtype, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Neighbor_alltoallv_init_c(address_of(sendbuf), sendcounts, sdispls, (MPI_Datatype)(intptr_t)*sendtype, address_of(recvbuf), recvcounts, rdispls, (MPI_Datatype)(intptr_t)*recvtype, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_neighbor_alltoallv_init_c)

void pmpi_neighbor_alltoallw_(void *sendbuf, MPI_Fint *sendcounts, MPI_Aint *sdispls, MPI_Fint *sendtypes, void *recvbuf, MPI_Fint *recvcounts, MPI_Aint *rdispls, MPI_Fint *recvtypes, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Neighbor_alltoallw(address_of(sendbuf), sendcounts, sdispls, (MPI_Datatype *)sendtypes, address_of(recvbuf), recvcounts, rdispls, (MPI_Datatype *)recvtypes, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_neighbor_alltoallw)

void pmpi_neighbor_alltoallw_c_(void *sendbuf, MPI_Count *sendcounts, MPI_Aint *sdispls, MPI_Fint *sendtypes, void *recvbuf, MPI_Count *recvcounts, MPI_Aint *rdispls, MPI_Fint *recvtypes, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Neighbor_alltoallw_c(address_of(sendbuf), sendcounts, sdispls, (MPI_Datatype *)sendtypes, address_of(recvbuf), recvcounts, rdispls, (MPI_Datatype *)recvtypes, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_neighbor_alltoallw_c)

void pmpi_neighbor_alltoallw_init_(void *sendbuf, MPI_Fint *sendcounts, MPI_Aint *sdispls, MPI_Fint *sendtypes, void *recvbuf, MPI_Fint *recvcounts, MPI_Aint *rdispls, MPI_Fint *recvtypes, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Neighbor_alltoallw_init(address_of(sendbuf), sendcounts, sdispls, (MPI_Datatype *)sendtypes, address_of(recvbuf), recvcounts, rdispls, (MPI_Datatype *)recvtypes, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_neighbor_alltoallw_init)

void pmpi_neighbor_alltoallw_init_c_(void *sendbuf, MPI_Count *sendcounts, MPI_Aint *sdispls, MPI_Fint *sendtypes, void *recvbuf, MPI_Count *recvcounts, MPI_Aint *rdispls, MPI_Fint *recvtypes, MPI_Fint *comm, MPI_Fint *info, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Neighbor_alltoallw_init_c(address_of(sendbuf), sendcounts, sdispls, (MPI_Datatype *)sendtypes, address_of(recvbuf), recvcounts, rdispls, (MPI_Datatype *)recvtypes, (MPI_Comm)(intptr_t)*comm, (MPI_Info)(intptr_t)*info, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_neighbor_alltoallw_init_c)

void pmpi_dims_create_(MPI_Fint *nnodes, MPI_Fint *ndims, MPI_Fint *dims, MPI_Fint *ierror) {
    int error = PMPI_Dims_create(*nnodes, *ndims, dims);
    if (ierror) *ierror = error;
}
NAMES(mpi_dims_create)

void pmpi_cart_create_(MPI_Fint *comm_old, MPI_Fint *ndims, MPI_Fint *dims, MPI_Fint *periods, MPI_Fint *reorder, MPI_Fint *comm_cart, MPI_Fint *ierror) {
    int error = PMPI_Cart_create((MPI_Comm)(intptr_t)*comm_old, *ndims, dims, periods, *reorder != 0, (MPI_Comm *)comm_cart);
    if (ierror) *ierror = error;
}
NAMES(mpi_cart_create)

void pmpi_cart_sub_(MPI_Fint *comm, MPI_Fint *remain_dims, MPI_Fint *newcomm, MPI_Fint *ierror) {
    int error = PMPI_Cart_sub((MPI_Comm)(intptr_t)*comm, remain_dims, (MPI_Comm *)newcomm);
    if (ierror) *ierror = error;
}
NAMES(mpi_cart_sub)

void pmpi_cart_rank_(MPI_Fint *comm, MPI_Fint *coords, MPI_Fint *rank, MPI_Fint *ierror) {
    int error = PMPI_Cart_rank((MPI_Comm)(intptr_t)*comm, coords, rank);
    if (ierror) *ierror = error;
}
NAMES(mpi_cart_rank)

void pmpi_cart_coords_(MPI_Fint *comm, MPI_Fint *rank, MPI_Fint *maxdims, MPI_Fint *coords, MPI_Fint *ierror) {
    int error = PMPI_Cart_coords((MPI_Comm)(intptr_t)*comm, *rank, *maxdims, coords);
    if (ierror) *ierror = error;
}
NAMES(mpi_cart_coords)

void pmpi_cart_shift_(MPI_Fint *comm, MPI_Fint *direction, MPI_Fint *disp, MPI_Fint *rank_source, MPI_Fint *rank_dest, MPI_Fint *ierror) {
    int error = PMPI_Cart_shift((MPI_Comm)(intptr_t)*comm, *direction, *disp, rank_source, rank_dest);
    if (ierror) *ierror = error;
}
NAMES(mpi_cart_shift)

void pmpi_cart_get_(MPI_Fint *comm, MPI_Fint *maxdims, MPI_Fint *dims, MPI_Fint *periods, MPI_Fint *coords, MPI_Fint *ierror) {
    int error = PMPI_Cart_get((MPI_Comm)(intptr_t)*comm, *maxdims, dims, periods, coords);
    if (ierror) *ierror = error;
}
NAMES(mpi_cart_get)

void pmpi_cartdim_get_(MPI_Fint *comm, MPI_Fint *ndims, MPI_Fint *ierror) {
    int error = PMPI_Cartdim_get((MPI_Comm)(intptr_t)*comm, ndims);
    if (ierror) *ierror = error;
}
NAMES(mpi_cartdim_get)

void pmpi_topo_test_(MPI_Fint *comm, MPI_Fint *status, MPI_Fint *ierror) {
    int error = PMPI_Topo_test((MPI_Comm)(intptr_t)*comm, status);
    if (ierror) *ierror = error;
}
NAMES(mpi_topo_test)

void pmpi_cart_map_(MPI_Fint *comm, MPI_Fint *ndims, MPI_Fint *dims, MPI_Fint *periods, MPI_Fint *newrank, MPI_Fint *ierror) {
    int error = PMPI_Cart_map((MPI_Comm)(intptr_t)*comm, *ndims, dims, periods, newrank);
    if (ierror) *ierror = error;
}
NAMES(mpi_cart_map)

void pmpi_dist_graph_create_(MPI_Fint *comm_old, MPI_Fint *n, MPI_Fint *sources, MPI_Fint *degrees, MPI_Fint *destinations, MPI_Fint *weights, MPI_Fint *info, MPI_Fint *reorder, MPI_Fint *comm_dist_graph, MPI_Fint *ierror) {
    int error = PMPI_Dist_graph_create((MPI_Comm)(intptr_t)*comm_old, *n, sources, degrees, destinations, weights_of(weights), (MPI_Info)(intptr_t)*info, *reorder != 0, (MPI_Comm *)comm_dist_graph);
    if (ierror) *ierror = error;
}
NAMES(mpi_dist_graph_create)

void pmpi_dist_graph_create_adjacent_(MPI_Fint *comm_old, MPI_Fint *indegree, MPI_Fint *sources, MPI_Fint *sourceweights, MPI_Fint *outdegree, MPI_Fint *destinations, MPI_Fint *destweights, MPI_Fint *info, MPI_Fint *reorder, MPI_Fint *comm_dist_graph, MPI_Fint *ierror) {
    int error = PMPI_Dist_graph_create_adjacent((MPI_Comm)(intptr_t)*comm_old, *indegree, sources, weights_of(sourceweights), *outdegree, destinations, weights_of(destweights), (MPI_Info)(intptr_t)*info, *reorder != 0, (MPI_Comm *)comm_dist_graph);
    if (ierror) *ierror = error;
}
NAMES(mpi_dist_graph_create_adjacent)

void pmpi_dist_graph_neighbors_(MPI_Fint *comm, MPI_Fint *maxindegree, MPI_Fint *sources, MPI_Fint *sourceweights, MPI_Fint *maxoutdegree, MPI_Fint *destinations, MPI_Fint *destweights, MPI_Fint *ierror) {
    int error = PMPI_Dist_graph_neighbors((MPI_Comm)(intptr_t)*comm, *maxindegree, sources, weights_of(sourceweights), *maxoutdegree, destinations, weights_of(destweights));
    if (ierror) *ierror = error;
}
NAMES(mpi_dist_graph_neighbors)

void pmpi_dist_graph_neighbors_count_(MPI_Fint *comm, MPI_Fint *indegree, MPI_Fint *outdegree, MPI_Fint *weighted, MPI_Fint *ierror) {
    int error = PMPI_Dist_graph_neighbors_count((MPI_Comm)(intptr_t)*comm, indegree, outdegree, weighted);
    if (ierror) *ierror = error;
}
NAMES(mpi_dist_graph_neighbors_count)

void pmpi_graph_create_(MPI_Fint *comm_old, MPI_Fint *nnodes, MPI_Fint *index, MPI_Fint *edges, MPI_Fint *reorder, MPI_Fint *comm_graph, MPI_Fint *ierror) {
    int error = PMPI_Graph_create((MPI_Comm)(intptr_t)*comm_old, *nnodes, index, edges, *reorder != 0, (MPI_Comm *)comm_graph);
    if (ierror) *ierror = error;
}
NAMES(mpi_graph_create)

void pmpi_graph_get_(MPI_Fint *comm, MPI_Fint *maxindex, MPI_Fint *maxedges, MPI_Fint *index, MPI_Fint *edges, MPI_Fint *ierror) {
    int error = PMPI_Graph_get((MPI_Comm)(intptr_t)*comm, *maxindex, *maxedges, index, edges);
    if (ierror) *ierror = error;
}
NAMES(mpi_graph_get)

void pmpi_graph_map_(MPI_Fint *comm, MPI_Fint *nnodes, MPI_Fint *index, MPI_Fint *edges, MPI_Fint *newrank, MPI_Fint *ierror) {
    int error = PMPI_Graph_map((MPI_Comm)(intptr_t)*comm, *nnodes, index, edges, newrank);
    if (ierror) *ierror = error;
}
NAMES(mpi_graph_map)

void pmpi_graph_neighbors_(MPI_Fint *comm, MPI_Fint *rank, MPI_Fint *maxneighbors, MPI_Fint *neighbors, MPI_Fint *ierror) {
    int error = PMPI_Graph_neighbors((MPI_Comm)(intptr_t)*comm, *rank, *maxneighbors, neighbors);
    if (ierror) *ierror = error;
}
NAMES(mpi_graph_neighbors)

void pmpi_graph_neighbors_count_(MPI_Fint *comm, MPI_Fint *rank, MPI_Fint *nneighbors, MPI_Fint *ierror) {
    int error = PMPI_Graph_neighbors_count((MPI_Comm)(intptr_t)*comm, *rank, nneighbors);
    if (ierror) *ierror = error;
}
NAMES(mpi_graph_neighbors_count)

void pmpi_graphdims_get_(MPI_Fint *comm, MPI_Fint *nnodes, MPI_Fint *nedges, MPI_Fint *ierror) {
    int error = PMPI_Graphdims_get((MPI_Comm)(intptr_t)*comm, nnodes, nedges);
    if (ierror) *ierror = error;
}
NAMES(mpi_graphdims_get)

void pmpi_type_contiguous_(MPI_Fint *count, MPI_Fint *oldtype, MPI_Fint *newtype, MPI_Fint *ierror) {
    int error = PMPI_Type_contiguous(*count, (MPI_Datatype)(intptr_t)*oldtype, (MPI_Datatype *)newtype);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_contiguous)

void pmpi_type_contiguous_c_(MPI_Count *count, MPI_Fint *oldtype, MPI_Fint *newtype, MPI_Fint *ierror) {
    int error = PMPI_Type_contiguous_c(*count, (MPI_Datatype)(intptr_t)*oldtype, (MPI_Datatype *)newtype);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_contiguous_c)

void pmpi_type_vector_(MPI_Fint *count, MPI_Fint *blocklength, MPI_Fint *stride, MPI_Fint *oldtype, MPI_Fint *newtype, MPI_Fint *ierror) {
    int error = PMPI_Type_vector(*count, *blocklength, *stride, (MPI_Datatype)(intptr_t)*oldtype, (MPI_Datatype *)newtype);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_vector)

void pmpi_type_vector_c_(MPI_Count *count, MPI_Count *blocklength, MPI_Count *stride, MPI_Fint *oldtype, MPI_Fint *newtype, MPI_Fint *ierror) {
    int error = PMPI_Type_vector_c(*count, *blocklength, *stride, (MPI_Datatype)(intptr_t)*oldtype, (MPI_Datatype *)newtype);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_vector_c)

void pmpi_type_create_hvector_(MPI_Fint *count, MPI_Fint *blocklength, MPI_Aint *stride, MPI_Fint *oldtype, MPI_Fint *newtype, MPI_Fint *ierror) {
    int error = PMPI_Type_create_hvector(*count, *blocklength, *stride, (MPI_Datatype)(intptr_t)*oldtype, (MPI_Datatype *)newtype);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_create_hvector)

void pmpi_type_create_hvector_c_(MPI_Count *count, MPI_Count *blocklength, MPI_Count *stride, MPI_Fint *oldtype, MPI_Fint *newtype, MPI_Fint *ierror) {
    int error = PMPI_Type_create_hvector_c(*count, *blocklength, *stride, (MPI_Datatype)(intptr_t)*oldtype, (MPI_Datatype *)newtype);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_create_hvector_c)

void pmpi_type_indexed_(MPI_Fint *count, MPI_Fint *array_of_blocklengths, MPI_Fint *array_of_displacements, MPI_Fint *oldtype, MPI_Fint *newtype, MPI_Fint *ierror) {
    int error = PMPI_Type_indexed(*count, array_of_blocklengths, array_of_displacements, (MPI_Datatype)(intptr_t)*oldtype, (MPI_Datatype *)newtype);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_indexed)

void pmpi_type_indexed_c_(MPI_Count *count, MPI_Count *array_of_blocklengths, MPI_Count *array_of_displacements, MPI_Fint *oldtype, MPI_Fint *newtype, MPI_Fint *ierror) {
    int error = PMPI_Type_indexed_c(*count, array_of_blocklengths, array_of_displacements, (MPI_Datatype)(intptr_t)*oldtype, (MPI_Datatype *)newtype);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_indexed_c)

void pmpi_type_create_hindexed_(MPI_Fint *count, MPI_Fint *array_of_blocklengths, MPI_Aint *array_of_displacements, MPI_Fint *oldtype, MPI_Fint *newtype, MPI_Fint *ierror) {
    int error = PMPI_Type_create_hindexed(*count, array_of_blocklengths, array_of_displacements, (MPI_Datatype)(intptr_t)*oldtype, (MPI_Datatype *)newtype);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_create_hindexed)

void pmpi_type_create_hindexed_c_(MPI_Count *count, MPI_Count *array_of_blocklengths, MPI_Count *array_of_displacements, MPI_Fint *oldtype, MPI_Fint *newtype, MPI_Fint *ierror) {
    int error = PMPI_Type_create_hindexed_c(*count, array_of_blocklengths, array_of_displacements, (MPI_Datatype)(intptr_t)*oldtype, (MPI_Datatype *)newtype);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_create_hindexed_c)

void pmpi_type_create_indexed_block_(MPI_Fint *count, MPI_Fint *blocklength, MPI_Fint *array_of_displacements, MPI_Fint *oldtype, MPI_Fint *newtype, MPI_Fint *ierror) {
    int error = PMPI_Type_create_indexed_block(*count, *blocklength, array_of_displacements, (MPI_Datatype)(intptr_t)*oldtype, (MPI_Datatype *)newtype);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_create_indexed_block)

void pmpi_type_create_indexed_block_c_(MPI_Count *count, MPI_Count *blocklength, MPI_Count *array_of_displacements, MPI_Fint *oldtype, MPI_Fint *newtype, MPI_Fint *ierror) {
    int error = PMPI_Type_create_indexed_block_c(*count, *blocklength, array_of_displacements, (MPI_Datatype)(intptr_t)*oldtype, (MPI_Datatype *)newtype);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_create_indexed_block_c)

void pmpi_type_create_struct_(MPI_Fint *count, MPI_Fint *array_of_blocklengths, MPI_Aint *array_of_displacements, MPI_Fint *array_of_types, MPI_Fint *newtype, MPI_Fint *ierror) {
    int error = PMPI_Type_create_struct(*count, array_of_blocklengths, array_of_displacements, (MPI_Datatype *)array_of_types, (MPI_Datatype *)newtype);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_create_struct)

void pmpi_type_create_struct_c_(MPI_Count *count, MPI_Count *array_of_blocklengths, MPI_Count *array_of_displacements, MPI_Fint *array_of_types, MPI_Fint *newtype, MPI_Fint *ierror) {
    int error = PMPI_Type_create_struct_c(*count, array_of_blocklengths, array_of_displacements, (MPI_Datatype *)array_of_types, (MPI_Datatype *)newtype);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_create_struct_c)

void pmpi_type_create_resized_(MPI_Fint *oldtype, MPI_Aint *lb, MPI_Aint *extent, MPI_Fint *newtype, MPI_Fint *ierror) {
    int error = PMPI_Type_create_resized((MPI_Datatype)(intptr_t)*oldtype, *lb, *extent, (MPI_Datatype *)newtype);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_create_resized)

void pmpi_type_create_resized_c_(MPI_Fint *oldtype, MPI_Count *lb, MPI_Count *extent, MPI_Fint *newtype, MPI_Fint *ierror) {
    int error = PMPI_Type_create_resized_c((MPI_Datatype)(intptr_t)*oldtype, *lb, *extent, (MPI_Datatype *)newtype);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_create_resized_c)

void pmpi_type_create_subarray_(MPI_Fint *ndims, MPI_Fint *array_of_sizes, MPI_Fint *array_of_subsizes, MPI_Fint *array_of_starts, MPI_Fint *order, MPI_Fint *oldtype, MPI_Fint *newtype, MPI_Fint *ierror) {
    int error = PMPI_Type_create_subarray(*ndims, array_of_sizes, array_of_subsizes, array_of_starts, *order, (MPI_Datatype)(intptr_t)*oldtype, (MPI_Datatype *)newtype);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_create_subarray)

void pmpi_type_create_subarray_c_(MPI_Fint *ndims, MPI_Count *array_of_sizes, MPI_Count *array_of_subsizes, MPI_Count *array_of_starts, MPI_Fint *order, MPI_Fint *oldtype, MPI_Fint *newtype, MPI_Fint *ierror) {
    int error = PMPI_Type_create_subarray_c(*ndims, array_of_sizes, array_of_subsizes, array_of_starts, *order, (MPI_Datatype)(intptr_t)*oldtype, (MPI_Datatype *)newtype);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_create_subarray_c)

void pmpi_type_dup_(MPI_Fint *oldtype, MPI_Fint *newtype, MPI_Fint *ierror) {
    int error = PMPI_Type_dup((MPI_Datatype)(intptr_t)*oldtype, (MPI_Datatype *)newtype);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_dup)

void pmpi_type_commit_(MPI_Fint *datatype, MPI_Fint *ierror) {
    int error = PMPI_Type_commit((MPI_Datatype *)datatype);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_commit)

void pmpi_type_free_(MPI_Fint *datatype, MPI_Fint *ierror) {
    int error = PMPI_Type_free((MPI_Datatype *)datatype);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_free)

void pmpi_type_size_(MPI_Fint *datatype, MPI_Fint *size, MPI_Fint *ierror) {
    int error = PMPI_Type_size((MPI_Datatype)(intptr_t)*datatype, size);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_size)

void pmpi_type_size_c_(MPI_Fint *datatype, MPI_Count *size, MPI_Fint *ierror) {
    int error = PMPI_Type_size_c((MPI_Datatype)(intptr_t)*datatype, size);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_size_c)

void pmpi_type_get_extent_(MPI_Fint *datatype, MPI_Aint *lb, MPI_Aint *extent, MPI_Fint *ierror) {
    int error = PMPI_Type_get_extent((MPI_Datatype)(intptr_t)*datatype, lb, extent);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_get_extent)

void pmpi_type_get_extent_c_(MPI_Fint *datatype, MPI_Count *lb, MPI_Count *extent, MPI_Fint *ierror) {
    int error = PMPI_Type_get_extent_c((MPI_Datatype)(intptr_t)*datatype, lb, extent);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_get_extent_c)

void pmpi_type_get_true_extent_(MPI_Fint *datatype, MPI_Aint *true_lb, MPI_Aint *true_extent, MPI_Fint *ierror) {
    int error = PMPI_Type_get_true_extent((MPI_Datatype)(intptr_t)*datatype, true_lb, true_extent);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_get_true_extent)

void pmpi_type_get_true_extent_c_(MPI_Fint *datatype, MPI_Count *true_lb, MPI_Count *true_extent, MPI_Fint *ierror) {
    int error = PMPI_Type_get_true_extent_c((MPI_Datatype)(intptr_t)*datatype, true_lb, true_extent);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_get_true_extent_c)

void pmpi_get_address_(void *location, MPI_Aint *address, MPI_Fint *ierror) {
    int error = PMPI_Get_address(address_of(location), address);
    if (ierror) *ierror = error;
}
NAMES(mpi_get_address)

MPI_Aint pmpi_aint_add_(MPI_Aint *base, MPI_Aint *disp) {
    return PMPI_Aint_add(*base, *disp);
}
FUNCTION(mpi_aint_add)

MPI_Aint pmpi_aint_diff_(MPI_Aint *addr1, MPI_Aint *addr2) {
    return PMPI_Aint_diff(*addr1, *addr2);
}
FUNCTION(mpi_aint_diff)

void pmpi_type_create_darray_(MPI_Fint *size, MPI_Fint *rank, MPI_Fint *ndims, MPI_Fint *array_of_gsizes, MPI_Fint *array_of_distribs, MPI_Fint *array_of_dargs, MPI_Fint *array_of_psizes, MPI_Fint *order, MPI_Fint *oldtype, MPI_Fint *newtype, MPI_Fint *ierror) {
    int error = PMPI_Type_create_darray(*size, *rank, *ndims, array_of_gsizes, array_of_distribs, array_of_dargs, array_of_psizes, *order, (MPI_Datatype)(intptr_t)*oldtype, (MPI_Datatype *)newtype);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_create_darray)

void pmpi_type_create_darray_c_(MPI_Fint *size, MPI_Fint *rank, MPI_Fint *ndims, MPI_Count *array_of_gsizes, MPI_Fint *array_of_distribs, MPI_Fint *array_of_dargs, MPI_Fint *array_of_psizes, MPI_Fint *order, MPI_Fint *oldtype, MPI_Fint *newtype, MPI_Fint *ierror) {
    int error = PMPI_Type_create_darray_c(*size, *rank, *ndims, array_of_gsizes, array_of_distribs, array_of_dargs, array_of_psizes, *order, (MPI_Datatype)(intptr_t)*oldtype, (MPI_Datatype *)newtype);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_create_darray_c)

void pmpi_type_create_f90_complex_(MPI_Fint *p, MPI_Fint *r, MPI_Fint *newtype, MPI_Fint *ierror) {
    int error = PMPI_Type_create_f90_complex(*p, *r, (MPI_Datatype *)newtype);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_create_f90_complex)

void pmpi_type_create_f90_integer_(MPI_Fint *r, MPI_Fint *newtype, MPI_Fint *ierror) {
    int error = PMPI_Type_create_f90_integer(*r, (MPI_Datatype *)newtype);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_create_f90_integer)

void pmpi_type_create_f90_real_(MPI_Fint *p, MPI_Fint *r, MPI_Fint *newtype, MPI_Fint *ierror) {
    int error = PMPI_Type_create_f90_real(*p, *r, (MPI_Datatype *)newtype);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_create_f90_real)

void pmpi_type_create_hindexed_block_(MPI_Fint *count, MPI_Fint *blocklength, MPI_Aint *array_of_displacements, MPI_Fint *oldtype, MPI_Fint *newtype, MPI_Fint *ierror) {
    int error = PMPI_Type_create_hindexed_block(*count, *blocklength, array_of_displacements, (MPI_Datatype)(intptr_t)*oldtype, (MPI_Datatype *)newtype);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_create_hindexed_block)

void pmpi_type_create_hindexed_block_c_(MPI_Count *count, MPI_Count *blocklength, MPI_Count *array_of_displacements, MPI_Fint *oldtype, MPI_Fint *newtype, MPI_Fint *ierror) {
    int error = PMPI_Type_create_hindexed_block_c(*count, *blocklength, array_of_displacements, (MPI_Datatype)(intptr_t)*oldtype, (MPI_Datatype *)newtype);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_create_hindexed_block_c)

void pmpi_type_get_contents_(MPI_Fint *datatype, MPI_Fint *max_integers, MPI_Fint *max_addresses, MPI_Fint *max_datatypes, MPI_Fint *array_of_integers, MPI_Aint *array_of_addresses, MPI_Fint *array_of_datatypes, MPI_Fint *ierror) {
    int error = PMPI_Type_get_contents((MPI_Datatype)(intptr_t)*datatype, *max_integers, *max_addresses, *max_datatypes, array_of_integers, array_of_addresses, (MPI_Datatype *)array_of_datatypes);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_get_contents)

void pmpi_type_get_contents_c_(MPI_Fint *datatype, MPI_Count *max_integers, MPI_Count *max_addresses, MPI_Count *max_large_counts, MPI_Count *max_datatypes, MPI_Fint *array_of_integers, MPI_Aint *array_of_addresses, MPI_Count *array_of_large_counts, MPI_Fint *array_of_datatypes, MPI_Fint *ierror) {
    int error = PMPI_Type_get_contents_c((MPI_Datatype)(intptr_t)*datatype, *max_integers, *max_addresses, *max_large_counts, *max_datatypes, array_of_integers, array_of_addresses, array_of_large_counts, (MPI_Datatype *)array_of_datatypes);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_get_contents_c)

void pmpi_type_get_envelope_(MPI_Fint *datatype, MPI_Fint *num_integers, MPI_Fint *num_addresses, MPI_Fint *num_datatypes, MPI_Fint *combiner, MPI_Fint *ierror) {
    int error = PMPI_Type_get_envelope((MPI_Datatype)(intptr_t)*datatype, num_integers, num_addresses, num_datatypes, combiner);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_get_envelope)

void pmpi_type_get_envelope_c_(MPI_Fint *datatype, MPI_Count *num_integers, MPI_Count *num_addresses, MPI_Count *num_large_counts, MPI_Count *num_datatypes, MPI_Fint *combiner, MPI_Fint *ierror) {
    int error = PMPI_Type_get_envelope_c((MPI_Datatype)(intptr_t)*datatype, num_integers, num_addresses, num_large_counts, num_datatypes, combiner);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_get_envelope_c)

void pmpi_type_get_extent_x_(MPI_Fint *datatype, MPI_Count *lb, MPI_Count *extent, MPI_Fint *ierror) {
    int error = PMPI_Type_get_extent_x((MPI_Datatype)(intptr_t)*datatype, lb, extent);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_get_extent_x)

void pmpi_type_get_true_extent_x_(MPI_Fint *datatype, MPI_Count *true_lb, MPI_Count *true_extent, MPI_Fint *ierror) {
    int error = PMPI_Type_get_true_extent_x((MPI_Datatype)(intptr_t)*datatype, true_lb, true_extent);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_get_true_extent_x)

void pmpi_type_get_value_index_(MPI_Fint *value_type, MPI_Fint *index_type, MPI_Fint *pair_type, MPI_Fint *ierror) {
    int error = PMPI_Type_get_value_index((MPI_Datatype)(intptr_t)*value_type, (MPI_Datatype)(intptr_t)*index_type, (MPI_Datatype *)pair_type);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_get_value_index)

void pmpi_type_match_size_(MPI_Fint *typeclass, MPI_Fint *size, MPI_Fint *datatype, MPI_Fint *ierror) {
    int error = PMPI_Type_match_size(*typeclass, *size, (MPI_Datatype *)datatype);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_match_size)

void pmpi_type_size_x_(MPI_Fint *datatype, MPI_Count *size, MPI_Fint *ierror) {
    int error = PMPI_Type_size_x((MPI_Datatype)(intptr_t)*datatype, size);
    if (ierror) *ierror = error;
}
NAMES(mpi_type_size_x)

void pmpi_pack_(void *inbuf, MPI_Fint *incount, MPI_Fint *datatype, void *outbuf, MPI_Fint *outsize, MPI_Fint *position, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Pack(address_of(inbuf), *incount, (MPI_Datatype)(intptr_t)*datatype, address_of(outbuf), *outsize, position, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_pack)

void pmpi_pack_c_(void *inbuf, MPI_Count *incount, MPI_Fint *datatype, void *outbuf, MPI_Count *outsize, MPI_Count *position, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Pack_c(address_of(inbuf), *incount, (MPI_Datatype)(intptr_t)*datatype, address_of(outbuf), *outsize, position, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_pack_c)

void pmpi_pack_external_(char *datarep, void *inbuf, MPI_Fint *incount, MPI_Fint *datatype, void *outbuf, MPI_Aint *outsize, MPI_Aint *position, MPI_Fint *ierror, size_t datarep_len) {
    char *datarep_c = string_in(datarep, datarep_len);
    int error = PMPI_Pack_external(datarep_c, address_of(inbuf), *incount, (MPI_Datatype)(intptr_t)*datatype, address_of(outbuf), *outsize, position);
    free(datarep_c);
    if (ierror) *ierror = error;
}
NAMES(mpi_pack_external)

void pmpi_pack_external_c_(char *datarep, void *inbuf, MPI_Count *incount, MPI_Fint *datatype, void *outbuf, MPI_Count *outsize, MPI_Count *position, MPI_Fint *ierror, size_t datarep_len) {
    char *datarep_c = string_in(datarep, datarep_len);
    int error = PMPI_Pack_external_c(datarep_c, address_of(inbuf), *incount, (MPI_Datatype)(intptr_t)*datatype, address_of(outbuf), *outsize, position);
    free(datarep_c);
    if (ierror) *ierror = error;
}
NAMES(mpi_pack_external_c)

void pmpi_pack_external_size_(char *datarep, MPI_Fint *incount, MPI_Fint *datatype, MPI_Aint *size, MPI_Fint *ierror, size_t datarep_len) {
    char *datarep_c = string_in(datarep, datarep_len);
    int error = PMPI_Pack_external_size(datarep_c, *incount, (MPI_Datatype)(intptr_t)*datatype, size);
    free(datarep_c);
    if (ierror) *ierror = error;
}
NAMES(mpi_pack_external_size)

void pmpi_pack_external_size_c_(char *datarep, MPI_Count *incount, MPI_Fint *datatype, MPI_Count *size, MPI_Fint *ierror, size_t datarep_len) {
    char *datarep_c = string_in(datarep, datarep_len);
    int error = PMPI_Pack_external_size_c(datarep_c, *incount, (MPI_Datatype)(intptr_t)*datatype, size);
    free(datarep_c);
    if (ierror) *ierror = error;
}
NAMES(mpi_pack_external_size_c)

void pmpi_pack_size_(MPI_Fint *incount, MPI_Fint *datatype, MPI_Fint *comm, MPI_Fint *size, MPI_Fint *ierror) {
    int error = PMPI_Pack_size(*incount, (MPI_Datatype)(intptr_t)*datatype, (MPI_Comm)(intptr_t)*comm, size);
    if (ierror) *ierror = error;
}
NAMES(mpi_pack_size)

void pmpi_pack_size_c_(MPI_Count *incount, MPI_Fint *datatype, MPI_Fint *comm, MPI_Count *size, MPI_Fint *ierror) {
    int error = PMPI_Pack_size_c(*incount, (MPI_Datatype)(intptr_t)*datatype, (MPI_Comm)(intptr_t)*comm, size);
    if (ierror) *ierror = error;
}
NAMES(mpi_pack_size_c)

void pmpi_unpack_(void *inbuf, MPI_Fint *insize, MPI_Fint *position, void *outbuf, MPI_Fint *outcount, MPI_Fint *datatype, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Unpack(address_of(inbuf), *insize, position, address_of(outbuf), *outcount, (MPI_Datatype)(intptr_t)*datatype, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_unpack)

void pmpi_unpack_c_(void *inbuf, MPI_Count *insize, MPI_Count *position, void *outbuf, MPI_Count *outcount, MPI_Fint *datatype, MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Unpack_c(address_of(inbuf), *insize, position, address_of(outbuf), *outcount, (MPI_Datatype)(intptr_t)*datatype, (MPI_Comm)(intptr_t)*comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_unpack_c)

void pmpi_unpack_external_(char *datarep, void *inbuf, MPI_Aint *insize, MPI_Aint *position, void *outbuf, MPI_Fint *outcount, MPI_Fint *datatype, MPI_Fint *ierror, size_t datarep_len) {
    char *datarep_c = string_in(datarep, datarep_len);
    int error = PMPI_Unpack_external(datarep_c, address_of(inbuf), *insize, position, address_of(outbuf), *outcount, (MPI_Datatype)(intptr_t)*datatype);
    free(datarep_c);
    if (ierror) *ierror = error;
}
NAMES(mpi_unpack_external)

void pmpi_unpack_external_c_(char *datarep, void *inbuf, MPI_Count *insize, MPI_Count *position, void *outbuf, MPI_Count *outcount, MPI_Fint *datatype, MPI_Fint *ierror, size_t datarep_len) {
    char *datarep_c = string_in(datarep, datarep_len);
    int error = PMPI_Unpack_external_c(datarep_c, address_of(inbuf), *insize, position, address_of(outbuf), *outcount, (MPI_Datatype)(intptr_t)*datatype);
    free(datarep_c);
    if (ierror) *ierror = error;
}
NAMES(mpi_unpack_external_c)

void pmpi_accumulate_(void *origin_addr, MPI_Fint *origin_count, MPI_Fint *origin_datatype, MPI_Fint *target_rank, MPI_Aint *target_disp, MPI_Fint *target_count, MPI_Fint *target_datatype, MPI_Fint *op, MPI_Fint *win, MPI_Fint *ierror) {
    int error = PMPI_Accumulate(address_of(origin_addr), *origin_count, (MPI_Datatype)(intptr_t)*origin_datatype, *target_rank, *target_disp, *target_count, (MPI_Datatype)(intptr_t)*target_datatype, (MPI_Op)(intptr_t)*op, (MPI_Win)(intptr_t)*win);
    if (ierror) *ierror = error;
}
NAMES(mpi_accumulate)

void pmpi_accumulate_c_(void *origin_addr, MPI_Count *origin_count, MPI_Fint *origin_datatype, MPI_Fint *target_rank, MPI_Aint *target_disp, MPI_Count *target_count, MPI_Fint *target_datatype, MPI_Fint *op, MPI_Fint *win, MPI_Fint *ierror) {
    int error = PMPI_Accumulate_c(address_of(origin_addr), *origin_count, (MPI_Datatype)(intptr_t)*origin_datatype, *target_rank, *target_disp, *target_count, (MPI_Datatype)(intptr_t)*target_datatype, (MPI_Op)(intptr_t)*op, (MPI_Win)(intptr_t)*win);
    if (ierror) *ierror = error;
}
NAMES(mpi_accumulate_c)

void pmpi_compare_and_swap_(void *origin_addr, void *compare_addr, void *result_addr, MPI_Fint *datatype, MPI_Fint *target_rank, MPI_Aint *target_disp, MPI_Fint *win, MPI_Fint *ierror) {
    int error = PMPI_Compare_and_swap(address_of(origin_addr), address_of(compare_addr), address_of(result_addr), (MPI_Datatype)(intptr_t)*datatype, *target_rank, *target_disp, (MPI_Win)(intptr_t)*win);
    if (ierror) *ierror = error;
}
NAMES(mpi_compare_and_swap)

void pmpi_fetch_and_op_(void *origin_addr, void *result_addr, MPI_Fint *datatype, MPI_Fint *target_rank, MPI_Aint *target_disp, MPI_Fint *op, MPI_Fint *win, MPI_Fint *ierror) {
    int error = PMPI_Fetch_and_op(address_of(origin_addr), address_of(result_addr), (MPI_Datatype)(intptr_t)*datatype, *target_rank, *target_disp, (MPI_Op)(intptr_t)*op, (MPI_Win)(intptr_t)*win);
    if (ierror) *ierror = error;
}
NAMES(mpi_fetch_and_op)

void pmpi_get_(void *origin_addr, MPI_Fint *origin_count, MPI_Fint *origin_datatype, MPI_Fint *target_rank, MPI_Aint *target_disp, MPI_Fint *target_count, MPI_Fint *target_datatype, MPI_Fint *win, MPI_Fint *ierror) {
    int error = PMPI_Get(address_of(origin_addr), *origin_count, (MPI_Datatype)(intptr_t)*origin_datatype, *target_rank, *target_disp, *target_count, (MPI_Datatype)(intptr_t)*target_datatype, (MPI_Win)(intptr_t)*win);
    if (ierror) *ierror = error;
}
NAMES(mpi_get)

void pmpi_get_c_(void *origin_addr, MPI_Count *origin_count, MPI_Fint *origin_datatype, MPI_Fint *target_rank, MPI_Aint *target_disp, MPI_Count *target_count, MPI_Fint *target_datatype, MPI_Fint *win, MPI_Fint *ierror) {
    int error = PMPI_Get_c(address_of(origin_addr), *origin_count, (MPI_Datatype)(intptr_t)*origin_datatype, *target_rank, *target_disp, *target_count, (MPI_Datatype)(intptr_t)*target_datatype, (MPI_Win)(intptr_t)*win);
    if (ierror) *ierror = error;
}
NAMES(mpi_get_c)

void pmpi_get_accumulate_(void *origin_addr, MPI_Fint *origin_count, MPI_Fint *origin_datatype, void *result_addr, MPI_Fint *result_count, MPI_Fint *result_datatype, MPI_Fint *target_rank, MPI_Aint *target_disp, MPI_Fint *target_count, MPI_Fint *target_datatype, MPI_Fint *op, MPI_Fint *win, MPI_Fint *ierror) {
    int error = PMPI_Get_accumulate(address_of(origin_addr), *origin_count, (MPI_Datatype)(intptr_t)*origin_datatype, address_of(result_addr), *result_count, (MPI_Datatype)(intptr_t)*result_datatype, *target_rank, *target_disp, *target_count, (MPI_Datatype)(intptr_t)*target_datatype, (MPI_Op)(intptr_t)*op, (MPI_Win)(intptr_t)*win);
    if (ierror) *ierror = error;
}
NAMES(mpi_get_accumulate)

void pmpi_get_accumulate_c_(void *origin_addr, MPI_Count *origin_count, MPI_Fint *origin_datatype, void *result_addr, MPI_Count *result_count, MPI_Fint *result_datatype, MPI_Fint *target_rank, MPI_Aint *target_disp, MPI_Count *target_count, MPI_Fint *target_datatype, MPI_Fint *op, MPI_Fint *win, MPI_Fint *ierror) {
    int error = PMPI_Get_accumulate_c(address_of(origin_addr), *origin_count, (MPI_Datatype)(intptr_t)*origin_datatype, address_of(result_addr), *result_count, (MPI_Datatype)(intptr_t)*result_datatype, *target_rank, *target_disp, *target_count, (MPI_Datatype)(intptr_t)*target_datatype, (MPI_Op)(intptr_t)*op, (MPI_Win)(intptr_t)*win);
    if (ierror) *ierror = error;
}
NAMES(mpi_get_accumulate_c)

void pmpi_put_(void *origin_addr, MPI_Fint *origin_count, MPI_Fint *origin_datatype, MPI_Fint *target_rank, MPI_Aint *target_disp, MPI_Fint *target_count, MPI_Fint *target_datatype, MPI_Fint *win, MPI_Fint *ierror) {
    int error = PMPI_Put(address_of(origin_addr), *origin_count, (MPI_Datatype)(intptr_t)*origin_datatype, *target_rank, *target_disp, *target_count, (MPI_Datatype)(intptr_t)*target_datatype, (MPI_Win)(intptr_t)*win);
    if (ierror) *ierror = error;
}
NAMES(mpi_put)

void pmpi_put_c_(void *origin_addr, MPI_Count *origin_count, MPI_Fint *origin_datatype, MPI_Fint *target_rank, MPI_Aint *target_disp, MPI_Count *target_count, MPI_Fint *target_datatype, MPI_Fint *win, MPI_Fint *ierror) {
    int error = PMPI_Put_c(address_of(origin_addr), *origin_count, (MPI_Datatype)(intptr_t)*origin_datatype, *target_rank, *target_disp, *target_count, (MPI_Datatype)(intptr_t)*target_datatype, (MPI_Win)(intptr_t)*win);
    if (ierror) *ierror = error;
}
NAMES(mpi_put_c)

void pmpi_raccumulate_(void *origin_addr, MPI_Fint *origin_count, MPI_Fint *origin_datatype, MPI_Fint *target_rank, MPI_Aint *target_disp, MPI_Fint *target_count, MPI_Fint *target_datatype, MPI_Fint *op, MPI_Fint *win, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Raccumulate(address_of(origin_addr), *origin_count, (MPI_Datatype)(intptr_t)*origin_datatype, *target_rank, *target_disp, *target_count, (MPI_Datatype)(intptr_t)*target_datatype, (MPI_Op)(intptr_t)*op, (MPI_Win)(intptr_t)*win, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_raccumulate)

void pmpi_raccumulate_c_(void *origin_addr, MPI_Count *origin_count, MPI_Fint *origin_datatype, MPI_Fint *target_rank, MPI_Aint *target_disp, MPI_Count *target_count, MPI_Fint *target_datatype, MPI_Fint *op, MPI_Fint *win, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Raccumulate_c(address_of(origin_addr), *origin_count, (MPI_Datatype)(intptr_t)*origin_datatype, *target_rank, *target_disp, *target_count, (MPI_Datatype)(intptr_t)*target_datatype, (MPI_Op)(intptr_t)*op, (MPI_Win)(intptr_t)*win, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_raccumulate_c)

void pmpi_rget_(void *origin_addr, MPI_Fint *origin_count, MPI_Fint *origin_datatype, MPI_Fint *target_rank, MPI_Aint *target_disp, MPI_Fint *target_count, MPI_Fint *target_datatype, MPI_Fint *win, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Rget(address_of(origin_addr), *origin_count, (MPI_Datatype)(intptr_t)*origin_datatype, *target_rank, *target_disp, *target_count, (MPI_Datatype)(intptr_t)*target_datatype, (MPI_Win)(intptr_t)*win, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_rget)

void pmpi_rget_c_(void *origin_addr, MPI_Count *origin_count, MPI_Fint *origin_datatype, MPI_Fint *target_rank, MPI_Aint *target_disp, MPI_Count *target_count, MPI_Fint *target_datatype, MPI_Fint *win, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Rget_c(address_of(origin_addr), *origin_count, (MPI_Datatype)(intptr_t)*origin_datatype, *target_rank, *target_disp, *target_count, (MPI_Datatype)(intptr_t)*target_datatype, (MPI_Win)(intptr_t)*win, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_rget_c)

void pmpi_rget_accumulate_(void *origin_addr, MPI_Fint *origin_count, MPI_Fint *origin_datatype, void *result_addr, MPI_Fint *result_count, MPI_Fint *result_datatype, MPI_Fint *target_rank, MPI_Aint *target_disp, MPI_Fint *target_count, MPI_Fint *target_datatype, MPI_Fint *op, MPI_Fint *win, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Rget_accumulate(address_of(origin_addr), *origin_count, (MPI_Datatype)(intptr_t)*origin_datatype, address_of(result_addr), *result_count, (MPI_Datatype)(intptr_t)*result_datatype, *target_rank, *target_disp, *target_count, (MPI_Datatype)(intptr_t)*target_datatype, (MPI_Op)(intptr_t)*op, (MPI_Win)(intptr_t)*win, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_rget_accumulate)

void pmpi_rget_accumulate_c_(void *origin_addr, MPI_Count *origin_count, MPI_Fint *origin_datatype, void *result_addr, MPI_Count *result_count, MPI_Fint *result_datatype, MPI_Fint *target_rank, MPI_Aint *target_disp, MPI_Count *target_count, MPI_Fint *target_datatype, MPI_Fint *op, MPI_Fint *win, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Rget_accumulate_c(address_of(origin_addr), *origin_count, (MPI_Datatype)(intptr_t)*origin_datatype, address_of(result_addr), *result_count, (MPI_Datatype)(intptr_t)*result_datatype, *target_rank, *target_disp, *target_count, (MPI_Datatype)(intptr_t)*target_datatype, (MPI_Op)(intptr_t)*op, (MPI_Win)(intptr_t)*win, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_rget_accumulate_c)

void pmpi_rput_(void *origin_addr, MPI_Fint *origin_count, MPI_Fint *origin_datatype, MPI_Fint *target_rank, MPI_Aint *target_disp, MPI_Fint *target_count, MPI_Fint *target_datatype, MPI_Fint *win, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Rput(address_of(origin_addr), *origin_count, (MPI_Datatype)(intptr_t)*origin_datatype, *target_rank, *target_disp, *target_count, (MPI_Datatype)(intptr_t)*target_datatype, (MPI_Win)(intptr_t)*win, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_rput)

void pmpi_rput_c_(void *origin_addr, MPI_Count *origin_count, MPI_Fint *origin_datatype, MPI_Fint *target_rank, MPI_Aint *target_disp, MPI_Count *target_count, MPI_Fint *target_datatype, MPI_Fint *win, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Rput_c(address_of(origin_addr), *origin_count, (MPI_Datatype)(intptr_t)*origin_datatype, *target_rank, *target_disp, *target_count, (MPI_Datatype)(intptr_t)*target_datatype, (MPI_Win)(intptr_t)*win, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_rput_c)

void pmpi_win_allocate_(MPI_Aint *size, MPI_Fint *disp_unit, MPI_Fint *info, MPI_Fint *comm, void *baseptr, MPI_Fint *win, MPI_Fint *ierror) {
    int error = PMPI_Win_allocate(*size, *disp_unit, (MPI_Info)(intptr_t)*info, (MPI_Comm)(intptr_t)*comm, baseptr, (MPI_Win *)win);
    if (ierror) *ierror = error;
}
NAMES(mpi_win_allocate)
POINTER(mpi_win_allocate)

void pmpi_win_allocate_c_(MPI_Aint *size, MPI_Aint *disp_unit, MPI_Fint *info, MPI_Fint *comm, void *baseptr, MPI_Fint *win, MPI_Fint *ierror) {
    int error = PMPI_Win_allocate_c(*size, *disp_unit, (MPI_Info)(intptr_t)*info, (MPI_Comm)(intptr_t)*comm, baseptr, (MPI_Win *)win);
    if (ierror) *ierror = error;
}
NAMES(mpi_win_allocate_c)
POINTER(mpi_win_allocate_c)

void pmpi_win_allocate_shared_(MPI_Aint *size, MPI_Fint *disp_unit, MPI_Fint *info, MPI_Fint *comm, void *baseptr, MPI_Fint *win, MPI_Fint *ierror) {
    int error = PMPI_Win_allocate_shared(*size, *disp_unit, (MPI_Info)(intptr_t)*info, (MPI_Comm)(intptr_t)*comm, baseptr, (MPI_Win *)win);
    if (ierror) *ierror = error;
}
NAMES(mpi_win_allocate_shared)
POINTER(mpi_win_allocate_shared)

void pmpi_win_allocate_shared_c_(MPI_Aint *size, MPI_Aint *disp_unit, MPI_Fint *info, MPI_Fint *comm, void *baseptr, MPI_Fint *win, MPI_Fint *ierror) {
    int error = PMPI_Win_allocate_shared_c(*size, *disp_unit, (MPI_Info)(intptr_t)*info, (MPI_Comm)(intptr_t)*comm, baseptr, (MPI_Win *)win);
    if (ierror) *ierror = error;
}
NAMES(mpi_win_allocate_shared_c)
POINTER(mpi_win_allocate_shared_c)

void pmpi_win_attach_(MPI_Fint *win, void *base, MPI_Aint *size, MPI_Fint *ierror) {
    int error = PMPI_Win_attach((MPI_Win)(intptr_t)*win, address_of(base), *size);
    if (ierror) *ierror = error;
}
NAMES(mpi_win_attach)

void pmpi_win_complete_(MPI_Fint *win, MPI_Fint *ierror) {
    int error = PMPI_Win_complete((MPI_Win)(intptr_t)*win);
    if (ierror) *ierror = error;
}
NAMES(mpi_win_complete)

void pmpi_win_create_(void *base, MPI_Aint *size, MPI_Fint *disp_unit, MPI_Fint *info, MPI_Fint *comm, MPI_Fint *win, MPI_Fint *ierror) {
    int error = PMPI_Win_create(address_of(base), *size, *disp_unit, (MPI_Info)(intptr_t)*info, (MPI_Comm)(intptr_t)*comm, (MPI_Win *)win);
    if (ierror) *ierror = error;
}
NAMES(mpi_win_create)

void pmpi_win_create_c_(void *base, MPI_Aint *size, MPI_Aint *disp_unit, MPI_Fint *info, MPI_Fint *comm, MPI_Fint *win, MPI_Fint *ierror) {
    int error = PMPI_Win_create_c(address_of(base), *size, *disp_unit, (MPI_Info)(intptr_t)*info, (MPI_Comm)(intptr_t)*comm, (MPI_Win *)win);
    if (ierror) *ierror = error;
}
NAMES(mpi_win_create_c)

void pmpi_win_create_dynamic_(MPI_Fint *info, MPI_Fint *comm, MPI_Fint *win, MPI_Fint *ierror) {
    int error = PMPI_Win_create_dynamic((MPI_Info)(intptr_t)*info, (MPI_Comm)(intptr_t)*comm, (MPI_Win *)win);
    if (ierror) *ierror = error;
}
NAMES(mpi_win_create_dynamic)

void pmpi_win_detach_(MPI_Fint *win, void *base, MPI_Fint *ierror) {
    int error = PMPI_Win_detach((MPI_Win)(intptr_t)*win, address_of(base));
    if (ierror) *ierror = error;
}
NAMES(mpi_win_detach)

void pmpi_win_fence_(MPI_Fint *assert, MPI_Fint *win, MPI_Fint *ierror) {
    int error = PMPI_Win_fence(*assert, (MPI_Win)(intptr_t)*win);
    if (ierror) *ierror = error;
}
NAMES(mpi_win_fence)

void pmpi_win_flush_(MPI_Fint *rank, MPI_Fint *win, MPI_Fint *ierror) {
    int error = PMPI_Win_flush(*rank, (MPI_Win)(intptr_t)*win);
    if (ierror) *ierror = error;
}
NAMES(mpi_win_flush)

void pmpi_win_flush_all_(MPI_Fint *win, MPI_Fint *ierror) {
    int error = PMPI_Win_flush_all((MPI_Win)(intptr_t)*win);
    if (ierror) *ierror = error;
}
NAMES(mpi_win_flush_all)

void pmpi_win_flush_local_(MPI_Fint *rank, MPI_Fint *win, MPI_Fint *ierror) {
    int error = PMPI_Win_flush_local(*rank, (MPI_Win)(intptr_t)*win);
    if (ierror) *ierror = error;
}
NAMES(mpi_win_flush_local)

void pmpi_win_flush_local_all_(MPI_Fint *win, MPI_Fint *ierror) {
    int error = PMPI_Win_flush_local_all((MPI_Win)(intptr_t)*win);
    if (ierror) *ierror = error;
}
NAMES(mpi_win_flush_local_all)

void pmpi_win_free_(MPI_Fint *win, MPI_Fint *ierror) {
    int error = PMPI_Win_free((MPI_Win *)win);
    if (ierror) *ierror = error;
}
NAMES(mpi_win_free)

void pmpi_win_get_group_(MPI_Fint *win, MPI_Fint *group, MPI_Fint *ierror) {
    int error = PMPI_Win_get_group((MPI_Win)(intptr_t)*win, (MPI_Group *)group);
    if (ierror) *ierror = error;
}
NAMES(mpi_win_get_group)

void pmpi_win_get_info_(MPI_Fint *win, MPI_Fint *info_used, MPI_Fint *ierror) {
    int error = PMPI_Win_get_info((MPI_Win)(intptr_t)*win, (MPI_Info *)info_used);
    if (ierror) *ierror = error;
}
NAMES(mpi_win_get_info)

void pmpi_win_lock_(MPI_Fint *lock_type, MPI_Fint *rank, MPI_Fint *assert, MPI_Fint *win, MPI_Fint *ierror) {
    int error = PMPI_Win_lock(*lock_type, *rank, *assert, (MPI_Win)(intptr_t)*win);
    if (ierror) *ierror = error;
}
NAMES(mpi_win_lock)

void pmpi_win_lock_all_(MPI_Fint *assert, MPI_Fint *win, MPI_Fint *ierror) {
    int error = PMPI_Win_lock_all(*assert, (MPI_Win)(intptr_t)*win);
    if (ierror) *ierror = error;
}
NAMES(mpi_win_lock_all)

void pmpi_win_post_(MPI_Fint *group, MPI_Fint *assert, MPI_Fint *win, MPI_Fint *ierror) {
    int error = PMPI_Win_post((MPI_Group)(intptr_t)*group, *assert, (MPI_Win)(intptr_t)*win);
    if (ierror) *ierror = error;
}
NAMES(mpi_win_post)

void pmpi_win_set_info_(MPI_Fint *win, MPI_Fint *info, MPI_Fint *ierror) {
    int error = PMPI_Win_set_info((MPI_Win)(intptr_t)*win, (MPI_Info)(intptr_t)*info);
    if (ierror) *ierror = error;
}
NAMES(mpi_win_set_info)

void pmpi_win_shared_query_(MPI_Fint *win, MPI_Fint *rank, MPI_Aint *size, MPI_Fint *disp_unit, void *baseptr, MPI_Fint *ierror) {
    int error = PMPI_Win_shared_query((MPI_Win)(intptr_t)*win, *rank, size, disp_unit, baseptr);
    if (ierror) *ierror = error;
}
NAMES(mpi_win_shared_query)
POINTER(mpi_win_shared_query)

void pmpi_win_shared_query_c_(MPI_Fint *win, MPI_Fint *rank, MPI_Aint *size, MPI_Aint *disp_unit, void *baseptr, MPI_Fint *ierror) {
    int error = PMPI_Win_shared_query_c((MPI_Win)(intptr_t)*win, *rank, size, disp_unit, baseptr);
    if (ierror) *ierror = error;
}
NAMES(mpi_win_shared_query_c)
POINTER(mpi_win_shared_query_c)

void pmpi_win_start_(MPI_Fint *group, MPI_Fint *assert, MPI_Fint *win, MPI_Fint *ierror) {
    int error = PMPI_Win_start((MPI_Group)(intptr_t)*group, *assert, (MPI_Win)(intptr_t)*win);
    if (ierror) *ierror = error;
}
NAMES(mpi_win_start)

void pmpi_win_sync_(MPI_Fint *win, MPI_Fint *ierror) {
    int error = PMPI_Win_sync((MPI_Win)(intptr_t)*win);
    if (ierror) *ierror = error;
}
NAMES(mpi_win_sync)

void pmpi_win_test_(MPI_Fint *win, MPI_Fint *flag, MPI_Fint *ierror) {
    int error = PMPI_Win_test((MPI_Win)(intptr_t)*win, flag);
    if (ierror) *ierror = error;
}
NAMES(mpi_win_test)

void pmpi_win_unlock_(MPI_Fint *rank, MPI_Fint *win, MPI_Fint *ierror) {
    int error = PMPI_Win_unlock(*rank, (MPI_Win)(intptr_t)*win);
    if (ierror) *ierror = error;
}
NAMES(mpi_win_unlock)

void pmpi_win_unlock_all_(MPI_Fint *win, MPI_Fint *ierror) {
    int error = PMPI_Win_unlock_all((MPI_Win)(intptr_t)*win);
    if (ierror) *ierror = error;
}
NAMES(mpi_win_unlock_all)

void pmpi_win_wait_(MPI_Fint *win, MPI_Fint *ierror) {
    int error = PMPI_Win_wait((MPI_Win)(intptr_t)*win);
    if (ierror) *ierror = error;
}
NAMES(mpi_win_wait)

void pmpi_file_close_(MPI_Fint *fh, MPI_Fint *ierror) {
    int error = PMPI_File_close((MPI_File *)fh);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_close)

void pmpi_file_delete_(char *filename, MPI_Fint *info, MPI_Fint *ierror, size_t filename_len) {
    char *filename_c = string_in(filename, filename_len);
    int error = PMPI_File_delete(filename_c, (MPI_Info)(intptr_t)*info);
    free(filename_c);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_delete)

void pmpi_file_get_amode_(MPI_Fint *fh, MPI_Fint *amode, MPI_Fint *ierror) {
    int error = PMPI_File_get_amode((MPI_File)(intptr_t)*fh, amode);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_get_amode)

void pmpi_file_get_atomicity_(MPI_Fint *fh, MPI_Fint *flag, MPI_Fint *ierror) {
    int error = PMPI_File_get_atomicity((MPI_File)(intptr_t)*fh, flag);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_get_atomicity)

void pmpi_file_get_byte_offset_(MPI_Fint *fh, MPI_Offset *offset, MPI_Offset *disp, MPI_Fint *ierror) {
    int error = PMPI_File_get_byte_offset((MPI_File)(intptr_t)*fh, *offset, disp);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_get_byte_offset)

void pmpi_file_get_group_(MPI_Fint *fh, MPI_Fint *group, MPI_Fint *ierror) {
    int error = PMPI_File_get_group((MPI_File)(intptr_t)*fh, (MPI_Group *)group);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_get_group)

void pmpi_file_get_info_(MPI_Fint *fh, MPI_Fint *info_used, MPI_Fint *ierror) {
    int error = PMPI_File_get_info((MPI_File)(intptr_t)*fh, (MPI_Info *)info_used);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_get_info)

void pmpi_file_get_position_(MPI_Fint *fh, MPI_Offset *offset, MPI_Fint *ierror) {
    int error = PMPI_File_get_position((MPI_File)(intptr_t)*fh, offset);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_get_position)

void pmpi_file_get_position_shared_(MPI_Fint *fh, MPI_Offset *offset, MPI_Fint *ierror) {
    int error = PMPI_File_get_position_shared((MPI_File)(intptr_t)*fh, offset);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_get_position_shared)

void pmpi_file_get_size_(MPI_Fint *fh, MPI_Offset *size, MPI_Fint *ierror) {
    int error = PMPI_File_get_size((MPI_File)(intptr_t)*fh, size);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_get_size)

void pmpi_file_get_type_extent_(MPI_Fint *fh, MPI_Fint *datatype, MPI_Aint *extent, MPI_Fint *ierror) {
    int error = PMPI_File_get_type_extent((MPI_File)(intptr_t)*fh, (MPI_Datatype)(intptr_t)*datatype, extent);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_get_type_extent)

void pmpi_file_get_type_extent_c_(MPI_Fint *fh, MPI_Fint *datatype, MPI_Count *extent, MPI_Fint *ierror) {
    int error = PMPI_File_get_type_extent_c((MPI_File)(intptr_t)*fh, (MPI_Datatype)(intptr_t)*datatype, extent);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_get_type_extent_c)

void pmpi_file_get_view_(MPI_Fint *fh, MPI_Offset *disp, MPI_Fint *etype, MPI_Fint *filetype, char *datarep, MPI_Fint *ierror, size_t datarep_len) {
    char *datarep_c = string_room(128);
    int error = PMPI_File_get_view((MPI_File)(intptr_t)*fh, disp, (MPI_Datatype *)etype, (MPI_Datatype *)filetype, datarep_c);
    if (error == MPI_SUCCESS) string_out(datarep_c, datarep, datarep_len);
    free(datarep_c);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_get_view)

void pmpi_file_iread_(MPI_Fint *fh, void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_File_iread((MPI_File)(intptr_t)*fh, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_iread)

void pmpi_file_iread_c_(MPI_Fint *fh, void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_File_iread_c((MPI_File)(intptr_t)*fh, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_iread_c)

void pmpi_file_iread_all_(MPI_Fint *fh, void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_File_iread_all((MPI_File)(intptr_t)*fh, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_iread_all)

void pmpi_file_iread_all_c_(MPI_Fint *fh, void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_File_iread_all_c((MPI_File)(intptr_t)*fh, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_iread_all_c)

void pmpi_file_iread_at_(MPI_Fint *fh, MPI_Offset *offset, void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_File_iread_at((MPI_File)(intptr_t)*fh, *offset, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_iread_at)

void pmpi_file_iread_at_c_(MPI_Fint *fh, MPI_Offset *offset, void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_File_iread_at_c((MPI_File)(intptr_t)*fh, *offset, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_iread_at_c)

void pmpi_file_iread_at_all_(MPI_Fint *fh, MPI_Offset *offset, void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_File_iread_at_all((MPI_File)(intptr_t)*fh, *offset, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_iread_at_all)

void pmpi_file_iread_at_all_c_(MPI_Fint *fh, MPI_Offset *offset, void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_File_iread_at_all_c((MPI_File)(intptr_t)*fh, *offset, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_iread_at_all_c)

void pmpi_file_iread_shared_(MPI_Fint *fh, void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_File_iread_shared((MPI_File)(intptr_t)*fh, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_iread_shared)

void pmpi_file_iread_shared_c_(MPI_Fint *fh, void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_File_iread_shared_c((MPI_File)(intptr_t)*fh, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_iread_shared_c)

void pmpi_file_iwrite_(MPI_Fint *fh, void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_File_iwrite((MPI_File)(intptr_t)*fh, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_iwrite)

void pmpi_file_iwrite_c_(MPI_Fint *fh, void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_File_iwrite_c((MPI_File)(intptr_t)*fh, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_iwrite_c)

void pmpi_file_iwrite_all_(MPI_Fint *fh, void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_File_iwrite_all((MPI_File)(intptr_t)*fh, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_iwrite_all)

void pmpi_file_iwrite_all_c_(MPI_Fint *fh, void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_File_iwrite_all_c((MPI_File)(intptr_t)*fh, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_iwrite_all_c)

void pmpi_file_iwrite_at_(MPI_Fint *fh, MPI_Offset *offset, void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_File_iwrite_at((MPI_File)(intptr_t)*fh, *offset, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_iwrite_at)

void pmpi_file_iwrite_at_c_(MPI_Fint *fh, MPI_Offset *offset, void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_File_iwrite_at_c((MPI_File)(intptr_t)*fh, *offset, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_iwrite_at_c)

void pmpi_file_iwrite_at_all_(MPI_Fint *fh, MPI_Offset *offset, void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_File_iwrite_at_all((MPI_File)(intptr_t)*fh, *offset, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_iwrite_at_all)

void pmpi_file_iwrite_at_all_c_(MPI_Fint *fh, MPI_Offset *offset, void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_File_iwrite_at_all_c((MPI_File)(intptr_t)*fh, *offset, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_iwrite_at_all_c)

void pmpi_file_iwrite_shared_(MPI_Fint *fh, void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_File_iwrite_shared((MPI_File)(intptr_t)*fh, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_iwrite_shared)

void pmpi_file_iwrite_shared_c_(MPI_Fint *fh, void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_File_iwrite_shared_c((MPI_File)(intptr_t)*fh, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_iwrite_shared_c)

void pmpi_file_open_(MPI_Fint *comm, char *filename, MPI_Fint *amode, MPI_Fint *info, MPI_Fint *fh, MPI_Fint *ierror, size_t filename_len) {
    char *filename_c = string_in(filename, filename_len);
    int error = PMPI_File_open((MPI_Comm)(intptr_t)*comm, filename_c, *amode, (MPI_Info)(intptr_t)*info, (MPI_File *)fh);
    free(filename_c);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_open)

void pmpi_file_preallocate_(MPI_Fint *fh, MPI_Offset *size, MPI_Fint *ierror) {
    int error = PMPI_File_preallocate((MPI_File)(intptr_t)*fh, *size);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_preallocate)

void pmpi_file_read_(MPI_Fint *fh, void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_File_read((MPI_File)(intptr_t)*fh, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_file_read)

void pmpi_file_read_c_(MPI_Fint *fh, void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_File_read_c((MPI_File)(intptr_t)*fh, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_file_read_c)

void pmpi_file_read_all_(MPI_Fint *fh, void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_File_read_all((MPI_File)(intptr_t)*fh, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_file_read_all)

void pmpi_file_read_all_c_(MPI_Fint *fh, void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_File_read_all_c((MPI_File)(intptr_t)*fh, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_file_read_all_c)

void pmpi_file_read_all_begin_(MPI_Fint *fh, void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *ierror) {
    int error = PMPI_File_read_all_begin((MPI_File)(intptr_t)*fh, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_read_all_begin)

void pmpi_file_read_all_begin_c_(MPI_Fint *fh, void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *ierror) {
    int error = PMPI_File_read_all_begin_c((MPI_File)(intptr_t)*fh, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_read_all_begin_c)

void pmpi_file_read_all_end_(MPI_Fint *fh, void *buf, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_File_read_all_end((MPI_File)(intptr_t)*fh, address_of(buf), status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_file_read_all_end)

void pmpi_file_read_at_(MPI_Fint *fh, MPI_Offset *offset, void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_File_read_at((MPI_File)(intptr_t)*fh, *offset, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_file_read_at)

void pmpi_file_read_at_c_(MPI_Fint *fh, MPI_Offset *offset, void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_File_read_at_c((MPI_File)(intptr_t)*fh, *offset, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_file_read_at_c)

void pmpi_file_read_at_all_(MPI_Fint *fh, MPI_Offset *offset, void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_File_read_at_all((MPI_File)(intptr_t)*fh, *offset, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_file_read_at_all)

void pmpi_file_read_at_all_c_(MPI_Fint *fh, MPI_Offset *offset, void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_File_read_at_all_c((MPI_File)(intptr_t)*fh, *offset, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_file_read_at_all_c)

void pmpi_file_read_at_all_begin_(MPI_Fint *fh, MPI_Offset *offset, void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *ierror) {
    int error = PMPI_File_read_at_all_begin((MPI_File)(intptr_t)*fh, *offset, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_read_at_all_begin)

void pmpi_file_read_at_all_begin_c_(MPI_Fint *fh, MPI_Offset *offset, void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *ierror) {
    int error = PMPI_File_read_at_all_begin_c((MPI_File)(intptr_t)*fh, *offset, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_read_at_all_begin_c)

void pmpi_file_read_at_all_end_(MPI_Fint *fh, void *buf, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_File_read_at_all_end((MPI_File)(intptr_t)*fh, address_of(buf), status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_file_read_at_all_end)

void pmpi_file_read_ordered_(MPI_Fint *fh, void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_File_read_ordered((MPI_File)(intptr_t)*fh, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_file_read_ordered)

void pmpi_file_read_ordered_c_(MPI_Fint *fh, void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_File_read_ordered_c((MPI_File)(intptr_t)*fh, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_file_read_ordered_c)

void pmpi_file_read_ordered_begin_(MPI_Fint *fh, void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *ierror) {
    int error = PMPI_File_read_ordered_begin((MPI_File)(intptr_t)*fh, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_read_ordered_begin)

void pmpi_file_read_ordered_begin_c_(MPI_Fint *fh, void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *ierror) {
    int error = PMPI_File_read_ordered_begin_c((MPI_File)(intptr_t)*fh, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_read_ordered_begin_c)

void pmpi_file_read_ordered_end_(MPI_Fint *fh, void *buf, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_File_read_ordered_end((MPI_File)(intptr_t)*fh, address_of(buf), status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_file_read_ordered_end)

void pmpi_file_read_shared_(MPI_Fint *fh, void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_File_read_shared((MPI_File)(intptr_t)*fh, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_file_read_shared)

void pmpi_file_read_shared_c_(MPI_Fint *fh, void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_File_read_shared_c((MPI_File)(intptr_t)*fh, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_file_read_shared_c)

void pmpi_file_seek_(MPI_Fint *fh, MPI_Offset *offset, MPI_Fint *whence, MPI_Fint *ierror) {
    int error = PMPI_File_seek((MPI_File)(intptr_t)*fh, *offset, *whence);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_seek)

void pmpi_file_seek_shared_(MPI_Fint *fh, MPI_Offset *offset, MPI_Fint *whence, MPI_Fint *ierror) {
    int error = PMPI_File_seek_shared((MPI_File)(intptr_t)*fh, *offset, *whence);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_seek_shared)

void pmpi_file_set_atomicity_(MPI_Fint *fh, MPI_Fint *flag, MPI_Fint *ierror) {
    int error = PMPI_File_set_atomicity((MPI_File)(intptr_t)*fh, *flag != 0);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_set_atomicity)

void pmpi_file_set_info_(MPI_Fint *fh, MPI_Fint *info, MPI_Fint *ierror) {
    int error = PMPI_File_set_info((MPI_File)(intptr_t)*fh, (MPI_Info)(intptr_t)*info);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_set_info)

void pmpi_file_set_size_(MPI_Fint *fh, MPI_Offset *size, MPI_Fint *ierror) {
    int error = PMPI_File_set_size((MPI_File)(intptr_t)*fh, *size);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_set_size)

void pmpi_file_set_view_(MPI_Fint *fh, MPI_Offset *disp, MPI_Fint *etype, MPI_Fint *filetype, char *datarep, MPI_Fint *info, MPI_Fint *ierror, size_t datarep_len) {
    char *datarep_c = string_in(datarep, datarep_len);
    int error = PMPI_File_set_view((MPI_File)(intptr_t)*fh, *disp, (MPI_Datatype)(intptr_t)*etype, (MPI_Datatype)(intptr_t)*filetype, datarep_c, (MPI_Info)(intptr_t)*info);
    free(datarep_c);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_set_view)

void pmpi_file_sync_(MPI_Fint *fh, MPI_Fint *ierror) {
    int error = PMPI_File_sync((MPI_File)(intptr_t)*fh);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_sync)

void pmpi_file_write_(MPI_Fint *fh, void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_File_write((MPI_File)(intptr_t)*fh, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_file_write)

void pmpi_file_write_c_(MPI_Fint *fh, void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_File_write_c((MPI_File)(intptr_t)*fh, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_file_write_c)

void pmpi_file_write_all_(MPI_Fint *fh, void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_File_write_all((MPI_File)(intptr_t)*fh, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_file_write_all)

void pmpi_file_write_all_c_(MPI_Fint *fh, void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_File_write_all_c((MPI_File)(intptr_t)*fh, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_file_write_all_c)

void pmpi_file_write_all_begin_(MPI_Fint *fh, void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *ierror) {
    int error = PMPI_File_write_all_begin((MPI_File)(intptr_t)*fh, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_write_all_begin)

void pmpi_file_write_all_begin_c_(MPI_Fint *fh, void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *ierror) {
    int error = PMPI_File_write_all_begin_c((MPI_File)(intptr_t)*fh, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_write_all_begin_c)

void pmpi_file_write_all_end_(MPI_Fint *fh, void *buf, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_File_write_all_end((MPI_File)(intptr_t)*fh, address_of(buf), status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_file_write_all_end)

void pmpi_file_write_at_(MPI_Fint *fh, MPI_Offset *offset, void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_File_write_at((MPI_File)(intptr_t)*fh, *offset, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_file_write_at)

void pmpi_file_write_at_c_(MPI_Fint *fh, MPI_Offset *offset, void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_File_write_at_c((MPI_File)(intptr_t)*fh, *offset, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_file_write_at_c)

void pmpi_file_write_at_all_(MPI_Fint *fh, MPI_Offset *offset, void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_File_write_at_all((MPI_File)(intptr_t)*fh, *offset, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_file_write_at_all)

void pmpi_file_write_at_all_c_(MPI_Fint *fh, MPI_Offset *offset, void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_File_write_at_all_c((MPI_File)(intptr_t)*fh, *offset, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_file_write_at_all_c)

void pmpi_file_write_at_all_begin_(MPI_Fint *fh, MPI_Offset *offset, void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *ierror) {
    int error = PMPI_File_write_at_all_begin((MPI_File)(intptr_t)*fh, *offset, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_write_at_all_begin)

void pmpi_file_write_at_all_begin_c_(MPI_Fint *fh, MPI_Offset *offset, void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *ierror) {
    int error = PMPI_File_write_at_all_begin_c((MPI_File)(intptr_t)*fh, *offset, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_write_at_all_begin_c)

void pmpi_file_write_at_all_end_(MPI_Fint *fh, void *buf, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_File_write_at_all_end((MPI_File)(intptr_t)*fh, address_of(buf), status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_file_write_at_all_end)

void pmpi_file_write_ordered_(MPI_Fint *fh, void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_File_write_ordered((MPI_File)(intptr_t)*fh, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_file_write_ordered)

void pmpi_file_write_ordered_c_(MPI_Fint *fh, void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_File_write_ordered_c((MPI_File)(intptr_t)*fh, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_file_write_ordered_c)

void pmpi_file_write_ordered_begin_(MPI_Fint *fh, void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Fint *ierror) {
    int error = PMPI_File_write_ordered_begin((MPI_File)(intptr_t)*fh, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_write_ordered_begin)

void pmpi_file_write_ordered_begin_c_(MPI_Fint *fh, void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Fint *ierror) {
    int error = PMPI_File_write_ordered_begin_c((MPI_File)(intptr_t)*fh, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype);
    if (ierror) *ierror = error;
}
NAMES(mpi_file_write_ordered_begin_c)

void pmpi_file_write_ordered_end_(MPI_Fint *fh, void *buf, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_File_write_ordered_end((MPI_File)(intptr_t)*fh, address_of(buf), status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_file_write_ordered_end)

void pmpi_file_write_shared_(MPI_Fint *fh, void *buf, MPI_Fint *count, MPI_Fint *datatype, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_File_write_shared((MPI_File)(intptr_t)*fh, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_file_write_shared)

void pmpi_file_write_shared_c_(MPI_Fint *fh, void *buf, MPI_Count *count, MPI_Fint *datatype, MPI_Status *status, MPI_Fint *ierror) {
    int error = PMPI_File_write_shared_c((MPI_File)(intptr_t)*fh, address_of(buf), *count, (MPI_Datatype)(intptr_t)*datatype, status_of(status));
    if (ierror) *ierror = error;
}
NAMES(mpi_file_write_shared_c)

void pmpi_info_create_(MPI_Fint *info, MPI_Fint *ierror) {
    int error = PMPI_Info_create((MPI_Info *)info);
    if (ierror) *ierror = error;
}
NAMES(mpi_info_create)

void pmpi_info_create_env_(MPI_Fint *info, MPI_Fint *ierror) {
    int error = PMPI_Info_create_env(0, NULL, (MPI_Info *)info);
    if (ierror) *ierror = error;
}
NAMES(mpi_info_create_env)

void pmpi_info_delete_(MPI_Fint *info, char *key, MPI_Fint *ierror, size_t key_len) {
    char *key_c = string_in(key, key_len);
    int error = PMPI_Info_delete((MPI_Info)(intptr_t)*info, key_c);
    free(key_c);
    if (ierror) *ierror = error;
}
NAMES(mpi_info_delete)

void pmpi_info_dup_(MPI_Fint *info, MPI_Fint *newinfo, MPI_Fint *ierror) {
    int error = PMPI_Info_dup((MPI_Info)(intptr_t)*info, (MPI_Info *)newinfo);
    if (ierror) *ierror = error;
}
NAMES(mpi_info_dup)

void pmpi_info_free_(MPI_Fint *info, MPI_Fint *ierror) {
    int error = PMPI_Info_free((MPI_Info *)info);
    if (ierror) *ierror = error;
}
NAMES(mpi_info_free)

void pmpi_info_get_(MPI_Fint *info, char *key, MPI_Fint *valuelen, char *value, MPI_Fint *flag, MPI_Fint *ierror, size_t key_len, size_t value_len) {
    char *key_c = string_in(key, key_len);
    char *value_c = string_room(*valuelen);
    int error = PMPI_Info_get((MPI_Info)(intptr_t)*info, key_c, *valuelen, value_c, flag);
    free(key_c);
    if (error == MPI_SUCCESS && *flag) string_out(value_c, value, value_len);
    free(value_c);
    if (ierror) *ierror = error;
}
NAMES(mpi_info_get)

void pmpi_info_get_nkeys_(MPI_Fint *info, MPI_Fint *nkeys, MPI_Fint *ierror) {
    int error = PMPI_Info_get_nkeys((MPI_Info)(intptr_t)*info, nkeys);
    if (ierror) *ierror = error;
}
NAMES(mpi_info_get_nkeys)

void pmpi_info_get_nthkey_(MPI_Fint *info, MPI_Fint *n, char *key, MPI_Fint *ierror, size_t key_len) {
    char *key_c = string_room(256);
    int error = PMPI_Info_get_nthkey((MPI_Info)(intptr_t)*info, *n, key_c);
    if (error == MPI_SUCCESS) string_out(key_c, key, key_len);
    free(key_c);
    if (ierror) *ierror = error;
}
NAMES(mpi_info_get_nthkey)

void pmpi_info_get_string_(MPI_Fint *info, char *key, MPI_Fint *buflen, char *value, MPI_Fint *flag, MPI_Fint *ierror, size_t key_len, size_t value_len) {
    char *key_c = string_in(key, key_len);
    int buflen_c = *buflen > 0 ? *buflen + 1 : 0;
    int buflen_asked = buflen_c > 0;
    char *value_c = string_room(buflen_c);
    int error = PMPI_Info_get_string((MPI_Info)(intptr_t)*info, key_c, &buflen_c, value_c, flag);
    free(key_c);
    if (error == MPI_SUCCESS && buflen_c > 0) *buflen = buflen_c - 1;
    if (error == MPI_SUCCESS && *flag && buflen_asked) string_out(value_c, value, value_len);
    free(value_c);
    if (ierror) *ierror = error;
}
NAMES(mpi_info_get_string)

void pmpi_info_get_valuelen_(MPI_Fint *info, char *key, MPI_Fint *valuelen, MPI_Fint *flag, MPI_Fint *ierror, size_t key_len) {
    char *key_c = string_in(key, key_len);
    int error = PMPI_Info_get_valuelen((MPI_Info)(intptr_t)*info, key_c, valuelen, flag);
    free(key_c);
    if (ierror) *ierror = error;
}
NAMES(mpi_info_get_valuelen)

void pmpi_info_set_(MPI_Fint *info, char *key, char *value, MPI_Fint *ierror, size_t key_len, size_t value_len) {
    char *key_c = string_in(key, key_len);
    char *value_c = string_in(value, value_len);
    int error = PMPI_Info_set((MPI_Info)(intptr_t)*info, key_c, value_c);
    free(key_c);
    free(value_c);
    if (ierror) *ierror = error;
}
NAMES(mpi_info_set)

void pmpi_close_port_(char *port_name, MPI_Fint *ierror, size_t port_name_len) {
    char *port_name_c = string_in(port_name, port_name_len);
    int error = PMPI_Close_port(port_name_c);
    free(port_name_c);
    if (ierror) *ierror = error;
}
NAMES(mpi_close_port)

void pmpi_comm_accept_(char *port_name, MPI_Fint *info, MPI_Fint *root, MPI_Fint *comm, MPI_Fint *newcomm, MPI_Fint *ierror, size_t port_name_len) {
    char *port_name_c = string_in(port_name, port_name_len);
    int error = PMPI_Comm_accept(port_name_c, (MPI_Info)(intptr_t)*info, *root, (MPI_Comm)(intptr_t)*comm, (MPI_Comm *)newcomm);
    free(port_name_c);
    if (ierror) *ierror = error;
}
NAMES(mpi_comm_accept)

void pmpi_comm_connect_(char *port_name, MPI_Fint *info, MPI_Fint *root, MPI_Fint *comm, MPI_Fint *newcomm, MPI_Fint *ierror, size_t port_name_len) {
    char *port_name_c = string_in(port_name, port_name_len);
    int error = PMPI_Comm_connect(port_name_c, (MPI_Info)(intptr_t)*info, *root, (MPI_Comm)(intptr_t)*comm, (MPI_Comm *)newcomm);
    free(port_name_c);
    if (ierror) *ierror = error;
}
NAMES(mpi_comm_connect)

void pmpi_comm_disconnect_(MPI_Fint *comm, MPI_Fint *ierror) {
    int error = PMPI_Comm_disconnect((MPI_Comm *)comm);
    if (ierror) *ierror = error;
}
NAMES(mpi_comm_disconnect)

void pmpi_comm_get_parent_(MPI_Fint *parent, MPI_Fint *ierror) {
    int error = PMPI_Comm_get_parent((MPI_Comm *)parent);
    if (ierror) *ierror = error;
}
NAMES(mpi_comm_get_parent)

void pmpi_comm_join_(MPI_Fint *fd, MPI_Fint *intercomm, MPI_Fint *ierror) {
    int error = PMPI_Comm_join(*fd, (MPI_Comm *)intercomm);
    if (ierror) *ierror = error;
}
NAMES(mpi_comm_join)

void pmpi_lookup_name_(char *service_name, MPI_Fint *info, char *port_name, MPI_Fint *ierror, size_t service_name_len, size_t port_name_len) {
    char *service_name_c = string_in(service_name, service_name_len);
    char *port_name_c = string_room(1024);
    int error = PMPI_Lookup_name(service_name_c, (MPI_Info)(intptr_t)*info, port_name_c);
    free(service_name_c);
    if (error == MPI_SUCCESS) string_out(port_name_c, port_name, port_name_len);
    free(port_name_c);
    if (ierror) *ierror = error;
}
NAMES(mpi_lookup_name)

void pmpi_open_port_(MPI_Fint *info, char *port_name, MPI_Fint *ierror, size_t port_name_len) {
    char *port_name_c = string_room(1024);
    int error = PMPI_Open_port((MPI_Info)(intptr_t)*info, port_name_c);
    if (error == MPI_SUCCESS) string_out(port_name_c, port_name, port_name_len);
    free(port_name_c);
    if (ierror) *ierror = error;
}
NAMES(mpi_open_port)

void pmpi_publish_name_(char *service_name, MPI_Fint *info, char *port_name, MPI_Fint *ierror, size_t service_name_len, size_t port_name_len) {
    char *service_name_c = string_in(service_name, service_name_len);
    char *port_name_c = string_in(port_name, port_name_len);
    int error = PMPI_Publish_name(service_name_c, (MPI_Info)(intptr_t)*info, port_name_c);
    free(service_name_c);
    free(port_name_c);
    if (ierror) *ierror = error;
}
NAMES(mpi_publish_name)

void pmpi_unpublish_name_(char *service_name, MPI_Fint *info, char *port_name, MPI_Fint *ierror, size_t service_name_len, size_t port_name_len) {
    char *service_name_c = string_in(service_name, service_name_len);
    char *port_name_c = string_in(port_name, port_name_len);
    int error = PMPI_Unpublish_name(service_name_c, (MPI_Info)(intptr_t)*info, port_name_c);
    free(service_name_c);
    free(port_name_c);
    if (ierror) *ierror = error;
}
NAMES(mpi_unpublish_name)

void pmpi_group_from_session_pset_(MPI_Fint *session, char *pset_name, MPI_Fint *newgroup, MPI_Fint *ierror, size_t pset_name_len) {
    char *pset_name_c = string_in(pset_name, pset_name_len);
    int error = PMPI_Group_from_session_pset((MPI_Session)(intptr_t)*session, pset_name_c, (MPI_Group *)newgroup);
    free(pset_name_c);
    if (ierror) *ierror = error;
}
NAMES(mpi_group_from_session_pset)

void pmpi_session_finalize_(MPI_Fint *session, MPI_Fint *ierror) {
    int error = PMPI_Session_finalize((MPI_Session *)session);
    if (ierror) *ierror = error;
}
NAMES(mpi_session_finalize)

void pmpi_session_get_info_(MPI_Fint *session, MPI_Fint *info_used, MPI_Fint *ierror) {
    int error = PMPI_Session_get_info((MPI_Session)(intptr_t)*session, (MPI_Info *)info_used);
    if (ierror) *ierror = error;
}
NAMES(mpi_session_get_info)

void pmpi_session_get_nth_pset_(MPI_Fint *session, MPI_Fint *info, MPI_Fint *n, MPI_Fint *pset_len, char *pset_name, MPI_Fint *ierror, size_t pset_name_len) {
    int pset_len_c = *pset_len > 0 ? *pset_len + 1 : 0;
    int pset_len_asked = pset_len_c > 0;
    char *pset_name_c = string_room(pset_len_c);
    int error = PMPI_Session_get_nth_pset((MPI_Session)(intptr_t)*session, (MPI_Info)(intptr_t)*info, *n, &pset_len_c, pset_name_c);
    if (error == MPI_SUCCESS && pset_len_c > 0) *pset_len = pset_len_c - 1;
    if (error == MPI_SUCCESS && pset_len_asked) string_out(pset_name_c, pset_name, pset_name_len);
    free(pset_name_c);
    if (ierror) *ierror = error;
}
NAMES(mpi_session_get_nth_pset)

void pmpi_session_get_num_psets_(MPI_Fint *session, MPI_Fint *info, MPI_Fint *npset_names, MPI_Fint *ierror) {
    int error = PMPI_Session_get_num_psets((MPI_Session)(intptr_t)*session, (MPI_Info)(intptr_t)*info, npset_names);
    if (ierror) *ierror = error;
}
NAMES(mpi_session_get_num_psets)

void pmpi_session_get_pset_info_(MPI_Fint *session, char *pset_name, MPI_Fint *info, MPI_Fint *ierror, size_t pset_name_len) {
    char *pset_name_c = string_in(pset_name, pset_name_len);
    int error = PMPI_Session_get_pset_info((MPI_Session)(intptr_t)*session, pset_name_c, (MPI_Info *)info);
    free(pset_name_c);
    if (ierror) *ierror = error;
}
NAMES(mpi_session_get_pset_info)

void pmpi_session_init_(MPI_Fint *info, MPI_Fint *errhandler, MPI_Fint *session, MPI_Fint *ierror) {
    int error = PMPI_Session_init((MPI_Info)(intptr_t)*info, (MPI_Errhandler)(intptr_t)*errhandler, (MPI_Session *)session);
    if (ierror) *ierror = error;
}
NAMES(mpi_session_init)

void pmpi_grequest_complete_(MPI_Fint *request, MPI_Fint *ierror) {
    int error = PMPI_Grequest_complete((MPI_Request)(intptr_t)*request);
    if (ierror) *ierror = error;
}
NAMES(mpi_grequest_complete)

void pmpi_status_f082f_(MPI_F08_status *f08_status, MPI_Fint *f_status, MPI_Fint *ierror) {
    int error = PMPI_Status_f082f(f08_status, f_status);
    if (ierror) *ierror = error;
}
NAMES(mpi_status_f082f)

void pmpi_status_f2f08_(MPI_Fint *f_status, MPI_F08_status *f08_status, MPI_Fint *ierror) {
    int error = PMPI_Status_f2f08(f_status, f08_status);
    if (ierror) *ierror = error;
}
NAMES(mpi_status_f2f08)
