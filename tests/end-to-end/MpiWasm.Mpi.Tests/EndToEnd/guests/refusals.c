/* Null pointers for buffers, MPI_PROC_NULL for processes that must exist, and the library's own words for what its error class does not say. */
#include "say.h"

static int failures, rank, size;

static void expect(const char *what, int code, int class)
{
    int seen = MPI_SUCCESS;
    if (code != MPI_SUCCESS)
        MPI_Error_class(code, &seen);
    if (seen == class)
        return;
    printf("%d: %s gives class %d, not %d\n", rank, what, seen, class);
    failures++;
}

static void null_buffers(void)
{
    int one = 1, zero_counts[16] = {0}, counts[16], places[16] = {0}, position = 0, i;
    char packed[64];
    MPI_Request request;
    MPI_Aint space = 0;
    for (i = 0; i < 16; i++)
        counts[i] = 1;
    expect("MPI_Send from null", MPI_Send(NULL, 1, MPI_INT, 0, 0, MPI_COMM_SELF), MPI_ERR_BUFFER);
    expect("MPI_Recv into null", MPI_Recv(NULL, 1, MPI_INT, 0, 0, MPI_COMM_SELF, MPI_STATUS_IGNORE), MPI_ERR_BUFFER);
    expect("MPI_Irecv into null", MPI_Irecv(NULL, 1, MPI_INT, 0, 0, MPI_COMM_SELF, &request), MPI_ERR_BUFFER);
    expect("MPI_Recv_init into null", MPI_Recv_init(NULL, 1, MPI_INT, 0, 0, MPI_COMM_SELF, &request), MPI_ERR_BUFFER);
    expect("MPI_Bcast of null", MPI_Bcast(NULL, 1, MPI_INT, 0, MPI_COMM_SELF), MPI_ERR_BUFFER);
    expect("MPI_Gather into null", MPI_Gather(&one, 1, MPI_INT, NULL, 1, MPI_INT, 0, MPI_COMM_SELF), MPI_ERR_BUFFER);
    expect("MPI_Gatherv into null", MPI_Gatherv(&one, 1, MPI_INT, NULL, counts, places, MPI_INT, 0, MPI_COMM_SELF), MPI_ERR_BUFFER);
    expect("MPI_Reduce into null", MPI_Reduce(&one, NULL, 1, MPI_INT, MPI_SUM, 0, MPI_COMM_SELF), MPI_ERR_BUFFER);
    expect("MPI_Pack into null", MPI_Pack(&one, 1, MPI_INT, NULL, 64, &position, MPI_COMM_SELF), MPI_ERR_BUFFER);
    expect("MPI_Pack of null", MPI_Pack(NULL, 1, MPI_INT, packed, 64, &position, MPI_COMM_SELF), MPI_ERR_BUFFER);
    expect("MPI_Pack_external of null", MPI_Pack_external("external32", NULL, 1, MPI_INT, packed, 64, &space), MPI_ERR_BUFFER);
    /* Nothing is touched. */
    expect("MPI_Send of nothing", MPI_Sendrecv(NULL, 0, MPI_INT, 0, 0, NULL, 0, MPI_INT, 0, 0, MPI_COMM_SELF, MPI_STATUS_IGNORE), MPI_SUCCESS);
    expect("MPI_Gatherv of nothing", MPI_Gatherv(NULL, 0, MPI_INT, NULL, zero_counts, places, MPI_INT, 0, MPI_COMM_SELF), MPI_SUCCESS);
}

static void null_processes(void)
{
    MPI_Comm made = MPI_COMM_NULL;
    MPI_Group group, part;
    int nobody = MPI_PROC_NULL, translated = 0, one = 1;
    expect("a local leader that is nobody", MPI_Intercomm_create(MPI_COMM_SELF, MPI_PROC_NULL, MPI_COMM_WORLD, 0, 1, &made), MPI_ERR_RANK);
    expect("a remote leader that is nobody", MPI_Intercomm_create(MPI_COMM_SELF, 0, MPI_COMM_WORLD, MPI_PROC_NULL, 1, &made), MPI_ERR_RANK);
    expect("any source as a leader", MPI_Intercomm_create(MPI_COMM_SELF, 0, MPI_COMM_WORLD, MPI_ANY_SOURCE, 1, &made), MPI_ERR_RANK);
    MPI_Comm_group(MPI_COMM_WORLD, &group);
    expect("nobody in a group", MPI_Group_incl(group, 1, &nobody, &part), MPI_ERR_RANK);
    expect("nobody out of a group", MPI_Group_excl(group, 1, &nobody, &part), MPI_ERR_RANK);
    expect("nobody translated", MPI_Group_translate_ranks(group, 1, &nobody, group, &translated), MPI_SUCCESS);
    expect("a message to any source", MPI_Send(&one, 1, MPI_INT, MPI_ANY_SOURCE, 0, MPI_COMM_WORLD), MPI_ERR_RANK);
    expect("a message to nobody", MPI_Send(&one, 1, MPI_INT, MPI_PROC_NULL, 0, MPI_COMM_WORLD), MPI_SUCCESS);
    failures += translated != MPI_PROC_NULL;
    MPI_Group_free(&group);
}

/* MPICH has some 2000 communicators, and says so. */
static void words(void)
{
    static MPI_Comm made[5000];
    char version[MPI_MAX_LIBRARY_VERSION_STRING], text[MPI_MAX_ERROR_STRING];
    int length, count = 0, code = MPI_SUCCESS, class, again;
    MPI_Get_library_version(version, &length);
    if (strstr(version, "MPICH") == NULL)
        return;
    while (count < 5000 && (code = MPI_Comm_dup(MPI_COMM_WORLD, &made[count])) == MPI_SUCCESS)
        count++;
    MPI_Error_class(code, &class);
    MPI_Error_string(code, text, &length);
    expect("a communicator too many", code, MPI_ERR_OTHER);
    if (strstr(text, "Too many communicators") == NULL || (int)strlen(text) != length) {
        printf("%d: the text is %s\n", rank, text);
        failures++;
    }
    again = MPI_Comm_dup(MPI_COMM_WORLD, &made[count]);
    failures += again != code || code <= MPI_ERR_OTHER || code > MPI_ERR_LASTCODE;
    while (count > 0)
        MPI_Comm_free(&made[--count]);
}

int main(int argc, char **argv)
{
    int all;
    MPI_Init(&argc, &argv);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    MPI_Comm_set_errhandler(MPI_COMM_SELF, MPI_ERRORS_RETURN);
    null_buffers();
    null_processes();
    words();
    MPI_Allreduce(&failures, &all, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
    if (rank == 0)
        printf("refusals: %d failures\n", all);
    MPI_Finalize();
    return 0;
}
