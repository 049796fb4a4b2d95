#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* hostmemory WHAT: makes MPI keep more and more, until it refuses; frees what it got, and makes some again. */
enum { MOST = 4000000, LENGTHS = 100000 };

static int lengths[LENGTHS], displacements[LENGTHS], handles[MOST], data[200000];

static int class_of(int code)
{
    int class = MPI_SUCCESS;
    if (code != MPI_SUCCESS)
        MPI_Error_class(code, &class);
    return class;
}

static int make(const char *what, int i)
{
    static char value[1000];
    int code;
    if (!strcmp(what, "infos")) {
        MPI_Info info;
        memset(value, 'x', sizeof value - 1);
        if ((code = MPI_Info_create(&info)))
            return code;
        handles[i] = MPI_Info_toint(info);
        for (int k = 0; k < 20; k++) {
            char key[20];
            snprintf(key, sizeof key, "key %d", k);
            if ((code = MPI_Info_set(info, key, value)))
                return code;
        }
        return MPI_SUCCESS;
    }
    if (!strcmp(what, "datatypes")) {
        MPI_Datatype type;
        code = MPI_Type_indexed(LENGTHS, lengths, displacements, MPI_INT, &type);
        handles[i] = MPI_Type_toint(type);
        return code;
    }
    if (!strcmp(what, "duplicates")) {
        MPI_Datatype type;
        code = MPI_Type_dup(MPI_INT, &type);
        handles[i] = MPI_Type_toint(type);
        return code;
    }
    if (!strcmp(what, "messages")) {
        MPI_Request request;
        return MPI_Isend(data, 2, MPI_INT, 0, i % 1000, MPI_COMM_SELF, &request);
    }
    if (!strcmp(what, "long")) {
        MPI_Request request;
        return MPI_Isend(data, 200000, MPI_INT, 0, i % 1000, MPI_COMM_SELF, &request);
    }
    if (!strcmp(what, "texts")) {
        memset(value, 'x', 200);
        if ((code = MPI_Add_error_class(&handles[i])))
            return code;
        return MPI_Add_error_string(handles[i], value);
    }
    if (!strcmp(what, "attributes")) {
        if ((code = MPI_Comm_create_keyval(MPI_COMM_NULL_COPY_FN, MPI_COMM_NULL_DELETE_FN, &handles[i], NULL)))
            return code;
        return MPI_Comm_set_attr(MPI_COMM_SELF, handles[i], NULL);
    }
    /* Messages that are sent and never received: no call of MPI's can be refused for them. */
    return MPI_Send(data, 100, MPI_INT, 0, 0, MPI_COMM_SELF);
}

static void give_back(const char *what, int i)
{
    MPI_Info info;
    MPI_Datatype type;
    if (!strcmp(what, "infos")) {
        info = MPI_Info_fromint(handles[i]);
        MPI_Info_free(&info);
    } else if (!strcmp(what, "datatypes") || !strcmp(what, "duplicates")) {
        type = MPI_Type_fromint(handles[i]);
        MPI_Type_free(&type);
    } else if (!strcmp(what, "texts")) {
        MPI_Remove_error_string(handles[i]);
        MPI_Remove_error_class(handles[i]);
    } else if (!strcmp(what, "attributes")) {
        MPI_Comm_delete_attr(MPI_COMM_SELF, handles[i]);
        MPI_Comm_free_keyval(&handles[i]);
    }
}

int main(int argc, char **argv)
{
    int made = 0, code = MPI_SUCCESS;
    const char *what = argv[1];
    MPI_Init(&argc, &argv);
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    MPI_Comm_set_errhandler(MPI_COMM_SELF, MPI_ERRORS_RETURN);
    for (int i = 0; i < LENGTHS; i++) {
        lengths[i] = 1;
        displacements[i] = 3 * i;
    }
    while (made < MOST && !(code = make(what, made)))
        made++;
    printf("%s: %s\n", what, made > 0 && class_of(code) == MPI_ERR_NO_MEM ? "refused at some time" : "not refused");
    for (int i = made - 1; i >= 0; i--)
        give_back(what, i);
    if (strcmp(what, "messages") && strcmp(what, "long")) {
        printf("%s\n", make(what, 0) == MPI_SUCCESS ? "made again" : "not made again");
        MPI_Finalize();
    }
    fflush(stdout);
    _Exit(0);
}
