/*
 * Wrong arguments of procedures served from their descriptions or by C#: each call must come back with an error, and nothing of the host may fall over. Addresses are null, the last bytes below 4 GiB,
 * and the end of memory; handles are forged, stale, of another kind; counts negative, or so large that a product would wrap.
 */
#include "say.h"
#include <limits.h>
#include <stdint.h>

static int refused, wrong;

static void must_fail(int code, const char *what, int line)
{
    if (code == MPI_SUCCESS) {
        printf("line %d: accepted: %s\n", line, what);
        wrong++;
    } else {
        refused++;
    }
}
#define BAD(call) must_fail(call, #call, __LINE__)

#define HIGH ((void *)0xfffffff0u)
#define EDGE ((void *)(__builtin_wasm_memory_size(0) * 65536u - 2u))

static void must_be(int right, const char *what, int line)
{
    if (!right) {
        printf("line %d: not so: %s\n", line, what);
        wrong++;
    }
}
#define GOOD(condition) must_be(condition, #condition, __LINE__)

/* What crashes, or hangs, one of the libraries natively (docs/mpi.md), in a process that is alone. */
static void library_faults(MPI_Group world)
{
    MPI_Comm comm, other;
    MPI_Datatype none, strange, two_ints;
    MPI_Request request, twice[2];
    MPI_Status status;
    MPI_Group group;
    MPI_File file;
    MPI_Win win;
    char text[MPI_MAX_ERROR_STRING];
    void *address;
    int one = 1, zero = 0, position = 3, size, flag, *universe, room[64] = { 0 }, from[64] = { 0 };
    int ranks[] = { -7 }, dims[] = { 1, 1 }, periods[] = { 1, 0 };
    MPI_Type_contiguous(0, MPI_INT, &none);
    MPI_Type_commit(&none);
    MPI_Type_vector(2, 1, 4, MPI_INT, &strange);
    MPI_Type_contiguous(2, MPI_INT, &two_ints);
    MPI_Type_commit(&two_ints);

    /* Packing: a datatype without data, one that was not committed. */
    GOOD(MPI_Unpack(room, 64, &position, from, 1, none, MPI_COMM_SELF) == 0 && position == 3);
    GOOD(MPI_Pack_size(2, strange, MPI_COMM_SELF, &size) != 0 || size >= 16);

    /* Cancelling what is cancelled, complete, or was never started. */
    MPI_Irecv(room, 1, MPI_INT, 0, 2, MPI_COMM_SELF, &request);
    GOOD(MPI_Cancel(&request) == 0 && MPI_Cancel(&request) == 0);
    GOOD(MPI_Wait(&request, &status) == 0 && MPI_Test_cancelled(&status, &flag) == 0 && flag);
    MPI_Recv_init(room, 1, MPI_INT, 0, 2, MPI_COMM_SELF, &request);
    GOOD(MPI_Cancel(&request) == 0 && MPI_Start(&request) == 0 && MPI_Cancel(&request) == 0 && MPI_Cancel(&request) == 0);
    GOOD(MPI_Wait(&request, &status) == 0 && MPI_Test_cancelled(&status, &flag) == 0 && flag);
    GOOD(MPI_Cancel(&request) == 0 && MPI_Request_free(&request) == 0);
    MPI_Irecv(room, 1, MPI_INT, 0, 2, MPI_COMM_SELF, &request);
    MPI_Send(&one, 1, MPI_INT, 0, 2, MPI_COMM_SELF);
    GOOD(MPI_Cancel(&request) == 0 && MPI_Cancel(&request) == 0);
    GOOD(MPI_Wait(&request, &status) == 0 && MPI_Test_cancelled(&status, &flag) == 0 && (flag || room[0] == 1));
    room[0] = 0;

    /* A buffered send without room is refused, and later messages come through. */
    BAD(MPI_Bsend(&one, 1, MPI_INT, 0, 4, MPI_COMM_SELF));
    MPI_Buffer_attach(from, sizeof from);
    BAD(MPI_Bsend(room, 1000, MPI_BYTE, 0, 4, MPI_COMM_SELF));
    MPI_Buffer_detach(&address, &size);
    MPI_Irecv(room, 1, MPI_INT, MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_SELF, &request);
    GOOD(MPI_Ssend(&one, 1, MPI_INT, 0, 5, MPI_COMM_SELF) == 0 && MPI_Wait(&request, &status) == 0 && status.MPI_TAG == 5);
    room[0] = 0;

    /* Null results, and MPI_IN_PLACE where it means nothing. */
    BAD(MPI_Comm_size(MPI_COMM_SELF, 0));
    BAD(MPI_Isend(&one, 1, MPI_INT, MPI_PROC_NULL, 0, MPI_COMM_SELF, 0));
    BAD(MPI_Reduce_local(MPI_IN_PLACE, room, 1, MPI_INT, MPI_SUM));
    BAD(MPI_Status_set_elements_c(&status, MPI_BYTE, INT64_MAX));

    /* Communicators. */
    MPI_Info hints;
    MPI_Info_create(&hints);
    MPI_Info_set(hints, "mpi_assert_no_any_tag", "true");
    GOOD(MPI_Comm_split_type(MPI_COMM_SELF, MPI_UNDEFINED, 0, hints, &comm) == 0 && comm == MPI_COMM_NULL);
    GOOD(MPI_Comm_split_type(MPI_COMM_SELF, MPI_COMM_TYPE_SHARED, 0, hints, &comm) == 0 && MPI_Comm_free(&comm) == 0);
    MPI_Info_free(&hints);
    GOOD(MPI_Dist_graph_create_adjacent(MPI_COMM_SELF, 0, ranks, ranks, 0, ranks, ranks, MPI_INFO_NULL, 0, &comm) == 0);
    GOOD(MPI_Dist_graph_neighbors(comm, 64, room, from, 64, room, from) == 0 && MPI_Comm_free(&comm) == 0 && room[0] == 0);
    MPI_Cart_create(MPI_COMM_SELF, 2, dims, periods, 0, &other);
    GOOD(MPI_Comm_idup(other, &comm, &request) == 0);
    BAD(MPI_Cancel(&request));
    GOOD(MPI_Comm_free(&other) == 0);
    GOOD(MPI_Wait(&request, &status) == 0 && MPI_Barrier(comm) == 0 && MPI_Comm_free(&comm) == 0);
    GOOD(MPI_Comm_create_group(MPI_COMM_WORLD, MPI_GROUP_EMPTY, 1, &comm) != 0 || comm == MPI_COMM_NULL);
    BAD(MPI_Intercomm_create(MPI_COMM_SELF, 0, MPI_COMM_SELF, 0, 3, &comm));
    BAD(MPI_Group_translate_ranks(world, 1, ranks, world, room));
    BAD(MPI_Dims_create(0, 2, (int[]){ 0, 0 }));
    GOOD(MPI_Comm_get_attr(MPI_COMM_WORLD, MPI_UNIVERSE_SIZE, &universe, &flag) == 0);

    /* The same request twice. */
    MPI_Irecv(room, 1, MPI_INT, 0, 77, MPI_COMM_SELF, &twice[0]);
    twice[1] = twice[0];
    BAD(MPI_Testall(2, twice, &flag, MPI_STATUSES_IGNORE));
    MPI_Send(from, 1, MPI_INT, 0, 77, MPI_COMM_SELF);
    GOOD(MPI_Wait(&twice[0], &status) == 0);

    /* What a process sends to itself it receives; displacements are bytes. */
    BAD(MPI_Alltoallv(from, &one, &zero, two_ints, room, &one, &zero, MPI_INT, MPI_COMM_SELF));
    BAD(MPI_Alltoallv(from, &zero, &zero, MPI_INT, room, &one, &zero, MPI_INT, MPI_COMM_SELF));
    MPI_Datatype ints = MPI_INT;
    int four = 4, eight = 8;
    from[1] = 42;
    GOOD(MPI_Alltoallw(from, &one, &four, &ints, room, &one, &eight, &ints, MPI_COMM_SELF) == 0 && room[2] == 42 && room[8] == 0);
    MPI_Cart_create(MPI_COMM_SELF, 2, dims, periods, 0, &other);
    GOOD(MPI_Ialltoallw(from, &one, &four, &two_ints, room, &one, &eight, &two_ints, other, &request) == 0 && MPI_Wait(&request, &status) == 0);
    MPI_Comm_free(&other);

    /* Partitioned communication with nobody. */
    BAD(MPI_Psend_init(from, -1, 1, MPI_INT, 0, 3, MPI_COMM_WORLD, MPI_INFO_NULL, &request));
    BAD(MPI_Psend_init(from, -1, -1, MPI_INT, 0, 3, MPI_COMM_WORLD, MPI_INFO_NULL, &request));
    BAD(MPI_Psend_init(from, 2, INT64_MAX, MPI_INT, 0, 3, MPI_COMM_WORLD, MPI_INFO_NULL, &request));
    BAD(MPI_Precv_init(from, INT_MAX, 1, MPI_INT, 0, 3, MPI_COMM_WORLD, MPI_INFO_NULL, &request));
    GOOD(MPI_Psend_init(from, 1, 1, MPI_INT, MPI_PROC_NULL, 3, MPI_COMM_WORLD, MPI_INFO_NULL, &request) == 0);
    GOOD(MPI_Start(&request) == 0 && MPI_Pready(0, request) == 0 && MPI_Wait(&request, &status) == 0 && MPI_Request_free(&request) == 0);

    /* One-sided: operands of different sizes. Open MPI 4 has no windows where a process is alone. */
    if (MPI_Win_create(room, sizeof room, 1, MPI_INFO_NULL, MPI_COMM_SELF, &win) == 0) {
        MPI_Win_set_errhandler(win, MPI_ERRORS_RETURN);
        MPI_Win_lock_all(0, win);
        GOOD(MPI_Get_accumulate(from, 2, MPI_INT, from + 8, 2, MPI_INT, 0, 0, 1, MPI_INT, MPI_SUM, win) != 0);
        GOOD(MPI_Get_accumulate(from, 0, MPI_INT, from + 8, 1, MPI_INT, 0, 0, 1, MPI_INT, MPI_SUM, win) != 0);
        GOOD(MPI_Get_accumulate(from, 0, MPI_INT, from + 8, 1, MPI_INT, 0, 0, 1, MPI_INT, MPI_NO_OP, win) == 0);
        /* An operation that the datatype does not have, and more than there is room for. */
        GOOD(MPI_Fetch_and_op(from, from + 8, MPI_INT, 0, 0, MPI_MINLOC, win) != 0);
        GOOD(MPI_Accumulate(from, 1, MPI_BYTE, 0, 0, 1, MPI_BYTE, MPI_SUM, win) != 0);
        GOOD(MPI_Put(from, 2, MPI_INT, 0, 0, 1, MPI_INT, win) != 0 && MPI_Get(from, 1, MPI_INT, 0, 0, 2, MPI_INT, win) != 0);
        GOOD(MPI_Win_flush_all(win) == 0);
        MPI_Win_unlock_all(win);
        MPI_Win_free(&win);
    }

    /* Files: datatypes without data, pairs with gaps, reads at the end, far offsets, a request that outlives its file. */
    GOOD(MPI_File_open(MPI_COMM_SELF, "hostile.data", MPI_MODE_RDWR | MPI_MODE_CREATE | MPI_MODE_DELETE_ON_CLOSE, MPI_INFO_NULL, &file) == 0);
    GOOD(MPI_File_iread_at_all(file, 4, room, 1, none, &request) == 0 && MPI_Wait(&request, &status) == 0);
    GOOD(MPI_File_write_at_all(file, 4, room, 1, none, &status) == 0);
    struct { double value; int index; } pair = { 1.5, 7 }, back = { 0, 0 };
    GOOD(MPI_File_write_at(file, 0, &pair, 1, MPI_DOUBLE_INT, &status) == 0 && MPI_File_read_at(file, 0, &back, 1, MPI_DOUBLE_INT, &status) == 0);
    GOOD(back.value == 1.5 && back.index == 7);
    MPI_Datatype pairs;
    MPI_Aint places[] = { 0, 32 };
    MPI_Type_create_hindexed_block(2, 1, places, MPI_DOUBLE_INT, &pairs);
    MPI_Type_commit(&pairs);
    GOOD(MPI_File_write_at(file, 0, room, 2, pairs, &status) == 0);
    MPI_Type_free(&pairs);
    places[0] = (MPI_Aint)&pair;
    MPI_Type_create_hindexed_block(1, 1, places, MPI_DOUBLE_INT, &pairs);
    MPI_Type_commit(&pairs);
    back.value = 0;
    GOOD(MPI_File_write_at(file, 0, MPI_BOTTOM, 1, pairs, &status) == 0 && MPI_File_read_at(file, 0, &back, 1, MPI_DOUBLE_INT, &status) == 0 && back.value == 1.5);
    MPI_Type_free(&pairs);
    GOOD(MPI_File_iread_at(file, 1000, room, 4, MPI_INT, &request) == 0 && MPI_Wait(&request, &status) == 0 && MPI_Get_count(&status, MPI_INT, &size) == 0 && size == 0);
    BAD(MPI_File_iwrite_at(file, 0x7ffffffffffffff0, room, 4, MPI_INT, &request));
    BAD(MPI_File_seek(file, 0x7ffffffffffffff0, MPI_SEEK_SET));
    BAD(MPI_File_read_c(file, room, (MPI_Count)1 << 32, MPI_INT, &status));
    GOOD(MPI_File_iwrite_at(file, 0, room, 4, MPI_INT, &request) == 0);
    if (MPI_File_close(&file) != 0)
        GOOD(MPI_Wait(&request, &status) == 0 && MPI_File_close(&file) == 0);
    else
        MPI_Wait(&request, &status);

    BAD(MPI_Info_create_env(0x7ffffffe, (char **)room, (MPI_Info *)text));
    MPI_Type_free(&none);
    MPI_Type_free(&strange);
    MPI_Type_free(&two_ints);
    (void)group;
}

