/*
 * Compiled with -m64: addresses, displacements and handles of 64 bits that are none. Whatever the number, and wherever a sum of it and a length would wrap around, the call
 * comes back with an error and touches nothing outside of memory.
 */
#include "say.h"
#include <stdint.h>
#include <stdlib.h>

static int refused, wrong;
static uint64_t memory;

static void must_fail(int code, const char *what, uint64_t address, int line)
{
    if (code == MPI_SUCCESS) {
        printf("line %d: accepted with %#llx: %s\n", line, (unsigned long long)address, what);
        wrong++;
    } else {
        refused++;
    }
}
#define BAD(call) must_fail(call, #call, address, __LINE__)

static void nothing(void *in, void *inout, int *len, MPI_Datatype *type) { (void)in, (void)inout, (void)len, (void)type; }

static void with_address(uint64_t address)
{
    void *at = (void *)address;
    int one = 1, room[8] = { 0 }, counts[1] = { 1 }, zero[1] = { 0 }, position = 0, flag, *wanted;
    MPI_Datatype types[1] = { MPI_INT }, made;
    MPI_Request request, requests[2] = { MPI_REQUEST_NULL, MPI_REQUEST_NULL };
    MPI_Status status;
    MPI_Group group;
    MPI_Info info;
    MPI_Win win;
    MPI_Comm comm;
    MPI_Aint place = 0;
    char text[MPI_MAX_ERROR_STRING];

    /* Buffers, in shims and in procedures in C#. */
    BAD(MPI_Send(at, 4, MPI_INT, 0, 0, MPI_COMM_SELF));
    BAD(MPI_Isend(at, 4, MPI_INT, 0, 0, MPI_COMM_SELF, &request));
    BAD(MPI_Recv(at, 4, MPI_INT, 0, 0, MPI_COMM_SELF, &status));
    BAD(MPI_Irecv(at, 4, MPI_INT, 0, 0, MPI_COMM_SELF, &request));
    BAD(MPI_Send_c(at, (MPI_Count)1 << 61, MPI_LONG, 0, 0, MPI_COMM_SELF));
    BAD(MPI_Bcast(at, 4, MPI_INT, 0, MPI_COMM_SELF));
    BAD(MPI_Allreduce(&one, at, 4, MPI_INT, MPI_SUM, MPI_COMM_SELF));
    BAD(MPI_Allgatherv(&one, 1, MPI_INT, at, counts, zero, MPI_INT, MPI_COMM_SELF));
    BAD(MPI_Alltoallw(&one, counts, zero, types, at, counts, zero, types, MPI_COMM_SELF));
    BAD(MPI_Pack(&one, 1, MPI_INT, at, 64, &position, MPI_COMM_SELF));
    BAD(MPI_Unpack(at, 64, &position, room, 1, MPI_INT, MPI_COMM_SELF));
    BAD(MPI_Pack_external("external32", at, 1, MPI_INT, room, 8, &place));
    BAD(MPI_Buffer_attach(at, 1 << 20));
    BAD(MPI_Win_create(at, 64, 1, MPI_INFO_NULL, MPI_COMM_SELF, &win));

    /* Arrays. */
    BAD(MPI_Allgatherv(&one, 1, MPI_INT, room, at, zero, MPI_INT, MPI_COMM_SELF));
    BAD(MPI_Allgatherv(&one, 1, MPI_INT, room, counts, at, MPI_INT, MPI_COMM_SELF));
    BAD(MPI_Alltoallw(&one, counts, zero, at, room, counts, zero, types, MPI_COMM_SELF));
    BAD(MPI_Waitall(2, at, MPI_STATUSES_IGNORE));
    BAD(MPI_Testsome(2, at, &flag, room, MPI_STATUSES_IGNORE));
    BAD(MPI_Type_indexed(2, at, room, MPI_INT, &made));
    BAD(MPI_Type_create_hindexed(2, room, at, MPI_INT, &made));
    BAD(MPI_Type_create_struct(1, counts, at, types, &made));
    BAD(MPI_Type_create_struct(1, counts, &place, at, &made));
    BAD(MPI_Comm_group(MPI_COMM_SELF, &group) || MPI_Group_incl(group, 1, at, &group));
    BAD(MPI_Cart_create(MPI_COMM_SELF, 1, at, zero, 0, &comm));

    /* Results. */
    BAD(MPI_Comm_rank(MPI_COMM_SELF, at));
    BAD(MPI_Comm_dup(MPI_COMM_SELF, at));
    BAD(MPI_Isend(&one, 1, MPI_INT, MPI_PROC_NULL, 0, MPI_COMM_SELF, at));
    BAD(MPI_Iprobe(MPI_PROC_NULL, 0, MPI_COMM_SELF, &flag, at));
    BAD(MPI_Waitany(2, requests, at, &status));
    BAD(MPI_Waitall(2, requests, at));
    BAD(MPI_Type_get_extent(MPI_INT, at, &place));
    BAD(MPI_Get_address(&one, at));
    BAD(MPI_Alloc_mem(64, MPI_INFO_NULL, at));
    BAD(MPI_Comm_get_attr(MPI_COMM_WORLD, MPI_TAG_UB, at, &flag));
    BAD(MPI_Comm_get_attr(MPI_COMM_WORLD, MPI_TAG_UB, &wanted, at));
    BAD(MPI_Type_contiguous(2, MPI_INT, at));
    BAD(MPI_Op_create(nothing, 1, at));
    BAD(MPI_Error_string(MPI_ERR_ARG, at, &flag));
    BAD(MPI_Error_string(MPI_ERR_ARG, text, at));
    BAD(MPI_Info_create(at));

    /* Text, and functions. */
    if (address >= memory) {        /* A byte of memory may be text. */
        BAD(MPI_Info_create(&info) || MPI_Info_set(info, at, "value"));
        BAD(MPI_Comm_set_name(MPI_COMM_SELF, at));
    }
    BAD(MPI_Op_create((MPI_User_function *)(address | 0x100000000), 1, (MPI_Op *)room));

    /* Where an element begins: a displacement that leads back from there, or over the end of 64 bits. */
    for (int i = 0; i < 2; i++) {
        MPI_Aint displacement = i == 0 ? (MPI_Aint)(0 - address) : (MPI_Aint)(UINT64_MAX - address);
        if (MPI_Type_create_hindexed(1, counts, &displacement, MPI_INT, &made) == MPI_SUCCESS) {
            MPI_Type_commit(&made);
            /* At address 0 there is nothing, whatever the sum is. */
            BAD(MPI_Send(at, 1, made, 0, 0, MPI_COMM_SELF));
            MPI_Type_free(&made);
        }
    }
}

