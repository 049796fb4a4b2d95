#include <mpi.h>
#include <stdio.h>
#include <stdint.h>
void c_side(int comm, int keyval, int *other) {
    static int made = MPI_KEYVAL_INVALID;
    MPI_Aint *value;
    int found;
    MPI_Comm_get_attr(MPI_Comm_f2c(comm), keyval, &value, &found);
    printf("C reads %d %ld\n", found, found ? (long)*value : 0L);
    if (made == MPI_KEYVAL_INVALID) {
        MPI_Comm_create_keyval(MPI_COMM_DUP_FN, MPI_COMM_NULL_DELETE_FN, &made, NULL);
        MPI_Comm_set_attr(MPI_Comm_f2c(comm), made, (void *)(intptr_t)4711);
    } else {
        MPI_Comm_get_attr(MPI_Comm_f2c(comm), made, &value, &found);
        printf("C reads %d %ld\n", found, (long)*value);
    }
    *other = made;
    fflush(stdout);
}
