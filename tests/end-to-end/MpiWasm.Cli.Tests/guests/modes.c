#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

/* modes LEAST [ADDRESS]. After MPI_Init: does arithmetic keep denormals (LEAST is the least normal number, given so that no compiler can compute with it), do
   traps still work? */
int main(int argc, char **argv)
{
    double least = atof(argv[1]);
    MPI_Init(&argc, &argv);
    printf("denormals %s\n", least / 4 > 0 ? "kept" : "flushed");
    fflush(stdout);
    if (argc > 2)
        printf("%d\n", *(volatile int *)(unsigned long)atol(argv[2]));
    MPI_Finalize();
    return 0;
}