int main(int argc, char **argv)
{
    start(&argc, &argv);
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    MPI_Comm_set_errhandler(MPI_COMM_SELF, MPI_ERRORS_RETURN);
    MPI_Group world, group;
    MPI_Comm comm, stale, forged = (MPI_Comm)0x10000007u, kind;
    MPI_Info info;
    MPI_Request request;
    int n, m, r, two[2] = { 1, 1 }, huge[2] = { 0x7fffffff, 0x7fffffff }, minus[2] = { -5, -5 }, range[1][3] = { { 0, -1, 0 } };
    char text[MPI_MAX_PORT_NAME];
    MPI_Comm_group(MPI_COMM_WORLD, &world);
    MPI_Comm_dup(MPI_COMM_WORLD, &stale);
    comm = stale;
    MPI_Comm_free(&stale);
    stale = comm;
    kind = (MPI_Comm)world;
    MPI_Info_create(&info);

    /* Handles. */
    MPI_Comm handles[] = { MPI_COMM_NULL, stale, forged, kind, (MPI_Comm)0, (MPI_Comm)0xffffffffu };
    for (int i = 0; i < 6; i++) {
        BAD(MPI_Comm_dup(handles[i], &comm));
        BAD(MPI_Comm_compare(MPI_COMM_WORLD, handles[i], &n));
        BAD(MPI_Comm_group(handles[i], &group));
        BAD(MPI_Topo_test(handles[i], &n));
        BAD(MPI_Comm_idup(handles[i], &comm, &request));
        BAD(MPI_Comm_set_name(handles[i], "name"));
        comm = handles[i];
        BAD(MPI_Comm_free(&comm));
    }
    MPI_Group groups[] = { MPI_GROUP_NULL, (MPI_Group)forged, (MPI_Group)MPI_COMM_WORLD };
    for (int i = 0; i < 3; i++) {
        BAD(MPI_Group_size(groups[i], &n));
        BAD(MPI_Group_union(world, groups[i], &group));
        BAD(MPI_Comm_create(MPI_COMM_WORLD, groups[i], &comm));
        BAD(MPI_Comm_create_from_group(groups[i], "tag", MPI_INFO_NULL, MPI_ERRORS_RETURN, &comm));
    }
    BAD(MPI_Info_set((MPI_Info)forged, "key", "value"));
    BAD(MPI_Info_set(MPI_INFO_NULL, "key", "value"));
    BAD(MPI_Info_set(MPI_INFO_ENV, "key", "value"));
    comm = MPI_COMM_WORLD;
    BAD(MPI_Comm_free(&comm));
    BAD(MPI_Session_get_info(MPI_SESSION_NULL, &info));

    /* Addresses. */
    void *places[] = { NULL, HIGH, EDGE };
    for (int i = 0; i < 3; i++) {
        int *at = places[i];
        BAD(MPI_Group_size(world, at));
        BAD(MPI_Comm_dup(MPI_COMM_WORLD, (MPI_Comm *)at));
        BAD(MPI_Comm_split(MPI_COMM_WORLD, 0, 0, (MPI_Comm *)at));
        BAD(MPI_Comm_free((MPI_Comm *)at));
        BAD(MPI_Group_incl(world, 1, at, &group));
        BAD(MPI_Group_translate_ranks(world, 1, two, world, at));
        BAD(MPI_Cart_create(MPI_COMM_WORLD, 1, at, two, 0, &comm));
        BAD(MPI_Dims_create(1, 1, at));
        BAD(MPI_Graph_create(MPI_COMM_WORLD, 1, at, two, 0, &comm));
        BAD(MPI_Info_get_nkeys(info, at));
        BAD(MPI_Comm_get_name(MPI_COMM_WORLD, text, at));
        BAD(MPI_Session_init(MPI_INFO_NULL, MPI_ERRORS_RETURN, (MPI_Session *)at));
        BAD(MPI_Buffer_attach(i == 0 ? HIGH : places[i], 1000));
    }
    BAD(MPI_Comm_set_name(MPI_COMM_WORLD, NULL));
    BAD(MPI_Info_set(info, HIGH, "value"));

    /* Numbers. */
    BAD(MPI_Group_incl(world, -1, two, &group));
    BAD(MPI_Group_incl(world, 0x7fffffff, two, &group));
    BAD(MPI_Group_incl(world, 1, minus, &group));
    BAD(MPI_Group_range_incl(world, 0x2aaaaaab, range, &group));
    BAD(MPI_Group_range_incl(world, 1, range, &group));
    BAD(MPI_Dist_graph_create(MPI_COMM_WORLD, 2, two, huge, two, MPI_UNWEIGHTED, MPI_INFO_NULL, 0, &comm));
    BAD(MPI_Dist_graph_create(MPI_COMM_WORLD, 2, two, minus, two, MPI_UNWEIGHTED, MPI_INFO_NULL, 0, &comm));
    BAD(MPI_Dist_graph_create_adjacent(MPI_COMM_WORLD, 1, minus, MPI_UNWEIGHTED, 0, two, MPI_UNWEIGHTED, MPI_INFO_NULL, 0, &comm));
    BAD(MPI_Graph_create(MPI_COMM_WORLD, 2, huge, two, 0, &comm));
    BAD(MPI_Comm_split_type(MPI_COMM_WORLD, 12345, 0, MPI_INFO_NULL, &comm));
    BAD(MPI_Comm_create_group(MPI_COMM_WORLD, world, -3, &comm));
    BAD(MPI_Info_get_nthkey(info, -1, text));
    BAD(MPI_Info_get_nthkey(info, 0x7fffffff, text));
    BAD(MPI_Info_get(info, "key", -1, text, &n));
    BAD(MPI_Intercomm_create(MPI_COMM_WORLD, -7, MPI_COMM_WORLD, 0, 1, &comm));
    BAD(MPI_Graph_neighbors_count(MPI_COMM_WORLD, 0, &n));
    BAD(MPI_Buffer_detach(&comm, &n));

    /* What ends a native job of one of the libraries: an intracommunicator where another is needed, cancelling what was never started. */
    BAD(MPI_Intercomm_merge(MPI_COMM_WORLD, 0, &comm));
    MPI_Ssend_init(two, 1, MPI_INT, 0, 3, MPI_COMM_SELF, &request);
    MPI_Cancel(&request);
    MPI_Request_free(&request);
    MPI_Recv_init(two, 1, MPI_INT, 0, 3, MPI_COMM_SELF, &request);
    MPI_Cancel(&request);
    MPI_Request_free(&request);

    library_faults(world);

    (void)m;
    (void)r;
    if (rank == 0)
        printf("hostile: %d calls refused%s\n", refused, wrong ? ", others not" : "");
    MPI_Finalize();
    return wrong != 0;
}
