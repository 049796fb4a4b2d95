/* Sparse matrix times vector, compressed rows: the 27-point operator on an n x n x n grid */
#include "kernel.h"

static double *values, *x, *y;
static int *columns, *row_start;
static int rows;

static void setup(size_t size)
{
    int n = (int)size, nonzeros = 0;
    rows = n * n * n;
    values = allocate((size_t)rows * 27 * sizeof *values);
    columns = allocate((size_t)rows * 27 * sizeof *columns);
    row_start = allocate(((size_t)rows + 1) * sizeof *row_start);
    x = allocate((size_t)rows * sizeof *x);
    y = allocate((size_t)rows * sizeof *y);
    for (int row = 0; row < rows; row++) {
        int i = row % n, j = row / n % n, k = row / n / n;
        x[row] = uniform();
        for (int dk = -1; dk <= 1; dk++)
            for (int dj = -1; dj <= 1; dj++)
                for (int di = -1; di <= 1; di++)
                    if (i + di >= 0 && i + di < n && j + dj >= 0 && j + dj < n && k + dk >= 0 && k + dk < n) {
                        columns[nonzeros] = row + di + n * (dj + n * dk);
                        values[nonzeros++] = di || dj || dk ? -uniform() : 26.0;
                    }
        row_start[row + 1] = nonzeros;
    }
}

void spmv(int rows, const int *restrict row_start, const int *restrict columns, const double *restrict values,
          const double *restrict x, double *restrict y)
{
    for (int i = 0; i < rows; i++) {
        double sum = 0;
        for (int k = row_start[i]; k < row_start[i + 1]; k++)
            sum += values[k] * x[columns[k]];
        y[i] = sum;
    }
}

static void run(void)
{
    spmv(rows, row_start, columns, values, x, y);
}

static double checksum(void)
{
    double sum = 0;
    for (int i = 0; i < rows; i++)
        sum += y[i];
    return sum;
}

const struct kernel kernel = {"spmv", {13, 80}, 1e-9, setup, run, checksum};
