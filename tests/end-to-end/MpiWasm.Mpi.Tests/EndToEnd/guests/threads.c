/* MPI from several threads at a time (MPI 5.0 §11.6): each has communicators, types and requests of its own, some of which others made. */
#include <mpi.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define THREADS 4
#define ROUNDS 40

static int rank, size, level;
static MPI_Comm comms[THREADS];
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static pthread_barrier_t barrier;
static int keyval, failed[THREADS], handled[THREADS];
static _Thread_local int me;

#define CHECK(condition) ((condition) ? 0 : (failed[me]++, fprintf(stderr, "%d.%d: line %d: %s\n", rank, me, __LINE__, #condition)))

static void larger(void *in, void *inout, int *count, MPI_Datatype *type)
{
    (void)type;
    for (int i = 0; i < *count; i++)
        if (((int *)in)[i] > ((int *)inout)[i])
            ((int *)inout)[i] = ((int *)in)[i];
}

static void handler(MPI_Comm *comm, int *code, ...)
{
    (void)comm;
    (void)code;
    handled[me]++;
}

static int copy(MPI_Comm comm, int key, void *extra, void *in, void *out, int *flag)
{
    (void)comm, (void)key, (void)extra;
    *(void **)out = (char *)in + 1;
    *flag = 1;
    return MPI_SUCCESS;
}

/* One round of everything; how it is called depends on the level. */
static void work(int round)
{
    int next = (rank + 1) % size, previous = (rank + size - 1) % size, value = 1000 * me + rank, got = -1, all = -1;
    MPI_Comm comm = comms[me];
    MPI_Status status;
    MPI_Sendrecv(&value, 1, MPI_INT, next, me, &got, 1, MPI_INT, previous, me, MPI_COMM_WORLD, &status);
    CHECK(got == 1000 * me + previous && status.MPI_SOURCE == previous && status.MPI_TAG == me);
    MPI_Allreduce(&value, &all, 1, MPI_INT, MPI_SUM, comm);
    CHECK(all == 1000 * me * size + size * (size - 1) / 2);

    MPI_Op op;
    MPI_Op_create(larger, 1, &op);
    MPI_Allreduce(&value, &all, 1, MPI_INT, op, comm);
    CHECK(all == 1000 * me + size - 1);
    MPI_Op_free(&op);

    MPI_Datatype column;
    int from[6] = { 1, 2, 3, 4, 5, 6 }, to[6] = { 0 };
    MPI_Type_vector(3, 1, 2, MPI_INT, &column);
    MPI_Type_commit(&column);
    MPI_Request requests[2];
    MPI_Irecv(to, 1, column, previous, 100 + me, MPI_COMM_WORLD, &requests[0]);
    MPI_Isend(from, 1, column, next, 100 + me, MPI_COMM_WORLD, &requests[1]);
    MPI_Type_free(&column);
    MPI_Waitall(2, requests, MPI_STATUSES_IGNORE);
    CHECK(to[0] == 1 && to[1] == 0 && to[4] == 5 && requests[0] == MPI_REQUEST_NULL);

    if (round % 10 == 0) {
        MPI_Comm other;
        MPI_Comm_set_attr(comm, keyval, (char *)0 + 10 * me);
        MPI_Comm_dup(comm, &other);
        void *attribute;
        int flag;
        MPI_Comm_get_attr(other, keyval, &attribute, &flag);
        CHECK(flag && (char *)attribute - (char *)0 == 10 * me + 1);
        MPI_Comm_free(&other);
        CHECK(other == MPI_COMM_NULL);
        /* An error of this thread calls the handler on this thread. */
        int before = handled[me];
        MPI_Send(&value, 1, MPI_INT, size + 5, 0, comm);
        CHECK(handled[me] == before + 1);
    }
}

static void *run(void *argument)
{
    me = (int)(size_t)argument;
    int is_main = 1;
    MPI_Is_thread_main(&is_main);
    CHECK(!is_main);
    for (int round = 0; round < ROUNDS; round++) {
        if (level == MPI_THREAD_MULTIPLE) {
            work(round);
        } else if (level == MPI_THREAD_SERIALIZED) {
            /* The same thread on all ranks has its turn. */
            for (int t = 0; t < THREADS; t++) {
                pthread_barrier_wait(&barrier);
                if (t == me) {
                    pthread_mutex_lock(&turn);
                    work(round);
                    pthread_mutex_unlock(&turn);
                }
            }
        }
    }
    return NULL;
}

static MPI_Win window;
static double *memory;

static void *make_window(void *argument)
{
    MPI_Win_allocate(64 * sizeof(double), sizeof(double), MPI_INFO_NULL, MPI_COMM_WORLD, &memory, &window);
    return argument;
}

/* Threads that come and go, each with a callback. */
static void *err_once(void *argument)
{
    int value = 0, all = 0;
    MPI_Op op;
    me = 0;
    MPI_Send(&value, 1, MPI_INT, size + 5, 0, comms[0]);
    value = rank;
    MPI_Op_create(larger, 1, &op);
    MPI_Allreduce(&value, &all, 1, MPI_INT, op, comms[0]);
    MPI_Op_free(&op);
    CHECK(all == size - 1);
    return argument;
}

int main(int argc, char **argv)
{
    int wanted = argc > 1 && !strcmp(argv[1], "multiple") ? MPI_THREAD_MULTIPLE : argc > 1 && !strcmp(argv[1], "serialized") ? MPI_THREAD_SERIALIZED : MPI_THREAD_FUNNELED;
    int asked, is_main = 0;
    MPI_Init_thread(&argc, &argv, wanted, &level);
    MPI_Query_thread(&asked);
    MPI_Is_thread_main(&is_main);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    CHECK(level == asked && level >= wanted && is_main);
    level = wanted;
    MPI_Comm_create_keyval(copy, MPI_COMM_NULL_DELETE_FN, &keyval, NULL);
    MPI_Errhandler errhandler;
    MPI_Comm_create_errhandler(handler, &errhandler);
    for (int t = 0; t < THREADS; t++) {
        MPI_Comm_dup(MPI_COMM_WORLD, &comms[t]);
        MPI_Comm_set_errhandler(comms[t], errhandler);
    }
    pthread_barrier_init(&barrier, NULL, THREADS);
    pthread_t threads[THREADS];
    for (int t = 0; t < THREADS; t++)
        pthread_create(&threads[t], NULL, run, (void *)(size_t)t);
    if (level == MPI_THREAD_FUNNELED)
        for (int round = 0; round < ROUNDS; round++)
            work(round);
    int bad = 0, all = 0, calls = 0;
    for (int t = 0; t < THREADS; t++) {
        pthread_join(threads[t], NULL);
        bad += failed[t];
        calls += handled[t];
        failed[t] = 0;
    }
    if (size > 1 && level >= MPI_THREAD_SERIALIZED) {
        /* What a thread has made outlives it. */
        pthread_create(&threads[0], NULL, make_window, NULL);
        pthread_join(threads[0], NULL);
        memory[63] = 1;
        MPI_Win_free(&window);
    }
    for (int i = 0; level >= MPI_THREAD_SERIALIZED && i < 30; i++) {
        int before = handled[0];
        pthread_create(&threads[0], NULL, err_once, NULL);
        pthread_join(threads[0], NULL);
        CHECK(handled[0] == before + 1);
    }
    bad += failed[0];
    MPI_Reduce(&bad, &all, 1, MPI_INT, MPI_SUM, 0, MPI_COMM_WORLD);
    if (rank == 0)
        printf("%d failed, %d errors handled\n", all, calls);
    MPI_Finalize();
    return 0;
}
