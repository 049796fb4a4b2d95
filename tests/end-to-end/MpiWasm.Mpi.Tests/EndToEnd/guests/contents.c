/* Envelopes, contents, extents and bytes of datatypes of every constructor, made of types that have the same layout everywhere. */
#include "say.h"

static void free_derived(MPI_Datatype type)
{
    int integers, addresses, types, combiner;
    MPI_Type_get_envelope(type, &integers, &addresses, &types, &combiner);
    if (combiner != MPI_COMBINER_NAMED && combiner != MPI_COMBINER_F90_REAL && combiner != MPI_COMBINER_F90_INTEGER && combiner != MPI_COMBINER_F90_COMPLEX)
        MPI_Type_free(&type);
}

static const char *name_of(int combiner)
{
    static const struct { int value; const char *name; } names[] = {
        { MPI_COMBINER_NAMED, "named" }, { MPI_COMBINER_DUP, "dup" }, { MPI_COMBINER_CONTIGUOUS, "contiguous" }, { MPI_COMBINER_VECTOR, "vector" },
        { MPI_COMBINER_HVECTOR, "hvector" }, { MPI_COMBINER_INDEXED, "indexed" }, { MPI_COMBINER_HINDEXED, "hindexed" },
        { MPI_COMBINER_INDEXED_BLOCK, "indexed_block" }, { MPI_COMBINER_HINDEXED_BLOCK, "hindexed_block" }, { MPI_COMBINER_STRUCT, "struct" },
        { MPI_COMBINER_SUBARRAY, "subarray" }, { MPI_COMBINER_DARRAY, "darray" }, { MPI_COMBINER_RESIZED, "resized" },
        { MPI_COMBINER_F90_REAL, "f90_real" }, { MPI_COMBINER_F90_COMPLEX, "f90_complex" }, { MPI_COMBINER_F90_INTEGER, "f90_integer" },
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].value == combiner) return names[i].name;
    return "unknown";
}

/* Constants have other values elsewhere: of arrays of three dimensions, what stands where they do. */
static int known(int value, int at, int integers, int combiner)
{
    int darray = combiner == MPI_COMBINER_DARRAY;
    if ((darray || combiner == MPI_COMBINER_SUBARRAY) && at == integers - 1)
        return value == MPI_ORDER_C ? -1 : value == MPI_ORDER_FORTRAN ? -2 : -100;
    if (darray && at >= 6 && at < 9)
        return value == MPI_DISTRIBUTE_BLOCK ? -3 : value == MPI_DISTRIBUTE_CYCLIC ? -4 : value == MPI_DISTRIBUTE_NONE ? -5 : -100;
    return darray && at >= 9 && at < 12 && value == MPI_DISTRIBUTE_DFLT_DARG ? -6 : value;
}

static void show(const char *title, MPI_Datatype type)
{
    int integers, addresses, types, combiner, size, n = 0, numbers[40];
    MPI_Aint lower, extent, true_lower, true_extent, bytes[40];
    MPI_Datatype parts[40];
    char text[200] = "";
    MPI_Type_get_envelope(type, &integers, &addresses, &types, &combiner);
    MPI_Type_size(type, &size);
    MPI_Type_get_extent(type, &lower, &extent);
    MPI_Type_get_true_extent(type, &true_lower, &true_extent);
    say("%s: %s %d %d %d size %d [%d %d] [%d %d]", title, name_of(combiner), integers, addresses, types, size, (int)lower, (int)extent, (int)true_lower, (int)true_extent);
    if (combiner == MPI_COMBINER_NAMED)
        return;
    MPI_Type_get_contents(type, integers, addresses, types, numbers, bytes, parts);
    for (int i = 0; i < integers; i++)
        n += sprintf(text + n, " %d", known(numbers[i], i, integers, combiner));
    for (int i = 0; i < addresses; i++)
        n += sprintf(text + n, " @%d", (int)bytes[i]);
    for (int i = 0; i < types; i++) {
        int part;
        MPI_Type_size(parts[i], &part);
        n += sprintf(text + n, " <%d>", part);
        free_derived(parts[i]);
    }
    say("%s:%s", title, text);
}

