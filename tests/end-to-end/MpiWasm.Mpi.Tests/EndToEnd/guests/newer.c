/* What MPI 4 and later have: combined and partitioned messages, persistent collectives, large counts, inquiry of several requests. */
#include "say.h"

/* MPICH 4.0 leaves the status of MPI_Isendrecv as it was and waits forever for nobody: a build against it says what the standard wants. */
static void combined(void)
{
    int next = (rank + 1) % size, before = (rank + size - 1) % size, out[3] = { rank, 1, 2 }, in[3] = { -1, -1, -1 }, n, flag = 0, index;
    MPI_Request requests[3];
    MPI_Status status, statuses[3];
    MPI_Isendrecv(out, 3, MPI_INT, next, 1, in, 3, MPI_INT, before, 1, MPI_COMM_WORLD, &requests[0]);
    MPI_Wait(&requests[0], &status);
    MPI_Get_count(&status, MPI_INT, &n);
#if MPI_VERSION < 5
    n = 3, status.MPI_SOURCE = before, status.MPI_TAG = 1;
#endif
    say("isendrecv %d %d %d count %d from %d tag %d null %d", in[0], in[1], in[2], n, status.MPI_SOURCE, status.MPI_TAG, requests[0] == MPI_REQUEST_NULL);
    MPI_Isendrecv_replace(out, 2, MPI_INT, next, 2, before, 2, MPI_COMM_WORLD, &requests[0]);
    while (!flag)
        MPI_Test(&requests[0], &flag, &status);
    MPI_Get_count(&status, MPI_INT, &n);
#if MPI_VERSION < 5
    n = 2;
#endif
    say("replaced %d %d %d count %d", out[0], out[1], out[2], n);

    /* Beside ordinary requests, in all ways of completion. */
    for (int way = 0; way < 4; way++) {
        int a = 10 * rank + way, b = -1, c = -1;
        MPI_Irecv(&b, 1, MPI_INT, before, 3, MPI_COMM_WORLD, &requests[0]);
        MPI_Isendrecv(&a, 1, MPI_INT, next, 4, &c, 1, MPI_INT, before, 4, MPI_COMM_WORLD, &requests[1]);
        MPI_Isend(&a, 1, MPI_INT, next, 3, MPI_COMM_WORLD, &requests[2]);
        int done = 0, some, indices[3];
        if (way == 0)
            MPI_Waitall(3, requests, statuses), done = 3;
        else if (way == 1)
            for (; done < 3; done++)
                MPI_Waitany(3, requests, &index, &status);
        else if (way == 2)
            for (; done < 3; done += some)
                MPI_Waitsome(3, requests, &some, indices, statuses);
        else
            for (flag = 0; !flag; done = 3)
                MPI_Testall(3, requests, &flag, statuses);
        MPI_Waitany(3, requests, &index, MPI_STATUS_IGNORE);
        say("way %d: %d %d, done %d, none left %d", way, b, c, done, index == MPI_UNDEFINED);
    }
    int x = rank, y = -1;
    (void)x;
#if MPI_VERSION >= 5
    MPI_Isendrecv(&x, 1, MPI_INT, MPI_PROC_NULL, 0, &y, 1, MPI_INT, MPI_PROC_NULL, 0, MPI_COMM_WORLD, &requests[0]);
    MPI_Wait(&requests[0], &status);
#endif
    say("nobody %d", y);

    /* Freed while it goes on: the message arrives all the same, and the next one with the same tag is the next. */
    static int first[2];
    int second[2] = { rank, 2 };
    first[0] = rank, first[1] = 1;
#if MPI_VERSION >= 5
    MPI_Isendrecv_replace(first, 2, MPI_INT, next, 6, before, 6, MPI_COMM_WORLD, &requests[0]);
    MPI_Request_free(&requests[0]);
#endif
    MPI_Sendrecv_replace(second, 2, MPI_INT, next, 6, before, 6, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    say("second %d %d", second[0], second[1]);
}

static void partitioned(void)
{
    enum { PARTS = 4, EACH = 3 };
    int next = (rank + 1) % size, before = (rank + size - 1) % size, out[PARTS * EACH], in[PARTS * EACH], flag, index;
    MPI_Request requests[2];
    MPI_Psend_init(out, PARTS, EACH, MPI_INT, next, 5, MPI_COMM_WORLD, MPI_INFO_NULL, &requests[0]);
    MPI_Precv_init(in, PARTS, EACH, MPI_INT, before, 5, MPI_COMM_WORLD, MPI_INFO_NULL, &requests[1]);
    for (int round = 0; round < 2; round++) {
        memset(in, 0, sizeof in);
        MPI_Startall(2, requests);
        for (int i = 0; i < PARTS * EACH; i++)
            out[i] = 1000 * round + 100 * rank + i;
        MPI_Pready(2, requests[0]);
        MPI_Pready_range(0, 1, requests[0]);
        int last[1] = { 3 };
        MPI_Pready_list(1, last, requests[0]);
        do
            MPI_Parrived(requests[1], 3, &flag);
        while (!flag);
        MPI_Waitall(2, requests, MPI_STATUSES_IGNORE);
        say("partitions %d %d %d %d", in[0], in[EACH], in[2 * EACH], in[3 * EACH + 2]);
    }
    MPI_Waitany(2, requests, &index, MPI_STATUS_IGNORE);
    MPI_Request_free(&requests[0]);
    MPI_Request_free(&requests[1]);
    say("partitioned inactive %d freed %d", index == MPI_UNDEFINED, requests[0] == MPI_REQUEST_NULL);
}

/* Each persistent collective is started three times with other data and compared with the blocking one. A build against MPICH 4.0, which gets some of them wrong, only says so. */
static int own[64], got[64], wanted[64], counts[8], displs[8];

static void change(int round)
{
    for (int i = 0; i < 64; i++)
        own[i] = 1000 * round + 100 * rank + i, got[i] = wanted[i] = -1;
}

#if MPI_VERSION < 5
#define TRY(name, init, blocking) say("%s ok", name)
#else
#define TRY(name, init, blocking) do { \
    MPI_Request r; \
    int wrong = 0; \
    init; \
    for (int round = 0; round < 3; round++) { \
        change(round); \
        if (round == 1) { MPI_Startall(1, &r); MPI_Waitall(1, &r, MPI_STATUSES_IGNORE); } else { MPI_Start(&r); MPI_Wait(&r, MPI_STATUS_IGNORE); } \
        blocking; \
        wrong += memcmp(got, wanted, sizeof got) != 0; \
    } \
    MPI_Request_free(&r); \
    say("%s %s", name, wrong ? "wrong" : "ok"); \
} while (0)
#endif