/* A handle with something in its upper half is another number. */
static void with_upper_half(uint64_t upper)
{
    uint64_t address = upper;
    int one = 1, rank;
    MPI_Comm comm, shown;
    MPI_Datatype type;
    MPI_Request request, shown_request;
    MPI_Comm_dup(MPI_COMM_SELF, &comm);
    MPI_Type_contiguous(1, MPI_INT, &type);
    MPI_Type_commit(&type);
    MPI_Irecv(&one, 1, MPI_INT, 0, 77, MPI_COMM_SELF, &request);
    shown = (MPI_Comm)((uint64_t)comm | upper);
    BAD(MPI_Comm_rank(shown, &rank));
    BAD(MPI_Comm_free(&shown));
    BAD(MPI_Comm_rank((MPI_Comm)((uint64_t)MPI_COMM_WORLD | upper), &rank));
    BAD(MPI_Send(&one, 1, (MPI_Datatype)((uint64_t)type | upper), MPI_PROC_NULL, 0, MPI_COMM_SELF));
    BAD(MPI_Allreduce(&one, &rank, 1, MPI_INT, (MPI_Op)((uint64_t)MPI_SUM | upper), MPI_COMM_SELF));
    shown_request = (MPI_Request)((uint64_t)request | upper);
    BAD(MPI_Wait(&shown_request, MPI_STATUS_IGNORE));
    BAD(MPI_Waitall(1, &shown_request, MPI_STATUSES_IGNORE));
    BAD(MPI_Cancel(&shown_request));
    MPI_Cancel(&request);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    MPI_Type_free(&type);
    MPI_Comm_free(&comm);
}

