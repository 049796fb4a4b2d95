/* Every predefined operation on every datatype it is defined on (MPI 5.0 §6.9.2, §6.9.4), checked against the values the standard implies. For guests only: hosts lack some
 * of the types. */
#include "say.h"

enum { C_INTEGER = 1, FORTRAN_INTEGER = 2, FLOATING = 4, LOGICAL = 8, COMPLEX = 16, BYTE = 32 };

static const struct { const char *name; MPI_Datatype type; int bytes, kind; } types[] = {
#define T(name, bytes, kind) { #name, name, bytes, kind }
    T(MPI_SIGNED_CHAR, 1, C_INTEGER), T(MPI_UNSIGNED_CHAR, 1, C_INTEGER), T(MPI_SHORT, 2, C_INTEGER), T(MPI_UNSIGNED_SHORT, 2, C_INTEGER), T(MPI_INT, 4, C_INTEGER),
    T(MPI_UNSIGNED, 4, C_INTEGER), T(MPI_LONG, 4, C_INTEGER), T(MPI_UNSIGNED_LONG, 4, C_INTEGER), T(MPI_LONG_LONG, 8, C_INTEGER),
    T(MPI_UNSIGNED_LONG_LONG, 8, C_INTEGER), T(MPI_INT8_T, 1, C_INTEGER), T(MPI_INT16_T, 2, C_INTEGER), T(MPI_INT32_T, 4, C_INTEGER), T(MPI_INT64_T, 8, C_INTEGER),
    T(MPI_UINT8_T, 1, C_INTEGER), T(MPI_UINT16_T, 2, C_INTEGER), T(MPI_UINT32_T, 4, C_INTEGER), T(MPI_UINT64_T, 8, C_INTEGER),
    T(MPI_INTEGER, 4, FORTRAN_INTEGER), T(MPI_INTEGER1, 1, FORTRAN_INTEGER), T(MPI_INTEGER2, 2, FORTRAN_INTEGER), T(MPI_INTEGER4, 4, FORTRAN_INTEGER),
    T(MPI_INTEGER8, 8, FORTRAN_INTEGER), T(MPI_INTEGER16, 16, FORTRAN_INTEGER), T(MPI_AINT, 4, FORTRAN_INTEGER), T(MPI_OFFSET, 8, FORTRAN_INTEGER),
    T(MPI_COUNT, 8, FORTRAN_INTEGER),
    T(MPI_FLOAT, 4, FLOATING), T(MPI_DOUBLE, 8, FLOATING), T(MPI_LONG_DOUBLE, 16, FLOATING), T(MPI_REAL, 4, FLOATING), T(MPI_DOUBLE_PRECISION, 8, FLOATING),
    T(MPI_REAL2, 2, FLOATING), T(MPI_REAL4, 4, FLOATING), T(MPI_REAL8, 8, FLOATING), T(MPI_REAL16, 16, FLOATING),
    T(MPI_C_BOOL, 1, LOGICAL), T(MPI_CXX_BOOL, 1, LOGICAL), T(MPI_LOGICAL, 4, LOGICAL), T(MPI_LOGICAL1, 1, LOGICAL), T(MPI_LOGICAL2, 2, LOGICAL),
    T(MPI_LOGICAL4, 4, LOGICAL), T(MPI_LOGICAL8, 8, LOGICAL), T(MPI_LOGICAL16, 16, LOGICAL),
    T(MPI_C_FLOAT_COMPLEX, 4, COMPLEX), T(MPI_C_DOUBLE_COMPLEX, 8, COMPLEX), T(MPI_C_LONG_DOUBLE_COMPLEX, 16, COMPLEX), T(MPI_COMPLEX, 4, COMPLEX),
    T(MPI_DOUBLE_COMPLEX, 8, COMPLEX), T(MPI_COMPLEX4, 2, COMPLEX), T(MPI_COMPLEX8, 4, COMPLEX), T(MPI_COMPLEX16, 8, COMPLEX), T(MPI_COMPLEX32, 16, COMPLEX),
    T(MPI_CXX_FLOAT_COMPLEX, 4, COMPLEX), T(MPI_CXX_DOUBLE_COMPLEX, 8, COMPLEX), T(MPI_CXX_LONG_DOUBLE_COMPLEX, 16, COMPLEX),
    T(MPI_BYTE, 1, BYTE), T(MPI_PACKED, 1, 0), T(MPI_WCHAR, 4, 0), T(MPI_2INT, 4, 0),
    /* Not the standard's integers, but all libraries'. */
    T(MPI_CHAR, 1, C_INTEGER), T(MPI_CHARACTER, 1, FORTRAN_INTEGER),
};

static const struct { const char *name; MPI_Op op; int kinds; } ops[] = {
    { "MPI_MAX", MPI_MAX, C_INTEGER | FORTRAN_INTEGER | FLOATING }, { "MPI_MIN", MPI_MIN, C_INTEGER | FORTRAN_INTEGER | FLOATING },
    { "MPI_SUM", MPI_SUM, C_INTEGER | FORTRAN_INTEGER | FLOATING | COMPLEX }, { "MPI_PROD", MPI_PROD, C_INTEGER | FORTRAN_INTEGER | FLOATING | COMPLEX },
    { "MPI_LAND", MPI_LAND, C_INTEGER | LOGICAL }, { "MPI_LOR", MPI_LOR, C_INTEGER | LOGICAL }, { "MPI_LXOR", MPI_LXOR, C_INTEGER | LOGICAL },
    { "MPI_BAND", MPI_BAND, C_INTEGER | FORTRAN_INTEGER | BYTE }, { "MPI_BOR", MPI_BOR, C_INTEGER | FORTRAN_INTEGER | BYTE },
    { "MPI_BXOR", MPI_BXOR, C_INTEGER | FORTRAN_INTEGER | BYTE },
};

