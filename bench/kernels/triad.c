/* STREAM triad: a = b + s c */
#include "kernel.h"

static double *a, *b, *c;
static size_t n;

static void setup(size_t size)
{
    n = size;
    a = allocate(n * sizeof *a);
    b = allocate(n * sizeof *b);
    c = allocate(n * sizeof *c);
    for (size_t i = 0; i < n; i++) {
        b[i] = uniform();
        c[i] = uniform();
    }
}

void triad(size_t n, double *restrict a, const double *restrict b, const double *restrict c, double s)
{
    for (size_t i = 0; i < n; i++)
        a[i] = b[i] + s * c[i];
}

static void run(void)
{
    triad(n, a, b, c, 3.0);
}

static double checksum(void)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += a[i];
    return sum;
}

const struct kernel kernel = {"triad", {32768, 8388608}, 1e-12, setup, run, checksum};
