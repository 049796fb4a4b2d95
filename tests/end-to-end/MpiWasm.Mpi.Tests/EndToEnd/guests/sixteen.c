/* Compiled with -m64, and natively: 16 GiB, of which a page here and there is used; messages, types and a file from beyond 4 GiB. */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define GIB ((size_t)1 << 30)

int main(int argc, char **argv)
{
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    char *memory = malloc(16 * GIB);
    if (memory == NULL)
        return 1;
    for (size_t i = 0; i < 16; i++)
        memcpy(memory + i * GIB, &i, sizeof i);
    memory[16 * GIB - 1] = 7;

    /* One element of each GiB, as one message to the next rank, and back to back here. */
    size_t got[16] = { 0 };
    MPI_Datatype spread;
    MPI_Type_create_hvector(16, 1, GIB, MPI_UNSIGNED_LONG, &spread);
    MPI_Type_commit(&spread);
    MPI_Sendrecv(memory, 1, spread, (rank + 1) % size, 3, got, 16, MPI_UNSIGNED_LONG, (rank + size - 1) % size, 3, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    size_t sum = 0;
    for (int i = 0; i < 16; i++)
        sum += got[i] * (i + 1);

    /* The same through MPI_BOTTOM, with an address above 4 GiB. */
    MPI_Aint place;
    MPI_Datatype absolute;
    int length = 1;
    MPI_Get_address(memory + 15 * GIB, &place);
    MPI_Type_create_hindexed(1, &length, &place, MPI_UNSIGNED_LONG, &absolute);
    MPI_Type_commit(&absolute);
    size_t fifteen = 0;
    MPI_Sendrecv(MPI_BOTTOM, 1, absolute, rank, 4, &fifteen, 1, MPI_UNSIGNED_LONG, rank, 4, MPI_COMM_WORLD, MPI_STATUS_IGNORE);

    MPI_Aint lower, extent;
    MPI_Type_get_true_extent(spread, &lower, &extent);
    MPI_Count bytes;
    MPI_Type_size_x(spread, &bytes);
    if (rank == 0)
        printf("%d: sum %zu, at the end %d, from 15 GiB %zu, true extent %lld, %lld bytes of data\n", rank, sum, memory[16 * GIB - 1], fifteen, (long long)extent, (long long)bytes);
    MPI_Type_free(&spread);
    MPI_Type_free(&absolute);
    free(memory);
    return MPI_Finalize();
}
