/* A batch system announces the end of the time limit with a signal: the program finishes its step, writes a checkpoint, and stops. */
#include <mpi.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static volatile sig_atomic_t stop;
static void handler(int number) { stop = number; }

int main(int argc, char **argv)
{
    int rank, all = 0;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    signal(SIGUSR1, handler);
    signal(SIGTERM, handler);
    for (int step = 0; all == 0; step++) {
        int mine = stop;
        MPI_Allreduce(&mine, &all, 1, MPI_INT, MPI_MAX, MPI_COMM_WORLD);
        if (rank == 0 && step == 0) {
            printf("running\n");
            fflush(stdout);
        }
        /* busy: with calls of MPI only */
        if (argc == 1)
            usleep(10000);
    }
    if (rank == 0)
        printf("checkpoint after signal %d\n", all);
    MPI_Finalize();
    return 0;
}