static void with_displacements(MPI_Win win)
{
    const MPI_Aint far[] = { -1, -8, 65, (MPI_Aint)1 << 32, (MPI_Aint)1 << 60, (MPI_Aint)1 << 61, INT64_MAX, INT64_MIN, ((MPI_Aint)1 << 61) + 1 };
    long value = 1, result;
    for (int i = 0; i < 9; i++) {
        uint64_t address = far[i];
        BAD(MPI_Put(&value, 1, MPI_LONG, 0, far[i], 1, MPI_LONG, win));
        BAD(MPI_Get(&value, 1, MPI_LONG, 0, far[i], 1, MPI_LONG, win));
        BAD(MPI_Fetch_and_op(&value, &result, MPI_LONG, 0, far[i], MPI_SUM, win));
        BAD(MPI_Compare_and_swap(&value, &value, &result, MPI_LONG, 0, far[i], win));
        BAD(MPI_Put_c(&value, 1, MPI_LONG, 0, far[i], 1, MPI_LONG, win));
    }
    uint64_t address = 0;
    BAD(MPI_Put_c(&value, (MPI_Count)1 << 61, MPI_LONG, 0, 0, 1, MPI_LONG, win));
    BAD(MPI_Put_c(&value, 1, MPI_LONG, 0, 0, (MPI_Count)1 << 61, MPI_LONG, win));
}

int main(int argc, char **argv)
{
    static long part[64];
    MPI_Win win;
    void *shared;
    MPI_Init(&argc, &argv);
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    MPI_Comm_set_errhandler(MPI_COMM_SELF, MPI_ERRORS_RETURN);
    uint64_t bytes = (uint64_t)__builtin_wasm_memory_size(0) * 65536;
    memory = bytes;
    const uint64_t addresses[] = {
        bytes - 2, bytes, bytes + 0x100000000, 0x100000000000, 0x1fffffffffff, 0x200000000000, (uint64_t)1 << 62, ((uint64_t)1 << 63) - 8, (uint64_t)1 << 63,
        UINT64_MAX - 0x100000000, UINT64_MAX - 64, UINT64_MAX - 7, UINT64_MAX - 2, UINT64_MAX,
    };
    for (int i = 0; i < 14; i++)
        with_address(addresses[i]);
    for (int i = 32; i < 64; i++)
        with_upper_half((uint64_t)1 << i);
    if (MPI_Win_create(part, sizeof part, sizeof(long), MPI_INFO_NULL, MPI_COMM_WORLD, &win) == MPI_SUCCESS) {
        MPI_Win_set_errhandler(win, MPI_ERRORS_RETURN);
        MPI_Win_fence(0, win);
        with_displacements(win);
        MPI_Win_fence(0, win);
        MPI_Win_free(&win);
    }
    uint64_t address = 0;
    BAD(MPI_Win_create(part, INT64_MAX, 1, MPI_INFO_NULL, MPI_COMM_SELF, &win));
    BAD(MPI_Win_create(part, -16, 1, MPI_INFO_NULL, MPI_COMM_SELF, &win));
    BAD(MPI_Win_allocate((MPI_Aint)1 << 62, 1, MPI_INFO_NULL, MPI_COMM_SELF, &shared, &win));
    BAD(MPI_Win_allocate_shared((MPI_Aint)1 << 62, 1, MPI_INFO_NULL, MPI_COMM_WORLD, &shared, &win));
    BAD(MPI_Win_allocate_shared(INT64_MIN, 1, MPI_INFO_NULL, MPI_COMM_WORLD, &shared, &win));
    BAD(MPI_Alloc_mem((MPI_Aint)1 << 62, MPI_INFO_NULL, &shared));
    printf("wideaddresses: %s\n", refused > 900 && wrong == 0 ? "all refused" : "not all refused");
    return MPI_Finalize();
}
