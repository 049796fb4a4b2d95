/* Monte-Carlo pi: n points from a 64-bit xorshift generator */
#include "kernel.h"

#include <stdint.h>

static size_t n;
static double estimate;

static void setup(size_t size)
{
    n = size;
}

double monte_carlo_pi(size_t n, uint64_t seed)
{
    uint64_t s = seed;
    size_t inside = 0;
    for (size_t i = 0; i < n; i++) {
        s ^= s << 13;
        s ^= s >> 7;
        s ^= s << 17;
        double x = (double)(uint32_t)s * (1.0 / 4294967296.0);
        double y = (double)(s >> 32) * (1.0 / 4294967296.0);
        if (x * x + y * y < 1.0)
            inside++;
    }
    return 4.0 * (double)inside / (double)n;
}

static void run(void)
{
    estimate = monte_carlo_pi(n, 88172645463325252u);
}

static double checksum(void)
{
    return estimate;
}

const struct kernel kernel = {"pi", {100000, 10000000}, 1e-9, setup, run, checksum};
