/* Datatypes that are freed while operations with them have yet to run (MPI 5.0 §5.1.9): messages, collectives, and both as persistent ones. */
#include <mpi.h>
#include <stdio.h>
#include <string.h>

static int checks, failures, rank;
static int from[64], to[64];

/* Two integers, the second before the first: of from[32] and from[30]. */
static MPI_Datatype pair(void)
{
    MPI_Datatype made;
    MPI_Type_vector(2, 1, -2, MPI_INT, &made);
    MPI_Type_commit(&made);
    memset(to, 0, sizeof to);
    return made;
}

/* Others take the places of those that are gone. */
static void churn(void)
{
    MPI_Datatype other;
    for (int i = 0; i < 100; i++) {
        MPI_Type_contiguous(3 + i, MPI_DOUBLE, &other);
        MPI_Type_commit(&other);
        MPI_Type_free(&other);
    }
}

static void check(const char *what)
{
    checks += 2;
    failures += (to[32] != 32) + (to[30] != 30);
    if (to[32] != 32 || to[30] != 30)
        printf("%d: %s: %d %d\n", rank, what, to[32], to[30]);
}

int main(int argc, char **argv)
{
    MPI_Request requests[2];
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    for (int i = 0; i < 64; i++)
        from[i] = i;

    MPI_Datatype type = pair();
    MPI_Irecv(to + 32, 1, type, 0, 0, MPI_COMM_SELF, &requests[0]);
    MPI_Isend(from + 32, 1, type, 0, 0, MPI_COMM_SELF, &requests[1]);
    MPI_Type_free(&type);
    churn();
    MPI_Waitall(2, requests, MPI_STATUSES_IGNORE);
    check("messages");

    type = pair();
    MPI_Recv_init(to + 32, 1, type, 0, 0, MPI_COMM_SELF, &requests[0]);
    MPI_Send_init(from + 32, 1, type, 0, 0, MPI_COMM_SELF, &requests[1]);
    MPI_Type_free(&type);
    for (int round = 0; round < 2; round++) {
        churn();
        memset(to, 0, sizeof to);
        MPI_Startall(2, requests);
        MPI_Waitall(2, requests, MPI_STATUSES_IGNORE);
        check("persistent messages");
    }
    MPI_Request_free(&requests[0]);
    MPI_Request_free(&requests[1]);

    type = pair();
    MPI_Ialltoall(from + 32, 1, type, to + 32, 1, type, MPI_COMM_SELF, requests);
    MPI_Type_free(&type);
    churn();
    MPI_Wait(requests, MPI_STATUS_IGNORE);
    check("a collective");

    type = pair();
    MPI_Alltoall_init(from + 32, 1, type, to + 32, 1, type, MPI_COMM_SELF, MPI_INFO_NULL, requests);
    MPI_Type_free(&type);
    for (int round = 0; round < 2; round++) {
        churn();
        memset(to, 0, sizeof to);
        MPI_Start(requests);
        MPI_Wait(requests, MPI_STATUS_IGNORE);
        check("a persistent collective");
    }
    MPI_Request_free(requests);
    printf("%d: %d checks, %d failed\n", rank, checks, failures);
    return MPI_Finalize();
}
