/* Dot product, summed in the order written */
#include "kernel.h"

static double *x, *y, result;
static size_t n;

static void setup(size_t size)
{
    n = size;
    x = allocate(n * sizeof *x);
    y = allocate(n * sizeof *y);
    for (size_t i = 0; i < n; i++) {
        x[i] = uniform();
        y[i] = uniform();
    }
}

double dot(size_t n, const double *restrict x, const double *restrict y)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += x[i] * y[i];
    return sum;
}

static void run(void)
{
    result = dot(n, x, y);
}

static double checksum(void)
{
    return result;
}

const struct kernel kernel = {"dot", {49152, 16777216}, 1e-9, setup, run, checksum};
