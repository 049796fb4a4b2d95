/* Accesses to a file in the background, asked for in every way, again and again, beside a request that is not over. MPICH ends the job over it natively (docs/mpi.md). */
#include "check.h"

#include <unistd.h>

enum { TRIES = 1000 };

static MPI_File file;
static char data[4][64];

static void write_two(MPI_Request *requests)
{
    MPI_File_iwrite_at(file, 16 * rank, data[0], 8, MPI_BYTE, &requests[0]);
    MPI_File_iwrite_at(file, 16 * rank + 8, data[1], 8, MPI_BYTE, &requests[1]);
}

static int bytes_of(MPI_Status *status)
{
    int count = -1;
    MPI_Get_count(status, MPI_BYTE, &count);
    return count;
}

int main(int argc, char **argv)
{
    start(&argc, &argv);
    MPI_Request requests[3];
    MPI_Status statuses[3];
    int flag = 0, index, count, indices[3], got;
    MPI_File_open(MPI_COMM_WORLD, "asked", MPI_MODE_CREATE | MPI_MODE_RDWR, MPI_INFO_NULL, &file);

    write_two(requests);
    MPI_Irecv(&got, 1, MPI_INT, 0, 0, MPI_COMM_SELF, &requests[2]);
    for (int i = 0; i < 20; i++) {
        MPI_Testall(3, requests, &flag, statuses);
        CHECK(!flag && requests[0] != MPI_REQUEST_NULL && requests[1] != MPI_REQUEST_NULL);
        usleep(100);
    }
    MPI_Send(&rank, 1, MPI_INT, 0, 0, MPI_COMM_SELF);
    for (int i = 0; i < TRIES && !flag; i++, usleep(1000))
        MPI_Testall(3, requests, &flag, statuses);
    CHECK(flag && requests[0] == MPI_REQUEST_NULL && bytes_of(&statuses[0]) == 8 && bytes_of(&statuses[1]) == 8);

    write_two(requests);
    flag = 0;
    for (int i = 0; i < TRIES && !flag; i++, usleep(1000))
        MPI_Request_get_status(requests[1], &flag, &statuses[1]);
    CHECK(flag && bytes_of(&statuses[1]) == 8);
    MPI_Request_get_status(requests[1], &flag, &statuses[1]);
    CHECK(flag && bytes_of(&statuses[1]) == 8);
    CHECK(MPI_Waitall(2, requests, statuses) == MPI_SUCCESS && bytes_of(&statuses[1]) == 8);

    write_two(requests);
    usleep(2000);
    MPI_Waitany(2, requests, &index, statuses);
    CHECK(index == 0 || index == 1);
    MPI_Waitsome(2, requests, &count, indices, statuses);
    CHECK(count == 1 && indices[0] == 1 - index && bytes_of(&statuses[0]) == 8);

    write_two(requests);
    MPI_Request_free(&requests[0]);
    MPI_Wait(&requests[1], &statuses[1]);
    CHECK(bytes_of(&statuses[1]) == 8);
    MPI_File_close(&file);
    say("%d failures", failures);
    MPI_Finalize();
    return failures != 0;
}
