#include <mpi.h>
#include <stdio.h>
#include <string.h>

/* crash HOW: the last rank calls a procedure in which crashing.c, which stands for the library, crashes. */
__attribute__((noinline)) static void step_into(const char *how)
{
    int x = 0, flag;
    if (!strcmp(how, "fault"))
        MPI_Barrier(MPI_COMM_WORLD);
    else if (!strcmp(how, "abort"))
        MPI_Send(&x, 1, MPI_INT, 0, 0, MPI_COMM_WORLD);
    else if (!strcmp(how, "divide"))
        MPI_Comm_compare(MPI_COMM_WORLD, MPI_COMM_SELF, &x);
    else
        MPI_Iprobe(0, 0, MPI_COMM_WORLD, &flag, MPI_STATUS_IGNORE);
    printf("survived\n");
}

int main(int argc, char **argv)
{
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    if (rank == size - 1)
        step_into(argv[1]);
    MPI_Recv(&size, 1, MPI_INT, size - 1, 99, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    MPI_Finalize();
    return 0;
}
