/* Gravity of all pairs among n bodies */
#include "kernel.h"

#include <math.h>

static double *x, *y, *z, *mass, *ax, *ay, *az;
static int n;

static void setup(size_t size)
{
    n = (int)size;
    x = allocate(size * sizeof *x);
    y = allocate(size * sizeof *y);
    z = allocate(size * sizeof *z);
    mass = allocate(size * sizeof *mass);
    ax = allocate(size * sizeof *ax);
    ay = allocate(size * sizeof *ay);
    az = allocate(size * sizeof *az);
    for (int i = 0; i < n; i++) {
        x[i] = uniform();
        y[i] = uniform();
        z[i] = uniform();
        mass[i] = uniform();
    }
}

void gravity(int n, const double *restrict x, const double *restrict y, const double *restrict z, const double *restrict mass,
             double *restrict ax, double *restrict ay, double *restrict az)
{
    for (int i = 0; i < n; i++) {
        double sx = 0, sy = 0, sz = 0;
        for (int j = 0; j < n; j++) {
            double dx = x[j] - x[i], dy = y[j] - y[i], dz = z[j] - z[i];
            double r2 = dx * dx + dy * dy + dz * dz + 1e-6;
            double f = mass[j] / (r2 * sqrt(r2));
            sx += f * dx;
            sy += f * dy;
            sz += f * dz;
        }
        ax[i] = sx;
        ay[i] = sy;
        az[i] = sz;
    }
}

static void run(void)
{
    gravity(n, x, y, z, mass, ax, ay, az);
}

static double checksum(void)
{
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += fabs(ax[i]) + fabs(ay[i]) + fabs(az[i]);
    return sum;
}

const struct kernel kernel = {"nbody", {512, 4096}, 1e-9, setup, run, checksum};
