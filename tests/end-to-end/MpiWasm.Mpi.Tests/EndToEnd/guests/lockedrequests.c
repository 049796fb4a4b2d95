/* With MPI_THREAD_MULTIPLE, in the functions that free and cancel a generalized request: calls succeed or are refused. */
#include "say.h"

static int calls, wrong;

static void came(int code)
{
    int class;
    MPI_Error_class(code, &class);
    calls++;
    if (class != MPI_SUCCESS && class != MPI_ERR_OTHER) {
        wrong++;
        say("call %d: class %d", calls, class);
    }
}

static void meddle(void)
{
    char name[MPI_MAX_PROCESSOR_NAME > MPI_MAX_OBJECT_NAME ? MPI_MAX_PROCESSOR_NAME : MPI_MAX_OBJECT_NAME], buffer[64];
    int code, n, flag, position = 0, one = 1, two = 2, sizes[2] = { 1, 2 }, places[2] = { 0, 8 };
    MPI_Aint place = 0;
    MPI_Count count;
    MPI_Datatype type;
    MPI_Errhandler handler;
    MPI_Status status;
    void *value;
    came(MPI_Get_processor_name(name, &n));
    came(MPI_Comm_compare(MPI_COMM_WORLD, MPI_COMM_SELF, &n));
    came(MPI_Comm_rank(MPI_COMM_WORLD, &n));
    came(MPI_Comm_get_name(MPI_COMM_WORLD, name, &n));
    came(MPI_Comm_get_attr(MPI_COMM_WORLD, MPI_TAG_UB, &value, &flag));
    came(MPI_Comm_get_errhandler(MPI_COMM_WORLD, &handler));
    came(MPI_Topo_test(MPI_COMM_WORLD, &n));
    came(MPI_Group_compare(MPI_GROUP_EMPTY, MPI_GROUP_EMPTY, &n));
    came(MPI_Group_translate_ranks(MPI_GROUP_EMPTY, 0, &one, MPI_GROUP_EMPTY, &n));
    came(MPI_Reduce_local(&one, &two, 1, MPI_INT, MPI_SUM));
    came(MPI_Op_commutative(MPI_SUM, &n));
    came(MPI_Pack(&one, 1, MPI_INT, buffer, sizeof buffer, &position, MPI_COMM_SELF));
    position = 0;
    came(MPI_Unpack(buffer, sizeof buffer, &position, &two, 1, MPI_INT, MPI_COMM_SELF));
    came(MPI_Pack_size(1, MPI_INT, MPI_COMM_SELF, &n));
    came(MPI_Pack_external("external32", &one, 1, MPI_INT, buffer, sizeof buffer, &place));
    came(MPI_Type_size_x(MPI_INT, &count));
    came(MPI_Type_match_size(MPI_TYPECLASS_REAL, 4, &type));
    code = MPI_Type_indexed(2, sizes, places, MPI_INT, &type);
    came(code);
    if (code == MPI_SUCCESS) {
        came(MPI_Type_commit(&type));
        came(MPI_Type_free(&type));
    }
    type = MPI_DATATYPE_NULL;
    came(MPI_Type_dup(MPI_INT, &type));
    came(MPI_Status_set_elements(&status, MPI_INT, 1));
    came(MPI_Status_set_cancelled(&status, 0));
    came(MPI_Info_get_nkeys(MPI_INFO_ENV, &n));
}

static int query(void *extra, MPI_Status *status)
{
    (void)extra;
    MPI_Status_set_elements(status, MPI_INT, 0);
    MPI_Status_set_cancelled(status, 0);
    status->MPI_SOURCE = status->MPI_TAG = MPI_UNDEFINED;
    return MPI_SUCCESS;
}

static int freed(void *extra)
{
    (void)extra;
    meddle();
    return MPI_SUCCESS;
}

static int cancel(void *extra, int complete)
{
    (void)extra, (void)complete;
    meddle();
    return MPI_SUCCESS;
}

int main(int argc, char **argv)
{
    int provided;
    MPI_Request request;
    MPI_Init_thread(&argc, &argv, MPI_THREAD_MULTIPLE, &provided);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    MPI_Comm_set_errhandler(MPI_COMM_SELF, MPI_ERRORS_RETURN);
    MPI_Grequest_start(query, freed, cancel, NULL, &request);
    MPI_Cancel(&request);
    MPI_Grequest_complete(request);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    MPI_Grequest_start(query, freed, cancel, NULL, &request);
    MPI_Grequest_complete(request);
    MPI_Request_free(&request);
    MPI_Barrier(MPI_COMM_WORLD);
    say("%d calls wrong, enough: %d", wrong, calls >= 60);
    MPI_Finalize();
    return 0;
}
