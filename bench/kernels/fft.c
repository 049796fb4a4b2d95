/* Complex fast Fourier transform, radix 2, Stockham: each of the log2 n passes goes from one array to the other */
#include "kernel.h"

#include <math.h>

struct complex { double re, im; };

static struct complex *input, *twiddles, *work[2], *result;
static size_t n;

static void setup(size_t size)
{
    n = size;
    input = allocate(n * sizeof *input);
    work[0] = allocate(n * sizeof *input);
    work[1] = allocate(n * sizeof *input);
    twiddles = allocate(n / 2 * sizeof *twiddles);
    for (size_t i = 0; i < n; i++)
        input[i] = (struct complex){uniform() - 0.5, uniform() - 0.5};
    for (size_t i = 0; i < n / 2; i++) {
        double angle = -6.283185307179586 * (double)i / (double)n;
        twiddles[i] = (struct complex){cos(angle), sin(angle)};
    }
}

/* length: of the transforms that remain; stride: how many of them are interleaved */
void fft_pass(size_t length, size_t stride, const struct complex *restrict twiddles, const struct complex *restrict from,
              struct complex *restrict to)
{
    size_t half = length / 2;
    for (size_t p = 0; p < half; p++) {
        struct complex w = twiddles[p * stride];
        for (size_t q = 0; q < stride; q++) {
            struct complex a = from[q + stride * p], b = from[q + stride * (p + half)];
            double re = a.re - b.re, im = a.im - b.im;
            to[q + stride * 2 * p].re = a.re + b.re;
            to[q + stride * 2 * p].im = a.im + b.im;
            to[q + stride * (2 * p + 1)].re = re * w.re - im * w.im;
            to[q + stride * (2 * p + 1)].im = re * w.im + im * w.re;
        }
    }
}

static void run(void)
{
    const struct complex *from = input;
    int target = 0;
    for (size_t length = n, stride = 1; length > 1; length /= 2, stride *= 2) {
        fft_pass(length, stride, twiddles, from, work[target]);
        from = result = work[target];
        target = !target;
    }
}

static double checksum(void)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += fabs(result[i].re) + 2 * fabs(result[i].im);
    return sum;
}

const struct kernel kernel = {"fft", {8192, 2097152}, 1e-9, setup, run, checksum};
