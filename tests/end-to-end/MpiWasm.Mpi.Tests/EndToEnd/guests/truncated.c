/* Messages longer than the receive that they match: MPI_ERR_TRUNCATE, for the process itself nothing behind the buffer changes, and no message reaches beyond the memory, whatever
 * lies there. Checks itself: Open MPI writes behind the buffer natively (docs/mpi.md). */
#include "check.h"

#include <stdint.h>

enum { PAGE = 65536, LARGEST = 3 << 20, TAG = 5 };

/* From the process before this one, which may be itself. */
static void receive_too_little(char *sent, int bytes, char *buffer, int room, MPI_Comm comm, int to, int from)
{
    MPI_Request request;
    MPI_Status status;
    MPI_Irecv(buffer, room, MPI_BYTE, from, TAG, comm, &request);
    MPI_Barrier(comm);
    int error = MPI_Ssend(sent, bytes, MPI_BYTE, to, TAG, comm);
    CHECK(error == MPI_SUCCESS || class_of(error) == MPI_ERR_TRUNCATE);
    CHECK(class_of(MPI_Wait(&request, &status)) == MPI_ERR_TRUNCATE);
}

int main(int argc, char **argv)
{
    start(&argc, &argv);
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    MPI_Comm_set_errhandler(MPI_COMM_SELF, MPI_ERRORS_RETURN);
    static const int sizes[] = { 200, 2000, 20000, 200000, LARGEST };
    char *sent = malloc(LARGEST), *buffer = malloc(LARGEST);
    memset(sent, 7, LARGEST);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        memset(buffer, 1, LARGEST);
        receive_too_little(sent, sizes[i], buffer, 100, MPI_COMM_SELF, 0, 0);
        int changed = 0;
        for (int at = 100; at < LARGEST; at++)
            changed += buffer[at] != 1;
        CHECK(changed == 0);
        /* The last bytes of the memory; what malloc grew it by is not all used. */
        char *end = (char *)(__builtin_wasm_memory_size(0) * (uintptr_t)PAGE);
        CHECK(__builtin_wasm_memory_grow(0, 1) == (uintptr_t)end / PAGE);
        end += PAGE;
        receive_too_little(sent, sizes[i], end - 64, 64, MPI_COMM_SELF, 0, 0);
        receive_too_little(sent, sizes[i], end - 64, 64, MPI_COMM_WORLD, (rank + 1) % size, (rank + size - 1) % size);
    }
    say("%d failures", failures);
    MPI_Finalize();
    return failures != 0;
}
