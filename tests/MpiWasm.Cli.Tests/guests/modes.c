#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

/* After MPI_Init: does arithmetic keep denormals, do traps still work? */
int main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    volatile double least = 2.2250738585072014e-308;
    printf("denormals %s\n", least / 4 > 0 ? "kept" : "flushed");
    fflush(stdout);
    if (argc > 1)
        printf("%d\n", *(volatile int *)(unsigned long)atol(argv[1]));
    MPI_Finalize();
    return 0;
}
