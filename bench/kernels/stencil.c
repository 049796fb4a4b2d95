/* One Jacobi sweep of the 5-point stencil on an n x n grid */
#include "kernel.h"

static double *in, *out;
static int n;

static void setup(size_t size)
{
    n = (int)size;
    in = allocate(size * size * sizeof *in);
    out = allocate(size * size * sizeof *out);
    for (size_t i = 0; i < size * size; i++)
        in[i] = uniform();
}

void stencil(int n, const double *restrict in, double *restrict out)
{
    for (int i = 1; i < n - 1; i++)
        for (int j = 1; j < n - 1; j++)
            out[i * n + j] = 0.5 * in[i * n + j]
                + 0.125 * (in[(i - 1) * n + j] + in[(i + 1) * n + j] + in[i * n + j - 1] + in[i * n + j + 1]);
}

static void run(void)
{
    stencil(n, in, out);
}

static double checksum(void)
{
    double sum = 0;
    for (int i = 0; i < n * n; i++)
        sum += out[i];
    return sum;
}

const struct kernel kernel = {"stencil", {224, 3072}, 1e-9, setup, run, checksum};
