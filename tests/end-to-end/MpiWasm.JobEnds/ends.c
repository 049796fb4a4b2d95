/*
 * ends FAULT RANK OTHERS: one rank of the job goes wrong while the others compute or wait in a receive, for ever. Compiled natively and to Wasm. Before it goes wrong the rank says when, in nanoseconds
 * since 1970; where it is to be killed from outside it says that it is ready.
 */
#include <mpi.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static void say(const char *what)
{
    char line[64];
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    int n = snprintf(line, sizeof line, "\n@%s %lld\n", what, (long long)now.tv_sec * 1000000000 + now.tv_nsec);
    if (write(2, line, (size_t)n) != n)
        exit(99);
}

static void compute(void)
{
    for (volatile unsigned long long i = 0;; i++) {
    }
}

int main(int argc, char **argv)
{
    int rank, size, value = 0;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    const char *fault = argv[1];
    int victim = atoi(argv[2]);
    MPI_Barrier(MPI_COMM_WORLD);
    if (rank != victim) {
        if (strcmp(argv[3], "receive") == 0)
            MPI_Recv(&value, 1, MPI_INT, victim, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        compute();
    }
    /* Until the others are where they shall be. */
    usleep(100000);
    if (strcmp(fault, "kill") == 0) {
        say("ready");
        compute();
    }
    say("fault");
    if (strcmp(fault, "trap") == 0)
        __builtin_trap();
    if (strcmp(fault, "exit") == 0)
        exit(7);
    if (strcmp(fault, "rank") == 0)
        MPI_Send(&value, 1, MPI_INT, size + 5, 0, MPI_COMM_WORLD);
    /* Nothing is mapped there; the message is so short that it is read before the call waits for anything. */
    if (strcmp(fault, "pointer") == 0)
        MPI_Send((void *)(uintptr_t)0xfffff000u, 20, MPI_INT, (rank + 1) % size, 0, MPI_COMM_WORLD);
    return 98;
}
