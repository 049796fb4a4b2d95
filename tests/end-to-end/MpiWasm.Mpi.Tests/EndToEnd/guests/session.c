/* A program that knows only sessions: never MPI_Init. Two, one after the other. */
#include <mpi.h>
#include <stdio.h>

static int once(const char *tag)
{
    MPI_Session session;
    MPI_Group group;
    MPI_Comm comm;
    int rank, size, sum = 0;
    MPI_Session_init(MPI_INFO_NULL, MPI_ERRORS_ARE_FATAL, &session);
    MPI_Group_from_session_pset(session, "mpi://WORLD", &group);
    MPI_Comm_create_from_group(group, tag, MPI_INFO_NULL, MPI_ERRORS_ARE_FATAL, &comm);
    MPI_Comm_rank(comm, &rank);
    MPI_Comm_size(comm, &size);
    MPI_Reduce(&rank, &sum, 1, MPI_INT, MPI_SUM, 0, comm);
    if (rank == 0)
        printf("%s: sum %s\n", tag, sum == size * (size - 1) / 2 ? "right" : "wrong");
    MPI_Comm_free(&comm);
    MPI_Group_free(&group);
    MPI_Session_finalize(&session);
    return rank;
}

int main(void)
{
    int initialized, finalized;
    int rank = once("first");
    once("second");
    MPI_Initialized(&initialized);
    MPI_Finalized(&finalized);
    if (rank == 0)
        printf("initialized %d finalized %d\n", initialized, finalized);
    return 0;
}
