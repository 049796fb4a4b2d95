/*
 * Arrays that a library writes to by a length of its own, and numbers by which it indexes lists of its own: groups, topologies, the
 * groups of windows. Each wrong call gives the class that its rule says, over every library, and nothing is written beside the arrays.
 * Checks itself: a native library may do anything here.
 */
#include "check.h"
#include <limits.h>

#define FAILS(call, class) is(class_of(call), class, #call, __LINE__)
#define WORKS(call) FAILS(call, MPI_SUCCESS)

enum { MARK = 0x5eed5eed, MANY = 70000 };

static void is(int got, int class, const char *call, int line)
{
    if (got == class)
        return;
    failures++;
    printf("%d: line %d: %d instead of %d: %s\n", rank, line, got, class, call);
}

/* Room for some elements, and marks behind it. */
static int *room(int n)
{
    int *array = malloc((size_t)(n + 64) * sizeof *array);
    for (int i = 0; i < n + 64; i++)
        array[i] = MARK;
    return array;
}

static int untouched(const int *array, int from)
{
    for (int i = from; i < from + 64; i++)
        if (array[i] != MARK)
            return 0;
    return 1;
}

static int *filled(int n, int value)
{
    int *array = malloc((size_t)(n + 1) * sizeof *array);
    for (int i = 0; i < n; i++)
        array[i] = value;
    return array;
}

static int size_of(MPI_Group group)
{
    int n = -1;
    MPI_Group_size(group, &n);
    MPI_Group_free(&group);
    return n;
}

static void lists(void)
{
    MPI_Group world, group, one;
    int *zeros = filled(64, 0), wrong[] = { size, -1, INT_MAX, INT_MIN, MPI_PROC_NULL, MPI_UNDEFINED, MPI_ANY_SOURCE, MPI_ROOT };
    MPI_Comm_group(MPI_COMM_WORLD, &world);
    MPI_Comm_group(MPI_COMM_SELF, &one);
    for (int n = 2; n <= 64; n++) {
        FAILS(MPI_Group_incl(world, n, zeros, &group), MPI_ERR_RANK);
        FAILS(MPI_Group_excl(world, n, zeros, &group), MPI_ERR_RANK);
        FAILS(MPI_Group_incl(one, n, zeros, &group), MPI_ERR_RANK);
        FAILS(MPI_Group_excl(one, n, zeros, &group), MPI_ERR_RANK);
    }
    for (int i = 0; i < 8; i++) {
        FAILS(MPI_Group_incl(world, 1, wrong + i, &group), MPI_ERR_RANK);
        FAILS(MPI_Group_excl(world, 1, wrong + i, &group), MPI_ERR_RANK);
        if (wrong[i] == MPI_PROC_NULL)
            continue;
        int there = MARK;
        FAILS(MPI_Group_translate_ranks(world, 1, wrong + i, one, &there), MPI_ERR_RANK);
        CHECK(there == MARK);
    }
    FAILS(MPI_Group_incl(world, -1, zeros, &group), MPI_ERR_ARG);
    FAILS(MPI_Group_excl(world, INT_MIN, zeros, &group), MPI_ERR_ARG);
    FAILS(MPI_Group_incl(world, INT_MAX, zeros, &group), MPI_ERR_RANK);
    FAILS(MPI_Group_incl(world, 1, NULL, &group), MPI_ERR_ARG);
    FAILS(MPI_Group_translate_ranks(world, 0x20000000, zeros, one, zeros), MPI_ERR_ARG);
    WORKS(MPI_Group_excl(world, 0, NULL, &group));
    CHECK(size_of(group) == size);
    WORKS(MPI_Group_incl(world, 0, NULL, &group));
    CHECK(group == MPI_GROUP_EMPTY);

    int *ranks = room(size), mine[] = { 0, MPI_PROC_NULL }, theirs[2], self = rank;
    for (int i = 0; i < size; i++)
        ranks[i] = size - 1 - i;
    WORKS(MPI_Group_incl(world, size, ranks, &group));
    WORKS(MPI_Group_translate_ranks(group, 2, mine, world, theirs));
    CHECK(theirs[0] == size - 1 && theirs[1] == MPI_PROC_NULL && size_of(group) == size);
    WORKS(MPI_Group_excl(world, size, ranks, &group));
    CHECK(group == MPI_GROUP_EMPTY);
    WORKS(MPI_Group_translate_ranks(one, 1, mine, world, theirs));
    CHECK(theirs[0] == rank);
    WORKS(MPI_Group_translate_ranks(world, 1, &self, one, theirs));
    CHECK(theirs[0] == 0);
    MPI_Group_free(&world);
    MPI_Group_free(&one);
}

