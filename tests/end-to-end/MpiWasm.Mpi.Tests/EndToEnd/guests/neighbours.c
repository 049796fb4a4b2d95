/* Neighbourhood collectives on a ring and on a torus of Cartesian processes, and with nobody beyond the border. */
#include "say.h"

static int in[64], out[64];

static void shown(const char *what, int n)
{
    char line[150] = "";
    for (int i = 0; i < n; i++)
        snprintf(line + strlen(line), sizeof line - strlen(line), " %d", in[i]);
    say("%s%s", what, line);
    for (int i = 0; i < 64; i++)
        in[i] = -1, out[i] = 100 * rank + i;
}

static void exchange(MPI_Comm comm, int neighbours)
{
    int counts[4] = { 1, 2, 1, 2 }, back[4] = { 2, 1, 2, 1 }, displs[4] = { 0, 2, 4, 6 };
    MPI_Aint bytes[4] = { 0, 8, 16, 24 };
    MPI_Datatype types[4] = { MPI_INT, MPI_INT, MPI_INT, MPI_INT };
    MPI_Request r;
    shown("ready", 0);
    MPI_Neighbor_allgather(out, 2, MPI_INT, in, 2, MPI_INT, comm);
    shown("allgather", 2 * neighbours);
    MPI_Neighbor_allgatherv(out, 1, MPI_INT, in, (int[]){ 1, 1, 1, 1 }, displs, MPI_INT, comm);
    shown("allgatherv", 2 * neighbours);
    MPI_Neighbor_alltoall(out, 1, MPI_INT, in, 1, MPI_INT, comm);
    shown("alltoall", neighbours);
    MPI_Neighbor_alltoallv(out, counts, displs, MPI_INT, in, back, displs, MPI_INT, comm);
    shown("alltoallv", 2 * neighbours);
    MPI_Neighbor_alltoallw(out, counts, bytes, types, in, back, bytes, types, comm);
    shown("alltoallw", 2 * neighbours);
    MPI_Ineighbor_allgather(out, 2, MPI_INT, in, 2, MPI_INT, comm, &r);
    MPI_Wait(&r, MPI_STATUS_IGNORE);
    shown("iallgather", 2 * neighbours);
    MPI_Ineighbor_alltoall(out, 1, MPI_INT, in, 1, MPI_INT, comm, &r);
    MPI_Wait(&r, MPI_STATUS_IGNORE);
    shown("ialltoall", neighbours);
    MPI_Ineighbor_alltoallv(out, counts, displs, MPI_INT, in, back, displs, MPI_INT, comm, &r);
    memset(counts, 0x7f, sizeof counts);
    MPI_Wait(&r, MPI_STATUS_IGNORE);
    shown("ialltoallv", 2 * neighbours);
    memcpy(counts, (int[]){ 1, 2, 1, 2 }, sizeof counts);
    MPI_Ineighbor_alltoallw(out, counts, bytes, types, in, back, bytes, types, comm, &r);
    memset(bytes, 0x7f, sizeof bytes);
    memset(types, 0, sizeof types);
    MPI_Wait(&r, MPI_STATUS_IGNORE);
    shown("ialltoallw", 2 * neighbours);
}

int main(int argc, char **argv)
{
    start(&argc, &argv);
    MPI_Comm ring, line, torus;
    int one[1] = { size }, dims[2] = { 0, 0 }, yes[2] = { 1, 1 }, no[1] = { 0 };
    MPI_Cart_create(MPI_COMM_WORLD, 1, one, yes, 0, &ring);
    /* With fewer processes both neighbours are the same, and which message comes from which side is not said. */
    if (size > 2)
        exchange(ring, 2);
    MPI_Cart_create(MPI_COMM_WORLD, 1, one, no, 0, &line);
    exchange(line, 2);
    MPI_Dims_create(size, 2, dims);
    MPI_Cart_create(MPI_COMM_WORLD, 2, dims, yes, 0, &torus);
    MPI_Neighbor_allgather(&rank, 1, MPI_INT, in, 1, MPI_INT, torus);
    shown("torus", 4);
    MPI_Finalize();
    return 0;
}
