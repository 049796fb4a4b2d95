/* A file in external32 (not every library has it natively). */
#include "say.h"

int main(int argc, char **argv)
{
    char name[300];
    int data[2], back[2] = { 0, 0 };
    MPI_File f;
    start(&argc, &argv);
    snprintf(name, sizeof name, "%s/external", argv[1]);
    data[0] = rank * 256 + 1;
    data[1] = rank * 256 + 2;
    char port[MPI_MAX_PORT_NAME];
    int refused;
    MPI_Comm_set_errhandler(MPI_COMM_SELF, MPI_ERRORS_RETURN);
    MPI_Error_class(MPI_Open_port(MPI_INFO_NULL, port), &refused);
    MPI_Info hints, used;
    MPI_Info_create(&hints);
    MPI_Info_set(hints, "cb_nodes", "1");
    MPI_Info_set(hints, "e10_cache_path", name);
    MPI_Info_set(hints, "cb_buffer_size", "-1");
    MPI_File_open(MPI_COMM_WORLD, name, MPI_MODE_RDWR | MPI_MODE_CREATE, hints, &f);
    MPI_Info_free(&hints);
    int keys;
    MPI_File_get_info(f, &used);
    MPI_Info_get_nkeys(used, &keys);
    MPI_Info_free(&used);
    MPI_File_set_view(f, 8 * rank, MPI_INT, MPI_INT, "external32", MPI_INFO_NULL);
    MPI_File_write_all(f, data, 2, MPI_INT, MPI_STATUS_IGNORE);
    MPI_Request request;
    MPI_File_iread_at(f, 0, back, 2, MPI_INT, &request);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    int same = memcmp(data, back, sizeof data) == 0;
    memset(back, 0, sizeof back);
    MPI_File_read_at_all_begin(f, 0, back, 2, MPI_INT);
    MPI_File_read_at_all_end(f, back, MPI_STATUS_IGNORE);
    same &= memcmp(data, back, sizeof data) == 0;
    int code = MPI_File_set_view(f, 0, MPI_AINT, MPI_AINT, "external32", MPI_INFO_NULL), class;
    MPI_Error_class(code, &class);
    say("port refused %d hints %d back %d refused %d", refused == MPI_ERR_ACCESS, keys, same, class == MPI_ERR_UNSUPPORTED_DATAREP);
    MPI_File_close(&f);
    MPI_Finalize();
    return 0;
}