static void ranges(void)
{
    MPI_Group world, group;
    MPI_Comm_group(MPI_COMM_WORLD, &world);
    int wrong[][4] = {
        { 0, size, 1, MPI_ERR_RANK }, { 0, INT_MAX, 1, MPI_ERR_RANK }, { INT_MIN, INT_MAX, 1, MPI_ERR_RANK }, { -1, -1, 1, MPI_ERR_RANK },
        { size, size, 1, MPI_ERR_RANK }, { 0, INT_MAX, INT_MAX, MPI_ERR_RANK }, { 0, INT_MIN, INT_MIN, MPI_ERR_RANK },
        { 0, -1, -1, MPI_ERR_RANK }, { 0, INT_MIN, -1, MPI_ERR_RANK },
        { 0, size - 1, 0, MPI_ERR_ARG }, { 0, 1, -1, MPI_ERR_ARG }, { 1, 0, 1, MPI_ERR_ARG }, { 0, INT_MAX, INT_MIN, MPI_ERR_ARG },
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        FAILS(MPI_Group_range_incl(world, 1, (int (*)[3])wrong[i], &group), wrong[i][3]);
        FAILS(MPI_Group_range_excl(world, 1, (int (*)[3])wrong[i], &group), wrong[i][3]);
    }
    FAILS(MPI_Group_range_incl(world, INT_MAX, (int (*)[3])wrong, &group), MPI_ERR_RANK);
    FAILS(MPI_Group_range_excl(world, -3, (int (*)[3])wrong, &group), MPI_ERR_ARG);
    FAILS(MPI_Group_range_incl(world, 1, NULL, &group), MPI_ERR_ARG);

    /* The stride leads beyond the last rank: only the first is named. */
    int far[][3] = { { 0, size - 1, INT_MAX } }, down[][3] = { { size - 1, 0, -1 } }, twice[][3] = { { 0, 0, 1 }, { 0, 0, 1 } };
    WORKS(MPI_Group_range_incl(world, 1, far, &group));
    CHECK(size_of(group) == 1);
    WORKS(MPI_Group_range_excl(world, 1, far, &group));
    CHECK(size == 1 ? group == MPI_GROUP_EMPTY : size_of(group) == size - 1);
    WORKS(MPI_Group_range_incl(world, 1, down, &group));
    int zero = 0, last = -1;
    MPI_Group_translate_ranks(group, 1, &zero, world, &last);
    CHECK(last == size - 1 && size_of(group) == size);
    WORKS(MPI_Group_range_excl(world, 1, down, &group));
    CHECK(group == MPI_GROUP_EMPTY);
    FAILS(MPI_Group_range_incl(world, 2, twice, &group), MPI_ERR_RANK);
    FAILS(MPI_Group_range_excl(world, 2, twice, &group), MPI_ERR_RANK);
    MPI_Group_free(&world);
}

