/* What guest code does while an MPI call waits for it: it frees what the call is about, ends MPI, communicates.
   Prints what is wrong, and "reentrant: fine" at the end. */
#include <mpi.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int rank, size, wrong;

static void check(int holds, const char *what)
{
    if (!holds) {
        printf("%d: wrong: %s\n", rank, what);
        wrong++;
    }
}

static int class_of(int code)
{
    int class = -1;
    MPI_Error_class(code, &class);
    return class;
}

/* An allocator of the program's own, which MPI calls too; it does something else first, once. */
static char heap[24 << 20] __attribute__((aligned(64)));
static size_t used;
static void (*in_malloc)(void);

void *malloc(size_t bytes)
{
    void (*first)(void) = in_malloc;
    in_malloc = NULL;
    if (first)
        first();
    bytes = (bytes + 63) & ~(size_t)63;
    if (bytes > sizeof heap - used)
        return NULL;
    used += bytes;
    return heap + used - bytes;
}

void free(void *block)
{
    (void)block;
}

void *calloc(size_t count, size_t bytes)
{
    return malloc(count * bytes);
}

void *realloc(void *block, size_t bytes)
{
    void *larger = malloc(bytes);
    if (block && larger)
        memmove(larger, block, bytes);
    return larger;
}

void *aligned_alloc(size_t alignment, size_t bytes)
{
    return alignment <= 64 ? malloc(bytes) : NULL;
}

void *memalign(size_t alignment, size_t bytes)
{
    return aligned_alloc(alignment, bytes);
}

int posix_memalign(void **block, size_t alignment, size_t bytes)
{
    *block = aligned_alloc(alignment, bytes);
    return *block ? 0 : ENOMEM;
}

size_t malloc_usable_size(void *block)
{
    return block ? 64 : 0;
}

static MPI_Comm victim;
static MPI_Win window;
static int inner;

static MPI_Comm duplicate(void)
{
    MPI_Comm made;
    MPI_Comm_dup(MPI_COMM_WORLD, &made);
    MPI_Comm_set_errhandler(made, MPI_ERRORS_RETURN);
    return made;
}

static void free_victim(void)
{
    inner = MPI_Comm_free(&victim);
}

static void disconnect_victim(void)
{
    inner = MPI_Comm_disconnect(&victim);
}

static void finalize(void)
{
    int done;
    inner = MPI_Finalize();
    MPI_Finalized(&done);
    check(!done, "finalized all the same");
}

static void no_memory(void)
{
    used = sizeof heap;
}

/* Memory that MPI hands out comes from malloc above. */
static void allocations(void)
{
    static const struct {
        void (*first)(void);
        int class, freed;
    } cases[] = {
        {free_victim, MPI_ERR_COMM, 1},
        {disconnect_victim, MPI_ERR_COMM, 1},
        {finalize, MPI_SUCCESS, 0},
        {no_memory, MPI_ERR_NO_MEM, 0},
    };
    for (unsigned i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        for (int shared = 0; shared < 2; shared++) {
            void *memory;
            size_t before = used;
            victim = duplicate();
            window = MPI_WIN_NULL;
            in_malloc = cases[i].first;
            inner = -1;
            int code = class_of(shared ? MPI_Win_allocate_shared(4096, 1, MPI_INFO_NULL, victim, &memory, &window)
                                       : MPI_Win_allocate(4096, 1, MPI_INFO_NULL, victim, &memory, &window));
            used = before + (1 << 16);
            check(code == cases[i].class, "a window whose memory does something else");
            check(cases[i].first == no_memory || (inner == MPI_SUCCESS) == cases[i].freed, "what malloc does");
            if (code == MPI_SUCCESS)
                MPI_Win_free(&window);
            if (!cases[i].freed)
                MPI_Comm_free(&victim);
        }
    }
}

/* Attributes: the callbacks free the object, or end MPI. */
static int times;

