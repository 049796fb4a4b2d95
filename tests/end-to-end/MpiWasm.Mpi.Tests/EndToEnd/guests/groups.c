/* Groups, and the communicators made from them: create_group, intercommunicators, info of communicators. */
#include "say.h"

static const char *relation(int result)
{
    return result == MPI_IDENT ? "identical" : result == MPI_CONGRUENT ? "congruent" : result == MPI_SIMILAR ? "similar" : result == MPI_UNEQUAL ? "unequal" : "?";
}

static int shown(int r)
{
    return r == MPI_UNDEFINED ? -2 : r == MPI_PROC_NULL ? -1 : r;
}

int main(int argc, char **argv)
{
    start(&argc, &argv);
    MPI_Group world, some, others, set;
    MPI_Comm comm, half, inter, merged;
    int n, r, result;
    MPI_Comm_group(MPI_COMM_WORLD, &world);

    int reversed[8], back[8];
    for (int i = 0; i < size; i++)
        reversed[i] = size - 1 - i;
    MPI_Group_incl(world, size, reversed, &some);
    MPI_Group_compare(some, world, &result);
    MPI_Group_translate_ranks(some, size, reversed, world, back);
    say("reversed is %s, its last is %d, me %d", relation(result), back[0], (MPI_Group_rank(some, &r), r));
    MPI_Group_free(&some);

    int odd[1][3] = { { 1, size - 1, 2 } }, none[1][3] = { { 0, size - 1, 1 } };
    int has_odd = size > 1;
    MPI_Group_range_incl(world, has_odd, odd, &some);
    MPI_Group_range_excl(world, has_odd, odd, &others);
    MPI_Group_size(some, &n);
    MPI_Group_size(others, &r);
    say("odd %d even %d", n, r);
    MPI_Group_intersection(some, others, &set);
    MPI_Group_size(set, &n);
    say("both %d, empty %d", n, set == MPI_GROUP_EMPTY);
    MPI_Group_free(&set);
    MPI_Group_union(some, others, &set);
    MPI_Group_compare(set, world, &result);
    say("all of them %s", size == 1 ? "similar" : relation(result));
    MPI_Group_free(&set);
    MPI_Group_range_excl(world, 1, none, &set);
    MPI_Group_size(set, &n);
    MPI_Group_rank(set, &r);
    say("without all %d, me %d", n, shown(r));
    MPI_Group_free(&set);
    int asked[2] = { 0, MPI_PROC_NULL }, told[2];
    MPI_Group_translate_ranks(others, 2, asked, some, told);
    /* Of a group without members both libraries say that nobody is undefined; by the standard (7.3.1) it stays what it is. */
    if (some == MPI_GROUP_EMPTY)
        told[1] = MPI_UNDEFINED;
    say("the first even one is %d among the odd, nobody is %d", shown(told[0]), shown(told[1]));

    /* Only the members call create_group. */
    MPI_Group_rank(others, &r);
    n = -1;
    if (r != MPI_UNDEFINED) {
        MPI_Comm_create_group(MPI_COMM_WORLD, others, 17, &comm);
        MPI_Comm_size(comm, &n);
        MPI_Comm_compare(comm, MPI_COMM_WORLD, &result);
        MPI_Comm_free(&comm);
    }
    say("create_group %d %s", n, n < 0 ? "-" : relation(result));

    MPI_Comm_split(MPI_COMM_WORLD, rank % 2, rank, &half);
    if (size > 1) {
        /* Only leaders say whom to meet, and where. */
        MPI_Intercomm_create(half, 0, rank < 2 ? MPI_COMM_WORLD : MPI_COMM_NULL, rank < 2 ? 1 - rank : -1, 9, &inter);
        int is_inter, local, remote;
        MPI_Comm_test_inter(inter, &is_inter);
        MPI_Comm_size(inter, &local);
        MPI_Comm_remote_size(inter, &remote);
        MPI_Comm_remote_group(inter, &set);
        MPI_Group_translate_ranks(set, 1, asked, world, told);
        MPI_Group_free(&set);
        say("inter %d: %d here, %d there, whose first is %d", is_inter, local, remote, told[0]);
        int sum = -1;
        MPI_Allreduce(&rank, &sum, 1, MPI_INT, MPI_SUM, inter);
        say("sum of the others %d", sum);
        /* To the first of the even ranks. What means nothing there or here is given all the same: MPICH wants it. */
        int root = rank % 2 ? 0 : rank == 0 ? MPI_ROOT : MPI_PROC_NULL, reduced = -1, all[8] = { -1, -1, -1, -1, -1, -1, -1, -1 }, down = rank;
        MPI_Reduce(&rank, &reduced, 1, MPI_INT, MPI_SUM, root, inter);
        MPI_Gather(&rank, 1, MPI_INT, all, 1, MPI_INT, root, inter);
        MPI_Scatter(all, 1, MPI_INT, &down, 1, MPI_INT, root, inter);
        say("reduced %d, gathered %d %d, scattered %d", reduced, all[0], all[1], down);
        MPI_Request started;
        reduced = -1;
        MPI_Ireduce(&rank, &reduced, 1, MPI_INT, MPI_MAX, root, inter, &started);
        MPI_Wait(&started, MPI_STATUS_IGNORE);
        say("reduced %d", reduced);
        MPI_Comm copy;
        MPI_Comm_dup(inter, &copy);
        MPI_Comm_compare(inter, copy, &result);
        say("its duplicate is %s", relation(result));
        MPI_Comm_free(&copy);
        MPI_Intercomm_merge(inter, rank % 2, &merged);
        MPI_Comm_rank(merged, &r);
        MPI_Comm_size(merged, &n);
        MPI_Comm_compare(merged, MPI_COMM_WORLD, &result);
        say("merged: %d of %d, %s", r, n, relation(result));
        MPI_Comm_free(&merged);
        MPI_Comm_disconnect(&inter);
        say("disconnected %d", inter == MPI_COMM_NULL);
    }
    MPI_Comm_free(&half);

    MPI_Info hints, used;
    MPI_Info_create(&hints);
    MPI_Info_set(hints, "mpi_assert_no_any_tag", "false");
    MPI_Comm_dup_with_info(MPI_COMM_WORLD, hints, &comm);
    MPI_Comm_compare(comm, MPI_COMM_WORLD, &result);
    MPI_Comm_set_info(comm, hints);
    MPI_Comm_get_info(comm, &used);
    MPI_Info_get_nkeys(used, &n);
    say("dup_with_info %s, info %d", relation(result), n >= 0);
    MPI_Info_free(&used);
    MPI_Info_free(&hints);
    MPI_Comm_free(&comm);
    MPI_Request request;
    MPI_Comm_idup(MPI_COMM_WORLD, &comm, &request);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    MPI_Comm_compare(comm, MPI_COMM_WORLD, &result);
    int all = 0;
    MPI_Allreduce(&rank, &all, 1, MPI_INT, MPI_SUM, comm);
    say("idup %s, sum %d", relation(result), all);
    MPI_Comm_free(&comm);
    MPI_Comm_create(MPI_COMM_WORLD, MPI_GROUP_EMPTY, &comm);
    say("of nobody %d", comm == MPI_COMM_NULL);
    MPI_Group_free(&some);
    MPI_Group_free(&others);
    MPI_Group_free(&world);
    MPI_Finalize();
    return 0;
}
