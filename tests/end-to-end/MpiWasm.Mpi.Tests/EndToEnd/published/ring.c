/* A module of the published ABI: every rank checks what the standard says must come out, and says what does not. */
#include "published-mpi.h"
#include <stdio.h>
#include <stdlib.h>

static int failures;
#define CHECK(what) do { if (!(what)) { failures++; printf("line %d: not %s\n", __LINE__, #what); } } while (0)

static void messages(int rank, int size)
{
    int next = (rank + 1) % size, previous = (rank + size - 1) % size;
    MPI_Request requests[3];
    MPI_Status statuses[3];
    int numbers[3] = {-1, -1, -1}, own = 100 + rank;
    long values[2] = {rank, -rank}, got[2] = {-1, -1};
    /* A guard behind the array: a status has 24 bytes here, not the 32 of today. */
    struct { MPI_Status status; uint32_t guard; } one = {.guard = 0xfeedbeef};

    CHECK(MPI_Irecv(numbers, 3, MPI_INT, MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &requests[0]) == MPI_SUCCESS);
    CHECK(MPI_Isend(&own, 1, MPI_INT, next, 7, MPI_COMM_WORLD, &requests[1]) == MPI_SUCCESS);
    CHECK(MPI_Waitall(2, requests, statuses) == MPI_SUCCESS);
    CHECK(numbers[0] == 100 + previous && numbers[1] == -1);
    CHECK(statuses[0].MPI_SOURCE == previous && statuses[0].MPI_TAG == 7 && statuses[0].count == 4);
    int count = 0;
    CHECK(MPI_Get_count(&statuses[0], MPI_INT, &count) == MPI_SUCCESS && count == 1);
    CHECK(MPI_Get_count(&statuses[0], MPI_DOUBLE, &count) == MPI_SUCCESS && count == MPI_UNDEFINED);

    /* long has 4 bytes, MPI_LONG too. */
    CHECK(MPI_Sendrecv(values, 2, MPI_LONG, next, 1, got, 2, MPI_LONG, previous, 1, MPI_COMM_WORLD, &one.status) == MPI_SUCCESS);
    CHECK(got[0] == previous && got[1] == -previous && one.status.count == 8 && one.guard == 0xfeedbeef);

    MPI_Datatype pair;
    CHECK(MPI_Type_contiguous(2, MPI_DOUBLE, &pair) == MPI_SUCCESS && MPI_Type_commit(&pair) == MPI_SUCCESS && pair > MPI_BYTE);
    CHECK(MPI_Type_size(pair, &count) == MPI_SUCCESS && count == 16);
    double point[2] = {rank, 0.5}, other[2];
    CHECK(MPI_Irecv(other, 1, pair, previous, 3, MPI_COMM_WORLD, &requests[0]) == MPI_SUCCESS);
    CHECK(MPI_Send(point, 1, pair, next, 3, MPI_COMM_WORLD) == MPI_SUCCESS);
    CHECK(MPI_Wait(&requests[0], MPI_STATUS_IGNORE) == MPI_SUCCESS && other[0] == previous && other[1] == 0.5);
    CHECK(MPI_Wait(&requests[0], MPI_STATUS_IGNORE) == MPI_SUCCESS);
    CHECK(MPI_Type_free(&pair) == MPI_SUCCESS && pair == MPI_DATATYPE_NULL);
}

static void collectives(int rank, int size)
{
    int sum = 0, all[64];
    CHECK(MPI_Allreduce(&rank, &sum, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD) == MPI_SUCCESS && sum == size * (size - 1) / 2);
    sum = rank;
    CHECK(MPI_Allreduce(MPI_IN_PLACE, &sum, 1, MPI_INT, MPI_MAX, MPI_COMM_WORLD) == MPI_SUCCESS && sum == size - 1);
    struct { double value; int rank; } mine = {rank == size / 2 ? -1.0 : 1.0, rank}, least;
    CHECK(MPI_Allreduce(&mine, &least, 1, MPI_DOUBLE_INT, MPI_MINLOC, MPI_COMM_WORLD) == MPI_SUCCESS && least.rank == size / 2);
    CHECK(MPI_Allgather(&rank, 1, MPI_INT, all, 1, MPI_INT, MPI_COMM_WORLD) == MPI_SUCCESS);
    for (int i = 0; i < size; i++)
        CHECK(all[i] == i);
    uint8_t byte = rank == 0 ? 42 : 0;
    CHECK(MPI_Bcast(&byte, 1, MPI_UINT8_T, 0, MPI_COMM_WORLD) == MPI_SUCCESS && byte == 42);
    CHECK(MPI_Barrier(MPI_COMM_WORLD) == MPI_SUCCESS);
}

