/* Files that shall be larger than the process may make them: every way gives an error, and what fits still works. */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

#define BYTES (64 << 20)

static void say(const char *what, int code)
{
    int class;
    MPI_Error_class(code, &class);
    printf("%s: %s\n", what, class == MPI_SUCCESS ? "done" : class == MPI_ERR_NO_SPACE ? "no space" : class == MPI_ERR_IO ? "i/o" : "?");
}

int main(int argc, char **argv)
{
    MPI_File file;
    MPI_Offset size;
    MPI_Status status;
    int code;
    char *data = calloc(1, BYTES);
    MPI_Init(&argc, &argv);
    code = MPI_File_open(MPI_COMM_SELF, "limited.dat", MPI_MODE_CREATE | MPI_MODE_RDWR, MPI_INFO_NULL, &file);
    say("open", code);
    if (argc > 1)
        return MPI_Finalize();
    say("set size", MPI_File_set_size(file, BYTES));
    say("preallocate", MPI_File_preallocate(file, BYTES));
    MPI_File_get_size(file, &size);
    printf("size %lld\n", (long long)size);
    code = MPI_File_write_at(file, BYTES, data, 1, MPI_BYTE, MPI_STATUS_IGNORE);
    printf("write beyond: %s\n", code == MPI_SUCCESS ? "done" : "refused");
    code = MPI_File_write_at(file, BYTES, data, 1, MPI_BYTE, &status);
    printf("with a status: %s\n", code == MPI_SUCCESS ? "done" : "refused");
    say("write", MPI_File_write_at(file, 0, data, 1024, MPI_BYTE, MPI_STATUS_IGNORE));
    MPI_File_close(&file);
    printf("end\n");
    return MPI_Finalize();
}
