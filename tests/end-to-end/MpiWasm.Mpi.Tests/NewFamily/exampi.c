/* The library of a family that does not exist, as far as opening it goes. Handles are addresses of its objects; MPI_Isendrecv is there and cannot be used before version 2. */
#include <string.h>

struct exampi_object { int kind; };
struct exampi_object exampi_world = { 1 }, exampi_null = { 1 }, exampi_int = { 2 };

int MPI_Get_library_version(char *version, int *length)
{
    strcpy(version, "ExaMPI release 1.7, built for " EXAMPI_MACHINE);
    *length = (int)strlen(version);
    return 0;
}

int MPI_Barrier(void *comm) { return comm == &exampi_world ? 0 : 5; }

int MPI_Isendrecv(void) { return 7; }
