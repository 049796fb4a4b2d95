/* Rank 0 waits for a message that never comes ("recv") or computes without end ("compute"); the others wait for it in a barrier. */
#include <mpi.h>
#include <string.h>

static volatile unsigned sink;

__attribute__((noinline)) static void wait_for_a_message(void)
{
    int number;
    MPI_Recv(&number, 1, MPI_INT, 0, 7, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    sink += (unsigned)number;
}

__attribute__((noinline)) static void spin_for_ever(void)
{
    for (unsigned i = 1; i != 0; i += 2)
        sink += i;
}

__attribute__((noinline)) static void wait_for_all(void)
{
    MPI_Barrier(MPI_COMM_WORLD);
    sink++;
}

int main(int argc, char **argv)
{
    int rank;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    if (rank == 0 && strcmp(argv[1], "recv") == 0)
        wait_for_a_message();
    else if (rank == 0)
        spin_for_ever();
    wait_for_all();
    MPI_Finalize();
    return 0;
}
