/* An MPI library that crashes: these procedures before those of the library it is linked with. */
#include <stdlib.h>
#include <string.h>

int MPI_Barrier(void *comm)
{
    (void)comm;
    *(volatile int *)64 = 1;
    return 0;
}

int MPI_Send(const void *data, int count, void *type, int rank, int tag, void *comm)
{
    (void)data, (void)count, (void)type, (void)rank, (void)tag, (void)comm;
    abort();
}

int MPI_Comm_compare(void *a, void *b, int *result)
{
    volatile int zero = 0;
    (void)a, (void)b;
    *result = 1000 / zero;
    return 0;
}

/* In the C library, on behalf of this one. */
int MPI_Iprobe(int rank, int tag, void *comm, int *flag, void *status)
{
    (void)rank, (void)tag, (void)comm, (void)status;
    memset((void *)(size_t)((unsigned)*flag % 2 + 64), 0, 100000);
    return 0;
}
