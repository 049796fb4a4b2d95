/* Tries to open, create and delete what is not below its directories. Arguments: the directory, and names below it that lead out. */
#include "say.h"

static const char *try(const char *file, int mode)
{
    char text[64] = "";
    MPI_File f;
    MPI_Status status;
    int code = MPI_File_open(MPI_COMM_WORLD, file, mode, MPI_INFO_NULL, &f), class;
    MPI_Error_class(code, &class);
    if (code)
        return class == MPI_ERR_NO_SUCH_FILE ? "no such file" : class == MPI_ERR_ACCESS ? "access" : class == MPI_ERR_READ_ONLY ? "read only" : class == MPI_ERR_BAD_FILE ? "bad file" : "other";
    MPI_File_read_at(f, 0, text, sizeof text - 1, MPI_CHAR, &status);
    MPI_File_close(&f);
    return strstr(text, "secret") ? "ESCAPED" : "opened";
}

static const char *delete(const char *file)
{
    int class;
    MPI_Error_class(MPI_File_delete(file, MPI_INFO_NULL), &class);
    return class == MPI_SUCCESS ? "deleted" : class == MPI_ERR_NO_SUCH_FILE ? "no such file" : class == MPI_ERR_ACCESS ? "access" : class == MPI_ERR_READ_ONLY ? "read only" : "other";
}

int main(int argc, char **argv)
{
    int opened = 0, escaped = 0, others = 0;
    start(&argc, &argv);
    if (strcmp(argv[1], "loop") == 0) {
        /* On until both ends of the link were met: how often it is swapped depends on the machine. */
        for (int i = 0; i < 300 || opened == 0 || others == 0; i++) {
            const char *result = try(argv[2], MPI_MODE_RDONLY);
            opened += strcmp(result, "opened") == 0;
            escaped += strcmp(result, "ESCAPED") == 0;
            others += strcmp(result, "opened") != 0 && strcmp(result, "ESCAPED") != 0;
        }
        say("opened %d escaped %d refused %d", opened > 0, escaped, others > 0);
    } else {
        for (int i = 1; i < argc; i++) {
            say("read %d: %s", i, try(argv[i], MPI_MODE_RDONLY));
            say("create %d: %s", i, try(argv[i], MPI_MODE_RDWR | MPI_MODE_CREATE));
            if (rank == 0)
                printf("delete %d: %s\n", i, delete(argv[i]));
            MPI_Barrier(MPI_COMM_WORLD);
        }
    }
    MPI_Finalize();
    return 0;
}
