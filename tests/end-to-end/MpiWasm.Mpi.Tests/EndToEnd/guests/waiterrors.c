/* With several threads allowed: a receive that has ended with an error before anybody waits for it, beside one that goes on: MPI_Waitall comes back and says which. */
#include <mpi.h>
#include <stdio.h>

enum { LARGE = 1 << 20 };

static char out[LARGE], in[LARGE];

static int class_of(int code)
{
    int class;
    MPI_Error_class(code, &class);
    return class;
}

int main(int argc, char **argv)
{
    int level;
    MPI_Init_thread(&argc, &argv, MPI_THREAD_MULTIPLE, &level);
    MPI_Comm_set_errhandler(MPI_COMM_SELF, MPI_ERRORS_RETURN);
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    for (int round = 0; round < 4; round++) {
        MPI_Request requests[3], send;
        MPI_Status statuses[3];
        int over = 0, small = 7, got = 0;
        MPI_Irecv(in, 4, MPI_BYTE, 0, 1, MPI_COMM_SELF, &requests[0]);
        MPI_Irecv(&got, 1, MPI_INT, 0, 2, MPI_COMM_SELF, &requests[2]);
        requests[1] = MPI_REQUEST_NULL;
        MPI_Isend(out, LARGE, MPI_BYTE, 0, 1, MPI_COMM_SELF, &send);
        /* MPICH tells the error here already. */
        while (!over)
            if (MPI_Request_get_status(requests[0], &over, MPI_STATUS_IGNORE) != MPI_SUCCESS)
                over = 1;
        if (round % 2 == 0)
            MPI_Send(&small, 1, MPI_INT, 0, 2, MPI_COMM_SELF);
        else
            MPI_Cancel(&requests[2]);
        int code = MPI_Waitall(3, requests, round < 2 ? statuses : MPI_STATUSES_IGNORE);
        printf("%d in status %d", round, class_of(code) == MPI_ERR_IN_STATUS);
        if (round < 2)
            printf(" truncated %d", class_of(statuses[0].MPI_ERROR) == MPI_ERR_TRUNCATE);
        /* The other may be left for later. */
        MPI_Wait(&requests[2], MPI_STATUS_IGNORE);
        printf(" got %d\n", got);
        MPI_Wait(&send, MPI_STATUS_IGNORE);
    }
    return MPI_Finalize();
}
