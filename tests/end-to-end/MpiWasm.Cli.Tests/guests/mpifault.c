#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* mpifault HOW RANK: the rank goes wrong while the others wait in a receive that is never answered. */
int main(int argc, char **argv)
{
    int rank, size;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    const char *how = argv[1];
    int bad = atoi(argv[2]);
    char *end_of_memory = (char *)(__builtin_wasm_memory_size(0) * 65536ul);
    if (rank == bad) {
        volatile int seven = 7, zero = 0;
        if (!strcmp(how, "trap"))
            printf("%d\n", seven / zero);
        if (!strcmp(how, "exit"))
            exit(3);
        if (!strcmp(how, "abort"))
            MPI_Abort(MPI_COMM_WORLD, 7);
        if (!strcmp(how, "kill"))
            for (;;)
                ;
        if (!strcmp(how, "rank"))
            MPI_Send((void *)&zero, 1, MPI_INT, size + 5, 0, MPI_COMM_WORLD);
        if (!strcmp(how, "handle"))
            MPI_Send((void *)&zero, 1, MPI_INT, 0, 0, (MPI_Comm)0x12345678);
        if (!strcmp(how, "buffer"))
            MPI_Recv(end_of_memory - 8, 3, MPI_INT, MPI_ANY_SOURCE, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        if (!strcmp(how, "derived")) {
            /* Four blocks of one int, 1 MiB apart: the first lies in memory, the last does not. */
            MPI_Datatype strided;
            MPI_Type_vector(4, 1, 1 << 18, MPI_INT, &strided);
            MPI_Type_commit(&strided);
            MPI_Recv(end_of_memory - 4096, 1, strided, MPI_ANY_SOURCE, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        }
        if (!strcmp(how, "reach")) {
            /* More than 8 GiB. */
            MPI_Datatype wide;
            MPI_Type_contiguous(2147483647, MPI_DOUBLE, &wide);
        }
        if (!strcmp(how, "none"))
            for (int i = 0; i < size; i++)
                if (i != rank)
                    MPI_Send((void *)&zero, 1, MPI_INT, i, 99, MPI_COMM_WORLD);
    } else {
        int value;
        MPI_Recv(&value, 1, MPI_INT, bad, 99, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    }
    MPI_Finalize();
    if (rank == 0)
        printf("all well on %d ranks\n", size);
    return 0;
}
