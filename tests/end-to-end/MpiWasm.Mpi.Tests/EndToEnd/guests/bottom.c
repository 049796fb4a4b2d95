/* Datatypes of absolute addresses, on both sides of 2 GiB where the program is a guest: MPI_BOTTOM with every constructor above them. */
#include "say.h"

static void fill(int *values, int n, int start)
{
    for (int i = 0; i < n; i++)
        values[i] = start + i;
}

static void exchange(const char *title, MPI_Datatype type, int count, int *high, int *low)
{
    int received[64] = { 0 }, back[64], n;
    char text[160] = "";
    MPI_Status status;
    MPI_Type_commit(&type);
    MPI_Sendrecv(MPI_BOTTOM, count, type, (rank + 1) % size, 1, received, 64, MPI_INT, (rank + size - 1) % size, 1, MPI_COMM_WORLD, &status);
    MPI_Get_count(&status, MPI_INT, &n);
    for (int i = 0, at = 0; i < n && at < 140; i++)
        at += sprintf(text + at, " %d", received[i]);
    say("%s: %d:%s", title, n, text);

    for (int i = 0; i < n; i++)
        back[i] = -i - 1;
    MPI_Sendrecv(back, n, MPI_INT, rank, 2, MPI_BOTTOM, count, type, rank, 2, MPI_COMM_WORLD, &status);
    int sum = 0;
    for (int i = 0; i < 32; i++)
        sum = sum * 3 + high[i] + 7 * low[i];
    say("%s back: %d", title, sum);

    /* Packing relative to MPI_BOTTOM means the same. */
    unsigned char packed[256];
    MPI_Aint position = 0;
    unsigned hash = 0;
    MPI_Pack_external("external32", MPI_BOTTOM, count, type, packed, sizeof packed, &position);
    for (MPI_Aint i = 0; i < position; i++)
        hash = hash * 31 + packed[i];
    say("%s packed: %d %08x", title, (int)position, hash);
    fill(high, 32, 1000 * rank);
    fill(low, 32, 1000 * rank + 500);
}

int main(int argc, char **argv)
{
    start(&argc, &argv);
    static int low[32];
#ifdef __wasm__
    /* Everything from 0x9000_0000 on is above 2 GiB: its addresses are negative as MPI_Aint. */
    while (__builtin_wasm_memory_size(0) < 0x9001)
        if (__builtin_wasm_memory_grow(0, 0x9001 - __builtin_wasm_memory_size(0)) == (size_t)-1) {
            printf("memory does not grow\n");
            return 1;
        }
    int *high = (int *)0x90000000u;
#else
    static int high[32];
#endif
    fill(high, 32, 1000 * rank);
    fill(low, 32, 1000 * rank + 500);

    MPI_Aint h, l;
    MPI_Get_address(high, &h);
    MPI_Get_address(low, &l);
    int ones[2] = { 1, 1 }, some[2] = { 2, 3 };
    MPI_Aint both[2] = { l, h }, inside[2] = { 0, 16 }, back[2] = { 32, -8 };
    MPI_Datatype ints[2] = { MPI_INT, MPI_INT }, type, inner, outer, third;

    MPI_Type_create_struct(2, some, both, ints, &type);
    exchange("struct", type, 1, high, low);
    MPI_Type_create_hindexed(2, some, both, MPI_INT, &inner);
    exchange("hindexed", inner, 1, high, low);
    MPI_Type_create_hindexed_block(2, 2, both, MPI_INT, &outer);
    exchange("hindexed_block", outer, 1, high, low);
    MPI_Type_free(&outer);

    /* Constructors above absolute types. */
    MPI_Type_contiguous(1, type, &outer);
    exchange("contiguous", outer, 1, high, low);
    MPI_Type_dup(outer, &third);
    MPI_Type_free(&outer);
    exchange("dup", third, 1, high, low);
    MPI_Type_free(&third);
    MPI_Type_create_hvector(3, 1, 8, type, &outer);
    exchange("hvector", outer, 1, high, low);
    MPI_Type_free(&outer);
    MPI_Type_create_resized(type, 0, 12, &outer);
    exchange("resized", outer, 2, high, low);
    MPI_Type_vector(2, 1, 2, outer, &third);
    MPI_Type_free(&outer);
    exchange("vector", third, 1, high, low);
    MPI_Type_free(&third);
    int at[2] = { 0, 0 };
    MPI_Type_indexed(2, ones, at, inner, &outer);
    exchange("indexed", outer, 1, high, low);
    MPI_Type_free(&outer);
    MPI_Type_create_struct(2, ones, (MPI_Aint[]) { 4, 8 }, (MPI_Datatype[]) { type, inner }, &outer);
    MPI_Type_free(&type);
    MPI_Type_free(&inner);
    exchange("struct of both", outer, 1, high, low);
    MPI_Type_free(&outer);

    /* Absolute types above relative ones, also with displacements downwards. */
    MPI_Type_create_hindexed(2, some, inside, MPI_INT, &inner);
    MPI_Type_create_struct(2, ones, both, (MPI_Datatype[]) { inner, inner }, &outer);
    exchange("relative inside", outer, 1, high, low);
    MPI_Type_free(&outer);
    MPI_Type_free(&inner);
    MPI_Type_create_hindexed(2, some, back, MPI_INT, &inner);
    both[0] += 40, both[1] += 40;
    MPI_Type_create_struct(2, ones, both, (MPI_Datatype[]) { inner, inner }, &outer);
    exchange("downwards inside", outer, 1, high, low);
    MPI_Type_free(&outer);
    MPI_Type_free(&inner);
    MPI_Finalize();
    return 0;
}
