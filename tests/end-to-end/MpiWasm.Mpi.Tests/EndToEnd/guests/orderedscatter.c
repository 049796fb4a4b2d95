/* Reduce-scatter in the order of the ranks, with datatypes that have gaps and others: products of matrices do not commute. */
#include "say.h"

enum { MOST = 7, FORMS = 8 };

static int failures, rank, size;

/* Two by two, modulo a prime. */
typedef struct { int at[4]; } matrix;

static matrix times(matrix a, matrix b)
{
    matrix c;
    int i, j;
    for (i = 0; i < 2; i++) {
        for (j = 0; j < 2; j++)
            c.at[2 * i + j] = (a.at[2 * i] * b.at[j] + a.at[2 * i + 1] * b.at[2 + j]) % 9973;
    }
    return c;
}

static void multiply(void *in, void *inout, int *count, MPI_Datatype *type)
{
    MPI_Aint lower, extent;
    int i;
    MPI_Type_get_extent(*type, &lower, &extent);
    for (i = 0; i < *count; i++) {
        matrix *a = (matrix *)((char *)in + i * extent), *b = (matrix *)((char *)inout + i * extent);
        *b = times(*a, *b);
    }
}

static matrix input(int who, int element)
{
    matrix m = {{who + 1, element + 2, 3 * who + element, who * who + 1}};
    return m;
}

static matrix product(int element)
{
    matrix m = input(0, element);
    int i;
    for (i = 1; i < size; i++)
        m = times(m, input(i, element));
    return m;
}

static void reduce(MPI_Datatype type, int extent, MPI_Op op, const int *counts, int form, int in_place)
{
    int total = 0, first = 0, i, starts, persistent = form >= 4;
    char *in, *out, *source;
    MPI_Request request = MPI_REQUEST_NULL;
    for (i = 0; i < size; i++) {
        first += i < rank ? counts[i] : 0;
        total += counts[i];
    }
    in = malloc(total * extent + 1);
    out = malloc(total * extent + 1);
    memset(out, 0x55, total * extent + 1);
    for (i = 0; i < total; i++) {
        matrix m = input(rank, i);
        memcpy(in + i * extent, &m, sizeof m);
        if (in_place)
            memcpy(out + i * extent, &m, sizeof m);
    }
    source = in_place ? MPI_IN_PLACE : in;
    switch (form) {
    case 0: MPI_Reduce_scatter(source, out, counts, type, op, MPI_COMM_WORLD); break;
    case 1: MPI_Reduce_scatter_block(source, out, counts[0], type, op, MPI_COMM_WORLD); break;
    case 2: MPI_Ireduce_scatter(source, out, counts, type, op, MPI_COMM_WORLD, &request); break;
    case 3: MPI_Ireduce_scatter_block(source, out, counts[0], type, op, MPI_COMM_WORLD, &request); break;
    case 4: MPI_Reduce_scatter_init(source, out, counts, type, op, MPI_COMM_WORLD, MPI_INFO_NULL, &request); break;
    case 5: MPI_Reduce_scatter_block_init(source, out, counts[0], type, op, MPI_COMM_WORLD, MPI_INFO_NULL, &request); break;
    case 6: MPI_Reduce_scatter_init(source, out, counts, type, op, MPI_COMM_WORLD, MPI_INFO_NULL, &request); break;
    default: MPI_Reduce_scatter_block_init(source, out, counts[0], type, op, MPI_COMM_WORLD, MPI_INFO_NULL, &request); break;
    }
    for (starts = 0; starts < (form >= 6 && !in_place ? 3 : 1); starts++) {
        if (persistent)
            MPI_Start(&request);
        MPI_Wait(&request, MPI_STATUS_IGNORE);
    }
    if (persistent)
        MPI_Request_free(&request);
    for (i = 0; i < counts[rank]; i++) {
        matrix m = product(first + i);
        failures += memcmp(out + i * extent, &m, sizeof m) != 0;
        if (!in_place && extent > (int)sizeof m)
            failures += out[i * extent + sizeof m] != 0x55;
    }
    free(in);
    free(out);
}

int main(int argc, char **argv)
{
    int gaps[] = {0, 8, 20}, lengths[] = {1, 6, 40}, g, l, form, place, i, all;
    MPI_Op op;
    MPI_Init(&argc, &argv);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Op_create(multiply, 0, &op);
    for (g = 0; g < 3; g++) {
        MPI_Datatype dense, type;
        MPI_Type_contiguous(4, MPI_INT, &dense);
        MPI_Type_create_resized(dense, 0, 16 + gaps[g], &type);
        MPI_Type_commit(&type);
        for (l = 0; l < 3; l++) {
            for (form = 0; form < FORMS; form++) {
                for (place = 0; place < 2; place++) {
                    int counts[16];
                    for (i = 0; i < size; i++)
                        counts[i] = lengths[l] + (form % 2 == 0 ? i % 3 : 0) - (form % 2 == 0 && l == 0);
                    reduce(type, 16 + gaps[g], op, counts, form, place);
                }
            }
        }
        MPI_Type_free(&dense);
        MPI_Type_free(&type);
    }
    MPI_Op_free(&op);
    MPI_Allreduce(&failures, &all, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
    if (rank == 0)
        printf("orderedscatter: %d wrong elements\n", all);
    MPI_Finalize();
    return 0;
}