/* Leaders are ranks of their communicators; that of the other group is looked at by the leader only. */
static void leaders(void)
{
    MPI_Comm comm;
    int wrong[] = { size, -1, INT_MAX, INT_MIN, MPI_PROC_NULL, MPI_ANY_SOURCE };
    for (int i = 0; i < 6; i++) {
        FAILS(MPI_Intercomm_create(MPI_COMM_SELF, wrong[i] == size ? 1 : wrong[i], MPI_COMM_WORLD, 0, 1, &comm), MPI_ERR_RANK);
        FAILS(MPI_Intercomm_create(MPI_COMM_SELF, 0, MPI_COMM_WORLD, wrong[i], 1, &comm), MPI_ERR_RANK);
    }
}

static void grids(void)
{
    MPI_Comm comm, part;
    int *ones = filled(300, 1), *strange = filled(300, 0x41414141), n, up, down, place;
    FAILS(MPI_Cart_create(MPI_COMM_SELF, 300, ones, strange, 0, &comm), MPI_ERR_DIMS);
    FAILS(MPI_Cart_create(MPI_COMM_SELF, INT_MAX, ones, strange, 0, &comm), MPI_ERR_DIMS);
    FAILS(MPI_Cart_create(MPI_COMM_SELF, -1, ones, strange, 0, &comm), MPI_ERR_ARG);
    FAILS(MPI_Cart_map(MPI_COMM_SELF, 300, ones, strange, &n), MPI_ERR_DIMS);
    int wrong[][2] = {
        { 641, 6700417 }, { 65536, 65536 }, { 0, 1 }, { 1, 0 }, { -1, -1 }, { -2, -2 }, { 1, INT_MIN }, { INT_MAX, INT_MAX }, { size, 2 },
        { size + 1, 1 },
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        FAILS(MPI_Cart_create(MPI_COMM_WORLD, 2, wrong[i], ones, (int)(i % 2), &comm), MPI_ERR_DIMS);
        FAILS(MPI_Cart_map(MPI_COMM_WORLD, 2, wrong[i], ones, &n), MPI_ERR_DIMS);
    }

    WORKS(MPI_Cart_create(MPI_COMM_SELF, 16, ones, strange, 0, &comm));
    for (int most = 0; most <= 20; most++) {
        int *dims = room(most), *periods = room(most), *coords = room(most), kept = most < 16 ? most : 16;
        WORKS(MPI_Cart_get(comm, most, dims, periods, coords));
        CHECK(untouched(dims, kept) && untouched(periods, kept) && untouched(coords, kept));
        CHECK(kept == 0 || (dims[kept - 1] == 1 && periods[kept - 1] != 0 && periods[kept - 1] != MARK && coords[kept - 1] == 0));
        coords[0] = kept ? MARK : coords[0];
        MPI_Cart_coords(comm, 0, most, coords);
        CHECK(untouched(coords, kept));
        free(dims);
        free(periods);
        free(coords);
    }
    for (int i = 0; i < 16; i++)
        ones[i] = INT_MIN + i;
    WORKS(MPI_Cart_rank(comm, ones, &place));
    CHECK(place == 0);
    FAILS(MPI_Cart_shift(comm, -1, 1, &down, &up), MPI_ERR_DIMS);
    FAILS(MPI_Cart_shift(comm, 16, 1, &down, &up), MPI_ERR_DIMS);
    FAILS(MPI_Cart_shift(comm, INT_MIN, 1, &down, &up), MPI_ERR_DIMS);
    MPI_Comm_free(&comm);

    int line[] = { size, 1 }, periods[] = { 1, 0 }, far[] = { 1, -1, INT_MAX, INT_MIN, INT_MIN + 1, 1 << 30 };
    WORKS(MPI_Cart_create(MPI_COMM_WORLD, 2, line, periods, 0, &comm));
    for (int i = 0; i < 12; i++) {
        WORKS(MPI_Cart_shift(comm, i % 2, far[i / 2], &down, &up));
        CHECK((down == MPI_PROC_NULL && i % 2) || (down >= 0 && down < size));
        CHECK((up == MPI_PROC_NULL && i % 2) || (up >= 0 && up < size));
    }
    FAILS(MPI_Cart_coords(comm, size, 2, line), MPI_ERR_RANK);
    FAILS(MPI_Cart_coords(comm, -1, 2, line), MPI_ERR_RANK);

    /* Processes that do not keep the same dimension. */
    int remain[] = { rank == 0, rank != 0 }, kept[] = { 1, 0 };
    FAILS(MPI_Cart_sub(comm, remain, &part), size > 1 ? MPI_ERR_ARG : MPI_SUCCESS);
    if (size == 1)
        MPI_Comm_free(&part);
    WORKS(MPI_Cart_sub(comm, kept, &part));
    CHECK(MPI_Cartdim_get(part, &n) == MPI_SUCCESS && n == 1);
    MPI_Comm_free(&part);
    FAILS(MPI_Cart_sub(MPI_COMM_SELF, kept, &part), MPI_ERR_TOPOLOGY);
    MPI_Comm_free(&comm);

    WORKS(MPI_Cart_create(MPI_COMM_SELF, 0, NULL, NULL, 0, &comm));
    int *got = room(3);
    WORKS(MPI_Cart_get(comm, 3, got, got + 1, got + 2));
    CHECK(untouched(got, 0) && MPI_Cartdim_get(comm, &n) == MPI_SUCCESS && n == 0);
    FAILS(MPI_Cart_shift(comm, 0, 1, &down, &up), MPI_ERR_DIMS);
    MPI_Comm_free(&comm);

    FAILS(MPI_Dims_create(1, 3, (int[]){ 65536, 65536, 0 }), MPI_ERR_DIMS);
    FAILS(MPI_Dims_create(6, 2, (int[]){ -2, 0 }), MPI_ERR_DIMS);
    FAILS(MPI_Dims_create(1, 0x20000000, ones), MPI_ERR_ARG);
}