static int copy_and_free(MPI_Comm comm, int key, void *extra, void *in, void *out, int *flag)
{
    (void)key, (void)in;
    inner = extra ? MPI_Finalize() : MPI_Comm_free(&comm);
    *(void **)out = NULL;
    *flag = 1;
    return MPI_SUCCESS;
}

static int delete_and_free(MPI_Comm comm, int key, void *value, void *extra)
{
    (void)key, (void)value, (void)extra;
    if (times++ == 0)
        inner = MPI_Comm_free(&comm);
    return MPI_SUCCESS;
}

static int copy_type_and_free(MPI_Datatype type, int key, void *extra, void *in, void *out, int *flag)
{
    (void)key, (void)extra, (void)in;
    inner = MPI_Type_free(&type);
    *(void **)out = NULL;
    *flag = 1;
    return MPI_SUCCESS;
}

static int delete_type_and_free(MPI_Datatype type, int key, void *value, void *extra)
{
    (void)key, (void)value, (void)extra;
    if (times++ == 0)
        inner = MPI_Type_free(&type);
    return MPI_SUCCESS;
}

static int delete_window_and_free(MPI_Win win, int key, void *value, void *extra)
{
    (void)key, (void)value, (void)extra;
    if (times++ == 0)
        inner = MPI_Win_free(&win);
    return MPI_SUCCESS;
}

static void attributes(void)
{
    int key;
    for (int ends = 0; ends < 2; ends++) {
        for (int starts = 0; starts < 2; starts++) {
            MPI_Comm comm = duplicate(), copy = MPI_COMM_NULL;
            MPI_Request request = MPI_REQUEST_NULL;
            MPI_Comm_create_keyval(copy_and_free, MPI_COMM_NULL_DELETE_FN, &key, ends ? &key : NULL);
            MPI_Comm_set_attr(comm, key, NULL);
            int code = class_of(starts ? MPI_Comm_idup(comm, &copy, &request) : MPI_Comm_dup(comm, &copy));
            if (ends) {
                check(code == MPI_SUCCESS && inner != MPI_SUCCESS, "a duplicate whose copy function ends MPI");
                MPI_Wait(&request, MPI_STATUS_IGNORE);
                MPI_Comm_free(&copy);
                MPI_Comm_free(&comm);
            } else
                check(code == MPI_ERR_COMM && inner == MPI_SUCCESS, "a duplicate whose copy function frees the original");
            MPI_Comm_free_keyval(&key);
        }
    }
    MPI_Comm comm = duplicate();
    MPI_Comm_create_keyval(MPI_COMM_NULL_COPY_FN, delete_and_free, &key, NULL);
    MPI_Comm_set_attr(comm, key, NULL);
    times = 0;
    check(class_of(MPI_Comm_free(&comm)) == MPI_ERR_COMM && inner == MPI_SUCCESS && times == 2,
          "a communicator whose delete function frees it");
    /* The attribute goes as well: the communicator is gone when it is set. */
    comm = duplicate();
    MPI_Comm_set_attr(comm, key, NULL);
    times = 0;
    check(class_of(MPI_Comm_set_attr(comm, key, &key)) == MPI_ERR_COMM && inner == MPI_SUCCESS,
          "an attribute set anew whose delete function frees the communicator");

    MPI_Datatype type, copy;
    MPI_Type_contiguous(3, MPI_INT, &type);
    MPI_Type_create_keyval(copy_type_and_free, MPI_TYPE_NULL_DELETE_FN, &key, NULL);
    MPI_Type_set_attr(type, key, NULL);
    check(class_of(MPI_Type_dup(type, &copy)) == MPI_ERR_TYPE && inner == MPI_SUCCESS, "a datatype whose copy function frees it");
    MPI_Type_contiguous(3, MPI_INT, &type);
    MPI_Type_create_keyval(MPI_TYPE_NULL_COPY_FN, delete_type_and_free, &key, NULL);
    MPI_Type_set_attr(type, key, NULL);
    times = 0;
    check(class_of(MPI_Type_free(&type)) == MPI_ERR_TYPE && inner == MPI_SUCCESS, "a datatype whose delete function frees it");

    if (size > 1) {
        static int memory[4];
        MPI_Win_create(memory, sizeof memory, 1, MPI_INFO_NULL, MPI_COMM_WORLD, &window);
        MPI_Win_create_keyval(MPI_WIN_NULL_COPY_FN, delete_window_and_free, &key, NULL);
        MPI_Win_set_attr(window, key, NULL);
        times = 0;
        check(class_of(MPI_Win_free(&window)) == MPI_ERR_WIN && inner == MPI_SUCCESS, "a window whose delete function frees it");
    }
}

