/* Radix sort of 32-bit keys, 8 bits a pass */
#include "kernel.h"

#include <stdint.h>
#include <string.h>

static uint32_t *input, *keys, *scratch;
static size_t n;

static void setup(size_t size)
{
    n = size;
    input = allocate(n * sizeof *input);
    keys = allocate(n * sizeof *keys);
    scratch = allocate(n * sizeof *scratch);
    for (size_t i = 0; i < n; i++)
        input[i] = random_bits();
}

void radix_pass(size_t n, int shift, const uint32_t *restrict from, uint32_t *restrict to)
{
    size_t start[256] = {0};
    for (size_t i = 0; i < n; i++)
        start[from[i] >> shift & 255]++;
    size_t sum = 0;
    for (int d = 0; d < 256; d++) {
        size_t count = start[d];
        start[d] = sum;
        sum += count;
    }
    for (size_t i = 0; i < n; i++)
        to[start[from[i] >> shift & 255]++] = from[i];
}

static void run(void)
{
    memcpy(keys, input, n * sizeof *keys);
    for (int shift = 0; shift < 32; shift += 16) {
        radix_pass(n, shift, keys, scratch);
        radix_pass(n, shift + 8, scratch, keys);
    }
}

static double checksum(void)
{
    uint64_t hash = 0;
    for (size_t i = 0; i < n; i++)
        hash = hash * 31 + keys[i];
    return (double)(hash >> 16);
}

const struct kernel kernel = {"isort", {65536, 8388608}, 0, setup, run, checksum};
