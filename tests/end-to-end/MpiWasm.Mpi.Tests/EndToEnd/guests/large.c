/* The procedures with large counts on datatypes (MPI 5.0 §5). */
#include "say.h"

static void show(const char *title, MPI_Datatype type)
{
    MPI_Count integers, addresses, counts, types, size, lower, extent, true_lower, true_extent, large[40];
    MPI_Aint places[40];
    MPI_Datatype parts[40];
    int combiner, ints[40], n = 0;
    char text[200] = "";
    MPI_Type_get_envelope_c(type, &integers, &addresses, &counts, &types, &combiner);
    MPI_Type_size_c(type, &size);
    MPI_Type_get_extent_c(type, &lower, &extent);
    MPI_Type_get_true_extent_c(type, &true_lower, &true_extent);
    say("%s: %d %d %d %d size %lld [%lld %lld] [%lld %lld]", title, (int)integers, (int)addresses, (int)counts, (int)types, (long long)size,
        (long long)lower, (long long)extent, (long long)true_lower, (long long)true_extent);
    MPI_Type_size_x(type, &size);
    MPI_Type_get_extent_x(type, &lower, &extent);
    if (combiner == MPI_COMBINER_NAMED)
        return;
    MPI_Type_get_contents_c(type, 40, 40, 40, 40, ints, places, large, parts);
    for (int i = 0; i < integers; i++)
        n += sprintf(text + n, " %d", i == integers - 1 && ints[i] == MPI_ORDER_C ? -1
            : combiner != MPI_COMBINER_DARRAY || i < 3 || i > 4 ? ints[i] : ints[i] == MPI_DISTRIBUTE_CYCLIC ? -2 : ints[i] == MPI_DISTRIBUTE_NONE ? -3 : ints[i]);
    for (int i = 0; i < addresses; i++)
        n += sprintf(text + n, " @%ld", (long)places[i]);
    for (int i = 0; i < counts; i++)
        n += sprintf(text + n, " #%lld", (long long)large[i]);
    say("%s:%s via _x %lld %lld %lld", title, text, (long long)size, (long long)lower, (long long)extent);
}

static void use(const char *title, MPI_Datatype type)
{
    static int from[1000], to[1000];
    MPI_Status status;
    MPI_Count elements;
    show(title, type);
    for (int i = 0; i < 1000; i++)
        from[i] = 10 * i + rank, to[i] = -1;
    MPI_Type_commit(&type);
    MPI_Sendrecv(from + 100, 1, type, rank, 3, to, 1000, MPI_INT, rank, 3, MPI_COMM_WORLD, &status);
    MPI_Get_elements_c(&status, type, &elements);
    say("%s: %lld elements %d %d %d %d", title, (long long)elements, to[0], to[1], to[2], to[5]);
    MPI_Type_free(&type);
}

int main(int argc, char **argv)
{
    start(&argc, &argv);
    MPI_Datatype type, part;
    MPI_Count lengths[3] = { 2, 1, 3 }, places[3] = { 3, 0, 9 }, bytes[3] = { 40, -8, 4 };
    MPI_Type_contiguous_c(6, MPI_INT, &type); use("contiguous", type);
    MPI_Type_vector_c(3, 2, 3, MPI_INT, &type); use("vector", type);
    MPI_Type_create_hvector_c(3, 2, -20, MPI_INT, &type); use("hvector", type);
    MPI_Type_indexed_c(3, lengths, places, MPI_INT, &type); use("indexed", type);
    MPI_Type_create_hindexed_c(3, lengths, bytes, MPI_INT, &type); use("hindexed", type);
    MPI_Type_create_indexed_block_c(3, 2, places, MPI_INT, &type); use("indexed_block", type);
    MPI_Type_create_hindexed_block_c(3, 2, bytes, MPI_INT, &type); use("hindexed_block", type);
    MPI_Datatype parts[3] = { MPI_INT, MPI_INT, MPI_INT };
    MPI_Type_create_struct_c(3, lengths, bytes, parts, &type); use("struct", type);
    MPI_Type_create_resized_c(MPI_INT, -4, 1LL << 32, &type); use("resized", type);
    MPI_Count sizes[2] = { 5, 6 }, subsizes[2] = { 3, 2 }, starts[2] = { 1, 4 };
    MPI_Type_create_subarray_c(2, sizes, subsizes, starts, MPI_ORDER_C, MPI_INT, &type); use("subarray", type);
    int distributions[2] = { MPI_DISTRIBUTE_CYCLIC, MPI_DISTRIBUTE_NONE }, arguments[2] = { 2, 1 }, grid[2] = { 2, 1 };
    MPI_Type_create_darray_c(2, 1, 2, sizes, distributions, arguments, grid, MPI_ORDER_C, MPI_INT, &type); use("darray", type);

    /* Sizes beyond an int; what cannot be said in one is MPI_UNDEFINED. */
    int size_int;
    MPI_Type_contiguous_c(1LL << 32, MPI_BYTE, &type); show("4 GiB", type);
    MPI_Type_size(type, &size_int);
    say("size %d", size_int == MPI_UNDEFINED);
    MPI_Type_free(&type);
    MPI_Type_contiguous_c((1LL << 31) + 5, MPI_SHORT, &type); show("odd", type); MPI_Type_free(&type);
    MPI_Type_contiguous(1 << 30, MPI_INT, &type); show("plain", type); MPI_Type_free(&type);
    MPI_Type_create_resized(MPI_BYTE, 0, 0, &part);
    MPI_Type_vector_c((1LL << 31) + 3, 1, 1, part, &type); show("vector of many", type); MPI_Type_free(&type);
    MPI_Type_create_hvector_c((1LL << 31) + 3, 1, 1, MPI_BYTE, &type); show("hvector of many", type); MPI_Type_free(&type);
    MPI_Type_free(&part);
    MPI_Type_indexed_c(1, (MPI_Count[]) { (1LL << 31) + 1 }, (MPI_Count[]) { 3 }, MPI_BYTE, &type); show("long block", type); MPI_Type_free(&type);

    MPI_Count needed, position = 0;
    unsigned char packed[64];
    int numbers[4] = { 1, 2, 3, rank };
    MPI_Pack_external_size_c("external32", 4, MPI_INT, &needed);
    MPI_Pack_external_c("external32", numbers, 4, MPI_INT, packed, 64, &position);
    say("packed %lld %lld %d %d", (long long)needed, (long long)position, packed[3], packed[15]);
    position = 4;
    MPI_Unpack_external_c("external32", packed, 64, &position, numbers, 2, MPI_INT);
    say("unpacked %lld %d %d", (long long)position, numbers[0], numbers[1]);
    MPI_Finalize();
    return 0;
}
