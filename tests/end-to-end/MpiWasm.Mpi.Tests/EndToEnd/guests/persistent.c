/* Persistent messages, matched probes, cancellation, inquiry and packing. */
#include "say.h"

int main(int argc, char **argv)
{
    start(&argc, &argv);
    int next = (rank + 1) % size, before = (rank + size - 1) % size, n, flag;
    MPI_Status status, statuses[4];
    MPI_Request requests[4];

    /* Three modes of sending to the neighbour, three receives, started twice. */
    int out[4][2], in[4][2];
    MPI_Recv_init(in[0], 2, MPI_INT, before, 1, MPI_COMM_WORLD, &requests[0]);
    MPI_Recv_init(in[1], 2, MPI_INT, MPI_ANY_SOURCE, 2, MPI_COMM_WORLD, &requests[1]);
    MPI_Send_init(out[0], 2, MPI_INT, next, 1, MPI_COMM_WORLD, &requests[2]);
    MPI_Ssend_init(out[1], 2, MPI_INT, next, 2, MPI_COMM_WORLD, &requests[3]);
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 2; i++)
            out[i][0] = 100 * round + rank, out[i][1] = i;
        MPI_Request copies[2] = { requests[0], requests[1] };
        MPI_Startall(2, requests);
        MPI_Start(&requests[2]);
        MPI_Start(&requests[3]);
        MPI_Waitall(4, requests, statuses);
        MPI_Get_count(&statuses[1], MPI_INT, &n);
        say("round %d: %d %d, %d %d, count %d from %d tag %d, same %d", round, in[0][0], in[0][1], in[1][0], in[1][1], n, statuses[1].MPI_SOURCE, statuses[1].MPI_TAG,
            copies[0] == requests[0] && copies[1] == requests[1]);
    }
    /* All are inactive now: nothing to wait for. */
    int index;
    MPI_Waitany(4, requests, &index, &status);
    MPI_Testall(4, requests, &flag, statuses);
    say("inactive: index undefined %d, empty %d, all %d", index == MPI_UNDEFINED, status.MPI_SOURCE == MPI_ANY_SOURCE && status.MPI_TAG == MPI_ANY_TAG, flag);
    for (int i = 0; i < 4; i++)
        MPI_Request_free(&requests[i]);
    say("freed %d", requests[0] == MPI_REQUEST_NULL && requests[3] == MPI_REQUEST_NULL);

    /* A ready send: the receive is there before. */
    MPI_Request ready;
    int value = 7 * rank, got = -1;
    MPI_Irecv(&got, 1, MPI_INT, before, 3, MPI_COMM_WORLD, &requests[0]);
    MPI_Barrier(MPI_COMM_WORLD);
    MPI_Rsend_init(&value, 1, MPI_INT, next, 3, MPI_COMM_WORLD, &ready);
    MPI_Start(&ready);
    MPI_Wait(&ready, MPI_STATUS_IGNORE);
    MPI_Wait(&requests[0], MPI_STATUS_IGNORE);
    MPI_Request_free(&ready);
    say("ready %d", got);

    /* Inquiry leaves the request, completion ends it. */
    MPI_Irecv(&got, 1, MPI_INT, before, 4, MPI_COMM_WORLD, &requests[0]);
    MPI_Send(&rank, 1, MPI_INT, next, 4, MPI_COMM_WORLD);
    do
        MPI_Request_get_status(requests[0], &flag, &status);
    while (!flag);
    MPI_Get_count(&status, MPI_INT, &n);
    int kept = requests[0] != MPI_REQUEST_NULL;
    MPI_Wait(&requests[0], &status);
    MPI_Request_get_status(MPI_REQUEST_NULL, &flag, MPI_STATUS_IGNORE);
    say("inquiry %d kept %d then %d from %d, null %d", n, kept, got, status.MPI_SOURCE, flag);

    /* A receive that nothing matches can be cancelled. */
    MPI_Irecv(&got, 1, MPI_INT, before, 99, MPI_COMM_WORLD, &requests[0]);
    MPI_Cancel(&requests[0]);
    MPI_Wait(&requests[0], &status);
    MPI_Test_cancelled(&status, &flag);
    say("cancelled %d", flag);

    /* Matched probes. */
    MPI_Message message;
    double numbers[3] = { rank, 2, 3 }, received[3] = { 0 };
    MPI_Isend(numbers, 3, MPI_DOUBLE, next, 5, MPI_COMM_WORLD, &requests[0]);
    MPI_Isend(numbers, 2, MPI_DOUBLE, next, 6, MPI_COMM_WORLD, &requests[1]);
    MPI_Mprobe(MPI_ANY_SOURCE, 5, MPI_COMM_WORLD, &message, &status);
    MPI_Get_count(&status, MPI_DOUBLE, &n);
    MPI_Mrecv(received, n, MPI_DOUBLE, &message, &status);
    int null = message == MPI_MESSAGE_NULL;
    do
        MPI_Improbe(before, 6, MPI_COMM_WORLD, &flag, &message, &status);
    while (!flag);
    MPI_Imrecv(received + 1, 2, MPI_DOUBLE, &message, &requests[2]);
    MPI_Waitall(3, requests, MPI_STATUSES_IGNORE);
    say("matched %d: %g %g %g null %d %d", n, received[0], received[1], received[2], null, message == MPI_MESSAGE_NULL);
    MPI_Improbe(before, 77, MPI_COMM_WORLD, &flag, &message, MPI_STATUS_IGNORE);
    MPI_Message nobody;
    MPI_Mprobe(MPI_PROC_NULL, 0, MPI_COMM_WORLD, &nobody, &status);
    int no_proc = nobody == MPI_MESSAGE_NO_PROC;
    MPI_Mrecv(received, 3, MPI_DOUBLE, &nobody, &status);
    MPI_Get_count(&status, MPI_DOUBLE, &n);
    say("no message %d, nobody's %d count %d from nobody %d", flag, no_proc, n, status.MPI_SOURCE == MPI_PROC_NULL);

    /* Packing. */
    char packed[100];
    int position = 0, room, count = 3, sizes[2];
    MPI_Pack_size(3, MPI_DOUBLE, MPI_COMM_WORLD, &room);
    MPI_Pack(&count, 1, MPI_INT, packed, sizeof packed, &position, MPI_COMM_WORLD);
    MPI_Pack(numbers, 3, MPI_DOUBLE, packed, sizeof packed, &position, MPI_COMM_WORLD);
    int length = position;
    MPI_Sendrecv_replace(packed, sizeof packed, MPI_PACKED, next, 8, before, 8, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    position = 0;
    MPI_Unpack(packed, sizeof packed, &position, &n, 1, MPI_INT, MPI_COMM_WORLD);
    MPI_Unpack(packed, sizeof packed, &position, received, n, MPI_DOUBLE, MPI_COMM_WORLD);
    MPI_Type_size(MPI_DOUBLE, &sizes[0]);
    MPI_Type_size(MPI_CHAR, &sizes[1]);
    say("packed %d of at least %d, unpacked %d: %g %g, sizes %d %d", length >= 28, room >= 24, n, received[0], received[2], sizes[0], sizes[1]);

    int left[3] = { 1, 2, 3 }, right[3] = { rank, 10, 100 };
    MPI_Reduce_local(left, right, 3, MPI_INT, MPI_SUM);
    say("reduced %d %d %d", right[0], right[1], right[2]);
    MPI_Finalize();
    return 0;
}
