/* Bandwidth of memcpy and memset. usage: block [SECONDS]; a line per operation and size: NAME BYTES best-ns median-ns samples 0 checksum */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { LARGEST = 64 << 20, SAMPLES = 101 };

/* Read anew for every call, so that no compiler finds one superfluous. */
static char *volatile from, *volatile to;

static void copy(size_t bytes, long repetitions)
{
    for (long i = 0; i < repetitions; i++)
        memcpy(to, from, bytes);
}

static void set(size_t bytes, long repetitions)
{
    for (long i = 0; i < repetitions; i++)
        memset(to, (int)i & 255, bytes);
}

static const struct { const char *name; void (*run)(size_t bytes, long repetitions); } operations[] = {{"memcpy", copy}, {"memset", set}};
static const size_t sizes[] = {64, 1024, 32 << 10, 256 << 10, 4 << 20, LARGEST};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double sample(void (*run)(size_t, long), size_t bytes, long repetitions)
{
    double start = now();
    run(bytes, repetitions);
    return (now() - start) / (double)repetitions;
}

int main(int argc, char **argv)
{
    static double times[SAMPLES];
    double seconds = argc > 1 ? atof(argv[1]) : 0.2;
    /* One allocation: the distance between the two decides how the processor's store buffer copes, and must not depend on malloc. */
    from = aligned_alloc(4096, 2 * (size_t)LARGEST);
    if (!from)
        return 1;
    to = from + LARGEST;
    for (size_t i = 0; i < LARGEST; i++)
        from[i] = (char)(i * 2654435761u >> 24);
    for (size_t o = 0; o < sizeof operations / sizeof *operations; o++)
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
            size_t bytes = sizes[s];
            memset(to, 0, bytes);
            double once = sample(operations[o].run, bytes, 1);
            long repetitions = 1;
            while (once * (double)repetitions < 0.0005) {
                repetitions *= 2;
                once = sample(operations[o].run, bytes, repetitions);
            }
            int samples = 0;
            double end = now() + seconds;
            do
                times[samples++] = sample(operations[o].run, bytes, repetitions);
            while (samples < SAMPLES && (samples < 3 || now() < end));
            qsort(times, (size_t)samples, sizeof *times, ascending);
            operations[o].run(bytes, 8);
            unsigned sum = 0;
            for (size_t i = 0; i < bytes; i++)
                sum = sum * 31 + (unsigned char)to[i];
            printf("%s %zu %.3f %.3f %d 0 %u\n", operations[o].name, bytes, times[0] * 1e9, times[samples / 2] * 1e9, samples, sum);
        }
    return 0;
}