/* Above frames of the library: what does not belong there is refused, all else works. */
static MPI_Op op;
static MPI_Datatype type_in_use;
static MPI_Request request_in_use;

static void forbidden(void)
{
    int x = 0, y;
    MPI_Comm made = victim;
    MPI_Request request = request_in_use;
    MPI_Win win;
    MPI_Group group;
    MPI_Info info;
    check(MPI_Finalize() != MPI_SUCCESS, "MPI_Finalize in the library's callback");
    check(MPI_Comm_free(&made) != MPI_SUCCESS && made == victim, "MPI_Comm_free in the library's callback");
    check(MPI_Comm_disconnect(&made) != MPI_SUCCESS, "MPI_Comm_disconnect in the library's callback");
    check(MPI_Comm_dup(MPI_COMM_SELF, &made) != MPI_SUCCESS, "MPI_Comm_dup in the library's callback");
    check(MPI_Comm_group(MPI_COMM_SELF, &group) != MPI_SUCCESS, "MPI_Comm_group in the library's callback");
    check(MPI_Send(&x, 1, MPI_INT, 0, 0, MPI_COMM_SELF) != MPI_SUCCESS, "MPI_Send in the library's callback");
    check(MPI_Isend(&x, 1, MPI_INT, 0, 0, MPI_COMM_SELF, &request) != MPI_SUCCESS, "MPI_Isend in the library's callback");
    check(MPI_Iprobe(MPI_ANY_SOURCE, 0, MPI_COMM_SELF, &y, MPI_STATUS_IGNORE) != MPI_SUCCESS, "MPI_Iprobe in the library's callback");
    check(MPI_Barrier(MPI_COMM_SELF) != MPI_SUCCESS, "MPI_Barrier in the library's callback");
    check(MPI_Allreduce(&x, &y, 1, MPI_INT, MPI_SUM, MPI_COMM_SELF) != MPI_SUCCESS, "MPI_Allreduce in the library's callback");
    check(MPI_Win_create(&x, sizeof x, 1, MPI_INFO_NULL, MPI_COMM_SELF, &win) != MPI_SUCCESS, "MPI_Win_create in the library's callback");
    check(MPI_Info_create(&info) != MPI_SUCCESS, "MPI_Info_create in the library's callback");
    request = request_in_use;
    if (request != MPI_REQUEST_NULL) {
        check(MPI_Wait(&request, MPI_STATUS_IGNORE) != MPI_SUCCESS, "MPI_Wait in the library's callback");
        check(MPI_Test(&request, &y, MPI_STATUS_IGNORE) != MPI_SUCCESS, "MPI_Test in the library's callback");
        check(MPI_Request_free(&request) != MPI_SUCCESS, "MPI_Request_free in the library's callback");
        check(MPI_Cancel(&request) != MPI_SUCCESS, "MPI_Cancel in the library's callback");
        check(MPI_Grequest_complete(request) != MPI_SUCCESS, "MPI_Grequest_complete in the library's callback");
    }
}