static void graphs(void)
{
    MPI_Comm comm;
    int degree = 1000000, *zeros = filled(degree, 0), *got = room(10), *others = room(10), n;
    WORKS(MPI_Graph_create(MPI_COMM_SELF, 1, &degree, zeros, 0, &comm));
    for (int most = 0; most <= 10; most++) {
        for (int i = 0; i < 10; i++)
            got[i] = others[i] = MARK;
        WORKS(MPI_Graph_neighbors(comm, 0, most, got));
        CHECK(untouched(got, most) && (most == 0 || got[most - 1] == 0));
        int code = class_of(MPI_Graph_get(comm, most, most, others, got));
        CHECK((code == MPI_SUCCESS || code == MPI_ERR_ARG) && untouched(got, most) && untouched(others, most < 1 ? most : 1));
    }
    FAILS(MPI_Graph_neighbors(comm, 0, -1, got), MPI_ERR_ARG);
    FAILS(MPI_Graph_neighbors(comm, 1, 10, got), MPI_ERR_RANK);
    FAILS(MPI_Graph_neighbors(comm, -1, 10, got), MPI_ERR_RANK);
    FAILS(MPI_Graph_neighbors_count(comm, 1, &n), MPI_ERR_RANK);
    MPI_Comm_free(&comm);
    FAILS(MPI_Graph_neighbors(MPI_COMM_SELF, 0, 10, got), MPI_ERR_TOPOLOGY);
    FAILS(MPI_Graph_get(MPI_COMM_SELF, 1, 1, got, others), MPI_ERR_TOPOLOGY);

    int single[][1] = { { -1 }, { INT_MIN } };
    for (int i = 0; i < 2; i++) {
        FAILS(MPI_Graph_create(MPI_COMM_SELF, 1, single[i], zeros, 0, &comm), MPI_ERR_ARG);
        FAILS(MPI_Graph_map(MPI_COMM_SELF, 1, single[i], zeros, &n), MPI_ERR_ARG);
    }
    int edges[] = { 1, -1, INT_MAX, MPI_PROC_NULL, INT_MIN }, one = 1;
    for (int i = 0; i < 5; i++) {
        FAILS(MPI_Graph_create(MPI_COMM_SELF, 1, &one, edges + i, 0, &comm), MPI_ERR_RANK);
        FAILS(MPI_Graph_map(MPI_COMM_SELF, 1, &one, edges + i, &n), MPI_ERR_RANK);
        /* A process of the old communicator, and none of the new one, which has one. */
        FAILS(MPI_Graph_create(MPI_COMM_WORLD, 1, &one, edges + i, 1, &comm), MPI_ERR_RANK);
    }
    int *index = filled(size + 1, 0);
    FAILS(MPI_Graph_create(MPI_COMM_WORLD, size + 1, index, zeros, 0, &comm), MPI_ERR_ARG);
    if (size < 2)
        return;
    int pairs[][2] = { { 1000000, 0 }, { -1000000, 0 }, { 2, 1 }, { 1, INT_MIN }, { INT_MIN, 1 } };
    for (int i = 0; i < 5; i++) {
        FAILS(MPI_Graph_create(MPI_COMM_WORLD, 2, pairs[i], zeros, 0, &comm), MPI_ERR_ARG);
        FAILS(MPI_Graph_map(MPI_COMM_WORLD, 2, pairs[i], zeros, &n), MPI_ERR_ARG);
    }
}

