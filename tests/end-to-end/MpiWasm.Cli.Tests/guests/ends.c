// Ends, or is ended, in the way that its argument names.
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv)
{
    const char *how = argc > 1 ? argv[1] : "";
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    if (strcmp(how, "windows") == 0) {
        // Shared memory all the time: whenever somebody dies, something is half made.
        for (;;) {
            MPI_Win win;
            void *part;
            MPI_Win_allocate_shared(1 << 20, 1, MPI_INFO_NULL, MPI_COMM_WORLD, &part, &win);
            memset(part, 1, 1 << 20);
            MPI_Win_free(&win);
        }
    }
    if (strcmp(how, "files") == 0) {
        for (;;) {
            MPI_File file;
            if (MPI_File_open(MPI_COMM_WORLD, argv[2], MPI_MODE_CREATE | MPI_MODE_RDWR, MPI_INFO_NULL, &file) != MPI_SUCCESS)
                return 9;
            MPI_File_write_shared(file, how, 4, MPI_BYTE, MPI_STATUS_IGNORE);
            MPI_File_close(&file);
        }
    }
    if (strcmp(how, "spin") == 0) {
        for (volatile unsigned i = 0;; i++)
            continue;
    }
    if (strcmp(how, "trap") == 0 && rank == size - 1)
        __builtin_trap();
    if (strcmp(how, "abort") == 0 && rank == size - 1)
        MPI_Abort(MPI_COMM_WORLD, 7);
    if (strcmp(how, "exit") == 0 && rank == size - 1)
        exit(3);
    MPI_Finalize();
    return 0;
}
