/* A token goes round a ring of ranks; each adds its rank.    ring [rounds] */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    int rank, size;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    int rounds = argc > 1 ? atoi(argv[1]) : 100;
    int next = (rank + 1) % size, previous = (rank + size - 1) % size;

    /* Each message is one longer than the last, so that the receiver has to look at its length. */
    int *token = calloc((size_t)rounds + 1, sizeof *token);
    long long messages = 0;
    for (int round = 0; round < rounds; round++) {
        int length = round + 1;
        if (rank == 0) {
            token[round] = round;
            if (size > 1) {
                MPI_Send(token, length, MPI_INT, next, round, MPI_COMM_WORLD);
                MPI_Recv(token, rounds + 1, MPI_INT, previous, round, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
            }
            messages++;
        } else {
            MPI_Status status;
            MPI_Recv(token, rounds + 1, MPI_INT, previous, MPI_ANY_TAG, MPI_COMM_WORLD, &status);
            int received;
            MPI_Get_count(&status, MPI_INT, &received);
            if (received != length || status.MPI_TAG != round || status.MPI_SOURCE != previous) {
                fprintf(stderr, "rank %d: unexpected message: %d elements, tag %d, from %d\n", rank, received, status.MPI_TAG, status.MPI_SOURCE);
                MPI_Abort(MPI_COMM_WORLD, 1);
            }
            for (int i = 0; i < received; i++)
                token[i] += rank;
            MPI_Send(token, received, MPI_INT, next, status.MPI_TAG, MPI_COMM_WORLD);
            messages++;
        }
    }

    long long all;
    MPI_Reduce(&messages, &all, 1, MPI_LONG_LONG, MPI_SUM, 0, MPI_COMM_WORLD);
    if (rank == 0) {
        long long sum = 0;
        for (int i = 0; i < rounds; i++)
            sum += token[i];
        printf("%d rounds over %d ranks: %lld messages, token sum %lld\n", rounds, size, all, sum);
    }
    free(token);
    MPI_Finalize();
    return 0;
}
