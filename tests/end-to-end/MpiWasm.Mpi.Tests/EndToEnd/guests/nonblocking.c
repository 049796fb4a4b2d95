/* Every nonblocking collective operation; arrays of counts and types are overwritten as soon as the call is back. */
#include "say.h"

enum { MOST = 8 };
static int counts[MOST], displs[MOST], own[MOST * MOST], all[MOST * MOST], bytes[MOST];
static MPI_Datatype types[MOST];

static void arrays(void)
{
    for (int i = 0; i < size; i++)
        counts[i] = i + 1, displs[i] = i * (i + 1) / 2;
}

static void spoil(void)
{
    for (int i = 0; i < MOST; i++)
        counts[i] = 1 << 30, displs[i] = 1 << 30, bytes[i] = -1, types[i] = MPI_DATATYPE_NULL;
}

static void finish(MPI_Request *request, const char *what)
{
    int sum = 0, weighted = 0;
    spoil();
    MPI_Wait(request, MPI_STATUS_IGNORE);
    for (int i = 0; i < MOST * MOST; i++)
        sum += all[i], weighted += (i + 1) * all[i];
    say("%s %d %d", what, sum, weighted);
    memset(all, 0, sizeof all);
    for (int i = 0; i < MOST * MOST; i++)
        own[i] = 100 * (rank + 1) + i;
    arrays();
}

int main(int argc, char **argv)
{
    start(&argc, &argv);
    MPI_Comm comm = MPI_COMM_WORLD;
    MPI_Request r;
    int root = size - 1;
    MPI_Ibarrier(comm, &r);
    finish(&r, "barrier");
    if (rank == root)
        all[0] = 42, all[1] = 43;
    MPI_Ibcast(all, 2, MPI_INT, root, comm, &r);
    finish(&r, "bcast");
    MPI_Igather(own, 2, MPI_INT, all, 2, MPI_INT, root, comm, &r);
    finish(&r, "gather");
    MPI_Igatherv(own, rank + 1, MPI_INT, all, counts, displs, MPI_INT, root, comm, &r);
    finish(&r, "gatherv");
    MPI_Iscatter(own, 2, MPI_INT, all, 2, MPI_INT, root, comm, &r);
    finish(&r, "scatter");
    MPI_Iscatterv(own, counts, displs, MPI_INT, all, rank + 1, MPI_INT, root, comm, &r);
    finish(&r, "scatterv");
    MPI_Iallgather(own, 2, MPI_INT, all, 2, MPI_INT, comm, &r);
    finish(&r, "allgather");
    all[rank] = 5 + rank;
    MPI_Iallgather(MPI_IN_PLACE, 0, MPI_DATATYPE_NULL, all, 1, MPI_INT, comm, &r);
    finish(&r, "allgather in place");
    MPI_Iallgatherv(own, rank + 1, MPI_INT, all, counts, displs, MPI_INT, comm, &r);
    finish(&r, "allgatherv");
    MPI_Ialltoall(own, 2, MPI_INT, all, 2, MPI_INT, comm, &r);
    finish(&r, "alltoall");
    for (int i = 0; i < size; i++)
        counts[i] = 1 + (rank + i) % 3, displs[i] = 3 * i;
    MPI_Ialltoallv(own, counts, displs, MPI_INT, all, counts, displs, MPI_INT, comm, &r);
    finish(&r, "alltoallv");
    for (int i = 0; i < size; i++)
        counts[i] = (rank + i) % 2 ? 8 : 2, types[i] = (rank + i) % 2 ? MPI_CHAR : MPI_INT, bytes[i] = 8 * i;
    MPI_Ialltoallw(own, counts, bytes, types, all, counts, bytes, types, comm, &r);
    finish(&r, "alltoallw");
    for (int i = 0; i < size; i++)
        counts[i] = 2, types[i] = MPI_INT, bytes[i] = 8 * (size - 1 - i);
    MPI_Alltoallw(own, counts, bytes, types, all, counts, bytes, types, comm);
    r = MPI_REQUEST_NULL;
    finish(&r, "alltoallw at once");
    MPI_Ireduce(own, all, 3, MPI_INT, MPI_MAX, root, comm, &r);
    finish(&r, "reduce");
    MPI_Iallreduce(own, all, 3, MPI_INT, MPI_SUM, comm, &r);
    finish(&r, "allreduce");
    MPI_Ireduce_scatter(own, all, counts, MPI_INT, MPI_SUM, comm, &r);
    finish(&r, "reduce_scatter");
    MPI_Ireduce_scatter_block(own, all, 2, MPI_INT, MPI_SUM, comm, &r);
    finish(&r, "reduce_scatter_block");
    MPI_Iscan(own, all, 2, MPI_INT, MPI_SUM, comm, &r);
    finish(&r, "scan");
    MPI_Iexscan(own, all, 2, MPI_INT, MPI_SUM, comm, &r);
    if (rank == 0) {
        /* What process 0 gets is undefined. */
        MPI_Wait(&r, MPI_STATUS_IGNORE);
        all[0] = all[1] = 0;
    }
    finish(&r, "exscan");

    /* Several at a time, completed together. */
    MPI_Request many[4];
    int sums[4], mine[4] = { 1, rank, 2 * rank, size }, done = 0, index;
    for (int i = 0; i < 4; i++)
        MPI_Iallreduce(&mine[i], &sums[i], 1, MPI_INT, MPI_SUM, comm, &many[i]);
    for (; done < 4; done++)
        MPI_Waitany(4, many, &index, MPI_STATUS_IGNORE);
    say("many %d %d %d %d", sums[0], sums[1], sums[2], sums[3]);
    MPI_Finalize();
    return 0;
}
