/* Histogram of 32-bit keys in 1024 bins */
#include "kernel.h"

#include <stdint.h>

enum { BINS = 1024 };

static uint32_t *keys, bins[BINS];
static size_t n;

static void setup(size_t size)
{
    n = size;
    keys = allocate(n * sizeof *keys);
    for (size_t i = 0; i < n; i++)
        keys[i] = random_bits();
}

void histogram(size_t n, const uint32_t *restrict keys, uint32_t *restrict bins)
{
    for (int b = 0; b < BINS; b++)
        bins[b] = 0;
    for (size_t i = 0; i < n; i++)
        bins[keys[i] % BINS]++;
}

static void run(void)
{
    histogram(n, keys, bins);
}

static double checksum(void)
{
    double sum = 0;
    for (int b = 0; b < BINS; b++)
        sum += (double)(b + 1) * bins[b];
    return sum;
}

const struct kernel kernel = {"histogram", {131072, 33554432}, 0, setup, run, checksum};
