/* nullpointer HOW: uses a pointer that was never set. Prints "before", the result of a system call or MPI procedure, and "after". */
#include <errno.h>
#include <fcntl.h>
#include <mpi.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct node {
    int values[100];
    struct node *next;
};

static struct node *volatile never_set;
static volatile int sink;
static volatile char *const page = (char *)0;

static void through_the_pointer(const char *how)
{
    if (strcmp(how, "load") == 0)
        sink = never_set->values[3];
    if (strcmp(how, "store") == 0)
        ((volatile struct node *)never_set)->values[99] = 3;
    if (strcmp(how, "end") == 0)
        sink = page[65535];
    if (strcmp(how, "behind") == 0)
        sink = page[65536];
    if (strcmp(how, "fill") == 0)
        memset((void *)never_set, 1, sizeof *never_set);
    if (strcmp(how, "copy") == 0)
        memcpy((char *)never_set + 60000, (const char *)&sink - 8000, 8000);
    if (strcmp(how, "length") == 0)
        sink = (int)strlen((const char *)never_set);
}

static void by_the_system(const char *how)
{
    int status = 0;
    if (strcmp(how, "write") == 0)
        status = (int)write(STDOUT_FILENO, never_set, 10);
    else if (strcmp(how, "read") == 0)
        status = (int)read(STDIN_FILENO, (char *)never_set + 400, 10);
    else if (strcmp(how, "open") == 0)
        status = open((const char *)never_set + 100, O_RDONLY);
    else
        return;
    printf("%d %d\n", status, errno == EFAULT);
}

static void by_mpi(const char *how)
{
    static int numbers[100];
    int code, rank, error_class = 0;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    MPI_Comm_set_errhandler(MPI_COMM_SELF, MPI_ERRORS_RETURN);
    if (strcmp(how, "send") == 0)
        code = MPI_Send(never_set, 100, MPI_INT, MPI_PROC_NULL, 0, MPI_COMM_WORLD);
    else if (strcmp(how, "receive") == 0)
        code = MPI_Recv(never_set->values + 7, 100, MPI_INT, MPI_PROC_NULL, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    else if (strcmp(how, "broadcast") == 0)
        code = MPI_Bcast(never_set, 100, MPI_INT, 0, MPI_COMM_WORLD);
    else if (strcmp(how, "reduce") == 0)
        code = MPI_Allreduce(&rank, never_set, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
    else if (strcmp(how, "gather") == 0)
        code = MPI_Allgather(&rank, 1, MPI_INT, never_set->values + 50, 1, MPI_INT, MPI_COMM_WORLD);
    else if (strcmp(how, "pack") == 0)
        code = MPI_Pack(numbers, 10, MPI_INT, never_set, 100, &(int){0}, MPI_COMM_WORLD);
    else if (strcmp(how, "window") == 0)
        code = MPI_Win_create(never_set->values + 1, 100, 1, MPI_INFO_NULL, MPI_COMM_SELF, &(MPI_Win){0});
    else if (strcmp(how, "member") == 0)
        code = MPI_Comm_size(MPI_COMM_WORLD, &never_set->values[7]);
    else if (strcmp(how, "array") == 0)
        code = MPI_Type_indexed(3, never_set->values + 5, numbers, MPI_INT, &(MPI_Datatype){0});
    else if (strcmp(how, "name") == 0)
        code = MPI_Comm_set_name(MPI_COMM_SELF, (const char *)never_set + 40);
    else if (strcmp(how, "nothing") == 0)
        code = MPI_Bcast(never_set, 0, MPI_INT, 0, MPI_COMM_WORLD);
    else
        return;
    if (code != MPI_SUCCESS)
        MPI_Error_class(code, &error_class);
    printf("%s\n", error_class == MPI_SUCCESS ? "success" : error_class == MPI_ERR_BUFFER ? "buffer" : error_class == MPI_ERR_BASE ? "base" : "argument");
}

int main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    puts("before");
    fflush(stdout);
    through_the_pointer(argv[1]);
    by_the_system(argv[1]);
    by_mpi(argv[1]);
    puts("after");
    MPI_Finalize();
    return 0;
}