/* The bytes of the elements, received as bytes, and put back by a receive into another place. */
static void send(const char *title, MPI_Datatype type, int count, int lift)
{
    static unsigned char from[4096], to[4096], packed[4096];
    MPI_Status status;
    int bytes, size, elements;
    unsigned sum = 0, other = 0;
    for (int i = 0; i < 4096; i++)
        from[i] = (unsigned char)(i * 7 + i / 256 + rank), to[i] = 0;
    MPI_Type_size(type, &size);
    MPI_Sendrecv(from + lift, count, type, rank, 5, packed, sizeof packed, MPI_BYTE, rank, 5, MPI_COMM_WORLD, &status);
    MPI_Get_count(&status, MPI_BYTE, &bytes);
    MPI_Sendrecv(packed, bytes, MPI_BYTE, rank, 6, to + lift, count, type, rank, 6, MPI_COMM_WORLD, &status);
    MPI_Get_elements(&status, type, &elements);
    for (int i = 0; i < bytes; i++)
        sum = sum * 31 + packed[i];
    for (int i = 0; i < 4096; i++)
        other = other * 31 + to[i];
    say("%s: %d of %d bytes, %d elements, %08x %08x", title, bytes, size * count, elements, sum, other);
}

static void use(const char *title, MPI_Datatype type, int lift)
{
    show(title, type);
    MPI_Type_commit(&type);
    send(title, type, 2, lift);
}

int main(int argc, char **argv)
{
    start(&argc, &argv);
    MPI_Datatype types[16], nested, type;
    int n = 0, lengths[4] = { 2, 1, 0, 3 }, places[4] = { 4, 0, 9, 6 };
    MPI_Aint bytes[4] = { 24, -8, 40, 100 };

    show("int", MPI_INT);
    show("pair", MPI_SHORT_INT);
    MPI_Type_contiguous(5, MPI_INT16_T, &types[n]); use("contiguous", types[n++], 0);
    MPI_Type_vector(3, 2, 4, MPI_INT32_T, &types[n]); use("vector", types[n++], 0);
    MPI_Type_vector(3, 2, -4, MPI_DOUBLE, &types[n]); use("vector back", types[n++], 1000);
    MPI_Type_create_hvector(4, 3, 25, MPI_INT8_T, &types[n]); use("hvector", types[n++], 0);
    MPI_Type_indexed(4, lengths, places, MPI_INT64_T, &types[n]); use("indexed", types[n++], 0);
    MPI_Type_create_hindexed(4, lengths, bytes, MPI_FLOAT, &types[n]); use("hindexed", types[n++], 512);
    MPI_Type_create_indexed_block(4, 2, places, MPI_UINT16_T, &types[n]); use("indexed_block", types[n++], 0);
    MPI_Type_create_hindexed_block(4, 2, bytes, MPI_UINT32_T, &types[n]); use("hindexed_block", types[n++], 512);
    MPI_Datatype parts[4] = { MPI_CHAR, types[1], MPI_DOUBLE, types[4] };
    MPI_Type_create_struct(4, lengths, bytes, parts, &types[n]); use("struct", types[n++], 512);
    MPI_Type_create_resized(types[3], -4, 200, &types[n]); use("resized", types[n++], 100);
    MPI_Type_dup(types[8], &types[n]); use("dup", types[n++], 512);

    int sizes[3] = { 4, 5, 6 }, subsizes[3] = { 2, 3, 1 }, starts[3] = { 1, 2, 5 };
    MPI_Type_create_subarray(3, sizes, subsizes, starts, MPI_ORDER_C, MPI_INT32_T, &types[n]); use("subarray C", types[n++], 0);
    MPI_Type_create_subarray(3, sizes, subsizes, starts, MPI_ORDER_FORTRAN, MPI_INT32_T, &types[n]); use("subarray F", types[n++], 0);

    /* Constituents outlive their handles. */
    MPI_Type_contiguous(2, types[0], &nested);
    MPI_Type_free(&types[0]);
    show("nested", nested);
    MPI_Type_contiguous(3, nested, &type);
    MPI_Type_free(&nested);
    use("twice nested", type, 0);
    MPI_Type_free(&type);
    for (int i = 1; i < n; i++)
        MPI_Type_free(&types[i]);

    int globals[3] = { 7, 5, 6 }, grid[3] = { 2, 1, 2 }, arguments[3] = { MPI_DISTRIBUTE_DFLT_DARG, 1, 2 };
    int distributions[3] = { MPI_DISTRIBUTE_BLOCK, MPI_DISTRIBUTE_NONE, MPI_DISTRIBUTE_CYCLIC };
    for (int i = 0; i < 8; i++) {
        char title[40];
        MPI_Type_create_darray(4, i % 4, 3, globals, distributions, arguments, grid, i < 4 ? MPI_ORDER_C : MPI_ORDER_FORTRAN, MPI_INT16_T, &type);
        sprintf(title, "darray %d", i);
        use(title, type, 0);
        MPI_Type_free(&type);
    }
    MPI_Finalize();
    return 0;
}
