/* The C interface of the first published MPI modules, written down from what their imports and constants are: import module `env`, small numbers for handles, statuses
 * of 24 bytes. For tests only: programs of today use mpiwasm's own mpi.h. */
#ifndef PUBLISHED_MPI_H
#define PUBLISHED_MPI_H

#include <stdint.h>

typedef int MPI_Comm, MPI_Datatype, MPI_Op, MPI_Request, MPI_Group, MPI_Info, MPI_Win;
typedef intptr_t MPI_Aint;
typedef struct { int MPI_SOURCE, MPI_TAG, MPI_ERROR, cancelled; int64_t count; } MPI_Status;
typedef void MPI_User_function(void *invec, void *inoutvec, int *len, MPI_Datatype *datatype);

enum { MPI_COMM_WORLD, MPI_COMM_SELF, MPI_COMM_NULL };
enum {
    MPI_INT8_T, MPI_INT16_T, MPI_INT32_T, MPI_INT, MPI_INT64_T, MPI_UINT8_T, MPI_UINT16_T, MPI_UINT32_T, MPI_UNSIGNED, MPI_UINT64_T, MPI_LONG, MPI_LONG_LONG,
    MPI_LONG_LONG_INT, MPI_FLOAT, MPI_DOUBLE, MPI_DOUBLE_INT, MPI_CHAR, MPI_C_BOOL, MPI_BYTE, MPI_DATATYPE_NULL = -1
};
enum { MPI_MAX, MPI_MIN, MPI_SUM, MPI_PROD, MPI_LAND, MPI_LOR, MPI_BAND, MPI_BOR, MPI_MAXLOC, MPI_MINLOC, MPI_OP_NULL };
enum { MPI_IDENT, MPI_CONGRUENT, MPI_SIMILAR, MPI_UNEQUAL };
enum { MPI_SUCCESS = 0, MPI_ERR_OTHER = 1, MPI_ANY_SOURCE = -1, MPI_ANY_TAG = -1, MPI_UNDEFINED = -32766, MPI_INFO_NULL = 0, MPI_COMM_TYPE_SHARED = 0 };
#define MPI_BOTTOM ((void *)0)
#define MPI_IN_PLACE ((void *)1)
#define MPI_STATUS_IGNORE ((MPI_Status *)0)
#define MPI_STATUSES_IGNORE ((MPI_Status *)0)

/* Under names of their own, so that no libmpi satisfies them. */
#define IMPORT(name) __asm__("published_" #name) __attribute__((import_module("env"), import_name(#name)))

int MPI_Init(int *, char ***) IMPORT(MPI_Init);
int MPI_Initialized(int *) IMPORT(MPI_Initialized);
int MPI_Finalize(void) IMPORT(MPI_Finalize);
int MPI_Abort(MPI_Comm, int) IMPORT(MPI_Abort);
double MPI_Wtime(void) IMPORT(MPI_Wtime);
int MPI_Comm_rank(MPI_Comm, int *) IMPORT(MPI_Comm_rank);
int MPI_Comm_size(MPI_Comm, int *) IMPORT(MPI_Comm_size);
int MPI_Comm_split(MPI_Comm, int, int, MPI_Comm *) IMPORT(MPI_Comm_split);
int MPI_Comm_compare(MPI_Comm, MPI_Comm, int *) IMPORT(MPI_Comm_compare);
int MPI_Comm_create(MPI_Comm, MPI_Group, MPI_Comm *) IMPORT(MPI_Comm_create);
int MPI_Comm_group(MPI_Comm, MPI_Group *) IMPORT(MPI_Comm_group);
int MPI_Comm_free(MPI_Comm *) IMPORT(MPI_Comm_free);
int MPI_Group_range_incl(MPI_Group, int, int[][3], MPI_Group *) IMPORT(MPI_Group_range_incl);
int MPI_Group_translate_ranks(MPI_Group, int, const int[], MPI_Group, int[]) IMPORT(MPI_Group_translate_ranks);
int MPI_Group_free(MPI_Group *) IMPORT(MPI_Group_free);
int MPI_Send(const void *, int, MPI_Datatype, int, int, MPI_Comm) IMPORT(MPI_Send);
int MPI_Recv(void *, int, MPI_Datatype, int, int, MPI_Comm, MPI_Status *) IMPORT(MPI_Recv);
int MPI_Sendrecv(const void *, int, MPI_Datatype, int, int, void *, int, MPI_Datatype, int, int, MPI_Comm, MPI_Status *) IMPORT(MPI_Sendrecv);
int MPI_Isend(const void *, int, MPI_Datatype, int, int, MPI_Comm, MPI_Request *) IMPORT(MPI_Isend);
int MPI_Irecv(void *, int, MPI_Datatype, int, int, MPI_Comm, MPI_Request *) IMPORT(MPI_Irecv);
int MPI_Wait(MPI_Request *, MPI_Status *) IMPORT(MPI_Wait);
int MPI_Waitall(int, MPI_Request[], MPI_Status[]) IMPORT(MPI_Waitall);
int MPI_Waitany(int, MPI_Request[], int *, MPI_Status *) IMPORT(MPI_Waitany);
int MPI_Probe(int, int, MPI_Comm, MPI_Status *) IMPORT(MPI_Probe);
int MPI_Get_count(const MPI_Status *, MPI_Datatype, int *) IMPORT(MPI_Get_count);
int MPI_Barrier(MPI_Comm) IMPORT(MPI_Barrier);
int MPI_Bcast(void *, int, MPI_Datatype, int, MPI_Comm) IMPORT(MPI_Bcast);
int MPI_Reduce(const void *, void *, int, MPI_Datatype, MPI_Op, int, MPI_Comm) IMPORT(MPI_Reduce);
int MPI_Allreduce(const void *, void *, int, MPI_Datatype, MPI_Op, MPI_Comm) IMPORT(MPI_Allreduce);
int MPI_Gather(const void *, int, MPI_Datatype, void *, int, MPI_Datatype, int, MPI_Comm) IMPORT(MPI_Gather);
int MPI_Allgather(const void *, int, MPI_Datatype, void *, int, MPI_Datatype, MPI_Comm) IMPORT(MPI_Allgather);
int MPI_Alltoall(const void *, int, MPI_Datatype, void *, int, MPI_Datatype, MPI_Comm) IMPORT(MPI_Alltoall);
int MPI_Type_size(MPI_Datatype, int *) IMPORT(MPI_Type_size);
int MPI_Type_contiguous(int, MPI_Datatype, MPI_Datatype *) IMPORT(MPI_Type_contiguous);
int MPI_Type_commit(MPI_Datatype *) IMPORT(MPI_Type_commit);
int MPI_Type_free(MPI_Datatype *) IMPORT(MPI_Type_free);
int MPI_Cart_create(MPI_Comm, int, const int[], const int[], int, MPI_Comm *) IMPORT(MPI_Cart_create);
int MPI_Cart_coords(MPI_Comm, int, int, int[]) IMPORT(MPI_Cart_coords);
int gethostname(char *, unsigned long) IMPORT(gethostname);

#endif
