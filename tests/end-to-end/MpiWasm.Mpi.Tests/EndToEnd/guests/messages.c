/* Point-to-point messages in every mode, probes and the ways to complete requests. */
#include "say.h"

int main(int argc, char **argv)
{
    start(&argc, &argv);
    int next = (rank + 1) % size, before = (rank + size - 1) % size, n;
    MPI_Status status;
    MPI_Request requests[8];
    double out[5] = { rank, rank + 0.5, -rank, 1e300 * rank, 7 }, in[8] = { 0 };

    MPI_Sendrecv(out, 5, MPI_DOUBLE, next, 11, in, 8, MPI_DOUBLE, before, MPI_ANY_TAG, MPI_COMM_WORLD, &status);
    MPI_Get_count(&status, MPI_DOUBLE, &n);
    say("sendrecv %d from %d tag %d: %g %g", n, status.MPI_SOURCE, status.MPI_TAG, in[0], in[4]);

    MPI_Sendrecv_replace(out, 5, MPI_DOUBLE, next, 1, before, 1, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    say("replaced %g", out[1]);

    MPI_Isend(&rank, 1, MPI_INT, next, 2, MPI_COMM_WORLD, &requests[0]);
    MPI_Probe(MPI_ANY_SOURCE, 2, MPI_COMM_WORLD, &status);
    MPI_Get_count(&status, MPI_INT, &n);
    int got = -1;
    MPI_Recv(&got, n, MPI_INT, status.MPI_SOURCE, 2, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    MPI_Wait(&requests[0], MPI_STATUS_IGNORE);
    say("probed %d from %d: %d null %d", n, status.MPI_SOURCE, got, requests[0] == MPI_REQUEST_NULL);

    /* Three sizes from each neighbour, completed in any order. */
    static char big[3][100000];
    int lengths[3] = { 0, 10, 100000 }, counts[3] = { -1, -1, -1 };
    for (int i = 0; i < 3; i++)
        MPI_Irecv(big[i], 100000, MPI_CHAR, before, 20 + i, MPI_COMM_WORLD, &requests[i]);
    static char data[100000];
    memset(data, 'a' + rank, sizeof data);
    MPI_Issend(data, lengths[2], MPI_CHAR, next, 22, MPI_COMM_WORLD, &requests[3]);
    MPI_Isend(data, lengths[1], MPI_CHAR, next, 21, MPI_COMM_WORLD, &requests[4]);
    MPI_Isend(data, lengths[0], MPI_CHAR, next, 20, MPI_COMM_WORLD, &requests[5]);
    for (int done = 0, index; done < 3; done++) {
        MPI_Waitany(3, requests, &index, &status);
        MPI_Get_count(&status, MPI_CHAR, &counts[index]);
    }
    MPI_Status statuses[3];
    MPI_Waitall(3, requests + 3, statuses);
    int none;
    MPI_Waitany(6, requests, &none, &status);
    say("counts %d %d %d last %c all null %d empty %d", counts[0], counts[1], counts[2], big[2][99999], none == MPI_UNDEFINED, status.MPI_SOURCE == MPI_ANY_SOURCE);

    /* Tests until complete; a request that is not there completes at once. */
    int flag = 0, tries = 0;
    requests[1] = MPI_REQUEST_NULL;
    MPI_Irecv(&got, 1, MPI_INT, before, 30, MPI_COMM_WORLD, &requests[0]);
    MPI_Send(&size, 1, MPI_INT, next, 30, MPI_COMM_WORLD);
    while (!flag && tries++ < 100000000)
        MPI_Testall(2, requests, &flag, MPI_STATUSES_IGNORE);
    say("testall %d got %d", flag, got);

    int there;
    MPI_Iprobe(MPI_ANY_SOURCE, 99, MPI_COMM_WORLD, &there, MPI_STATUS_IGNORE);
    MPI_Recv(&got, 1, MPI_INT, MPI_PROC_NULL, 0, MPI_COMM_WORLD, &status);
    MPI_Get_count(&status, MPI_INT, &n);
    say("nothing %d, from nobody %d %d %d", there, status.MPI_SOURCE == MPI_PROC_NULL, status.MPI_TAG == MPI_ANY_TAG, n);

    /* Outcounts of the partial completions add up. */
    int values[4], total = 0, rounds = 0, indices[4], some;
    for (int i = 0; i < 4; i++)
        MPI_Irecv(&values[i], 1, MPI_INT, before, 40 + i, MPI_COMM_WORLD, &requests[i]);
    for (int i = 3; i >= 0; i--)
        MPI_Send(&i, 1, MPI_INT, size > 1 ? next : MPI_PROC_NULL, 40 + i, MPI_COMM_WORLD), rounds++;
    if (size == 1)
        for (int i = 0; i < 4; i++) {
            MPI_Request request;
            MPI_Isend(&i, 1, MPI_INT, 0, 40 + i, MPI_COMM_WORLD, &request);
            MPI_Wait(&request, MPI_STATUS_IGNORE);
        }
    for (;;) {
        MPI_Waitsome(4, requests, &some, indices, MPI_STATUSES_IGNORE);
        if (some == MPI_UNDEFINED)
            break;
        total += some;
    }
    say("some %d values %d %d %d %d", total, values[0], values[1], values[2], values[3]);
    MPI_Finalize();
    return 0;
}