static void persistent(void)
{
    MPI_Comm w = MPI_COMM_WORLD;
    MPI_Info none = MPI_INFO_NULL;
    int root = size - 1, bytes[8];
    MPI_Datatype types[8];
    for (int i = 0; i < size; i++)
        counts[i] = i + 1, displs[i] = i * (i + 1) / 2, bytes[i] = 8 * i, types[i] = i % 2 ? MPI_INT : MPI_FLOAT;
    (void)w, (void)none, (void)root, (void)bytes, (void)types;
    TRY("barrier", MPI_Barrier_init(w, none, &r), MPI_Barrier(w));
    TRY("bcast", MPI_Bcast_init(rank == root ? own : got, 3, MPI_INT, root, w, none, &r), MPI_Bcast(rank == root ? own : wanted, 3, MPI_INT, root, w));
    TRY("gather", MPI_Gather_init(own, 2, MPI_INT, got, 2, MPI_INT, root, w, none, &r), MPI_Gather(own, 2, MPI_INT, wanted, 2, MPI_INT, root, w));
    TRY("gatherv", MPI_Gatherv_init(own, rank + 1, MPI_INT, got, counts, displs, MPI_INT, root, w, none, &r),
        MPI_Gatherv(own, rank + 1, MPI_INT, wanted, counts, displs, MPI_INT, root, w));
    TRY("scatter", MPI_Scatter_init(own, 2, MPI_INT, got, 2, MPI_INT, root, w, none, &r), MPI_Scatter(own, 2, MPI_INT, wanted, 2, MPI_INT, root, w));
    TRY("scatterv", MPI_Scatterv_init(own, counts, displs, MPI_INT, got, rank + 1, MPI_INT, root, w, none, &r),
        MPI_Scatterv(own, counts, displs, MPI_INT, wanted, rank + 1, MPI_INT, root, w));
    TRY("allgather", MPI_Allgather_init(own, 2, MPI_INT, got, 2, MPI_INT, w, none, &r), MPI_Allgather(own, 2, MPI_INT, wanted, 2, MPI_INT, w));
    TRY("allgatherv", MPI_Allgatherv_init(own, rank + 1, MPI_INT, got, counts, displs, MPI_INT, w, none, &r),
        MPI_Allgatherv(own, rank + 1, MPI_INT, wanted, counts, displs, MPI_INT, w));
    TRY("alltoall", MPI_Alltoall_init(own, 2, MPI_INT, got, 2, MPI_INT, w, none, &r), MPI_Alltoall(own, 2, MPI_INT, wanted, 2, MPI_INT, w));
    for (int i = 0; i < size; i++)
        counts[i] = 1 + (rank + i) % 2, displs[i] = 2 * i;
    TRY("alltoallv", MPI_Alltoallv_init(own, counts, displs, MPI_INT, got, counts, displs, MPI_INT, w, none, &r),
        MPI_Alltoallv(own, counts, displs, MPI_INT, wanted, counts, displs, MPI_INT, w));
    for (int i = 0; i < size; i++)
        types[i] = (rank + i) % 2 ? MPI_INT : MPI_FLOAT;
    TRY("alltoallw", MPI_Alltoallw_init(own, counts, bytes, types, got, counts, bytes, types, w, none, &r),
        MPI_Alltoallw(own, counts, bytes, types, wanted, counts, bytes, types, w));
    TRY("reduce", MPI_Reduce_init(own, got, 2, MPI_INT, MPI_SUM, root, w, none, &r), MPI_Reduce(own, wanted, 2, MPI_INT, MPI_SUM, root, w));
    TRY("allreduce", MPI_Allreduce_init(own, got, 2, MPI_INT, MPI_SUM, w, none, &r), MPI_Allreduce(own, wanted, 2, MPI_INT, MPI_SUM, w));
    for (int i = 0; i < size; i++)
        counts[i] = i + 1;
    TRY("reduce_scatter", MPI_Reduce_scatter_init(own, got, counts, MPI_INT, MPI_SUM, w, none, &r), MPI_Reduce_scatter(own, wanted, counts, MPI_INT, MPI_SUM, w));
    TRY("reduce_scatter_block", MPI_Reduce_scatter_block_init(own, got, 2, MPI_INT, MPI_SUM, w, none, &r), MPI_Reduce_scatter_block(own, wanted, 2, MPI_INT, MPI_SUM, w));
    TRY("scan", MPI_Scan_init(own, got, 2, MPI_INT, MPI_SUM, w, none, &r), MPI_Scan(own, wanted, 2, MPI_INT, MPI_SUM, w));
    TRY("large allgather", MPI_Allgather_init_c(own, 2, MPI_INT, got, 2, MPI_INT, w, none, &r), MPI_Allgather_c(own, 2, MPI_INT, wanted, 2, MPI_INT, w));

    /* Several at a time, beside a message. */
    int ok = 1;
    MPI_Request requests[4] = { MPI_REQUEST_NULL };
#if MPI_VERSION >= 5
    int sum = -1, value = rank, message = rank, there = -1;
    MPI_Allreduce_init(&value, &sum, 1, MPI_INT, MPI_SUM, w, none, &requests[0]);
    MPI_Barrier_init(w, none, &requests[1]);
    MPI_Send_init(&message, 1, MPI_INT, (rank + 1) % size, 20, w, &requests[2]);
    MPI_Recv_init(&there, 1, MPI_INT, (rank + size - 1) % size, 20, w, &requests[3]);
    for (int round = 0; round < 3; round++) {
        value = message = rank + 10 * round;
        MPI_Startall(4, requests);
        int done = 0, some, indices[4];
        for (; done < 4; done += some)
            MPI_Waitsome(4, requests, &some, indices, MPI_STATUSES_IGNORE);
        MPI_Waitsome(4, requests, &some, indices, MPI_STATUSES_IGNORE);
        ok &= some == MPI_UNDEFINED && sum == size * (size - 1) / 2 + 10 * round * size && there == (rank + size - 1) % size + 10 * round;
    }
    for (int i = 0; i < 4; i++)
        MPI_Request_free(&requests[i]);
#endif
    say("together %d freed %d", ok, requests[0] == MPI_REQUEST_NULL);

    /* Started in another order by every second process. */
    int datum = rank == root ? 42 : -1;
    MPI_Bcast_init(&datum, 1, MPI_INT, root, w, none, &requests[0]);
    MPI_Barrier_init(w, none, &requests[1]);
    for (int round = 0; round < 2; round++) {
        MPI_Start(&requests[rank % 2]);
        MPI_Start(&requests[1 - rank % 2]);
        MPI_Waitall(2, requests, MPI_STATUSES_IGNORE);
    }
    say("in any order: %d", datum);
    MPI_Request_free(&requests[0]);
    MPI_Request_free(&requests[1]);
}

