/* Operations of the program's own: on predefined and derived types, commutative or not, in every kind of reduction. */
#include "say.h"
#include <stddef.h>

typedef struct { double re, im; } number;
typedef struct { char tag; double value; short count; } gappy;

static int calls, wrong_types;
static MPI_Datatype expected;

static void seen(MPI_Datatype *type)
{
    calls++;
    wrong_types += *type != expected;
}

/* a * 2 + b is neither commutative nor associative, but matrices' products are associative: affine maps x -> m x + c as pairs. */
static void compose(void *in, void *inout, int *len, MPI_Datatype *type)
{
    seen(type);
    number *a = in, *b = inout;
    for (int i = 0; i < *len; i++) {
        number first = a[i], second = b[i];
        b[i].re = first.re * second.re;
        b[i].im = first.im * second.re + second.im;
    }
}

static void largest(void *in, void *inout, int *len, MPI_Datatype *type)
{
    seen(type);
    int *a = in, *b = inout;
    for (int i = 0; i < *len; i++)
        if (a[i] % 97 > b[i] % 97 || (a[i] % 97 == b[i] % 97 && a[i] > b[i]))
            b[i] = a[i];
}

static void longs(void *in, void *inout, int *len, MPI_Datatype *type)
{
    seen(type);
    long *a = in, *b = inout;
    for (int i = 0; i < *len; i++)
        b[i] ^= a[i] * 3;
}

static void merge(void *in, void *inout, int *len, MPI_Datatype *type)
{
    seen(type);
    gappy *a = in, *b = inout;
    for (int i = 0; i < *len; i++) {
        if (a[i].tag > b[i].tag)
            b[i].tag = a[i].tag;
        b[i].value += a[i].value;
        b[i].count = (short)(b[i].count + a[i].count);
    }
}

/* Elements of every second int. */
static void sparse(void *in, void *inout, int *len, MPI_Datatype *type)
{
    seen(type);
    MPI_Aint lower, extent;
    MPI_Type_get_extent(*type, &lower, &extent);
    for (int i = 0; i < *len; i++) {
        int *a = (int *)((char *)in + i * extent), *b = (int *)((char *)inout + i * extent);
        b[0] += a[0];
        b[2] += a[2];
        b[4] += a[4];
    }
}

/* Elements before their address: their digits side by side, which is associative, and not commutative. */
static int tens(int number)
{
    int result = 10;
    while (result <= number)
        result *= 10;
    return result;
}

static void behind(void *in, void *inout, int *len, MPI_Datatype *type)
{
    seen(type);
    for (int i = 0; i < *len; i++) {
        int *a = (int *)((char *)in + i * 8), *b = (int *)((char *)inout + i * 8);
        b[-1] += a[-1] * tens(b[-1]);
    }
}

/* The sum of absolute addresses' ints: the type says where. */
static MPI_Aint place;
static void absolute(void *in, void *inout, int *len, MPI_Datatype *type)
{
    seen(type);
    for (int i = 0; i < *len; i++)
        *(int *)((char *)inout + place) += *(int *)((char *)in + place);
}

static void expect(MPI_Datatype type)
{
    calls = wrong_types = 0;
    expected = type;
}

static const char *verdict(void)
{
    return wrong_types ? "of a wrong type" : "right";
}

