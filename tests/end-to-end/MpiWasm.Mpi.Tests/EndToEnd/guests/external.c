/* The representation external32, and elements of statuses. */
#include "say.h"

static void hex(const char *title, const unsigned char *bytes, MPI_Aint n)
{
    char text[160] = "";
    for (MPI_Aint i = 0; i < n && i < 60; i++)
        sprintf(text + 2 * i, "%02x", bytes[i]);
    say("%s %d: %s", title, (int)n, text);
}

int main(int argc, char **argv)
{
    start(&argc, &argv);
    struct { short a; int b; double c; float d; long long e; char f; unsigned short g; } value = { -2, 0x01020304, 1.5, -0.25f, -5, 'x', 0xABCD }, back;
    int lengths[7] = { 1, 1, 1, 1, 1, 1, 1 };
    MPI_Aint places[7], base, size = -1, position = 0;
    MPI_Datatype types[7] = { MPI_SHORT, MPI_INT, MPI_DOUBLE, MPI_FLOAT, MPI_LONG_LONG, MPI_CHAR, MPI_UNSIGNED_SHORT }, type, vector;
    MPI_Get_address(&value, &base);
    MPI_Get_address(&value.a, &places[0]);
    MPI_Get_address(&value.b, &places[1]);
    MPI_Get_address(&value.c, &places[2]);
    MPI_Get_address(&value.d, &places[3]);
    MPI_Get_address(&value.e, &places[4]);
    MPI_Get_address(&value.f, &places[5]);
    MPI_Get_address(&value.g, &places[6]);
    for (int i = 0; i < 7; i++)
        places[i] = MPI_Aint_diff(places[i], base);
    MPI_Type_create_struct(7, lengths, places, types, &type);
    MPI_Type_commit(&type);
    unsigned char packed[256] = { 0 };
    MPI_Pack_external_size("external32", 1, type, &size);
    MPI_Pack_external("external32", &value, 1, type, packed, sizeof packed, &position);
    say("size %d position %d", (int)size, (int)position);
    hex("struct", packed, position);
    memset(&back, 0, sizeof back);
    position = 0;
    MPI_Unpack_external("external32", packed, sizeof packed, &position, &back, 1, type);
    say("%d %d %g %g %lld %c %d", back.a, back.b, back.c, back.d, back.e, back.f, back.g);
    MPI_Type_free(&type);

    int numbers[12], again[12] = { 0 };
    for (int i = 0; i < 12; i++)
        numbers[i] = 1000 * i + rank;
    MPI_Type_vector(3, 2, 4, MPI_INT, &vector);
    MPI_Type_commit(&vector);
    position = 4;
    MPI_Pack_external("external32", numbers, 1, vector, packed, sizeof packed, &position);
    hex("vector", packed + 4, position - 4);
    position = 4;
    MPI_Unpack_external("external32", packed, sizeof packed, &position, again, 6, MPI_INT);
    say("%d %d %d %d", again[0], again[1], again[2], again[5]);

    /* Elements: what a truncated or partial message holds. */
    MPI_Status status;
    int count, elements;
    for (int n = 0; n < 8; n++) {
        MPI_Sendrecv(numbers, n, MPI_INT, rank, 1, again, 2, vector, rank, 1, MPI_COMM_WORLD, &status);
        MPI_Get_elements(&status, vector, &elements);
        MPI_Get_count(&status, vector, &count);
        say("%d ints: %d elements, count %d", n, elements, count == MPI_UNDEFINED ? -1 : count);
    }
    MPI_Sendrecv(numbers, 10, MPI_CHAR, rank, 1, again, 40, MPI_CHAR, rank, 1, MPI_COMM_WORLD, &status);
    MPI_Get_elements(&status, MPI_INT, &elements);
    say("10 bytes as ints: %d", elements == MPI_UNDEFINED);
    MPI_Status_set_elements(&status, vector, 7);
    MPI_Status_set_cancelled(&status, 1);
    int cancelled;
    MPI_Test_cancelled(&status, &cancelled);
    MPI_Get_elements(&status, vector, &elements);
    MPI_Get_count(&status, vector, &count);
    say("set: %d elements, undefined %d, cancelled %d", elements, count == MPI_UNDEFINED, cancelled);
    MPI_Status_set_elements(&status, vector, 12);
    MPI_Get_count(&status, vector, &count);
    say("set: count %d", count);
    MPI_Type_free(&vector);
    MPI_Finalize();
    return 0;
}
