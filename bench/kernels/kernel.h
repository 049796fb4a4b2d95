/* What a kernel file gives to main.c. A kernel is deterministic: run() computes the same from the same input each time, so the
   checksum does not depend on how often it ran. */
#ifndef KERNEL_H
#define KERNEL_H

#include <stddef.h>

struct kernel {
    const char *name;
    size_t sizes[2];             /* small: fits the level-2 cache of one core (1 MiB); large: DRAM, or for compute-bound kernels just longer */
    double tolerance;            /* relative difference allowed between builds; 0: exact */
    void (*setup)(size_t n);
    void (*run)(void);
    double (*checksum)(void);
};

extern const struct kernel kernel;

void *allocate(size_t bytes);              /* 64-byte aligned, exits when there is no memory */
double uniform(void);                      /* pseudo-random in [0,1), the same sequence in every build */
unsigned random_bits(void);

#endif
