/* Solves A x = b by conjugate gradients, A a sparse symmetric positive definite matrix in CSR, its rows spread over the ranks.
 *
 *   cg [grid size [most iterations]]
 *
 * A is the 7-point operator of -div grad u + u on a grid of size^3 points; b is made so that x = 1, 2, 3, 1, 2, 3, ... */
#include <math.h>
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
    int first, rows;     /* the rows this rank has */
    int *start;          /* rows + 1 offsets into column and value */
    int *column;
    double *value;
} Matrix;

static void *allocate(size_t count, size_t size)
{
    void *memory = calloc(count, size);
    if (memory == NULL) {
        fprintf(stderr, "cg: out of memory\n");
        MPI_Abort(MPI_COMM_WORLD, 1);
    }
    return memory;
}

static Matrix build(int n, int first, int rows)
{
    Matrix a = {first, rows, allocate((size_t)rows + 1, sizeof(int)), allocate(7 * (size_t)rows + 1, sizeof(int)),
                allocate(7 * (size_t)rows + 1, sizeof(double))};
    int entries = 0;
    for (int r = 0; r < rows; r++) {
        int row = first + r, x = row % n, y = row / n % n, z = row / n / n;
        int neighbour[7] = {z > 0 ? row - n * n : -1, y > 0 ? row - n : -1, x > 0 ? row - 1 : -1, row,
                            x < n - 1 ? row + 1 : -1, y < n - 1 ? row + n : -1, z < n - 1 ? row + n * n : -1};
        a.start[r] = entries;
        for (int k = 0; k < 7; k++) {
            if (neighbour[k] < 0)
                continue;
            a.column[entries] = neighbour[k];
            a.value[entries++] = neighbour[k] == row ? 7.0 : -1.0;
        }
    }
    a.start[rows] = entries;
    return a;
}

/* y = A x, x whole on every rank, y the rank's own rows. */
static void multiply(const Matrix *a, const double *x, double *y)
{
    for (int r = 0; r < a->rows; r++) {
        double sum = 0.0;
        for (int k = a->start[r]; k < a->start[r + 1]; k++)
            sum += a->value[k] * x[a->column[k]];
        y[r] = sum;
    }
}

static double dot(const double *x, const double *y, int count)
{
    double sum = 0.0, all;
    for (int i = 0; i < count; i++)
        sum += x[i] * y[i];
    MPI_Allreduce(&sum, &all, 1, MPI_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
    return all;
}

int main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    int rank, ranks;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks);
    int n = argc > 1 ? atoi(argv[1]) : 32, limit = argc > 2 ? atoi(argv[2]) : 500, unknowns = n * n * n;

    int *counts = allocate((size_t)ranks, sizeof(int)), *offsets = allocate((size_t)ranks, sizeof(int));
    for (int i = 0; i < ranks; i++) {
        offsets[i] = (int)((long long)unknowns * i / ranks);
        counts[i] = (int)((long long)unknowns * (i + 1) / ranks) - offsets[i];
    }
    int rows = counts[rank];
    Matrix a = build(n, offsets[rank], rows);

    double *whole = allocate((size_t)unknowns, sizeof(double));
    double *x = allocate((size_t)rows + 1, sizeof(double)), *r = allocate((size_t)rows + 1, sizeof(double));
    double *p = allocate((size_t)rows + 1, sizeof(double)), *ap = allocate((size_t)rows + 1, sizeof(double));
    for (int i = 0; i < unknowns; i++)
        whole[i] = i % 3 + 1;
    multiply(&a, whole, r);
    for (int i = 0; i < rows; i++)
        p[i] = r[i];

    double start = MPI_Wtime(), rr = dot(r, r, rows), initial = sqrt(rr);
    int iteration = 0;
    while (iteration < limit && sqrt(rr) > 1e-12 * initial) {
        MPI_Allgatherv(p, rows, MPI_DOUBLE, whole, counts, offsets, MPI_DOUBLE, MPI_COMM_WORLD);
        multiply(&a, whole, ap);
        double alpha = rr / dot(p, ap, rows);
        for (int i = 0; i < rows; i++) {
            x[i] += alpha * p[i];
            r[i] -= alpha * ap[i];
        }
        double next = dot(r, r, rows), beta = next / rr;
        for (int i = 0; i < rows; i++)
            p[i] = r[i] + beta * p[i];
        rr = next;
        iteration++;
        if (rank == 0 && iteration % 10 == 0)
            printf("iteration %4d   residual %.9e\n", iteration, sqrt(rr));
    }
    double seconds = MPI_Wtime() - start;

    double worst = 0.0, error;
    for (int i = 0; i < rows; i++) {
        double difference = fabs(x[i] - ((offsets[rank] + i) % 3 + 1));
        worst = difference > worst ? difference : worst;
    }
    MPI_Reduce(&worst, &error, 1, MPI_DOUBLE, MPI_MAX, 0, MPI_COMM_WORLD);
    int entries = a.start[rows], all_entries;
    MPI_Reduce(&entries, &all_entries, 1, MPI_INT, MPI_SUM, 0, MPI_COMM_WORLD);
    int failed = 0;
    if (rank == 0) {
        failed = !(error < 1e-9);
        printf("%d unknowns, %d entries: %d iterations, residual %.9e, largest error %.3e%s\n", unknowns, all_entries, iteration, sqrt(rr), error,
               failed ? ": NOT SOLVED" : "");
        fprintf(stderr, "%.3f s on %d ranks\n", seconds, ranks);
    }
    free(a.start);
    free(a.column);
    free(a.value);
    free(whole);
    free(x);
    free(r);
    free(p);
    free(ap);
    free(counts);
    free(offsets);
    MPI_Finalize();
    return failed;
}
