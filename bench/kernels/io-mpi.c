/* The benchmark of io.c with the calls of MPI-IO. */
#define WITH_MPI_IO
#include "io.c"
