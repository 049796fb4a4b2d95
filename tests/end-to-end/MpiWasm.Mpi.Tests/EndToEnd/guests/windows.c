/* One-sided communication (MPI 5.0 §12): all flavours of windows, all ways to synchronise, what lies outside a window. Prints what the standard fixes. */
#include "say.h"

static void fences(void)
{
    MPI_Win win;
    int part[8];
    for (int i = 0; i < 8; i++)
        part[i] = 100 * rank + i;
    int next = (rank + 1) % size, got[3] = {0}, value = 1000 + rank;
    MPI_Win_create(part, sizeof part, sizeof(int), MPI_INFO_NULL, MPI_COMM_WORLD, &win);
    MPI_Win_fence(MPI_MODE_NOPRECEDE, win);
    MPI_Get(got, 3, MPI_INT, next, 2, 3, MPI_INT, win);
    MPI_Win_fence(0, win);
    say("get %d %d %d", got[0], got[1], got[2]);
    MPI_Put(&value, 1, MPI_INT, next, 7, 1, MPI_INT, win);
    MPI_Accumulate(&value, 1, MPI_INT, 0, 0, 1, MPI_INT, MPI_SUM, win);
    MPI_Win_fence(MPI_MODE_NOSUCCEED, win);
    say("put %d sum %d", part[7], rank == 0 ? part[0] : -1);

    MPI_Win_fence(0, win);
    say("nobody %d", MPI_Put(&value, 1, MPI_INT, MPI_PROC_NULL, 99, 1, MPI_INT, win));
    MPI_Win_fence(0, win);
    MPI_Win_free(&win);
    say("freed %d", win == MPI_WIN_NULL);
}

static void locks(void)
{
    MPI_Win win;
    long long *counter;
    MPI_Win_allocate(rank == 0 ? 2 * sizeof *counter : 0, sizeof *counter, MPI_INFO_NULL, MPI_COMM_WORLD, &counter, &win);
    if (rank == 0)
        counter[0] = 5, counter[1] = 0;
    MPI_Barrier(MPI_COMM_WORLD);
    long long one = 1, before = -1, wanted = 7, unlike = 123, found = -1;
    for (int i = 0; i < 50; i++) {
        MPI_Win_lock(MPI_LOCK_EXCLUSIVE, 0, 0, win);
        MPI_Fetch_and_op(&one, &before, MPI_LONG_LONG, 0, 0, MPI_SUM, win);
        MPI_Win_unlock(0, win);
    }
    MPI_Barrier(MPI_COMM_WORLD);
    MPI_Win_lock_all(0, win);
    MPI_Get_accumulate(NULL, 0, MPI_LONG_LONG, &found, 1, MPI_LONG_LONG, 0, 0, 1, MPI_LONG_LONG, MPI_NO_OP, win);
    MPI_Win_flush(0, win);
    say("counter %lld", found);
    MPI_Barrier(MPI_COMM_WORLD);
    if (rank == size - 1) {
        MPI_Compare_and_swap(&unlike, &found, &before, MPI_LONG_LONG, 0, 0, win);
        MPI_Win_flush_all(win);
        MPI_Compare_and_swap(&wanted, &unlike, &before, MPI_LONG_LONG, 0, 1, win);
        MPI_Win_flush_local(0, win);
    }
    MPI_Win_unlock_all(win);
    MPI_Barrier(MPI_COMM_WORLD);
    long long left[2] = {-1, -1};
    MPI_Request request;
    MPI_Win_lock(MPI_LOCK_SHARED, 0, 0, win);
    MPI_Rget(left, 2, MPI_LONG_LONG, 0, 0, 2, MPI_LONG_LONG, win, &request);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    MPI_Win_unlock(0, win);
    say("swapped %lld, left %lld", left[0], left[1]);
    MPI_Win_free(&win);
}

static void groups(void)
{
    if (size < 2)
        return;
    MPI_Win win;
    MPI_Group world, others;
    double cell[2] = {-1, -1}, value = rank + 0.5;
    int next = (rank + 1) % size, previous = (rank + size - 1) % size, flag = 0;
    MPI_Comm_group(MPI_COMM_WORLD, &world);
    MPI_Win_create(cell, sizeof cell, 1, MPI_INFO_NULL, MPI_COMM_WORLD, &win);
    MPI_Group_incl(world, 1, &previous, &others);
    MPI_Win_post(others, 0, win);
    MPI_Group_free(&others);
    MPI_Group_incl(world, 1, &next, &others);
    MPI_Win_start(others, 0, win);
    MPI_Put(&value, 1, MPI_DOUBLE, next, sizeof(double), 1, MPI_DOUBLE, win);
    MPI_Win_complete(win);
    while (!flag)
        MPI_Win_test(win, &flag);
    say("posted %g %g", cell[0], cell[1]);
    MPI_Group of_window;
    int result;
    MPI_Win_get_group(win, &of_window);
    MPI_Group_compare(world, of_window, &result);
    say("group %d", result == MPI_IDENT);
    MPI_Group_free(&of_window);
    MPI_Group_free(&others);
    MPI_Group_free(&world);
    MPI_Win_free(&win);
}