static void allowed(MPI_Datatype type)
{
    int bytes, integers, addresses, types, combiner, me, count = 0, sum = 1, two = 2, flag;
    MPI_Aint low, extent;
    MPI_Datatype made, inside;
    MPI_Status status;
    check(MPI_Type_size(type, &bytes) == MPI_SUCCESS && bytes == 16, "MPI_Type_size in an operation");
    check(MPI_Type_get_extent(type, &low, &extent) == MPI_SUCCESS && extent == 16, "MPI_Type_get_extent in an operation");
    check(MPI_Type_get_envelope(type, &integers, &addresses, &types, &combiner) == MPI_SUCCESS && combiner == MPI_COMBINER_CONTIGUOUS,
          "MPI_Type_get_envelope in an operation");
    check(MPI_Type_get_contents(type, 1, 0, 1, &count, NULL, &inside) == MPI_SUCCESS && count == 4 && inside == MPI_INT,
          "MPI_Type_get_contents in an operation");
    check(MPI_Type_vector(2, 1, 2, type, &made) == MPI_SUCCESS && MPI_Type_commit(&made) == MPI_SUCCESS, "a datatype made in an operation");
    check(MPI_Type_free(&made) == MPI_SUCCESS && made == MPI_DATATYPE_NULL, "and freed");
    check(MPI_Comm_rank(MPI_COMM_WORLD, &me) == MPI_SUCCESS && me == rank, "MPI_Comm_rank in an operation");
    check(MPI_Reduce_local(&two, &sum, 1, MPI_INT, MPI_SUM) == MPI_SUCCESS && sum == 3, "MPI_Reduce_local in an operation");
    check(MPI_Finalized(&flag) == MPI_SUCCESS && !flag && MPI_Wtime() >= 0, "clock and state in an operation");
    memset(&status, 0, sizeof status);
    check(MPI_Status_set_elements(&status, MPI_INT, 5) == MPI_SUCCESS && MPI_Get_count(&status, MPI_INT, &count) == MPI_SUCCESS && count == 5,
          "a status in an operation");
}

static void operation(void *in, void *inout, int *len, MPI_Datatype *type)
{
    if (times++ == 0) {
        MPI_Op spare = op;
        MPI_Datatype mine = type_in_use;
        allowed(*type);
        forbidden();
        check(MPI_Op_free(&spare) == MPI_SUCCESS, "an operation that frees itself");
        check(MPI_Type_free(&mine) == MPI_SUCCESS, "an operation that frees the datatype in use");
    }
    for (int i = 0; i < 4 * *len; i++)
        ((int *)inout)[i] += ((int *)in)[i];
}

static void operations(void)
{
    static int mine[4000], all[4000];
    for (int how = 0; how < 3; how++) {
        MPI_Op_create(operation, 1, &op);
        MPI_Type_contiguous(4, MPI_INT, &type_in_use);
        MPI_Type_commit(&type_in_use);
        victim = duplicate();
        request_in_use = MPI_REQUEST_NULL;
        for (int i = 0; i < 4000; i++)
            mine[i] = all[i] = i;
        times = 0;
        if (how == 0)
            check(MPI_Reduce_local(mine, all, 1000, type_in_use, op) == MPI_SUCCESS && all[3999] == 7998, "a local reduction");
        else if (how == 1)
            check(MPI_Allreduce(mine, all, 1000, type_in_use, op, victim) == MPI_SUCCESS && all[3999] == 3999 * size, "a reduction");
        else {
            MPI_Iallreduce(mine, all, 1000, type_in_use, op, victim, &request_in_use);
            MPI_Barrier(MPI_COMM_WORLD);
            check(MPI_Wait(&request_in_use, MPI_STATUS_IGNORE) == MPI_SUCCESS && all[3999] == 3999 * size, "a reduction that was started");
        }
        if (times > 0)
            check(MPI_Op_free(&op) != MPI_SUCCESS && MPI_Type_free(&type_in_use) != MPI_SUCCESS, "what an operation has freed");
        check(MPI_Comm_free(&victim) == MPI_SUCCESS, "what it could not free");
    }
}