static void weights(void)
{
    MPI_Comm comm;
    int *zeros = filled(MANY, 0), *values = filled(MANY, 0x12345678), *from = room(MANY), *to = room(MANY), one = 1, none = 0;
    WORKS(MPI_Dist_graph_create_adjacent(MPI_COMM_SELF, MANY, zeros, values, MANY, zeros, values, MPI_INFO_NULL, 0, &comm));
    FAILS(MPI_Dist_graph_neighbors(comm, MANY, from, MPI_WEIGHTS_EMPTY, MANY, to, MPI_WEIGHTS_EMPTY), MPI_ERR_ARG);
    FAILS(MPI_Dist_graph_neighbors(comm, MANY, from, values, MANY, to, MPI_WEIGHTS_EMPTY), MPI_ERR_ARG);
    int *in = room(1), *out = room(1);
    int code = class_of(MPI_Dist_graph_neighbors(comm, 1, from, in, 1, to, out));
    CHECK((code == MPI_SUCCESS || code == MPI_ERR_ARG) && untouched(in, 1) && untouched(out, 1));
    int *more_from = room(MANY + 9), *more_to = room(MANY + 9), *more_in = room(MANY + 9), *more_out = room(MANY + 9);
    WORKS(MPI_Dist_graph_neighbors(comm, MANY + 9, more_from, more_in, MANY + 9, more_to, more_out));
    CHECK(untouched(more_from, MANY) && untouched(more_to, MANY) && untouched(more_in, MANY) && untouched(more_out, MANY));
    CHECK(more_from[MANY - 1] == 0 && more_in[MANY - 1] == 0x12345678 && more_out[0] == 0x12345678);
    WORKS(MPI_Dist_graph_neighbors(comm, MANY, more_from, MPI_UNWEIGHTED, MANY, more_to, MPI_UNWEIGHTED));
    MPI_Comm_free(&comm);

    for (int n = 0; n < 2; n++) {
        FAILS(MPI_Dist_graph_create_adjacent(MPI_COMM_SELF, n * MANY, zeros, MPI_WEIGHTS_EMPTY, 1, zeros, MPI_WEIGHTS_EMPTY, MPI_INFO_NULL,
            0, &comm), MPI_ERR_ARG);
    }
    FAILS(MPI_Dist_graph_create(MPI_COMM_WORLD, 1, zeros, &one, zeros, MPI_WEIGHTS_EMPTY, MPI_INFO_NULL, 0, &comm), MPI_ERR_ARG);
    WORKS(MPI_Dist_graph_create_adjacent(MPI_COMM_SELF, 0, NULL, MPI_WEIGHTS_EMPTY, 0, NULL, MPI_WEIGHTS_EMPTY, MPI_INFO_NULL, 0, &comm));
    WORKS(MPI_Dist_graph_neighbors(comm, 0, NULL, MPI_WEIGHTS_EMPTY, 0, NULL, MPI_WEIGHTS_EMPTY));
    MPI_Comm_free(&comm);
    WORKS(MPI_Dist_graph_create(MPI_COMM_WORLD, 1, &rank, &none, NULL, MPI_WEIGHTS_EMPTY, MPI_INFO_NULL, 0, &comm));
    MPI_Comm_free(&comm);

    /* Weights here and none there: Open MPI takes the former for ranks. */
    FAILS(MPI_Dist_graph_create(MPI_COMM_WORLD, 1, &rank, &one, zeros, rank == 0 ? MPI_UNWEIGHTED : values, MPI_INFO_NULL, 0, &comm),
        size > 1 ? MPI_ERR_ARG : MPI_SUCCESS);
    if (size == 1)
        MPI_Comm_free(&comm);
    WORKS(MPI_Dist_graph_create(MPI_COMM_WORLD, 1, &rank, &one, zeros, values, MPI_INFO_NULL, 0, &comm));
    MPI_Barrier(comm);
    MPI_Comm_free(&comm);
}