static void shared(void)
{
    MPI_Win win;
    int *mine, *theirs, unit;
    MPI_Aint length;
    MPI_Win_allocate_shared((rank + 1) * sizeof(int), sizeof(int), MPI_INFO_NULL, MPI_COMM_WORLD, &mine, &win);
    MPI_Win_fence(0, win);
    for (int i = 0; i <= rank; i++)
        mine[i] = 10 * rank + i;
    MPI_Win_fence(0, win);
    int other = (rank + 1) % size;
    MPI_Win_shared_query(win, other, &length, &unit, &theirs);
    say("shared %d bytes, unit %d, last %d", (int)length, unit, theirs[other]);
    MPI_Win_fence(0, win);
    theirs[0] = 1000 + rank;
    MPI_Win_fence(0, win);
    say("written %d", mine[0]);
    int got = -1;
    MPI_Get(&got, 1, MPI_INT, other, other, 1, MPI_INT, win);
    MPI_Win_fence(0, win);
    say("got %d", got);
    MPI_Win_shared_query(win, MPI_PROC_NULL, &length, &unit, &theirs);
    say("first %d", (int)length);
    MPI_Win_fence(0, win);
    MPI_Win_free(&win);
}

/* Ranks without a byte, in one window some and in another all. */
static void empty(void)
{
    MPI_Win win;
    MPI_Info info;
    int *mine, *theirs, unit, other = (rank + 1) % size;
    MPI_Aint length;
    MPI_Info_create(&info);
    MPI_Info_set(info, "alloc_shared_noncontig", "true");
    MPI_Win_allocate_shared(rank % 2 ? 0 : sizeof(int), sizeof(int), info, MPI_COMM_WORLD, &mine, &win);
    MPI_Win_shared_query(win, other, &length, &unit, &theirs);
    say("%d bytes, %s", (int)length, theirs == NULL ? "nowhere" : "somewhere");
    MPI_Win_free(&win);
    MPI_Info_free(&info);
    MPI_Win_allocate_shared(0, sizeof(int), MPI_INFO_NULL, MPI_COMM_WORLD, &mine, &win);
    MPI_Win_free(&win);
}

static void dynamic(void)
{
    MPI_Win win;
    int *cells = malloc(4 * sizeof *cells);
    MPI_Aint place, *places = malloc(size * sizeof *places);
    memset(cells, 0, 4 * sizeof *cells);
    MPI_Win_create_dynamic(MPI_INFO_NULL, MPI_COMM_WORLD, &win);
    MPI_Win_attach(win, cells, 4 * sizeof *cells);
    MPI_Get_address(cells, &place);
    MPI_Allgather(&place, 1, MPI_AINT, places, 1, MPI_AINT, MPI_COMM_WORLD);
    int next = (rank + 1) % size, value = 77 + rank;
    MPI_Win_fence(0, win);
    MPI_Put(&value, 1, MPI_INT, next, MPI_Aint_add(places[next], 2 * sizeof *cells), 1, MPI_INT, win);
    MPI_Win_fence(0, win);
    say("dynamic %d", cells[2]);
    MPI_Barrier(MPI_COMM_WORLD);
    MPI_Win_detach(win, cells);
    MPI_Win_free(&win);
    free(cells);
    free(places);
}

static void types(void)
{
    MPI_Win win;
    MPI_Datatype column;
    int matrix[4][4];
    for (int i = 0; i < 16; i++)
        matrix[i / 4][i % 4] = 100 * rank + i;
    int next = (rank + 1) % size, got[4];
    MPI_Type_vector(4, 1, 4, MPI_INT, &column);
    MPI_Type_commit(&column);
    MPI_Win_create(matrix, sizeof matrix, sizeof(int), MPI_INFO_NULL, MPI_COMM_WORLD, &win);
    MPI_Win_fence(0, win);
    MPI_Get(got, 4, MPI_INT, next, 3, 1, column, win);
    MPI_Win_fence(0, win);
    say("column %d %d %d %d", got[0], got[1], got[2], got[3]);
    MPI_Win_free(&win);
    MPI_Type_free(&column);
    void *memory = NULL;
    say("memory %d", MPI_Alloc_mem(1000, MPI_INFO_NULL, &memory) == MPI_SUCCESS && memory != NULL);
    memset(memory, 1, 1000);
    say("free %d", MPI_Free_mem(memory));
}

int main(int argc, char **argv)
{
    start(&argc, &argv);
    fences();
    locks();
    groups();
    shared();
    empty();
    dynamic();
    types();
    MPI_Finalize();
    return 0;
}
