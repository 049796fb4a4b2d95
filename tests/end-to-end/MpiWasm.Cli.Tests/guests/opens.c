/* Opens the files named; the status is 3 if one cannot be opened. With "abort" as the first name: a program of MPI in which rank 0 aborts then. */
#include <errno.h>
#include <mpi.h>
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    int status = 0, first = 1, rank = 0;
    int aborts = argc > 1 && strcmp(argv[1], "abort") == 0;
    if (aborts) {
        MPI_Init(&argc, &argv);
        MPI_Comm_rank(MPI_COMM_WORLD, &rank);
        first = 2;
    }
    for (int i = first; i < argc; i++) {
        FILE *file = rank == 0 ? fopen(argv[i], "r") : NULL;
        if (file != NULL) {
            fclose(file);
        } else if (rank == 0) {
            fprintf(stderr, "cannot open %s: %s\n", argv[i], strerror(errno));
            status = 3;
        }
    }
    if (aborts) {
        if (status != 0)
            MPI_Abort(MPI_COMM_WORLD, status);
        MPI_Barrier(MPI_COMM_WORLD);
        MPI_Finalize();
    }
    return status;
}
