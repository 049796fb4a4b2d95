/* What datatypes refuse, and what only newer versions of the standard offer. For guests only: it counts checks that hold. */
#include "say.h"

static int checks, failed;

#define CHECK(what) do { checks++; if (!(what)) { failed++; printf("%d: line %d: %s\n", rank, __LINE__, #what); } } while (0)

static int sends(const void *buffer, MPI_Datatype type)
{
    int received[16];
    return class_of(MPI_Sendrecv(buffer, 1, type, rank, 1, received, sizeof received, MPI_BYTE, rank, 1, MPI_COMM_WORLD, MPI_STATUS_IGNORE));
}

int main(int argc, char **argv)
{
    start(&argc, &argv);
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    MPI_Comm_set_errhandler(MPI_COMM_SELF, MPI_ERRORS_RETURN);
    MPI_Datatype type, other, keep, none = MPI_DATATYPE_NULL;

    /* Extents beyond the limit, long before they would wrap around in 64 bits. */
    int error = MPI_SUCCESS, level = 0;
    const int bits = sizeof(void *) == 8 ? 40 : 31;
    for (type = MPI_INT; error == MPI_SUCCESS && level < 5; level++)
        error = MPI_Type_create_hvector_c(4, 1, ((MPI_Count)1 << (bits + 2 * level)) - 1, type, &type);
    CHECK(class_of(error) == MPI_ERR_ARG && level == 2);
    error = MPI_Type_create_hvector_c(4, 1, 0x4000000000000000, MPI_INT, &type);
    CHECK(class_of(error) == MPI_ERR_ARG);
    CHECK(class_of(MPI_Type_contiguous_c(0x7FFFFFFFFFFFFFFF, MPI_INT, &type)) == MPI_ERR_ARG);
    CHECK(class_of(MPI_Type_vector_c(0x7FFFFFFFFFFFFFFF, 0x7FFFFFFFFFFFFFFF, 0x7FFFFFFFFFFFFFFF, MPI_INT, &type)) == MPI_ERR_ARG);
    CHECK(class_of(MPI_Type_contiguous_c(-1, MPI_INT, &type)) == MPI_ERR_COUNT);
    CHECK(class_of(MPI_Type_contiguous(-1, MPI_INT, &type)) == MPI_ERR_COUNT);
    CHECK(class_of(MPI_Type_contiguous(1, none, &type)) == MPI_ERR_TYPE);

    /* A tower of constructors. */
    error = MPI_Type_contiguous(1, MPI_INT, &type);
    for (level = 1; level < 1000; level++) {
        error = MPI_Type_contiguous(1, type, &other);
        if (error)
            break;
        MPI_Type_free(&type);
        type = other;
    }
    CHECK(class_of(error) == MPI_ERR_ARG && level > 100);
    CHECK(MPI_Type_free(&type) == MPI_SUCCESS && type == MPI_DATATYPE_NULL);

    /* Handles. */
    MPI_Type_contiguous(2, MPI_INT, &type);
    keep = type;
    MPI_Type_free(&type);
    CHECK(class_of(MPI_Type_contiguous(2, keep, &other)) == MPI_ERR_TYPE);
    CHECK(class_of(MPI_Type_free(&keep)) == MPI_ERR_TYPE);
    keep = MPI_INT;
    CHECK(class_of(MPI_Type_free(&keep)) == MPI_ERR_TYPE && keep == MPI_INT);
    CHECK(MPI_Type_commit(&keep) == MPI_SUCCESS);
    int a, b, c, d;
    CHECK(class_of(MPI_Type_get_contents(MPI_INT, 0, 0, 0, &a, NULL, NULL)) == MPI_ERR_TYPE);

    /* Large types and plain procedures. */
    MPI_Count ca, cb, cc, cd;
    MPI_Type_contiguous_c(7, MPI_INT, &type);
    CHECK(class_of(MPI_Type_get_envelope(type, &a, &b, &c, &d)) == MPI_ERR_TYPE);
    CHECK(MPI_Type_get_envelope_c(type, &ca, &cb, &cc, &cd, &d) == MPI_SUCCESS && ca == 0 && cb == 0 && cc == 1 && cd == 1 && d == MPI_COMBINER_CONTIGUOUS);
    MPI_Type_free(&type);
    MPI_Type_contiguous(7, MPI_INT, &type);
    CHECK(MPI_Type_get_envelope_c(type, &ca, &cb, &cc, &cd, &d) == MPI_SUCCESS && ca == 1 && cb == 0 && cc == 0 && cd == 1);
    CHECK(class_of(MPI_Type_get_contents(type, 0, 0, 1, &a, NULL, &other)) == MPI_ERR_ARG);
    MPI_Type_free(&type);
    MPI_Aint lower, extent;
    MPI_Type_create_resized_c(MPI_INT, 0, 1LL << 32, &type);
    CHECK(MPI_Type_get_extent(type, &lower, &extent) == MPI_SUCCESS && lower == 0 && extent == MPI_UNDEFINED);
    MPI_Type_free(&type);

    /* A type across address 0, and one beyond memory. */
    int value = 5;
    MPI_Type_create_hindexed(1, (int[]) { 4 }, (MPI_Aint[]) { -8 }, MPI_INT, &type);
    MPI_Type_commit(&type);
    CHECK(sends(MPI_BOTTOM, type) == MPI_ERR_BUFFER);
    CHECK(MPI_Send(NULL, 0, type, MPI_PROC_NULL, 0, MPI_COMM_WORLD) == MPI_SUCCESS);
    CHECK(sends(&value + 2, type) == MPI_SUCCESS);
    MPI_Type_free(&type);
    MPI_Type_create_hindexed(1, (int[]) { 1 }, (MPI_Aint[]) { -8 }, MPI_INT, &type);
    MPI_Type_commit(&type);
    CHECK(sends(MPI_BOTTOM, type) == MPI_ERR_BUFFER);
    MPI_Type_free(&type);

    /* Markers of bounds, as programs for MPI-1 have them. */
    MPI_Type_struct(2, (int[]) { 1, 1 }, (MPI_Aint[]) { 0, 24 }, (MPI_Datatype[]) { MPI_INT, MPI_UB }, &type);
    MPI_Type_commit(&type);
    CHECK(MPI_Type_get_extent(type, &lower, &extent) == MPI_SUCCESS && lower == 0 && extent == 24);
    int spread[14] = { 1, 0, 0, 0, 0, 0, 2 }, gathered[2] = { 0, 0 };
    CHECK(MPI_Sendrecv(spread, 2, type, rank, 1, gathered, 2, MPI_INT, rank, 1, MPI_COMM_WORLD, MPI_STATUS_IGNORE) == MPI_SUCCESS);
    CHECK(gathered[0] == 1 && gathered[1] == 2);
    MPI_Type_free(&type);

    /* Operations that are not defined. */
    long double x = 1, y = 2;
    CHECK(class_of(MPI_Allreduce(&x, &y, 1, MPI_LONG_DOUBLE, MPI_BAND, MPI_COMM_WORLD)) == MPI_ERR_OP);
    MPI_Type_contiguous(1, MPI_LONG_DOUBLE, &type);
    MPI_Type_commit(&type);
    CHECK(class_of(MPI_Allreduce(&x, &y, 1, type, MPI_SUM, MPI_COMM_WORLD)) == MPI_ERR_OP);
    MPI_Type_free(&type);

    /* Types by what they hold. */
    int n;
    MPI_Type_create_f90_real(6, 30, &type);
    CHECK(MPI_Type_size(type, &n) == MPI_SUCCESS && n == 4);
    MPI_Type_create_f90_real(6, 30, &other);
    CHECK(type == other && type != MPI_REAL && type != MPI_REAL4);
    CHECK(MPI_Type_get_envelope(type, &a, &b, &c, &d) == MPI_SUCCESS && a == 2 && b == 0 && c == 0 && d == MPI_COMBINER_F90_REAL);
    int arguments[2];
    CHECK(MPI_Type_get_contents(type, 2, 0, 0, arguments, NULL, NULL) == MPI_SUCCESS && arguments[0] == 6 && arguments[1] == 30);
    CHECK(class_of(MPI_Type_free(&other)) == MPI_ERR_TYPE);
    float f = rank + 1, g = 0;
    CHECK(MPI_Allreduce(&f, &g, 1, type, MPI_SUM, MPI_COMM_WORLD) == MPI_SUCCESS && g == size * (size + 1) / 2);
    MPI_Type_create_f90_real(20, MPI_UNDEFINED, &type);
    CHECK(MPI_Type_size(type, &n) == MPI_SUCCESS && n == 16);
    x = rank + 1;
    CHECK(MPI_Allreduce(&x, &y, 1, type, MPI_SUM, MPI_COMM_WORLD) == MPI_SUCCESS && y == size * (size + 1) / 2);
    MPI_Type_create_f90_complex(15, 100, &type);
    CHECK(MPI_Type_size(type, &n) == MPI_SUCCESS && n == 16);
    MPI_Type_create_f90_integer(9, &type);
    CHECK(MPI_Type_size(type, &n) == MPI_SUCCESS && n == 4);
    CHECK(MPI_Type_get_envelope(type, &a, &b, &c, &d) == MPI_SUCCESS && a == 1 && d == MPI_COMBINER_F90_INTEGER);
    CHECK(class_of(MPI_Type_create_f90_real(40, 30, &type)) == MPI_ERR_ARG);
    CHECK(class_of(MPI_Type_create_f90_integer(39, &type)) == MPI_ERR_ARG);
    CHECK(MPI_Type_match_size(MPI_TYPECLASS_REAL, 8, &type) == MPI_SUCCESS && type == MPI_REAL8);
    CHECK(MPI_Type_match_size(MPI_TYPECLASS_COMPLEX, 32, &type) == MPI_SUCCESS && type == MPI_COMPLEX32);
    CHECK(MPI_Type_match_size(MPI_TYPECLASS_INTEGER, 2, &type) == MPI_SUCCESS && type == MPI_INTEGER2);
    CHECK(class_of(MPI_Type_match_size(MPI_TYPECLASS_INTEGER, 3, &type)) == MPI_ERR_ARG);

    /* Pairs of a value and an index. */
    CHECK(MPI_Type_get_value_index(MPI_DOUBLE, MPI_INT, &type) == MPI_SUCCESS && type == MPI_DOUBLE_INT);
    CHECK(MPI_Type_get_value_index(MPI_INT, MPI_INT, &type) == MPI_SUCCESS && type == MPI_2INT);
    CHECK(MPI_Type_get_value_index(MPI_C_DOUBLE_COMPLEX, MPI_INT, &type) == MPI_SUCCESS && type == MPI_DATATYPE_NULL);
    struct { short value; long long index; } in = { (short)(rank / 2), 50 - rank }, out;
    CHECK(MPI_Type_get_value_index(MPI_SHORT, MPI_INT64_T, &type) == MPI_SUCCESS && type != MPI_DATATYPE_NULL);
    MPI_Type_get_extent(type, &lower, &extent);
    CHECK(lower == 0 && extent == sizeof in);
    CHECK(MPI_Allreduce(&in, &out, 1, type, MPI_MAXLOC, MPI_COMM_WORLD) == MPI_SUCCESS && out.value == (size - 1) / 2 && out.index == 50 - (size - 1));
    CHECK(MPI_Allreduce(&in, &out, 1, type, MPI_MINLOC, MPI_COMM_WORLD) == MPI_SUCCESS && out.value == 0 && out.index == 50 - (size > 1 ? 1 : 0));
    MPI_Datatype parts[2];
    CHECK(MPI_Type_get_envelope(type, &a, &b, &c, &d) == MPI_SUCCESS && a == 0 && b == 0 && c == 2 && d == MPI_COMBINER_VALUE_INDEX);
    CHECK(MPI_Type_get_contents(type, 0, 0, 2, NULL, NULL, parts) == MPI_SUCCESS && parts[0] == MPI_SHORT && parts[1] == MPI_INT64_T);

    /* Statuses. */
    MPI_Status status;
    memset(&status, 0, sizeof status);
    CHECK(MPI_Status_set_source(&status, 3) == MPI_SUCCESS && status.MPI_SOURCE == 3);
    CHECK(MPI_Status_set_tag(&status, 44) == MPI_SUCCESS && status.MPI_TAG == 44);
    CHECK(MPI_Status_set_error(&status, MPI_ERR_TAG) == MPI_SUCCESS && status.MPI_ERROR == MPI_ERR_TAG);
    CHECK(MPI_Status_get_source(&status, &n) == MPI_SUCCESS && n == 3);
    CHECK(MPI_Status_get_tag(&status, &n) == MPI_SUCCESS && n == 44);
    CHECK(MPI_Status_get_error(&status, &n) == MPI_SUCCESS && n == MPI_ERR_TAG);
    MPI_Count elements;
    CHECK(MPI_Status_set_elements_c(&status, MPI_LONG_DOUBLE_INT, 3000000001) == MPI_SUCCESS);
    CHECK(MPI_Get_elements_c(&status, MPI_LONG_DOUBLE_INT, &elements) == MPI_SUCCESS && elements == 3000000001);
    CHECK(MPI_Get_elements(&status, MPI_LONG_DOUBLE_INT, &n) == MPI_SUCCESS && n == MPI_UNDEFINED);
    CHECK(MPI_Get_elements_c(&status, MPI_LONG_DOUBLE, &elements) == MPI_SUCCESS && elements == 30000000016 / 16);
    CHECK(MPI_Get_elements_c(&status, MPI_C_LONG_DOUBLE_COMPLEX, &elements) == MPI_SUCCESS && elements == MPI_UNDEFINED);

    /* external32 of types that have another size there, and of long double. */
    unsigned char packed[64] = { 0 };
    MPI_Aint aint = -2, position = 0;
    long l = -3;
    MPI_Pack_external("external32", &aint, 1, MPI_AINT, packed, 64, &position);
    CHECK(position == 8 && packed[0] == 0xFF && packed[7] == 0xFE);
    MPI_Pack_external("external32", &l, 1, MPI_LONG, packed, 64, &position);
    CHECK(position == 12 && packed[8] == 0xFF && packed[11] == 0xFD);
    long double half = 0.5L, again = 0;
    MPI_Pack_external("external32", &half, 1, MPI_LONG_DOUBLE, packed, 64, &position);
    CHECK(position == 28 && packed[12] == 0x3F && packed[13] == 0xFE && packed[14] == 0);
    position = 12;
    MPI_Unpack_external("external32", packed, 64, &position, &again, 1, MPI_LONG_DOUBLE);
    CHECK(again == 0.5L && position == 28);
    aint = 0, position = 0;
    MPI_Unpack_external("external32", packed, 64, &position, &aint, 1, MPI_AINT);
    CHECK(aint == -2);
    position = 60;
    CHECK(class_of(MPI_Pack_external("external32", &aint, 1, MPI_AINT, packed, 64, &position)) == MPI_ERR_TRUNCATE);
    position = 65;
    CHECK(class_of(MPI_Pack_external("external32", &aint, 0, MPI_AINT, packed, 64, &position)) == MPI_ERR_ARG);
    position = 0;
    CHECK(class_of(MPI_Pack_external("native", &aint, 1, MPI_AINT, packed, 64, &position)) == MPI_ERR_ARG);
    CHECK(class_of(MPI_Pack_external("external32", (void *)0xFFFFFFF0u, 1, MPI_AINT, packed, 64, &position)) == MPI_ERR_BUFFER || sizeof(void *) == 8);

    say("%d checks, %d failed", checks, failed);
    MPI_Finalize();
    return 0;
}