static int query(void *extra, MPI_Status *status)
{
    (void)extra;
    forbidden();
    MPI_Status_set_elements(status, MPI_INT, 3);
    MPI_Status_set_cancelled(status, 0);
    return MPI_SUCCESS;
}

static int freed(void *extra)
{
    (void)extra;
    forbidden();
    return MPI_SUCCESS;
}

static int cancel(void *extra, int complete)
{
    (void)extra, (void)complete;
    forbidden();
    return MPI_SUCCESS;
}

static void generalized(void)
{
    int count = 0;
    MPI_Status status;
    victim = duplicate();
    MPI_Grequest_start(query, freed, cancel, NULL, &request_in_use);
    MPI_Request request = request_in_use;
    check(MPI_Cancel(&request) == MPI_SUCCESS, "cancelling");
    check(MPI_Grequest_complete(request) == MPI_SUCCESS, "completing");
    check(MPI_Wait(&request, &status) == MPI_SUCCESS && request == MPI_REQUEST_NULL, "waiting");
    MPI_Get_count(&status, MPI_INT, &count);
    check(count == 3, "its status");
    check(MPI_Comm_free(&victim) == MPI_SUCCESS, "what the request could not free");
    request_in_use = MPI_REQUEST_NULL;
}

/* Error handlers may call anything but MPI_Finalize. */
static void handler(MPI_Comm *comm, int *code, ...)
{
    int x = rank, sum = 0;
    (void)code;
    times++;
    check(MPI_Allreduce(&x, &sum, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD) == MPI_SUCCESS && sum == size * (size - 1) / 2,
          "a reduction in an error handler");
    check(MPI_Finalize() != MPI_SUCCESS, "MPI_Finalize in an error handler");
    check(MPI_Comm_free(comm) == MPI_SUCCESS, "MPI_Comm_free in an error handler");
}

static void handlers(void)
{
    int x = 0;
    MPI_Errhandler errors;
    MPI_Comm comm = duplicate();
    MPI_Comm_create_errhandler(handler, &errors);
    MPI_Comm_set_errhandler(comm, errors);
    MPI_Errhandler_free(&errors);
    times = 0;
    check(class_of(MPI_Send(&x, 1, MPI_INT, size + 5, 0, comm)) == MPI_ERR_RANK && times == 1, "an error that is handled");
    check(class_of(MPI_Barrier(comm)) == MPI_ERR_COMM, "a communicator that its error handler has freed");
}

static int at_end(MPI_Comm comm, int key, void *value, void *extra)
{
    (void)key, (void)value, (void)extra;
    int x = 1, sum = 0;
    check(MPI_Finalize() != MPI_SUCCESS, "MPI_Finalize in MPI_Finalize");
    check(MPI_Comm_free(&comm) != MPI_SUCCESS, "freeing MPI_COMM_SELF");
    check(MPI_Allreduce(&x, &sum, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD) == MPI_SUCCESS && sum == size, "a reduction in MPI_Finalize");
    times = -77;
    return MPI_SUCCESS;
}

int main(int argc, char **argv)
{
    int key, all, done = 0;
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    MPI_Comm_set_errhandler(MPI_COMM_SELF, MPI_ERRORS_RETURN);
    allocations();
    attributes();
    operations();
    generalized();
    handlers();
    MPI_Comm_create_keyval(MPI_COMM_NULL_COPY_FN, at_end, &key, NULL);
    MPI_Comm_set_attr(MPI_COMM_SELF, key, NULL);
    MPI_Reduce(&wrong, &all, 1, MPI_INT, MPI_SUM, 0, MPI_COMM_WORLD);
    check(MPI_Finalize() == MPI_SUCCESS && times == -77, "MPI_Finalize");
    MPI_Finalized(&done);
    if (rank == 0 && all == 0 && wrong == 0 && done)
        printf("reentrant: fine\n");
    return 0;
}
