/* Accesses that do not lie in the target's window are refused where they start; so are windows and memory that are not the guest's. Checks itself: a native library may do anything here. */
#include "check.h"

#define FAILS(call, class) CHECK(class_of(call) == class)

static void add(void *left, void *right, int *count, MPI_Datatype *type) { (void)left; (void)right; (void)count; (void)type; }

/* Only predefined operations, and those only that the host has for the type: what we have ourselves cannot be done to another process' memory. */
static void operations(void)
{
    MPI_Win win;
    MPI_Op own;
    long double part[4] = {0}, value = 1, before = 0;
    int next = (rank + 1) % size, sum, fetched;
    MPI_Op_create(add, 1, &own);
    MPI_Win_create(part, sizeof part, sizeof *part, MPI_INFO_NULL, MPI_COMM_WORLD, &win);
    MPI_Win_set_errhandler(win, MPI_ERRORS_RETURN);
    MPI_Win_fence(0, win);
    sum = class_of(MPI_Accumulate(&value, 1, MPI_LONG_DOUBLE, next, 0, 1, MPI_LONG_DOUBLE, MPI_SUM, win));
    fetched = class_of(MPI_Fetch_and_op(&value, &before, MPI_LONG_DOUBLE, next, 1, MPI_SUM, win));
    CHECK(sum == fetched && (sum == MPI_ERR_OP || sum == MPI_SUCCESS));
    FAILS(MPI_Accumulate(&value, 1, MPI_INT, next, 0, 1, MPI_INT, own, win), MPI_ERR_OP);
    FAILS(MPI_Accumulate(&value, 1, MPI_LONG_DOUBLE, next, 0, 1, MPI_LONG_DOUBLE, own, win), MPI_ERR_OP);
    CHECK(MPI_Accumulate(&value, 1, MPI_LONG_DOUBLE, next, 2, 1, MPI_LONG_DOUBLE, MPI_REPLACE, win) == MPI_SUCCESS);
    MPI_Win_fence(0, win);
    CHECK(part[2] == 1 && part[0] == (sum == MPI_SUCCESS ? 1 : 0));
    MPI_Win_free(&win);
    MPI_Op_free(&own);
}

/* Windows whose memory lies close together, as malloc gives it: what is put into one does not come out in another. */
static void neighbours(void)
{
    enum { Windows = 6, Count = 1024 };
    MPI_Win win[Windows];
    int *part[Windows], value[Count], next = (rank + 1) % size, before = (rank + size - 1) % size;
    for (int k = 0; k < Windows; k++) {
        MPI_Win_allocate(Count * sizeof(int), sizeof(int), MPI_INFO_NULL, MPI_COMM_WORLD, &part[k], &win[k]);
        memset(part[k], 0, Count * sizeof(int));
        MPI_Win_fence(0, win[k]);
    }
    for (int k = 0; k < Windows; k++) {
        for (int i = 0; i < Count; i++)
            value[i] = 100 * rank + k;
        MPI_Put(value, Count, MPI_INT, next, 0, Count, MPI_INT, win[k]);
        MPI_Win_fence(0, win[k]);
    }
    for (int k = 0; k < Windows; k++) {
        int wrong = 0;
        for (int i = 0; i < Count; i++)
            wrong += part[k][i] != 100 * before + k;
        CHECK(wrong == 0);
    }
    for (int k = 0; k < Windows; k++)
        MPI_Win_free(&win[k]);
}