/* A small number, not negative, in the format of a type. */
static void put(unsigned char *at, int value, int bytes, int kind)
{
    memset(at, 0, (size_t)bytes);
    if (kind & (FLOATING | COMPLEX)) {
        /* binary16 by hand: what sums and products of 1, 2 and 3 need */
        unsigned short half = (unsigned short)(value == 0 ? 0 : value == 1 ? 0x3C00 : value == 2 ? 0x4000 : value == 3 ? 0x4200 : value == 5 ? 0x4500 : value == 6 ? 0x4600 : value == 9 ? 0x4880 : 0x7E00);
        float f = (float)value;
        double d = value;
        long double l = value;
        memcpy(at, bytes == 2 ? (void *)&half : bytes == 4 ? (void *)&f : bytes == 8 ? (void *)&d : (void *)&l, (size_t)bytes);
    } else {
        at[0] = (unsigned char)value;
    }
}

static int compute(MPI_Op op, int a, int b)
{
    return op == MPI_MAX ? (a > b ? a : b) : op == MPI_MIN ? (a < b ? a : b) : op == MPI_SUM ? a + b : op == MPI_PROD ? a * b : op == MPI_LAND ? a && b
        : op == MPI_LOR ? a || b : op == MPI_LXOR ? !a != !b : op == MPI_BAND ? (a & b) : op == MPI_BOR ? (a | b) : (a ^ b);
}

/* Where the standard defines nothing a library may do it or refuse it. */
static int refused_or_done(int error)
{
    return class_of(error) == MPI_SUCCESS || class_of(error) == MPI_ERR_OP;
}

static int undefined_fails(MPI_Datatype type, MPI_Op op)
{
    unsigned char in[64] = { 0 }, out[64] = { 0 };
    MPI_Request request = MPI_REQUEST_NULL;
    int failed = !refused_or_done(MPI_Allreduce(in, out, 1, type, op, MPI_COMM_WORLD));
    failed += !refused_or_done(MPI_Reduce_local(in, out, 1, type, op));
    failed += !refused_or_done(MPI_Scan(in, out, 1, type, op, MPI_COMM_WORLD));
    failed += !refused_or_done(MPI_Iallreduce(in, out, 1, type, op, MPI_COMM_WORLD, &request));
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    return failed;
}

/* What a library does beyond the standard reaches programs: MPICH has MPI_LXOR of floating point numbers. */
static int extension_fails(void)
{
    char version[MPI_MAX_LIBRARY_VERSION_STRING];
    int length;
    MPI_Get_library_version(version, &length);
    double in = 1, out = 1;
    return strstr(version, "MPICH Version:\t4.0") && (MPI_Reduce_local(&in, &out, 1, MPI_DOUBLE, MPI_LXOR) || out != 0);
}

int main(int argc, char **argv)
{
    start(&argc, &argv);
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    int checks = 1, failed = extension_fails();
    for (size_t t = 0; t < sizeof types / sizeof *types; t++)
        for (size_t o = 0; o < sizeof ops / sizeof *ops; o++) {
            if (!(ops[o].kinds & types[t].kind)) {
                checks++;
                if (undefined_fails(types[t].type, ops[o].op)) {
                    failed++;
                    printf("%d: %s of %s, which is not defined, fails otherwise\n", rank, ops[o].name, types[t].name);
                }
                continue;
            }
            for (int other = 2; other <= 3; other++) {
                unsigned char in[64] = { 0 }, out[64] = { 0 }, expected[64] = { 0 };
                int bytes = types[t].bytes, kind = types[t].kind, complex = kind == COMPLEX;
                /* Two elements, so that strides count; complex numbers are real here. */
                int step = complex ? 2 * bytes : bytes, first = kind == LOGICAL ? 0 : 3;
                int mine = kind == LOGICAL ? rank % 2 : rank == 0 ? first : other, theirs = kind == LOGICAL ? 1 : other;
                if (size == 1)
                    theirs = mine;
                put(in, mine, bytes, kind);
                put(in + step, 1, bytes, kind);
                put(expected, size == 1 ? mine : compute(ops[o].op, first, theirs), bytes, kind);
                put(expected + step, size == 1 ? 1 : compute(ops[o].op, 1, 1), bytes, kind);
                int error = MPI_Allreduce(in, out, 2, types[t].type, ops[o].op, MPI_COMM_WORLD);
                checks++;
                if (error || memcmp(out, expected, (size_t)(2 * step))) {
                    failed++;
                    printf("%d: %s of %s: error %d, %02x %02x instead of %02x %02x\n", rank, ops[o].name, types[t].name, error, out[0], out[bytes - 1], expected[0], expected[bytes - 1]);
                }
            }
        }
    say("%d checks, %d failed", checks, failed);
    MPI_Finalize();
    return 0;
}
