/* MPI ping-pong between ranks 0 and 1. A line per size: pingpong BYTES best-ns median-ns samples 0 checksum, the time for one way */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LARGEST = 4 << 20, SAMPLES = 41 };

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
    static double times[SAMPLES];
    static const int sizes[] = {0, 8, 64, 1024, 8192, 65536, 524288, LARGEST};
    int rank, ranks;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks);
    if (ranks != 2) {
        fprintf(stderr, "pingpong needs 2 ranks\n");
        MPI_Abort(MPI_COMM_WORLD, 2);
    }
    unsigned char *buffer = malloc(LARGEST);
    memset(buffer, rank, LARGEST);
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        int bytes = sizes[s], repetitions = bytes < 16384 ? 2000 : bytes < 1000000 ? 200 : 20;
        for (int t = -1; t < SAMPLES; t++) {
            MPI_Barrier(MPI_COMM_WORLD);
            double start = MPI_Wtime();
            for (int i = 0; i < repetitions; i++)
                if (rank == 0) {
                    MPI_Send(buffer, bytes, MPI_BYTE, 1, 0, MPI_COMM_WORLD);
                    MPI_Recv(buffer, bytes, MPI_BYTE, 1, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
                } else {
                    MPI_Recv(buffer, bytes, MPI_BYTE, 0, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
                    MPI_Send(buffer, bytes, MPI_BYTE, 0, 0, MPI_COMM_WORLD);
                }
            if (t >= 0)
                times[t] = (MPI_Wtime() - start) / repetitions / 2;
        }
        qsort(times, SAMPLES, sizeof *times, ascending);
        unsigned sum = 0;
        for (int i = 0; i < bytes; i++)
            sum = sum * 31 + buffer[i];
        if (rank == 0)
            printf("pingpong %d %.3f %.3f %d 0 %u\n", bytes, times[0] * 1e9, times[SAMPLES / 2] * 1e9, SAMPLES, sum);
    }
    MPI_Finalize();
    return 0;
}
