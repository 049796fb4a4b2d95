/* The cost of one MPI_Comm_rank: 10^7 calls. Prints: comm_rank 1 best-ns median-ns samples 0 checksum */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

enum { CALLS = 1000000, SAMPLES = 10 };

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
    static double times[SAMPLES];
    long sum = 0;
    MPI_Init(&argc, &argv);
    for (int t = 0; t < SAMPLES; t++) {
        double start = MPI_Wtime();
        for (int i = 0; i < CALLS; i++) {
            int rank = -1;
            MPI_Comm_rank(MPI_COMM_WORLD, &rank);
            sum += rank;
        }
        times[t] = (MPI_Wtime() - start) / CALLS;
    }
    qsort(times, SAMPLES, sizeof *times, ascending);
    printf("comm_rank 1 %.3f %.3f %d 0 %ld\n", times[0] * 1e9, times[SAMPLES / 2] * 1e9, SAMPLES, sum);
    MPI_Finalize();
    return 0;
}
