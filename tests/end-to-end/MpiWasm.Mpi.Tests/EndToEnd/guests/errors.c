/* Errors as return codes: their classes are those of the host. */
#include "say.h"

static const char *class_name(int code)
{
    int class = -1;
    MPI_Error_class(code, &class);
    switch (class) {
    case MPI_SUCCESS: return "success";
    case MPI_ERR_COUNT: return "count";
    case MPI_ERR_TYPE: return "type";
    case MPI_ERR_TAG: return "tag";
    case MPI_ERR_RANK: return "rank";
    case MPI_ERR_ROOT: return "root";
    case MPI_ERR_OP: return "op";
    case MPI_ERR_TRUNCATE: return "truncate";
    case MPI_ERR_ARG: return "arg";
    default: return "other";
    }
}

int main(int argc, char **argv)
{
    start(&argc, &argv);
    MPI_Errhandler handler;
    MPI_Comm_get_errhandler(MPI_COMM_WORLD, &handler);
    say("fatal by default %d", handler == MPI_ERRORS_ARE_FATAL);
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    int x = 1, big[4] = { 0 };
    say("rank: %s", class_name(MPI_Send(&x, 1, MPI_INT, size, 0, MPI_COMM_WORLD)));
    say("count: %s", class_name(MPI_Send(&x, -1, MPI_INT, 0, 0, MPI_COMM_WORLD)));
    say("tag: %s", class_name(MPI_Send(&x, 1, MPI_INT, 0, -7, MPI_COMM_WORLD)));
    say("root: %s", class_name(MPI_Bcast(&x, 1, MPI_INT, size, MPI_COMM_WORLD)));
    say("type: %s", class_name(MPI_Send(&x, 1, MPI_DATATYPE_NULL, 0, 0, MPI_COMM_WORLD)));
    MPI_Request request;
    MPI_Isend(big, 4, MPI_INT, rank, 5, MPI_COMM_WORLD, &request);
    say("truncated: %s", class_name(MPI_Recv(&x, 1, MPI_INT, rank, 5, MPI_COMM_WORLD, MPI_STATUS_IGNORE)));
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    char text[MPI_MAX_ERROR_STRING];
    int n;
    MPI_Error_string(MPI_ERR_RANK, text, &n);
    say("text %s (%d)", text, n == (int)strlen(text));
    MPI_Finalize();
    return 0;
}
