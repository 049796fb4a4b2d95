/* pi as the integral of 4/(1+x^2) over [0,1], by the midpoint rule.    pi [intervals] */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    int rank, size;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    int intervals = argc > 1 ? atoi(argv[1]) : 10000000;
    MPI_Bcast(&intervals, 1, MPI_INT, 0, MPI_COMM_WORLD);

    MPI_Barrier(MPI_COMM_WORLD);
    double start = MPI_Wtime();
    double width = 1.0 / intervals, sum = 0.0;
    for (int i = rank; i < intervals; i += size) {
        double x = (i + 0.5) * width;
        sum += 4.0 / (1.0 + x * x);
    }
    double part = sum * width, pi;
    MPI_Reduce(&part, &pi, 1, MPI_DOUBLE, MPI_SUM, 0, MPI_COMM_WORLD);
    double seconds = MPI_Wtime() - start;

    if (rank == 0) {
        printf("pi = %.15f with %d intervals\n", pi, intervals);
        fprintf(stderr, "%.3f s on %d ranks\n", seconds, size);
    }
    MPI_Finalize();
    return 0;
}