int main(int argc, char **argv)
{
    start(&argc, &argv);

    MPI_Op op, other;
    int commute = -1;
    MPI_Op_create(largest, 1, &op);
    MPI_Op_commutative(op, &commute);
    say("commutes %d", commute);
    int mine[3] = { rank * 31 + 5, 1000 - rank * 7, rank }, all[3] = { -1, -1, -1 };
    expect(MPI_INT);
    MPI_Allreduce(mine, all, 3, MPI_INT, op, MPI_COMM_WORLD);
    say("allreduce %d %d %d, called %s", all[0], all[1], all[2], verdict());
    memcpy(all, mine, sizeof all);
    MPI_Allreduce(MPI_IN_PLACE, all, 3, MPI_INT, op, MPI_COMM_WORLD);
    say("in place %d %d %d", all[0], all[1], all[2]);
    expect(MPI_INT);
    MPI_Reduce_local(mine, all, 3, MPI_INT, op);
    say("local %d %d %d, called %s", all[0], all[1], all[2], calls == 1 ? verdict() : "several times");
    MPI_Scan(mine, all, 3, MPI_INT, op, MPI_COMM_WORLD);
    say("scan %d %d %d", all[0], all[1], all[2]);
    all[0] = all[1] = all[2] = -1;
    MPI_Exscan(mine, all, 3, MPI_INT, op, MPI_COMM_WORLD);
    say("exscan %d %d %d", rank ? all[0] : 0, rank ? all[1] : 0, rank ? all[2] : 0);
    int *many = malloc(sizeof(int) * (size_t)size), one = -1;
    for (int i = 0; i < size; i++)
        many[i] = (rank + 1) * (i + 3);
    MPI_Reduce_scatter_block(many, &one, 1, MPI_INT, op, MPI_COMM_WORLD);
    say("reduce_scatter_block %d", one);
    MPI_Request request;
    MPI_Iallreduce(mine, all, 3, MPI_INT, op, MPI_COMM_WORLD, &request);
    MPI_Op_free(&op);
    say("freed %d", op == MPI_OP_NULL);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    say("iallreduce %d %d %d", all[0], all[1], all[2]);
    free(many);

    /* A long vector: the library divides it. */
    MPI_Op_create(largest, 1, &op);
    enum { LONG = 100000 };
    int *v = malloc(sizeof(int) * LONG), *w = malloc(sizeof(int) * LONG), bad = 0;
    for (int i = 0; i < LONG; i++)
        v[i] = i + rank;
    expect(MPI_INT);
    MPI_Allreduce(v, w, LONG, MPI_INT, op, MPI_COMM_WORLD);
    for (int i = 0; i < LONG; i++) {
        int best = i;
        for (int r = 1; r < size; r++)
            if ((i + r) % 97 > best % 97)
                best = i + r;
        bad += w[i] != best;
    }
    say("long vector: %d wrong, called %s", bad, verdict());
    MPI_Op_free(&op);
    free(v);
    free(w);

    /* Types that are one type to the library keep their names. */
    MPI_Op_create(longs, 1, &op);
    long x = rank + 1, y = 0;
    expect(MPI_LONG);
    MPI_Allreduce(&x, &y, 1, MPI_LONG, op, MPI_COMM_WORLD);
    say("long called %s", verdict());
    MPI_Op_free(&op);

    /* Not commutative: in the order of ranks. */
    MPI_Datatype pair;
    MPI_Type_contiguous(2, MPI_DOUBLE, &pair);
    MPI_Type_commit(&pair);
    MPI_Op_create(compose, 0, &op);
    MPI_Op_create(compose, 0, &other);
    say("two handles %d", op != other);
    MPI_Op_free(&other);
    MPI_Op_commutative(op, &commute);
    number map[2] = { { 1 + rank, 2 }, { 2, rank } }, result[2];
    expect(pair);
    MPI_Allreduce(map, result, 2, pair, op, MPI_COMM_WORLD);
    say("composed %d: %g %g %g %g, called %s", commute, result[0].re, result[0].im, result[1].re, result[1].im, verdict());
    memset(result, 0, sizeof result);
    MPI_Reduce(map, result, 2, pair, op, size - 1, MPI_COMM_WORLD);
    say("composed at the last: %g %g %g %g", result[0].re, result[0].im, result[1].re, result[1].im);
    MPI_Scan(map, result, 2, pair, op, MPI_COMM_WORLD);
    say("composed so far: %g %g %g %g", result[0].re, result[0].im, result[1].re, result[1].im);
    MPI_Op_free(&op);
    MPI_Type_free(&pair);

    /* A struct with gaps: what is in them stays. */
    MPI_Datatype raw, gaps;
    int lengths[3] = { 1, 1, 1 };
    MPI_Aint offsets[3] = { offsetof(gappy, tag), offsetof(gappy, value), offsetof(gappy, count) };
    MPI_Datatype parts[3] = { MPI_CHAR, MPI_DOUBLE, MPI_SHORT };
    MPI_Type_create_struct(3, lengths, offsets, parts, &raw);
    MPI_Type_create_resized(raw, 0, sizeof(gappy), &gaps);
    MPI_Type_commit(&gaps);
    MPI_Op_create(merge, 1, &op);
    gappy from[2], to[2];
    memset(from, 0x11, sizeof from);
    memset(to, 0x22, sizeof to);
    for (int i = 0; i < 2; i++)
        from[i] = (gappy){ (char)('a' + rank + i), rank + 0.5 * i, (short)(rank + 10 * i) };
    expect(gaps);
    MPI_Allreduce(from, to, 2, gaps, op, MPI_COMM_WORLD);
    say("struct %c %g %d %c %g %d, called %s", to[0].tag, to[0].value, to[0].count, to[1].tag, to[1].value, to[1].count, verdict());
    MPI_Op_free(&op);
    MPI_Type_free(&gaps);
    MPI_Type_free(&raw);

    MPI_Datatype holes;
    MPI_Type_vector(3, 1, 2, MPI_INT, &holes);
    MPI_Type_commit(&holes);
    MPI_Op_create(sparse, 1, &op);
    int grid[10], sums[10];
    for (int i = 0; i < 10; i++) {
        grid[i] = i + rank;
        sums[i] = 100 + i;
    }
    expect(holes);
    MPI_Reduce(grid, sums, 2, holes, op, 0, MPI_COMM_WORLD);
    say("vector %d %d %d %d %d %d %d %d %d %d, called %s", sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6], sums[7], sums[8], sums[9], verdict());
    MPI_Op_free(&op);
    MPI_Type_free(&holes);

    MPI_Datatype before, negative;
    MPI_Aint minus = -4;
    int single = 1;
    MPI_Type_create_hindexed(1, &single, &minus, MPI_INT, &before);
    MPI_Type_create_resized(before, -4, 8, &negative);
    MPI_Type_commit(&negative);
    MPI_Op_create(behind, 0, &op);
    int row[6] = { 1 + rank, -1, 2 + rank, -1, 3 + rank, -1 }, out[6] = { 0, 7, 0, 7, 0, 7 };
    expect(negative);
    MPI_Allreduce(row + 1, out + 1, 3, negative, op, MPI_COMM_WORLD);
    say("negative %d %d %d %d %d %d, called %s", out[0], out[1], out[2], out[3], out[4], out[5], verdict());
    MPI_Op_free(&op);
    MPI_Type_free(&negative);
    MPI_Type_free(&before);

    int here = rank + 1;
    MPI_Datatype there;
    MPI_Get_address(&here, &place);
    MPI_Type_create_hindexed(1, &single, &place, MPI_INT, &there);
    MPI_Type_commit(&there);
    MPI_Op_create(absolute, 1, &op);
    expect(there);
    MPI_Allreduce(MPI_IN_PLACE, MPI_BOTTOM, 1, there, op, MPI_COMM_WORLD);
    say("absolute %d, called %s", here, verdict());
    MPI_Op_free(&op);
    MPI_Type_free(&there);

    /* A persistent place in memory for many operations: they come and go. */
    for (int i = 0; i < 5000; i++) {
        MPI_Op_create(i % 2 ? largest : longs, i % 3 == 0, &op);
        MPI_Op_free(&op);
    }
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    op = MPI_SUM;
    int code = MPI_Op_free(&op), class;
    MPI_Error_class(code, &class);
    say("a predefined operation is not freed %d", class == MPI_ERR_OP && op == MPI_SUM);
    MPI_Op_commutative(MPI_SUM, &commute);
    say("sum commutes %d", commute);
    MPI_Finalize();
    return 0;
}
