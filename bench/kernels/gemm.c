/* C = A B, three plain loops over row-major matrices */
#include "kernel.h"

static double *a, *b, *c;
static int n;

static void setup(size_t size)
{
    n = (int)size;
    a = allocate(size * size * sizeof *a);
    b = allocate(size * size * sizeof *b);
    c = allocate(size * size * sizeof *c);
    for (size_t i = 0; i < size * size; i++) {
        a[i] = uniform() - 0.5;
        b[i] = uniform();
    }
}

void gemm(int n, const double *restrict a, const double *restrict b, double *restrict c)
{
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++)
            c[i * n + j] = 0;
        for (int k = 0; k < n; k++)
            for (int j = 0; j < n; j++)
                c[i * n + j] += a[i * n + k] * b[k * n + j];
    }
}

static void run(void)
{
    gemm(n, a, b, c);
}

static double checksum(void)
{
    double sum = 0;
    for (int i = 0; i < n * n; i++)
        sum += c[i] * c[i];
    return sum;
}

const struct kernel kernel = {"gemm", {128, 768}, 1e-9, setup, run, checksum};
