/* With THREADS: a second thread that makes right calls with objects of its own, all the time, while the first makes hostile ones. */
#ifdef THREADS
#include <pthread.h>

static pthread_t worker;
static int workers_comm;
static volatile int is_over;
/* What the worker has at the moment. Objects that one thread frees while another uses them are not promised to be safe. */
static volatile int workers[6];

static int is_workers(uint32_t handle)
{
    for (int i = 0; i < LENGTH(workers); i++)
        if (workers[i] && (uint32_t)workers[i] == handle)
            return 1;
    return 0;
}

static void add_up(int in, int out, int n, int type)
{
    (void)type;
    for (int i = 0; i < *(int *)(uintptr_t)n; i++)
        ((int *)(uintptr_t)out)[i] += ((int *)(uintptr_t)in)[i];
}

static void *work(void *unused)
{
    int sent[16] = { 0 }, got[16], sum[4], op, twin, type, info, requests[2];
    MPI_Op_create(A(&add_up), 1, A(&op));
    workers[1] = op;
    for (unsigned turn = 0; !is_over; turn++) {
        type = twin = info = 0;
        MPI_Type_vector(4, 2, 4, MPI_INT, A(&type));
        workers[2] = type;
        MPI_Type_commit(A(&type));
        MPI_Irecv(A(got), 1, type, 0, 5, workers_comm, A(&requests[0]));
        workers[3] = requests[0];
        MPI_Isend(A(sent), 1, type, 0, 5, workers_comm, A(&requests[1]));
        workers[4] = requests[1];
        MPI_Waitall(2, A(requests), MPI_STATUSES_IGNORE);
        workers[3] = workers[4] = 0;
        MPI_Sendrecv(A(sent), 4, MPI_INT, 0, 6, A(got), 4, MPI_INT, 0, 6, workers_comm, MPI_STATUS_IGNORE);
        MPI_Allreduce(A(sent), A(sum), 4, MPI_INT, op, workers_comm);
        MPI_Info_create(A(&info));
        workers[5] = info;
        MPI_Info_set(info, A("key"), A("value"));
        MPI_Info_free(A(&info));
        MPI_Type_free(A(&type));
        workers[2] = workers[5] = 0;
        if (turn % 64 == 0 && MPI_Comm_dup(workers_comm, A(&twin)) == 0) {
            workers[5] = twin;
            MPI_Comm_free(A(&twin));
            workers[5] = 0;
        }
    }
    MPI_Op_free(A(&op));
    return unused;
}

static void start_worker(void)
{
    MPI_Comm_dup(MPI_COMM_SELF, A(&workers_comm));
    workers[0] = workers_comm;
    if (pthread_create(&worker, 0, work, 0) != 0)
        exit(4);
}

static void end_worker(void)
{
    is_over = 1;
    pthread_join(worker, 0);
}
#else
static int is_workers(uint32_t handle) { (void)handle; return 0; }
static void start_worker(void) { }
static void end_worker(void) { }
#endif