static void fixed(void)
{
    MPI_Win win;
    MPI_Datatype back, column;
    /* The parts are of different sizes and units: the target's count. */
    int *part = calloc(64, sizeof *part), value[64] = {0}, next = (rank + 1) % size;
    int mine = rank % 2 ? 16 : 8, unit = rank % 2 ? 4 : 1, cells = next % 2 ? 16 : 8, theirs = next % 2 ? 4 : 1;
    MPI_Win_create(part, mine * sizeof *part, unit, MPI_INFO_NULL, MPI_COMM_WORLD, &win);
    MPI_Win_set_errhandler(win, MPI_ERRORS_RETURN);
    MPI_Win_fence(0, win);
    MPI_Aint last = (MPI_Aint)((cells - 1) * sizeof *part / theirs), end = (MPI_Aint)(cells * sizeof *part / theirs);
    CHECK(MPI_Put(value, 1, MPI_INT, next, last, 1, MPI_INT, win) == MPI_SUCCESS);
    MPI_Win_fence(0, win);
    FAILS(MPI_Put(value, 1, MPI_INT, next, end, 1, MPI_INT, win), MPI_ERR_RMA_RANGE);
    FAILS(MPI_Put(value, 2, MPI_INT, next, last, 2, MPI_INT, win), MPI_ERR_RMA_RANGE);
    FAILS(MPI_Get(value, 1, MPI_INT, next, -1, 1, MPI_INT, win), MPI_ERR_RMA_RANGE);
    FAILS(MPI_Get(value, 1, MPI_INT, next, 0x7fffffff, 1, MPI_INT, win), MPI_ERR_RMA_RANGE);
    FAILS(MPI_Get(value, 1, MPI_INT, next, (MPI_Aint)0x80000000, 1, MPI_INT, win), MPI_ERR_RMA_RANGE);
    FAILS(MPI_Accumulate(value, 1, MPI_INT, next, end, 1, MPI_INT, MPI_SUM, win), MPI_ERR_RMA_RANGE);
    FAILS(MPI_Fetch_and_op(value, value + 1, MPI_INT, next, end, MPI_SUM, win), MPI_ERR_RMA_RANGE);
    FAILS(MPI_Compare_and_swap(value, value + 1, value + 2, MPI_INT, next, end, win), MPI_ERR_RMA_RANGE);
    FAILS(MPI_Get_accumulate(value, 1, MPI_INT, value + 1, 1, MPI_INT, next, end, 1, MPI_INT, MPI_SUM, win), MPI_ERR_RMA_RANGE);
    FAILS(MPI_Put(value, 1, MPI_INT, size, 0, 1, MPI_INT, win), MPI_ERR_RANK);
    FAILS(MPI_Put(value, 1, MPI_INT, -7, 0, 1, MPI_INT, win), MPI_ERR_RANK);
    FAILS(MPI_Put((void *)0xfffffff0, 64, MPI_INT, next, 0, 1, MPI_INT, win), MPI_ERR_BUFFER);
    FAILS(MPI_Put(value, -1, MPI_INT, next, 0, 1, MPI_INT, win), MPI_ERR_COUNT);
    FAILS(MPI_Accumulate(value, 1, MPI_INT, next, 0, 2, MPI_INT, MPI_SUM, win), MPI_ERR_COUNT);

    /* Nothing is completed at no process. */
    MPI_Win_fence(0, win);
    MPI_Win_lock_all(0, win);
    CHECK(MPI_Win_flush(MPI_PROC_NULL, win) == MPI_SUCCESS && MPI_Win_flush_local(MPI_PROC_NULL, win) == MPI_SUCCESS);
    MPI_Win_unlock_all(win);
    MPI_Win_fence(0, win);

    /* Types that reach back, and beyond what their extent says. */
    int lengths[1] = {1};
    MPI_Aint places[1] = {-4};
    MPI_Type_create_hindexed(1, lengths, places, MPI_INT, &back);
    MPI_Type_commit(&back);
    MPI_Type_vector(4, 1, 4, MPI_INT, &column);
    MPI_Type_commit(&column);
    FAILS(MPI_Put(value, 1, MPI_INT, next, 0, 1, back, win), MPI_ERR_RMA_RANGE);
    CHECK(MPI_Put(value, 1, MPI_INT, next, end, 1, back, win) == MPI_SUCCESS);
    FAILS(MPI_Put(value, 4, MPI_INT, next, last, 1, column, win), MPI_ERR_RMA_RANGE);
    MPI_Win_fence(0, win);
    MPI_Type_free(&back);
    MPI_Type_free(&column);
    MPI_Win stale = win;
    MPI_Win_free(&win);
    FAILS(MPI_Put(value, 1, MPI_INT, next, 0, 1, MPI_INT, stale), MPI_ERR_WIN);
    FAILS(MPI_Win_fence(0, (MPI_Win)0x12345678), MPI_ERR_WIN);
    FAILS(MPI_Win_fence(0, MPI_WIN_NULL), MPI_ERR_WIN);
    free(part);
}

