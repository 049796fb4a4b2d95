/* Collective writes of which the file system takes some and refuses others, with blocks of BYTES for each process: each learns what became of its own. */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int rank, size;

static void say(const char *what, int code)
{
    int class, *all = malloc(sizeof(int) * (size_t)size);
    MPI_Error_class(code, &class);
    MPI_Gather(&class, 1, MPI_INT, all, 1, MPI_INT, 0, MPI_COMM_WORLD);
    if (rank == 0) {
        printf("%s:", what);
        for (int i = 0; i < size; i++)
            printf(" %s", all[i] == MPI_SUCCESS ? "done" : all[i] == MPI_ERR_NO_SPACE ? "no space" : all[i] == MPI_ERR_IO ? "i/o" : "?");
        printf("\n");
    }
    free(all);
}

int main(int argc, char **argv)
{
    MPI_File file;
    MPI_Status status;
    MPI_Datatype columns;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    int bytes = argc > 2 ? atoi(argv[2]) : 4096, code;
    MPI_Offset place = (MPI_Offset)rank * bytes;
    char *data = malloc((size_t)bytes), *back = calloc(1, (size_t)bytes);
    memset(data, 'a' + rank, (size_t)bytes);
    code = MPI_File_open(MPI_COMM_WORLD, argv[1], MPI_MODE_CREATE | MPI_MODE_RDWR, MPI_INFO_NULL, &file);
    say("open", code);
    say("write_at_all", MPI_File_write_at_all(file, place, data, bytes, MPI_BYTE, &status));
    MPI_File_seek(file, place, MPI_SEEK_SET);
    say("write_all", MPI_File_write_all(file, data, bytes, MPI_BYTE, MPI_STATUS_IGNORE));
    code = MPI_File_write_at_all_begin(file, place, data, bytes, MPI_BYTE);
    if (code == MPI_SUCCESS)
        code = MPI_File_write_at_all_end(file, data, &status);
    say("write_at_all_begin", code);
    MPI_Barrier(MPI_COMM_WORLD);
    MPI_File_read_at(file, 0, back, bytes, MPI_BYTE, &status);
    if (rank == 0)
        printf("first block %s\n", memcmp(back, data, (size_t)bytes) == 0 ? "there" : "lost");
    /* Interleaved pieces: the last piece of all processes lies behind what there is room for. */
    MPI_Type_vector(2, bytes / 2, bytes / 2 * size, MPI_BYTE, &columns);
    MPI_Type_commit(&columns);
    MPI_File_set_view(file, place / 2, MPI_BYTE, columns, "native", MPI_INFO_NULL);
    MPI_Type_free(&columns);
    say("interleaved", MPI_File_write_at_all(file, 0, data, bytes, MPI_BYTE, &status));
    MPI_File_close(&file);
    free(data);
    free(back);
    return MPI_Finalize();
}
