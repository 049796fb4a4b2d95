/* Memory of the host by a count, without anything of that size in the guest: refused before it is taken. Checks itself. */
#include "say.h"
#include <limits.h>

static int failures;
#define FAILS(call, class) is(class_of(call), class, #call, __LINE__)
#define WORKS(call) FAILS(call, MPI_SUCCESS)

enum { WORDS = 1 << 16, LONG = 1 << 20 };

static void is(int got, int class, const char *call, int line)
{
    if (got == class)
        return;
    failures++;
    printf("%d: line %d: %d instead of %d: %s\n", rank, line, got, class, call);
}

static void words(void)
{
    static char *many[WORDS + 1], text[LONG];
    MPI_Info info;
    memset(text, 'x', LONG - 1);
    for (int i = 0; i <= WORDS; i++)
        many[i] = text;
    FAILS(MPI_Info_create_env(WORDS, many, &info), MPI_ERR_ARG);
    FAILS(MPI_Info_create_env(3, many, &info), MPI_ERR_ARG);
    FAILS(MPI_Info_create_env(WORDS + 1, many, &info), MPI_ERR_ARG);
    WORKS(MPI_Info_create_env(1, many, &info));
    MPI_Info_free(&info);
    for (int i = 0; i <= WORDS; i++)
        many[i] = "a";
    WORKS(MPI_Info_create_env(WORDS, many, &info));
    MPI_Info_free(&info);
}

/* Messages of many empty partitions. */
static void partitions(void)
{
    MPI_Request requests[16];
    int made = 0, code = MPI_SUCCESS, none = 0;
    FAILS(MPI_Psend_init(&none, (1 << 24) + 1, 0, MPI_INT, MPI_PROC_NULL, 3, MPI_COMM_WORLD, MPI_INFO_NULL, requests), MPI_ERR_ARG);
    FAILS(MPI_Precv_init(&none, INT_MAX, 0, MPI_INT, MPI_PROC_NULL, 3, MPI_COMM_WORLD, MPI_INFO_NULL, requests), MPI_ERR_ARG);
    while (made < 16 && code == MPI_SUCCESS) {
        code = class_of(MPI_Psend_init(&none, 1 << 24, 0, MPI_INT, MPI_PROC_NULL, 3, MPI_COMM_WORLD, MPI_INFO_NULL, &requests[made]));
        made += code == MPI_SUCCESS;
    }
    is(code, made < 16 ? MPI_ERR_NO_MEM : MPI_SUCCESS, "MPI_Psend_init", __LINE__);
    while (made > 0)
        WORKS(MPI_Request_free(&requests[--made]));
    WORKS(MPI_Psend_init(&none, 1 << 24, 0, MPI_INT, MPI_PROC_NULL, 3, MPI_COMM_WORLD, MPI_INFO_NULL, requests));
    WORKS(MPI_Request_free(requests));
}

/* Datatypes that stand for far more than they take: elements on top of each other, millions of pieces. */
static void files(void)
{
    MPI_File file;
    MPI_Datatype heap, scattered, dense, rows;
    MPI_Status status;
    static int value[2];
    MPI_Type_create_resized(MPI_INT, 0, 0, &heap);
    MPI_Type_commit(&heap);
    MPI_Type_vector(1 << 28, 1, 2, MPI_BYTE, &scattered);
    MPI_Type_commit(&scattered);
    MPI_Type_contiguous(1 << 28, MPI_BYTE, &dense);
    MPI_Type_commit(&dense);
    MPI_Type_vector(1 << 10, 4, 4, MPI_INT, &rows);
    MPI_Type_commit(&rows);
    WORKS(MPI_File_open(MPI_COMM_SELF, "budgets.data", MPI_MODE_RDWR | MPI_MODE_CREATE | MPI_MODE_DELETE_ON_CLOSE, MPI_INFO_NULL, &file));
    FAILS(MPI_File_set_view(file, 0, MPI_BYTE, scattered, "native", MPI_INFO_NULL), MPI_ERR_NO_MEM);
    WORKS(MPI_File_set_view(file, 0, MPI_BYTE, dense, "native", MPI_INFO_NULL));
    WORKS(MPI_File_set_view(file, 0, MPI_INT, rows, "native", MPI_INFO_NULL));
    WORKS(MPI_File_set_view(file, 0, MPI_INT, MPI_INT, "external32", MPI_INFO_NULL));
    FAILS(MPI_File_write_at(file, 0, value, INT_MAX, heap, &status), MPI_ERR_NO_MEM);
    FAILS(MPI_File_read_at_c(file, 0, value, (MPI_Count)1 << 62, heap, &status), MPI_ERR_BUFFER);
    WORKS(MPI_File_write_at(file, 0, value, 2, heap, &status));
    FAILS(MPI_File_write_at(file, ((MPI_Offset)1 << 58) - 1, value, 2, MPI_INT, &status), MPI_ERR_COUNT);
    MPI_File_close(&file);
    MPI_Type_free(&heap);
    MPI_Type_free(&scattered);
    MPI_Type_free(&dense);
    MPI_Type_free(&rows);
}

int main(int argc, char **argv)
{
    start(&argc, &argv);
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    MPI_Comm_set_errhandler(MPI_COMM_SELF, MPI_ERRORS_RETURN);
    MPI_File_set_errhandler(MPI_FILE_NULL, MPI_ERRORS_RETURN);
    words();
    partitions();
    files();
    printf("%d failures\n", failures);
    MPI_Finalize();
    return failures != 0;
}
