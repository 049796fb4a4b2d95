/* Every collective, in place where that is possible, and reductions on types that differ between guest and host. */
#include "say.h"

#define MAXIMUM 16

int main(int argc, char **argv)
{
    start(&argc, &argv);
    int root = size - 1, mine[4] = { rank, rank * rank, -rank, 7 }, all[4 * MAXIMUM] = { 0 }, sums[4 * MAXIMUM];
    int counts[MAXIMUM], places[MAXIMUM], ones[MAXIMUM];
    for (int i = 0; i < size; i++)
        counts[i] = i % 3 + 1, places[i] = 4 * i, ones[i] = 1;

    int value = rank == root ? 4711 : 0;
    MPI_Bcast(&value, 1, MPI_INT, root, MPI_COMM_WORLD);
    MPI_Gather(mine, 4, MPI_INT, all, 4, MPI_INT, root, MPI_COMM_WORLD);
    say("bcast %d gather %d %d", value, all[4 * root], all[1]);

    memset(all, 0, sizeof all);
    MPI_Gatherv(mine, rank % 3 + 1, MPI_INT, all, counts, places, MPI_INT, root, MPI_COMM_WORLD);
    say("gatherv %d %d", all[4 * root], all[4 * root + 1]);

    int part[4] = { -1, -1, -1, -1 };
    MPI_Scatterv(all, counts, places, MPI_INT, part, rank % 3 + 1, MPI_INT, root, MPI_COMM_WORLD);
    say("scatterv %d %d", part[0], part[1]);
    MPI_Scatter(all, 2, MPI_INT, part, 2, MPI_INT, root, MPI_COMM_WORLD);
    say("scatter %d %d", part[0], part[1]);

    memset(all, 0, sizeof all);
    all[rank] = 100 + rank;
    MPI_Allgather(MPI_IN_PLACE, 0, MPI_DATATYPE_NULL, all, 1, MPI_INT, MPI_COMM_WORLD);
    say("allgather %d %d", all[0], all[size - 1]);
    memset(all, 0, sizeof all);
    MPI_Allgatherv(mine, rank % 3 + 1, MPI_INT, all, counts, places, MPI_INT, MPI_COMM_WORLD);
    say("allgatherv %d %d", all[4 * root], all[4 * root + 1]);

    for (int i = 0; i < size; i++)
        all[i] = 10 * rank + i;
    MPI_Alltoall(all, 1, MPI_INT, sums, 1, MPI_INT, MPI_COMM_WORLD);
    say("alltoall %d %d", sums[0], sums[size - 1]);
    for (int i = 0; i < size; i++)
        places[i] = size - 1 - i;
    MPI_Alltoallv(all, ones, places, MPI_INT, sums, ones, places, MPI_INT, MPI_COMM_WORLD);
    say("alltoallv %d %d", sums[0], sums[size - 1]);

    MPI_Reduce(mine, sums, 4, MPI_INT, MPI_SUM, root, MPI_COMM_WORLD);
    if (rank == root)
        MPI_Reduce(MPI_IN_PLACE, mine, 4, MPI_INT, MPI_MAX, root, MPI_COMM_WORLD);
    else
        MPI_Reduce(mine, NULL, 4, MPI_INT, MPI_MAX, root, MPI_COMM_WORLD);
    say("reduce %d max %d", rank == root ? sums[1] : 0, rank == root ? mine[1] : 0);

    mine[0] = rank + 1;
    MPI_Scan(mine, sums, 1, MPI_INT, MPI_PROD, MPI_COMM_WORLD);
    sums[1] = 0;
    MPI_Exscan(mine, sums + 1, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
    say("scan %d exscan %d", sums[0], rank ? sums[1] : 0);

    for (int i = 0; i < 3 * size; i++)
        all[i] = rank + i;
    MPI_Reduce_scatter_block(all, sums, 3, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
    say("block %d %d", sums[0], sums[2]);
    MPI_Reduce_scatter(all, sums, counts, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
    say("scattered %d", sums[0]);

    long l = rank - 1, lsum;
    unsigned long bits = 1ul << rank, any;
    MPI_Allreduce(&l, &lsum, 1, MPI_LONG, MPI_SUM, MPI_COMM_WORLD);
    MPI_Allreduce(&bits, &any, 1, MPI_UNSIGNED_LONG, MPI_BOR, MPI_COMM_WORLD);
    say("long %ld bits %lx", lsum, any);

    struct { double value; int where; } d = { (rank * 7) % 5, rank }, dm;
    struct { long value; int where; } li = { rank % 2, rank }, lm;
    struct { short value; int where; } si = { (short)-rank, rank }, sm;
    struct { int value, where; } ii = { 3, rank }, im;
    MPI_Allreduce(&d, &dm, 1, MPI_DOUBLE_INT, MPI_MAXLOC, MPI_COMM_WORLD);
    MPI_Allreduce(&li, &lm, 1, MPI_LONG_INT, MPI_MAXLOC, MPI_COMM_WORLD);
    MPI_Allreduce(&si, &sm, 1, MPI_SHORT_INT, MPI_MINLOC, MPI_COMM_WORLD);
    MPI_Allreduce(&ii, &im, 1, MPI_2INT, MPI_MAXLOC, MPI_COMM_WORLD);
    say("maxloc %g %d, %ld %d, minloc %d %d, equal %d", dm.value, dm.where, lm.value, lm.where, sm.value, sm.where, im.where);

    double _Complex z = rank + 1, product;
    MPI_Allreduce(&z, &product, 1, MPI_C_DOUBLE_COMPLEX, MPI_PROD, MPI_COMM_WORLD);
    _Bool yes = rank != 1, every;
    MPI_Allreduce(&yes, &every, 1, MPI_C_BOOL, MPI_LAND, MPI_COMM_WORLD);
    say("complex %g bool %d", __real__ product, every);

    MPI_Request requests[3];
    int late = rank == 0 ? 55 : 0, isum;
    MPI_Ibarrier(MPI_COMM_WORLD, &requests[0]);
    MPI_Ibcast(&late, 1, MPI_INT, 0, MPI_COMM_WORLD, &requests[1]);
    MPI_Iallreduce(&rank, &isum, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD, &requests[2]);
    MPI_Waitall(3, requests, MPI_STATUSES_IGNORE);
    say("late %d isum %d", late, isum);
    MPI_Finalize();
    return 0;
}