static void dynamic(void)
{
    MPI_Win win;
    int *cells = calloc(4, sizeof *cells), value = 5, next = (rank + 1) % size;
    MPI_Aint place, *places = malloc(size * sizeof *places);
    MPI_Win_create_dynamic(MPI_INFO_NULL, MPI_COMM_WORLD, &win);
    MPI_Win_set_errhandler(win, MPI_ERRORS_RETURN);
    CHECK(MPI_Win_attach(win, cells, 4 * sizeof *cells) == MPI_SUCCESS);
    MPI_Get_address(cells, &place);
    MPI_Allgather(&place, 1, MPI_AINT, places, 1, MPI_AINT, MPI_COMM_WORLD);
    MPI_Win_fence(0, win);
    CHECK(MPI_Put(&value, 1, MPI_INT, next, places[next] + 12, 1, MPI_INT, win) == MPI_SUCCESS);
    MPI_Win_fence(0, win);
    FAILS(MPI_Put(&value, 1, MPI_INT, next, places[next] + 16, 1, MPI_INT, win), MPI_ERR_RMA_RANGE);
    FAILS(MPI_Put(&value, 1, MPI_INT, next, 16, 1, MPI_INT, win), MPI_ERR_RMA_RANGE);
    FAILS(MPI_Put(&value, 1, MPI_INT, next, -16, 1, MPI_INT, win), MPI_ERR_RMA_RANGE);
    FAILS(MPI_Win_attach(win, (void *)0xffff0000, 0x20000), MPI_ERR_ARG);
    FAILS(MPI_Win_detach(win, cells + 1), MPI_ERR_RMA_ATTACH);
    MPI_Win_fence(0, win);
    MPI_Barrier(MPI_COMM_WORLD);
    CHECK(MPI_Win_detach(win, cells) == MPI_SUCCESS);
    FAILS(MPI_Win_detach(win, cells), MPI_ERR_RMA_ATTACH);
    MPI_Win_free(&win);
    free(cells);
    free(places);
}

static void makers(void)
{
    MPI_Win win;
    void *memory;
    int unit;
    MPI_Aint length;
    char bytes[16];
    FAILS(MPI_Win_create((void *)0xfffff000, 0x2000, 1, MPI_INFO_NULL, MPI_COMM_SELF, &win), MPI_ERR_ARG);
    FAILS(MPI_Win_create(bytes, sizeof bytes, 0, MPI_INFO_NULL, MPI_COMM_SELF, &win), MPI_ERR_DISP);
    FAILS(MPI_Win_create(bytes, -1, 1, MPI_INFO_NULL, MPI_COMM_SELF, &win), MPI_ERR_SIZE);
    FAILS(MPI_Win_create(bytes, sizeof bytes, 1, MPI_INFO_NULL, MPI_COMM_NULL, &win), MPI_ERR_COMM);
    FAILS(MPI_Win_create(bytes, sizeof bytes, 1, MPI_INFO_NULL, MPI_COMM_SELF, (MPI_Win *)0xfffffff0), MPI_ERR_ARG);
    /* More than any memory has. */
    const MPI_Aint all = sizeof(void *) == 8 ? (MPI_Aint)1 << 44 : (MPI_Aint)0xfffffff0;
    FAILS(MPI_Alloc_mem(all, MPI_INFO_NULL, &memory), MPI_ERR_NO_MEM);
    FAILS(MPI_Win_allocate(all, 1, MPI_INFO_NULL, MPI_COMM_SELF, &memory, &win), MPI_ERR_NO_MEM);
    FAILS(MPI_Win_allocate_shared(all - 0xf0, 1, MPI_INFO_NULL, MPI_COMM_SELF, &memory, &win), MPI_ERR_NO_MEM);
    CHECK(MPI_Win_allocate(16, 1, MPI_INFO_NULL, MPI_COMM_WORLD, &memory, &win) == MPI_SUCCESS);
    MPI_Win_set_errhandler(win, MPI_ERRORS_RETURN);
    FAILS(MPI_Win_shared_query(win, 0, &length, &unit, &memory), MPI_ERR_RMA_FLAVOR);
    FAILS(MPI_Win_attach(win, bytes, 16), MPI_ERR_RMA_FLAVOR);
    MPI_Win_free(&win);

    /* Memory of shared windows comes back as ordinary memory, again and again. */
    for (int i = 0; i < 50; i++) {
        char *mine;
        CHECK(MPI_Win_allocate_shared(100000, 1, MPI_INFO_NULL, MPI_COMM_WORLD, &mine, &win) == MPI_SUCCESS);
        memset(mine, rank, 100000);
        MPI_Barrier(MPI_COMM_WORLD);
        char *first;
        MPI_Win_shared_query(win, 0, &length, &unit, &first);
        CHECK(first[99999] == 0 && length == 100000);
        MPI_Win_free(&win);
    }
    char *again = malloc(1000000);
    memset(again, 1, 1000000);
    free(again);
}

int main(int argc, char **argv)
{
    start(&argc, &argv);
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    MPI_Comm_set_errhandler(MPI_COMM_SELF, MPI_ERRORS_RETURN);
    fixed();
    operations();
    neighbours();
    dynamic();
    makers();
    int all = 0;
    MPI_Reduce(&failures, &all, 1, MPI_INT, MPI_SUM, 0, MPI_COMM_WORLD);
    if (rank == 0)
        printf("%d failures\n", all);
    MPI_Finalize();
    return all != 0;
}
