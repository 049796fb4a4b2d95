#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* callbackfault WHERE HOW: rank 1 goes wrong in a callback while the others wait for it. */
static const char *how;
static int rank;

static void go_wrong(void)
{
    volatile int seven = 7, zero = 0;
    if (rank != 1)
        return;
    if (!strcmp(how, "trap"))
        printf("%d\n", seven / zero);
    if (!strcmp(how, "exit"))
        exit(3);
    if (!strcmp(how, "abort"))
        MPI_Abort(MPI_COMM_WORLD, 5);
}

static void operation(void *in, void *inout, int *len, MPI_Datatype *type)
{
    (void)in, (void)inout, (void)len, (void)type;
    go_wrong();
}

static int query(void *extra, MPI_Status *status)
{
    (void)status;
    if (!strcmp(extra, "query"))
        go_wrong();
    return MPI_SUCCESS;
}

static int freed(void *extra)
{
    if (!strcmp(extra, "free"))
        go_wrong();
    return MPI_SUCCESS;
}

static int cancel(void *extra, int complete)
{
    (void)complete;
    if (!strcmp(extra, "cancel"))
        go_wrong();
    return MPI_SUCCESS;
}

static int copy_attribute(MPI_Comm comm, int key, void *extra, void *in, void *out, int *flag)
{
    (void)comm, (void)key, (void)extra, (void)in, (void)out, (void)flag;
    go_wrong();
    return MPI_SUCCESS;
}

static int delete_attribute(MPI_Comm comm, int key, void *value, void *extra)
{
    (void)comm, (void)key, (void)value, (void)extra;
    go_wrong();
    return MPI_SUCCESS;
}

static void handler(MPI_Comm *comm, int *code, ...)
{
    (void)code;
    if (!strcmp(how, "again"))
        MPI_Send(&rank, 1, MPI_INT, -77, 0, *comm);
    go_wrong();
}

int main(int argc, char **argv)
{
    int x = 0, y = 0, key;
    char *where = argv[1];
    MPI_Op op;
    MPI_Comm dup;
    MPI_Request request;
    MPI_Errhandler errors;
    how = argv[2];
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    if (rank == 1) {
        if (!strcmp(where, "local")) {
            MPI_Op_create(operation, 1, &op);
            MPI_Reduce_local(&x, &y, 1, MPI_INT, op);
        } else if (!strcmp(where, "query") || !strcmp(where, "free") || !strcmp(where, "cancel")) {
            MPI_Grequest_start(query, freed, cancel, where, &request);
            MPI_Cancel(&request);
            MPI_Grequest_complete(request);
            MPI_Wait(&request, MPI_STATUS_IGNORE);
        } else if (!strcmp(where, "copy")) {
            MPI_Comm_create_keyval(copy_attribute, MPI_COMM_NULL_DELETE_FN, &key, NULL);
            MPI_Comm_set_attr(MPI_COMM_SELF, key, NULL);
            MPI_Comm_dup(MPI_COMM_SELF, &dup);
        } else if (!strcmp(where, "delete")) {
            MPI_Comm_create_keyval(MPI_COMM_NULL_COPY_FN, delete_attribute, &key, NULL);
            MPI_Comm_set_attr(MPI_COMM_SELF, key, NULL);
            MPI_Comm_delete_attr(MPI_COMM_SELF, key);
        } else if (!strcmp(where, "handler")) {
            MPI_Comm_create_errhandler(handler, &errors);
            MPI_Comm_set_errhandler(MPI_COMM_WORLD, errors);
            MPI_Send(&x, 1, MPI_INT, -77, 0, MPI_COMM_WORLD);
        } else if (!strcmp(where, "finalize")) {
            MPI_Comm_create_keyval(MPI_COMM_NULL_COPY_FN, delete_attribute, &key, NULL);
            MPI_Comm_set_attr(MPI_COMM_SELF, key, NULL);
            MPI_Finalize();
        }
    }
    if (!strcmp(where, "reduce")) {
        MPI_Op_create(operation, 1, &op);
        MPI_Allreduce(&x, &y, 1, MPI_INT, op, MPI_COMM_WORLD);
    }
    MPI_Barrier(MPI_COMM_WORLD);
    printf("survived\n");
    MPI_Finalize();
    return 0;
}