static void communicators(int rank, int size)
{
    MPI_Comm half = -7, same, grid;
    int result = -1, n;
    CHECK(MPI_Comm_split(MPI_COMM_WORLD, rank % 2, rank, &half) == MPI_SUCCESS && half > MPI_COMM_NULL);
    CHECK(MPI_Comm_size(half, &n) == MPI_SUCCESS && n == (size + 1 - rank % 2) / 2);
    CHECK(MPI_Comm_compare(MPI_COMM_WORLD, MPI_COMM_WORLD, &result) == MPI_SUCCESS && result == MPI_IDENT);
    MPI_Group world, first;
    int range[1][3] = {{0, size - 1, 1}}, translated = -1, zero = 0;
    CHECK(MPI_Comm_group(MPI_COMM_WORLD, &world) == MPI_SUCCESS);
    CHECK(MPI_Group_range_incl(world, 1, range, &first) == MPI_SUCCESS);
    CHECK(MPI_Group_translate_ranks(first, 1, &zero, world, &translated) == MPI_SUCCESS && translated == 0);
    CHECK(MPI_Comm_create(MPI_COMM_WORLD, first, &same) == MPI_SUCCESS);
    CHECK(MPI_Comm_compare(MPI_COMM_WORLD, same, &result) == MPI_SUCCESS && result == MPI_CONGRUENT);
    int dims[1] = {size}, periods[1] = {1}, coordinate = -1;
    CHECK(MPI_Cart_create(MPI_COMM_WORLD, 1, dims, periods, 0, &grid) == MPI_SUCCESS);
    CHECK(MPI_Cart_coords(grid, rank, 1, &coordinate) == MPI_SUCCESS && coordinate == rank);
    MPI_Comm none = 99;
    CHECK(MPI_Comm_split(MPI_COMM_WORLD, MPI_UNDEFINED, 0, &none) == MPI_SUCCESS && none == MPI_COMM_NULL);
    CHECK(MPI_Group_free(&world) == MPI_SUCCESS && MPI_Group_free(&first) == MPI_SUCCESS);
    CHECK(MPI_Comm_free(&half) == MPI_SUCCESS && half == MPI_COMM_NULL);
    CHECK(MPI_Comm_free(&same) == MPI_SUCCESS && MPI_Comm_free(&grid) == MPI_SUCCESS);
}

int main(int argc, char **argv)
{
    int rank = -1, size = -1, initialized = 0;
    char host[256] = "";
    CHECK(MPI_Init(&argc, &argv) == MPI_SUCCESS);
    CHECK(MPI_Initialized(&initialized) == MPI_SUCCESS && initialized);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    CHECK(gethostname(host, sizeof host) == 0 && host[0] != '\0');
    CHECK(MPI_Wtime() >= 0);
    if (argc > 1 && argv[1][0] == 'o') /* out of memory: the default handler ends the job */
        MPI_Send((void *)0xfffff000, 100000, MPI_INT, 0, 0, MPI_COMM_SELF);
    for (int i = 0; i < 100; i++) {
        messages(rank, size);
        collectives(rank, size);
        communicators(rank, size);
    }
    int all = 0;
    MPI_Reduce(&failures, &all, 1, MPI_INT, MPI_SUM, 0, MPI_COMM_WORLD);
    if (rank == 0)
        printf("%d ranks, %d failures\n", size, all);
    MPI_Finalize();
    return all != 0;
}
