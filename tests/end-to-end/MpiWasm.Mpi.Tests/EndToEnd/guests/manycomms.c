/* Duplicates communicators until the library has no more: that is an error of the call that completes the duplicate, and the others go on working. */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

enum { MOST = 200000 };

int main(int argc, char **argv)
{
    MPI_Comm *made = malloc(MOST * sizeof *made), twin;
    MPI_Request request;
    int n, result, code = MPI_SUCCESS, class, sum = 0, one = 1;
    MPI_Init(&argc, &argv);
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    MPI_Comm_set_errhandler(MPI_COMM_SELF, MPI_ERRORS_RETURN);
    for (n = 0; n < MOST && code == MPI_SUCCESS; n++) {
        code = MPI_Comm_idup(MPI_COMM_SELF, &made[n], &request);
        if (code == MPI_SUCCESS)
            code = n % 2 ? MPI_Wait(&request, MPI_STATUS_IGNORE) : MPI_Waitall(1, &request, MPI_STATUSES_IGNORE);
    }
    MPI_Error_class(code, &class);
    printf("an end: %d, an error: %d\n", n < MOST && n > 100, class != MPI_SUCCESS);
    n--;
    /* What was not made is no communicator. */
    code = MPI_Comm_compare(MPI_COMM_SELF, made[n], &result);
    MPI_Error_class(code, &class);
    printf("the last is one: %d\n", class != MPI_ERR_COMM);
    MPI_Allreduce(&one, &sum, 1, MPI_INT, MPI_SUM, made[n - 1]);
    for (int i = 0; i < n; i++)
        MPI_Comm_free(&made[i]);
    code = MPI_Comm_idup(MPI_COMM_SELF, &twin, &request);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    MPI_Allreduce(&one, &result, 1, MPI_INT, MPI_SUM, twin);
    printf("sums %d %d\n", sum, result);
    MPI_Comm_free(&twin);
    return MPI_Finalize();
}
