/* A second thread does what the first argument says, while the first waits and a third computes. */
#include <mpi.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static volatile int sink;
static int rank;

static void *compute(void *argument)
{
    for (;;)
        sink++;
    return argument;
}

static int deep(int n)
{
    volatile char frame[64];
    frame[n & 63] = (char)n;
    return deep(n + 1) + frame[n & 63];
}

static void *act(void *argument)
{
    const char *what = argument;
    if (!strcmp(what, "trap"))
        __builtin_trap();
    if (!strcmp(what, "bounds"))
        *(volatile int *)0xfffffff0 = 1;
    if (!strcmp(what, "deep"))
        sink = deep(0);
    if (!strcmp(what, "exit")) {
        printf("a line without its end");
        exit(7);
    }
    if (!strcmp(what, "abort"))
        MPI_Abort(MPI_COMM_WORLD, 5);
    if (!strcmp(what, "send"))
        MPI_Send(NULL, 1, MPI_INT, 99, 0, MPI_COMM_WORLD);
    return NULL;
}

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    pthread_t thread;
    if (!strcmp(what, "create")) {
        int many = atoi(argv[2]), made = 0;
        for (int i = 0; i < many; i++, made++) {
            if (pthread_create(&thread, NULL, compute, NULL) != 0)
                break;
        }
        printf("%d made\n", made);
        return 0;
    }
    pthread_create(&thread, NULL, compute, NULL);
    if (!strcmp(what, "return")) {
        printf("done\n");
        return 5;
    }
    if (argc > 2) {
        int provided;
        MPI_Init_thread(&argc, &argv, MPI_THREAD_MULTIPLE, &provided);
        MPI_Comm_rank(MPI_COMM_WORLD, &rank);
        if (rank != atoi(argv[2]))
            what = "";
    }
    pthread_create(&thread, NULL, act, (void *)what);
    pthread_mutex_lock(&mutex);
    pthread_mutex_lock(&mutex);
    return 0;
}