/* A window over all processes but the last, and groups that it is in. */
static void exposures(void)
{
    MPI_Comm most;
    MPI_Group world, last, inside;
    MPI_Win win;
    static int part[4];
    int end[] = { size - 1 };
    MPI_Comm_group(MPI_COMM_WORLD, &world);
    MPI_Group_incl(world, 1, end, &last);
    MPI_Comm_split(MPI_COMM_WORLD, rank < size - 1 ? 0 : MPI_UNDEFINED, rank, &most);
    if (most != MPI_COMM_NULL) {
        MPI_Comm_set_errhandler(most, MPI_ERRORS_RETURN);
        MPI_Comm_group(most, &inside);
        /* Open MPI has none where a process is alone. */
        if (MPI_Win_create(part, sizeof part, sizeof *part, MPI_INFO_NULL, most, &win) == MPI_SUCCESS) {
            MPI_Win_set_errhandler(win, MPI_ERRORS_RETURN);
            FAILS(MPI_Win_post(world, 0, win), MPI_ERR_GROUP);
            FAILS(MPI_Win_start(world, 0, win), MPI_ERR_GROUP);
            FAILS(MPI_Win_post(last, MPI_MODE_NOCHECK, win), MPI_ERR_GROUP);
            FAILS(MPI_Win_start(last, MPI_MODE_NOCHECK, win), MPI_ERR_GROUP);
            int n, value = 7;
            MPI_Comm_size(most, &n);
            WORKS(MPI_Win_post(inside, 0, win));
            WORKS(MPI_Win_start(inside, 0, win));
            WORKS(MPI_Put(&value, 1, MPI_INT, (rank + 1) % n, 0, 1, MPI_INT, win));
            WORKS(MPI_Win_complete(win));
            WORKS(MPI_Win_wait(win));
            CHECK(part[0] == 7 && part[1] == 0);
            MPI_Win_free(&win);
        }
        MPI_Group_free(&inside);
        MPI_Comm_free(&most);
    }
    MPI_Group_free(&last);
    MPI_Group_free(&world);
}

int main(int argc, char **argv)
{
    start(&argc, &argv);
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    MPI_Comm_set_errhandler(MPI_COMM_SELF, MPI_ERRORS_RETURN);
    lists();
    ranges();
    leaders();
    grids();
    graphs();
    weights();
    exposures();
    int all = 0;
    MPI_Reduce(&failures, &all, 1, MPI_INT, MPI_SUM, 0, MPI_COMM_WORLD);
    if (rank == 0)
        printf("%d failures\n", all);
    MPI_Finalize();
    return all != 0;
}
