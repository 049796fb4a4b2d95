/* Error handlers of the program's own, and error classes and codes that it adds. */
#include "say.h"

static char events[300];

static const char *class_name(int class)
{
    switch (class) {
    case MPI_SUCCESS: return "success";
    case MPI_ERR_RANK: return "rank";
    case MPI_ERR_TAG: return "tag";
    case MPI_ERR_COUNT: return "count";
    case MPI_ERR_TYPE: return "type";
    case MPI_ERR_TRUNCATE: return "truncate";
    case MPI_ERR_ROOT: return "root";
    default: return "other";
    }
}

static MPI_Comm expected;

static void on_error(MPI_Comm *comm, int *code, ...)
{
    size_t n = strlen(events);
    snprintf(events + n, sizeof events - n, " first:%s%s", class_name(class_of(*code)), *comm == expected ? "" : "(another comm)");
}

static void second(MPI_Comm *comm, int *code, ...)
{
    size_t n = strlen(events);
    (void)comm;
    snprintf(events + n, sizeof events - n, " second:%s", class_name(class_of(*code)));
}

static void on_file(MPI_File *file, int *code, ...)
{
    (void)file;
    (void)code;
    strcat(events, " file");
}

static const char *since(void)
{
    static char copy[sizeof events];
    strcpy(copy, events);
    events[0] = 0;
    return copy;
}

int main(int argc, char **argv)
{
    start(&argc, &argv);
    MPI_Errhandler handler, other, got;
    int x = 1, code, flag, *last;

    MPI_Comm_create_errhandler(on_error, &handler);
    MPI_Comm_create_errhandler(second, &other);
    MPI_Comm base, dup;
    MPI_Comm_dup(MPI_COMM_WORLD, &base);
    expected = base;
    MPI_Comm_set_errhandler(base, handler);
    MPI_Comm_get_errhandler(base, &got);
    say("got %d", got == handler);
    MPI_Errhandler_free(&got);
    say("null %d", got == MPI_ERRHANDLER_NULL);
    code = MPI_Send(&x, 1, MPI_INT, size, 0, base);
    say("rank %s;%s", class_name(class_of(code)), since());
    code = MPI_Send(&x, -1, MPI_INT, 0, 0, base);
    say("count %s;%s", class_name(class_of(code)), since());
    code = MPI_Bcast(&x, 1, MPI_INT, size, base);
    say("root %s;%s", class_name(class_of(code)), since());
    int big[4] = { 0 };
    MPI_Request request;
    MPI_Isend(big, 4, MPI_INT, rank, 5, base, &request);
    code = MPI_Recv(&x, 1, MPI_INT, rank, 5, base, MPI_STATUS_IGNORE);
    say("truncate %s;%s", class_name(class_of(code)), since());
    MPI_Wait(&request, MPI_STATUS_IGNORE);

    /* Inherited, then changed here only. */
    MPI_Comm_dup(base, &dup);
    expected = dup;
    MPI_Send(&x, 1, MPI_INT, size, 0, dup);
    say("inherited;%s", since());
    MPI_Comm_set_errhandler(dup, other);
    MPI_Send(&x, 1, MPI_INT, size, 0, dup);
    expected = base;
    MPI_Send(&x, 1, MPI_INT, size, 0, base);
    say("each its own;%s", since());

    /* A handler lives as long as something uses it. */
    MPI_Errhandler_free(&handler);
    MPI_Errhandler_free(&other);
    MPI_Send(&x, 1, MPI_INT, 0, -7, base);
    say("after free;%s", since());
    code = MPI_Comm_call_errhandler(base, MPI_ERR_TYPE);
    say("called %s;%s", class_name(class_of(code)), since());
    MPI_Comm_free(&dup);
    MPI_Comm_set_errhandler(base, MPI_ERRORS_RETURN);
    code = MPI_Send(&x, 1, MPI_INT, size, 0, base);
    say("returned %s;%s", class_name(class_of(code)), since());
    code = MPI_Comm_call_errhandler(base, MPI_ERR_TAG);
    say("called with return %s", class_name(class_of(code)));

    /* Files return errors unless told otherwise. */
    MPI_File_get_errhandler(MPI_FILE_NULL, &got);
    say("files %d", got == MPI_ERRORS_RETURN);
    MPI_File_create_errhandler(on_file, &handler);
    MPI_File_set_errhandler(MPI_FILE_NULL, handler);
    MPI_File_get_errhandler(MPI_FILE_NULL, &got);
    say("changed %d", got == handler);
    MPI_File_set_errhandler(MPI_FILE_NULL, MPI_ERRORS_RETURN);
    MPI_Errhandler_free(&got);
    MPI_Errhandler_free(&handler);

    /* Classes and codes of the program's own. */
    int class, own, third, n;
    char text[MPI_MAX_ERROR_STRING];
    MPI_Comm_get_attr(MPI_COMM_WORLD, MPI_LASTUSEDCODE, &last, &flag);
    int before = *last;
    MPI_Add_error_class(&class);
    MPI_Add_error_code(class, &own);
    MPI_Add_error_code(MPI_ERR_ARG, &third);
    say("above %d %d %d", class > MPI_ERR_LASTCODE, own > MPI_ERR_LASTCODE, third > MPI_ERR_LASTCODE);
    say("classes %d %d", class_of(own) == class, class_of(third) == MPI_ERR_ARG);
    MPI_Comm_get_attr(MPI_COMM_WORLD, MPI_LASTUSEDCODE, &last, &flag);
    say("last used %d %d", flag && *last >= third, *last > before);
    MPI_Add_error_string(class, "a class of mine");
    MPI_Add_error_string(own, "a code of mine");
    MPI_Error_string(class, text, &n);
    say("text %s %d", text, n);
    MPI_Error_string(own, text, &n);
    say("text %s %d", text, n);
    MPI_Add_error_string(own, "another text");
    MPI_Error_string(own, text, &n);
    say("text %s %d", text, n);
    MPI_Comm_create_errhandler(on_error, &handler);
    MPI_Comm_set_errhandler(base, handler);
    MPI_Errhandler_free(&handler);
    MPI_Comm_call_errhandler(base, own);
    say("own code;%s", since());
    MPI_Comm_free(&base);
    MPI_Finalize();
    return 0;
}
