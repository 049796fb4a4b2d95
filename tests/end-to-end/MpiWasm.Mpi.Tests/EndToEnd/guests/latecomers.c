/* Collective calls on a file where processes come late, or do not say the same: all get the same answer, and later calls go on; data stay as they are. */
#include "say.h"
#include <unistd.h>

enum { PIECE = 1 << 20, PIECES = 34 };

static char piece[PIECE], back[PIECE];

static void fill(int number)
{
    for (int i = 0; i < PIECE; i++)
        piece[i] = (char)((unsigned)(i + number * PIECE) * 2654435761u >> 24);
}

static long long size_of(MPI_File file)
{
    MPI_Offset bytes = -1;
    MPI_File_get_size(file, &bytes);
    MPI_Barrier(MPI_COMM_WORLD);
    return bytes;
}

int main(int argc, char **argv)
{
    MPI_File file;
    int changed = 0, code, steps[] = { 200, 50, 700 };
    start(&argc, &argv);
    code = MPI_File_open(MPI_COMM_WORLD, "late", (rank == 0 ? MPI_MODE_RDWR : MPI_MODE_WRONLY) | MPI_MODE_CREATE, MPI_INFO_NULL, &file);
    say("modes differ %d", class_of(code) == MPI_ERR_NOT_SAME);
    if (code == MPI_SUCCESS)
        MPI_File_close(&file);
    code = MPI_File_open(MPI_COMM_WORLD, "late", MPI_MODE_RDWR | MPI_MODE_CREATE, MPI_INFO_NULL, &file);
    say("open %d", code);
    MPI_File_set_size(file, 100);
    MPI_Barrier(MPI_COMM_WORLD);
    for (int i = 0; i < 3; i++) {
        usleep((i == 1 ? size - 1 - rank : rank) * 50000);
        code = MPI_File_preallocate(file, steps[i]);
        say("preallocate %d %lld", code, size_of(file));
    }
    code = MPI_File_set_size(file, 300);
    say("set size %d %lld", code, size_of(file));
    for (int i = 0; i < PIECES; i++) {
        fill(i);
        if (i % size == rank)
            MPI_File_write_at(file, (MPI_Offset)i * PIECE, piece, PIECE, MPI_BYTE, MPI_STATUS_IGNORE);
    }
    MPI_File_sync(file);
    MPI_Barrier(MPI_COMM_WORLD);
    MPI_File_seek(file, 1000, MPI_SEEK_SET);
    code = MPI_File_preallocate(file, (MPI_Offset)PIECES * PIECE + 1000);
    say("preallocate %d %lld", code, size_of(file));
    for (int i = 0; i < PIECES; i++) {
        fill(i);
        MPI_File_read_at(file, (MPI_Offset)i * PIECE, back, PIECE, MPI_BYTE, MPI_STATUS_IGNORE);
        changed += memcmp(back, piece, PIECE) != 0;
    }
    say("changed %d", changed);
    MPI_File_close(&file);
    MPI_Finalize();
    return 0;
}
