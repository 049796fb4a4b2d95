/* Neighbours that are one process: what goes in one direction arrives from the other (MPI 5.0 section 8.6), whatever the procedure, in periodic dimensions of size 1, 2 and more. */
#include "say.h"

enum { MOST = 8, ROOM = 4 };

static int failures;

/* Elements of the block that a process sends to one side; the other process receives as many. */
static int length(int rank, int side)
{
    return 1 + (rank + 2 * side) % 3;
}

static int value(int rank, int side, int i)
{
    return 1000 * rank + 10 * side + i;
}

static void finish(MPI_Request *request)
{
    MPI_Wait(request, MPI_STATUS_IGNORE);
}

static void run(int *request_is_persistent, MPI_Request *request)
{
    int i;
    for (i = 0; i < (*request_is_persistent ? 3 : 1); i++) {
        if (*request_is_persistent)
            MPI_Start(request);
        finish(request);
    }
    if (*request_is_persistent)
        MPI_Request_free(request);
}

static void exchange(MPI_Comm comm, int dimensions, const int *neighbours, int procedure)
{
    int rank, i, k, n = 2 * dimensions, uniform = procedure % 3 == 0, persistent = procedure >= 6;
    int sent[MOST * ROOM], received[MOST * ROOM], counts[MOST], expected[MOST], places[MOST];
    MPI_Aint bytes[MOST];
    MPI_Datatype types[MOST];
    MPI_Request request = MPI_REQUEST_NULL;
    MPI_Comm_rank(comm, &rank);
    for (i = 0; i < n; i++) {
        counts[i] = uniform ? ROOM : length(rank, i);
        expected[i] = uniform ? ROOM : length(neighbours[i], i ^ 1);
        places[i] = ROOM * i;
        bytes[i] = ROOM * i * (MPI_Aint)sizeof(int);
        types[i] = MPI_INT;
        for (k = 0; k < ROOM; k++) {
            sent[ROOM * i + k] = value(rank, i, k);
            received[ROOM * i + k] = -1;
        }
    }
    switch (procedure) {
    case 0: MPI_Neighbor_alltoall(sent, ROOM, MPI_INT, received, ROOM, MPI_INT, comm); break;
    case 1: MPI_Neighbor_alltoallv(sent, counts, places, MPI_INT, received, expected, places, MPI_INT, comm); break;
    case 2: MPI_Neighbor_alltoallw(sent, counts, bytes, types, received, expected, bytes, types, comm); break;
    case 3: MPI_Ineighbor_alltoall(sent, ROOM, MPI_INT, received, ROOM, MPI_INT, comm, &request); break;
    case 4: MPI_Ineighbor_alltoallv(sent, counts, places, MPI_INT, received, expected, places, MPI_INT, comm, &request); break;
    case 5: MPI_Ineighbor_alltoallw(sent, counts, bytes, types, received, expected, bytes, types, comm, &request); break;
    case 6: MPI_Neighbor_alltoall_init(sent, ROOM, MPI_INT, received, ROOM, MPI_INT, comm, MPI_INFO_NULL, &request); break;
    case 7: MPI_Neighbor_alltoallv_init(sent, counts, places, MPI_INT, received, expected, places, MPI_INT, comm, MPI_INFO_NULL, &request); break;
    default: MPI_Neighbor_alltoallw_init(sent, counts, bytes, types, received, expected, bytes, types, comm, MPI_INFO_NULL, &request); break;
    }
    if (procedure >= 3)
        run(&persistent, &request);
    for (i = 0; i < n; i++) {
        for (k = 0; k < ROOM; k++)
            failures += received[ROOM * i + k] != (k < expected[i] ? value(neighbours[i], i ^ 1, k) : -1);
    }
}

static void torus(int dimensions, const int *sizes)
{
    int all[MOST / 2] = {1, 1, 1, 1}, neighbours[MOST], i;
    MPI_Comm comm;
    MPI_Cart_create(MPI_COMM_WORLD, dimensions, sizes, all, 0, &comm);
    if (comm == MPI_COMM_NULL)
        return;
    for (i = 0; i < dimensions; i++)
        MPI_Cart_shift(comm, i, 1, &neighbours[2 * i], &neighbours[2 * i + 1]);
    for (i = 0; i < 9; i++)
        exchange(comm, dimensions, neighbours, i);
    MPI_Comm_free(&comm);
}

int main(int argc, char **argv)
{
    int size, rank, all;
    MPI_Init(&argc, &argv);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    torus(1, (int[]){1});
    torus(1, (int[]){size});
    torus(2, (int[]){1, size});
    torus(3, (int[]){size, 1, 1});
    if (size % 2 == 0) {
        torus(2, (int[]){2, size / 2});
        torus(4, (int[]){1, size / 2, 2, 1});
    }
    MPI_Allreduce(&failures, &all, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
    if (rank == 0)
        printf("pairs: %d wrong elements\n", all);
    MPI_Finalize();
    return 0;
}
