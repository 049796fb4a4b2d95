/* Derived datatypes of every constructor, sent around the ring. */
#include "say.h"
#include <stddef.h>

struct particle {
    char kind;
    double x[3];
    short charge;
    int id;
};

static void around(const void *out, int outs, MPI_Datatype type, void *in, int ins, MPI_Datatype as)
{
    MPI_Sendrecv(out, outs, type, (rank + 1) % size, 0, in, ins, as, (rank + size - 1) % size, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

static void describe(const char *name, MPI_Datatype type)
{
    MPI_Aint lower, extent, true_lower, true_extent;
    int bytes;
    MPI_Type_get_extent(type, &lower, &extent);
    MPI_Type_get_true_extent(type, &true_lower, &true_extent);
    MPI_Type_size(type, &bytes);
    say("%s: size %d lower %d extent %d true %d %d", name, bytes, (int)lower, (int)extent, (int)true_lower, (int)true_extent);
}

int main(int argc, char **argv)
{
    start(&argc, &argv);
    int matrix[8][8], received[64];
    for (int i = 0; i < 64; i++)
        matrix[i / 8][i % 8] = 100 * rank + i;
    MPI_Datatype type, other;

    struct particle out[3], in[3];
    memset(out, 0, sizeof out);
    for (int i = 0; i < 3; i++)
        out[i] = (struct particle) { (char)('a' + i), { rank, i, rank * i }, (short)-i, 1000 * rank + i };
    int lengths[4] = { 1, 3, 1, 1 };
    MPI_Aint places[4] = { offsetof(struct particle, kind), offsetof(struct particle, x), offsetof(struct particle, charge), offsetof(struct particle, id) };
    MPI_Datatype types[4] = { MPI_CHAR, MPI_DOUBLE, MPI_SHORT, MPI_INT };
    MPI_Type_create_struct(4, lengths, places, types, &type);
    MPI_Type_commit(&type);
    describe("struct", type);
    around(out, 3, type, in, 3, type);
    say("particle %c %g %d %d", in[2].kind, in[2].x[1], in[2].charge, in[2].id);
    MPI_Type_free(&type);
    say("freed %d", type == MPI_DATATYPE_NULL);

    MPI_Type_vector(8, 1, 8, MPI_INT, &other);
    MPI_Type_create_resized(other, 0, sizeof(int), &type);
    MPI_Type_free(&other);
    MPI_Type_commit(&type);
    describe("column", type);
    around(matrix, 2, type, received, 16, MPI_INT);
    say("columns %d %d %d", received[0], received[7], received[8]);
    MPI_Type_free(&type);

    MPI_Type_create_hvector(4, 2, -(MPI_Aint)sizeof matrix[0], MPI_INT, &type);
    MPI_Type_commit(&type);
    describe("upwards", type);
    around(matrix[3], 1, type, received, 8, MPI_INT);
    say("upwards %d %d %d", received[0], received[2], received[7]);
    MPI_Type_free(&type);

    int blocks[3] = { 2, 0, 3 }, displacements[3] = { 9, 3, 20 };
    MPI_Type_indexed(3, blocks, displacements, MPI_INT, &type);
    MPI_Type_commit(&type);
    describe("indexed", type);
    around(matrix, 1, type, received, 5, MPI_INT);
    say("indexed %d %d %d", received[0], received[2], received[4]);
    MPI_Type_dup(type, &other);
    MPI_Type_free(&type);
    describe("dup", other);
    MPI_Type_free(&other);

    MPI_Aint bytes[3] = { 4, 100, 40 };
    MPI_Type_create_hindexed(3, blocks, bytes, MPI_INT, &type);
    MPI_Type_commit(&type);
    describe("hindexed", type);
    around(matrix, 1, type, received, 5, MPI_INT);
    say("hindexed %d %d %d", received[0], received[2], received[4]);
    MPI_Type_free(&type);

    MPI_Type_create_indexed_block(3, 2, displacements, MPI_INT, &type);
    MPI_Type_commit(&type);
    describe("blocks", type);
    around(matrix, 1, type, received, 6, MPI_INT);
    say("blocks %d %d %d", received[0], received[2], received[4]);
    MPI_Type_free(&type);

    int sizes[2] = { 8, 8 }, parts[2] = { 3, 2 }, starts[2] = { 2, 5 };
    for (int fortran = 0; fortran < 2; fortran++) {
        MPI_Type_create_subarray(2, sizes, parts, starts, fortran ? MPI_ORDER_FORTRAN : MPI_ORDER_C, MPI_INT, &type);
        MPI_Type_commit(&type);
        describe("subarray", type);
        around(matrix, 1, type, received, 6, MPI_INT);
        say("subarray %d %d %d", received[0], received[1], received[5]);
        MPI_Type_free(&type);
    }

    MPI_Type_contiguous(3, MPI_SHORT, &other);
    MPI_Type_contiguous(2, other, &type);
    describe("nested", type);
    MPI_Type_free(&other);
    MPI_Type_free(&type);

    /* Addresses relative to MPI_BOTTOM. */
    int a = rank, b = 10 * rank, values[2];
    MPI_Aint addresses[2];
    int single[2] = { 1, 1 };
    MPI_Datatype ints[2] = { MPI_INT, MPI_INT };
    MPI_Get_address(&a, &addresses[0]);
    MPI_Get_address(&b, &addresses[1]);
    MPI_Type_create_struct(2, single, addresses, ints, &type);
    MPI_Type_commit(&type);
    around(MPI_BOTTOM, 1, type, values, 2, MPI_INT);
    say("bottom %d %d", values[0], values[1]);
    MPI_Type_free(&type);

    /* Types without an equal on the host still travel. */
    long double wide = rank + 0.25L, back = 0;
    around(&wide, 1, MPI_LONG_DOUBLE, &back, 1, MPI_LONG_DOUBLE);
    say("long double %g", (double)back);
    MPI_Finalize();
    return 0;
}
