/* usage: KERNEL small|large [SECONDS]
   Runs the kernel for about that long and prints one line:
   NAME SIZE best-nanoseconds median-nanoseconds samples tolerance checksum */
#include "kernel.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MAX_SAMPLES = 4096 };
static const double SAMPLE_SECONDS = 0.002;      /* short kernels are repeated within a sample: the clock must not count */

static uint64_t state = 0x9E3779B97F4A7C15u;

unsigned random_bits(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned)(state >> 32);
}

double uniform(void)
{
    return random_bits() * (1.0 / 4294967296.0);
}

void *allocate(size_t bytes)
{
    void *p = aligned_alloc(64, (bytes + 63) / 64 * 64);
    if (!p) {
        fprintf(stderr, "no memory for %zu bytes\n", bytes);
        exit(1);
    }
    memset(p, 0, bytes);
    return p;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double sample(long repetitions)
{
    double start = now();
    for (long i = 0; i < repetitions; i++)
        kernel.run();
    return (now() - start) / (double)repetitions;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
    static double times[MAX_SAMPLES];
    if (argc < 2 || (strcmp(argv[1], "small") && strcmp(argv[1], "large"))) {
        fprintf(stderr, "usage: %s small|large [SECONDS]\n", kernel.name);
        return 2;
    }
    double seconds = argc > 2 ? atof(argv[2]) : 0.3;
    kernel.setup(kernel.sizes[argv[1][0] == 'l']);

    double once = sample(1);
    long repetitions = 1;
    while (once * (double)repetitions < SAMPLE_SECONDS) {
        repetitions *= 2;
        once = sample(repetitions);
    }

    int samples = 0;
    double end = now() + seconds;
    do
        times[samples++] = sample(repetitions);
    while (samples < MAX_SAMPLES && (samples < 3 || now() < end));

    qsort(times, (size_t)samples, sizeof *times, ascending);
    printf("%s %s %.3f %.3f %d %g %.17g\n", kernel.name, argv[1], times[0] * 1e9, times[samples / 2] * 1e9, samples,
           kernel.tolerance, kernel.checksum());
    return 0;
}