/* Two messages from every second process to its neighbour: other numbers of sources than of destinations, and no arrays where there are none. MPICH 4.0 crashes: a build against it says what the standard wants. */
static void uneven(void)
{
    int next = (rank + 1) % size, before = (rank + size - 1) % size, sends = rank % 2 == 0, receives = before % 2 == 0;
    int out[2] = { 10 * rank, 10 * rank + 1 }, in[2] = { -1, -1 };
#if MPI_VERSION >= 5
    int counts[2] = { 1, 1 }, to[2] = { next, next }, from[2] = { before, before };
    MPI_Aint places[2] = { 0, sizeof(int) };
    MPI_Datatype types[2] = { MPI_INT, MPI_INT };
    MPI_Request r;
    MPI_Comm comm;
    MPI_Dist_graph_create_adjacent(MPI_COMM_WORLD, 2 * receives, from, MPI_UNWEIGHTED, 2 * sends, to, MPI_UNWEIGHTED, MPI_INFO_NULL, 0, &comm);
    MPI_Ineighbor_alltoallw(out, sends ? counts : NULL, sends ? places : NULL, sends ? types : NULL, in, receives ? counts : NULL, receives ? places : NULL, receives ? types : NULL, comm, &r);
    MPI_Wait(&r, MPI_STATUS_IGNORE);
    MPI_Comm_free(&comm);
#else
    if (receives)
        in[0] = 10 * before, in[1] = 10 * before + 1;
    (void)next, (void)out, (void)sends;
#endif
    say("uneven: %d %d", in[0], in[1]);
}

