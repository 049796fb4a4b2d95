/* Every rank says hello; rank 0 prints the greetings in order. */
#include <mpi.h>
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    int rank, size, length;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    char name[MPI_MAX_PROCESSOR_NAME];
    MPI_Get_processor_name(name, &length);

    char greeting[MPI_MAX_PROCESSOR_NAME + 64];
    snprintf(greeting, sizeof greeting, "Hello from rank %d of %d on %s", rank, size, name);
    if (rank != 0) {
        MPI_Send(greeting, (int)strlen(greeting) + 1, MPI_CHAR, 0, 0, MPI_COMM_WORLD);
    } else {
        puts(greeting);
        for (int source = 1; source < size; source++) {
            MPI_Recv(greeting, sizeof greeting, MPI_CHAR, source, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
            puts(greeting);
        }
    }
    MPI_Finalize();
    return 0;
}
