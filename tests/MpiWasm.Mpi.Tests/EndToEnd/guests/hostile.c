/*
 * Wrong arguments of procedures served from their descriptions or by C#: each call must come back with an error, and nothing of the host may fall over. Addresses are null, the last bytes below 4 GiB,
 * and the end of memory; handles are forged, stale, of another kind; counts negative, or so large that a product would wrap.
 */
#include "say.h"

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

    (void)m;
    (void)r;
    if (rank == 0)
        printf("hostile: %d calls refused%s\n", refused, wrong ? ", others not" : "");
    MPI_Finalize();
    return wrong != 0;
}