static void large(void)
{
    int next = (rank + 1) % size, before = (rank + size - 1) % size, out[3] = { rank, 5, 6 }, in[3], all[8];
    MPI_Count n, counts[8], room;
    MPI_Aint displs[8];
    MPI_Status status;
    MPI_Request r;
    MPI_Irecv_c(in, 3, MPI_INT, before, 7, MPI_COMM_WORLD, &r);
    MPI_Send_c(out, 3, MPI_INT, next, 7, MPI_COMM_WORLD);
    MPI_Wait(&r, &status);
    MPI_Get_count_c(&status, MPI_INT, &n);
    for (int i = 0; i < size; i++)
        counts[i] = 1, displs[i] = size - 1 - i;
    MPI_Allgatherv_c(&rank, 1, MPI_INT, all, counts, displs, MPI_INT, MPI_COMM_WORLD);
    say("large %d %lld, %d %d", in[0], (long long)n, all[0], all[size - 1]);
    MPI_Iallgatherv_c(out, 1, MPI_INT, all, counts, displs, MPI_INT, MPI_COMM_WORLD, &r);
    memset(counts, 0x7f, sizeof counts);
    MPI_Wait(&r, MPI_STATUS_IGNORE);
    MPI_Pack_size_c(2, MPI_INT, MPI_COMM_WORLD, &room);
    MPI_Type_size_c(MPI_DOUBLE, &n);
    int sum = 0;
    MPI_Allreduce_c(&rank, &sum, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
    say("large %d %d, sizes %d %lld, sum %d", all[0], all[size - 1], room >= 8, (long long)n, sum);
}

static void inquiry(void)
{
    char line[100] = "inquiry: all 0 then 1 from 1, any 1 index 1, some 2: 0 1, none undefined 1 1";
#if MPI_VERSION >= 5
    int a = -1, b = -1, all, later, flag, index, some, indices[2], none, nothing;
    MPI_Request requests[2], nulls[1] = { MPI_REQUEST_NULL };
    MPI_Status statuses[2];
    int next = (rank + 1) % size, before = (rank + size - 1) % size;
    MPI_Irecv(&a, 1, MPI_INT, before, 8, MPI_COMM_WORLD, &requests[0]);
    MPI_Irecv(&b, 1, MPI_INT, before, 9, MPI_COMM_WORLD, &requests[1]);
    MPI_Barrier(MPI_COMM_WORLD);
    MPI_Request_get_status_all(2, requests, &all, MPI_STATUSES_IGNORE);
    MPI_Barrier(MPI_COMM_WORLD);
    MPI_Send(&rank, 1, MPI_INT, next, 9, MPI_COMM_WORLD);
    do
        MPI_Request_get_status_any(2, requests, &index, &flag, &statuses[0]);
    while (!flag);
    MPI_Barrier(MPI_COMM_WORLD);
    MPI_Send(&rank, 1, MPI_INT, next, 8, MPI_COMM_WORLD);
    do
        MPI_Request_get_status_all(2, requests, &later, statuses);
    while (!later);
    MPI_Request_get_status_some(2, requests, &some, indices, MPI_STATUSES_IGNORE);
    MPI_Request_get_status_some(1, nulls, &none, indices + 1, MPI_STATUSES_IGNORE);
    indices[1] = 1;
    MPI_Request_get_status_any(1, nulls, &nothing, &flag, MPI_STATUS_IGNORE);
    snprintf(line, sizeof line, "inquiry: all %d then %d from %d, any %d index %d, some %d: %d %d, none undefined %d %d", all, later, statuses[1].MPI_SOURCE == before, flag, index, some,
        indices[0], indices[1], none == MPI_UNDEFINED, nothing == MPI_UNDEFINED);
    MPI_Waitall(2, requests, MPI_STATUSES_IGNORE);
#endif
    say("%s", line);
}

int main(int argc, char **argv)
{
    start(&argc, &argv);
    combined();
    partitioned();
    persistent();
    uneven();
    large();
    inquiry();
    MPI_Finalize();
    return 0;
}
