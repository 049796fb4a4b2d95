/* Communicators, groups and Cartesian topologies. */
#include "say.h"

static const char *relation(int result)
{
    return result == MPI_IDENT ? "identical" : result == MPI_CONGRUENT ? "congruent" : result == MPI_SIMILAR ? "similar" : result == MPI_UNEQUAL ? "unequal" : "?";
}

static int shown(int r)
{
    return r == MPI_PROC_NULL ? -1 : r;
}

int main(int argc, char **argv)
{
    start(&argc, &argv);
    MPI_Comm copy, half, cart, row, sub;
    int result, inter, n, r;

    MPI_Comm_dup(MPI_COMM_WORLD, &copy);
    MPI_Comm_compare(copy, MPI_COMM_WORLD, &result);
    MPI_Comm_test_inter(copy, &inter);
    say("dup %s inter %d", relation(result), inter);
    /* A message in one communicator is not seen in the other. */
    int x = rank, y = -1;
    MPI_Request request;
    MPI_Irecv(&y, 1, MPI_INT, (rank + size - 1) % size, 0, copy, &request);
    MPI_Send(&x, 1, MPI_INT, (rank + 1) % size, 0, copy);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    MPI_Comm_free(&copy);
    say("context %d null %d", y, copy == MPI_COMM_NULL);

    MPI_Comm_split(MPI_COMM_WORLD, rank % 2 ? MPI_UNDEFINED : 0, -rank, &half);
    n = r = -1;
    if (half != MPI_COMM_NULL) {
        MPI_Comm_size(half, &n);
        MPI_Comm_rank(half, &r);
        MPI_Comm_free(&half);
    }
    say("split %d of %d", r, n);

    MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL, &half);
    MPI_Comm_size(half, &n);
    MPI_Comm_free(&half);
    say("on this node %d", n);

    MPI_Group world, last, first, both, none;
    MPI_Comm_group(MPI_COMM_WORLD, &world);
    int ends[1] = { size - 1 }, range[1][3] = { { 0, size - 1, 2 } }, translated[2], ask[2] = { 0, MPI_PROC_NULL };
    MPI_Group_incl(world, 1, ends, &last);
    MPI_Group_excl(world, 1, ends, &first);
    MPI_Group_union(last, first, &both);
    MPI_Group_compare(both, world, &result);
    MPI_Group_rank(last, &r);
    MPI_Group_size(first, &n);
    MPI_Group_translate_ranks(last, 2, ask, world, translated);
    say("groups %s %d %d -> %d %d", relation(result), r == MPI_UNDEFINED ? -1 : r, n, translated[0], shown(translated[1]));
    MPI_Group_free(&both);
    MPI_Group_range_incl(world, 1, range, &both);
    MPI_Comm_create(MPI_COMM_WORLD, both, &sub);
    n = -1;
    if (sub != MPI_COMM_NULL) {
        MPI_Comm_size(sub, &n);
        MPI_Comm_free(&sub);
    }
    MPI_Group_difference(last, last, &none);
    say("even %d empty %d", n, none == MPI_GROUP_EMPTY);
    MPI_Group_free(&none);
    MPI_Group_free(&both);
    MPI_Group_free(&first);
    MPI_Group_free(&last);
    MPI_Group_free(&world);

    int dims[2] = { 0, 0 }, periods[2] = { 1, 0 }, coords[2], got[2], wraps[2], source, target, kind, count;
    MPI_Dims_create(size, 2, dims);
    MPI_Cart_create(MPI_COMM_WORLD, 2, dims, periods, 0, &cart);
    MPI_Topo_test(cart, &kind);
    MPI_Cartdim_get(cart, &count);
    MPI_Cart_get(cart, 2, got, wraps, coords);
    say("cart %d dims %d: %dx%d wraps %d %d at %d %d", kind == MPI_CART, count, got[0], got[1], wraps[0], wraps[1], coords[0], coords[1]);
    MPI_Cart_coords(cart, size - 1, 2, coords);
    MPI_Cart_rank(cart, coords, &r);
    say("last is %d %d, rank %d", coords[0], coords[1], r);
    for (int direction = 0; direction < 2; direction++) {
        MPI_Cart_shift(cart, direction, 1, &source, &target);
        say("shift %d: %d %d", direction, shown(source), shown(target));
    }
    int remain[2] = { 0, 1 };
    MPI_Cart_sub(cart, remain, &row);
    MPI_Comm_size(row, &n);
    MPI_Topo_test(MPI_COMM_WORLD, &kind);
    say("row of %d, world has none %d", n, kind == MPI_UNDEFINED);
    MPI_Comm_free(&row);
    MPI_Comm_free(&cart);

    int version, sub_version, flag, provided;
    MPI_Get_version(&version, &sub_version);
    MPI_Initialized(&flag);
    MPI_Query_thread(&provided);
    char name[MPI_MAX_PROCESSOR_NAME];
    MPI_Get_processor_name(name, &n);
    say("version %d initialized %d thread %d name %d", version >= 3, flag, provided >= MPI_THREAD_SINGLE, n == (int)strlen(name) && n > 0);
    double before = MPI_Wtime();
    say("time %d", MPI_Wtick() > 0 && MPI_Wtime() >= before);
    MPI_Finalize();
    MPI_Finalized(&flag);
    if (rank == 0)
        printf("finalized %d\n", flag);
    return 0;
}
