/* One-sided operations of a process on itself: compare and swap of all widths, beside the others that are atomic with it. */
#include "say.h"

static int failures, rank, size;

static void check(int right)
{
    failures += !right;
}

/* Each process swaps its own place, and adds to it. */
static void own(MPI_Win window, void *memory, MPI_Aint base, MPI_Datatype type, int bytes)
{
    long long zero = 0, mine = 100 + rank, other = 7, old = -1, now = 0;
    long long mask = bytes == 8 ? -1 : (1LL << (8 * bytes)) - 1;
    memset(memory, 0, 64);
    MPI_Barrier(MPI_COMM_WORLD);
    MPI_Win_lock_all(0, window);
    MPI_Compare_and_swap(&mine, &zero, &old, type, rank, base, window);
    MPI_Win_flush(rank, window);
    check((old & mask) == 0);
    MPI_Compare_and_swap(&other, &zero, &old, type, rank, base, window);
    MPI_Win_flush(rank, window);
    check((old & mask) == mine);
    MPI_Fetch_and_op(&mine, &old, type, rank, base, MPI_SUM, window);
    MPI_Win_flush(rank, window);
    check((old & mask) == mine);
    MPI_Fetch_and_op(&other, &old, type, rank, base, MPI_REPLACE, window);
    MPI_Win_flush(rank, window);
    check((old & mask) == ((2 * mine) & mask));
    MPI_Win_unlock_all(window);
    MPI_Barrier(MPI_COMM_WORLD);
    MPI_Win_lock(MPI_LOCK_SHARED, rank, 0, window);
    memcpy(&now, memory, bytes);
    check(now == other);
    MPI_Win_unlock(rank, window);
    MPI_Barrier(MPI_COMM_WORLD);
}

/* All processes, the owner too, want the same place; one gets it. */
static void contend(MPI_Win window, void *memory, const MPI_Aint *bases)
{
    int target, winners;
    for (target = 0; target < size; target++) {
        long long zero = 0, mine = rank + 1, old = -1;
        int won;
        memset(memory, 0, 64);
        MPI_Barrier(MPI_COMM_WORLD);
        MPI_Win_lock_all(0, window);
        MPI_Compare_and_swap(&mine, &zero, &old, MPI_LONG_LONG, target, bases[target], window);
        MPI_Win_unlock_all(window);
        won = old == 0;
        MPI_Allreduce(&won, &winners, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
        check(winners == 1);
    }
}

static void try(MPI_Win window, void *memory, const MPI_Aint *bases)
{
    own(window, memory, bases[rank], MPI_LONG_LONG, 8);
    own(window, memory, bases[rank], MPI_UINT64_T, 8);
    own(window, memory, bases[rank], MPI_COUNT, 8);
    own(window, memory, bases[rank], MPI_INT, 4);
    own(window, memory, bases[rank], MPI_SHORT, 2);
    own(window, memory, bases[rank], MPI_SIGNED_CHAR, 1);
    contend(window, memory, bases);
}

int main(int argc, char **argv)
{
    static long long memory[8];
    MPI_Aint none[16] = {0}, address, bases[16];
    MPI_Win window;
    void *allocated;
    int all;
    MPI_Init(&argc, &argv);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Win_create(memory, sizeof memory, 8, MPI_INFO_NULL, MPI_COMM_WORLD, &window);
    try(window, memory, none);
    MPI_Win_free(&window);
    MPI_Win_allocate(64, 1, MPI_INFO_NULL, MPI_COMM_WORLD, &allocated, &window);
    try(window, allocated, none);
    MPI_Win_free(&window);
    MPI_Win_create_dynamic(MPI_INFO_NULL, MPI_COMM_WORLD, &window);
    MPI_Win_attach(window, memory, sizeof memory);
    MPI_Get_address(memory, &address);
    MPI_Allgather(&address, 1, MPI_AINT, bases, 1, MPI_AINT, MPI_COMM_WORLD);
    try(window, memory, bases);
    MPI_Win_detach(window, memory);
    MPI_Win_free(&window);
    MPI_Allreduce(&failures, &all, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
    if (rank == 0)
        printf("ownswaps: %d wrong values\n", all);
    MPI_Finalize();
    return 0;
}
