/* Callbacks where native libraries lack something or do it wrong: checked against the standard. Prints what is wrong, and "callbacks: fine" at the end. */
#include "say.h"
#include <stdint.h>

static int wrong;

static void check(int holds, const char *what)
{
    if (!holds) {
        printf("%d: wrong: %s\n", rank, what);
        wrong++;
    }
}

/* Function pointers that are none of the guest's, or of another type: refused when they are given to MPI. */
static void no_function(void)
{
}

static void sum(void *in, void *inout, int *len, MPI_Datatype *type)
{
    (void)type;
    for (int i = 0; i < *len; i++)
        ((int *)inout)[i] += ((int *)in)[i];
}

static int delete_two(MPI_Comm comm, int keyval, void *value, void *extra)
{
    (void)comm, (void)keyval, (void)value, (void)extra;
    return MPI_SUCCESS;
}

static void functions(void)
{
    MPI_Op op = MPI_OP_NULL;
    MPI_User_function *mistyped = (MPI_User_function *)no_function;
    int key = 4711;
    MPI_Errhandler handler = MPI_ERRHANDLER_NULL;
    MPI_Request request = MPI_REQUEST_NULL;
    check(class_of(MPI_Op_create(mistyped, 1, &op)) == MPI_ERR_ARG && op == MPI_OP_NULL, "an operation of another type");
    check(class_of(MPI_Op_create((MPI_User_function *)0x7fffffff, 1, &op)) == MPI_ERR_ARG, "an operation out of the table");
    check(class_of(MPI_Op_create(NULL, 1, &op)) == MPI_ERR_ARG, "no operation");
    check(class_of(MPI_Comm_create_keyval((MPI_Comm_copy_attr_function *)sum, delete_two, &key, NULL)) == MPI_ERR_ARG && key == 4711, "a copy function of another type");
    check(class_of(MPI_Comm_create_keyval(MPI_COMM_DUP_FN, (MPI_Comm_delete_attr_function *)no_function, &key, NULL)) == MPI_ERR_ARG, "a delete function of another type");
    check(class_of(MPI_Comm_create_errhandler((MPI_Comm_errhandler_function *)no_function, &handler)) == MPI_ERR_ARG, "a handler of another type");
    check(class_of(MPI_Grequest_start((MPI_Grequest_query_function *)no_function, NULL, NULL, NULL, &request)) == MPI_ERR_ARG, "a query function of another type");
    check(class_of(MPI_Grequest_complete(MPI_REQUEST_NULL)) == MPI_ERR_REQUEST, "no generalized request");
}

static void keys(void)
{
    int comm_key, win_key, none = MPI_KEYVAL_INVALID, *pointer, flag;
    MPI_Comm_create_keyval(MPI_COMM_DUP_FN, MPI_COMM_NULL_DELETE_FN, &comm_key, NULL);
    MPI_Win_create_keyval(MPI_WIN_DUP_FN, MPI_WIN_NULL_DELETE_FN, &win_key, NULL);
    check(class_of(MPI_Comm_set_attr(MPI_COMM_WORLD, none, NULL)) == MPI_ERR_KEYVAL, "no key");
    check(class_of(MPI_Comm_set_attr(MPI_COMM_WORLD, win_key, NULL)) == MPI_ERR_KEYVAL, "a key of windows");
    check(class_of(MPI_Type_get_attr(MPI_INT, comm_key, &pointer, &flag)) == MPI_ERR_KEYVAL, "a key of communicators");
    check(class_of(MPI_Comm_set_attr(MPI_COMM_WORLD, MPI_TAG_UB, NULL)) == MPI_ERR_KEYVAL, "a predefined key is not set");
    int old = comm_key;
    check(MPI_Comm_free_keyval(&comm_key) == MPI_SUCCESS && comm_key == MPI_KEYVAL_INVALID, "free a key");
    check(class_of(MPI_Comm_set_attr(MPI_COMM_WORLD, old, NULL)) == MPI_ERR_KEYVAL, "a key that is gone");
    check(class_of(MPI_Comm_free_keyval(&old)) == MPI_ERR_KEYVAL, "a key freed twice");
    MPI_Win_free_keyval(&win_key);
    /* Predefined datatypes have attributes too. */
    int key, value = 3;
    MPI_Type_create_keyval(MPI_TYPE_DUP_FN, MPI_TYPE_NULL_DELETE_FN, &key, NULL);
    MPI_Type_set_attr(MPI_DOUBLE, key, &value);
    MPI_Datatype dup;
    MPI_Type_dup(MPI_DOUBLE, &dup);
    pointer = NULL;
    MPI_Type_get_attr(dup, key, &pointer, &flag);
    check(flag && pointer == &value, "a predefined datatype's attribute in its duplicate");
    MPI_Type_free(&dup);
    MPI_Type_delete_attr(MPI_DOUBLE, key);
    MPI_Type_free_keyval(&key);
}

/* Handlers of each kind; a plain function of two parameters is one, too. */
static int handled, handled_code;
static uintptr_t handled_object;

static void plain(void *object, int *code)
{
    handled++;
    handled_code = *code;
    handled_object = *(uintptr_t *)object;
}

static int copy_own(MPI_Comm comm, int keyval, void *extra, void *in, void *out, int *flag)
{
    (void)comm, (void)keyval, (void)in, (void)out, (void)flag;
    return *(int *)extra;
}

static void handlers(void)
{
    MPI_Errhandler comm, file, session, win;
    MPI_Comm_create_errhandler((MPI_Comm_errhandler_function *)plain, &comm);
    MPI_File_create_errhandler((MPI_File_errhandler_function *)plain, &file);
    MPI_Session_create_errhandler((MPI_Session_errhandler_function *)plain, &session);
    MPI_Win_create_errhandler((MPI_Win_errhandler_function *)plain, &win);
    MPI_Comm dup, other;
    MPI_Comm_dup(MPI_COMM_WORLD, &dup);
    check(class_of(MPI_Comm_set_errhandler(dup, file)) == MPI_ERR_ERRHANDLER, "a file's handler for a communicator");
    MPI_Comm_set_errhandler(dup, comm);
    int x = 0;
    check(class_of(MPI_Send(&x, 1, MPI_INT, size, 0, dup)) == MPI_ERR_RANK && handled == 1 && handled_code == MPI_ERR_RANK && handled_object == (uintptr_t)dup, "a plain function");
    MPI_File_call_errhandler(MPI_FILE_NULL, MPI_ERR_IO);
    MPI_File_set_errhandler(MPI_FILE_NULL, file);
    MPI_File_call_errhandler(MPI_FILE_NULL, MPI_ERR_IO);
    check(handled == 2 && handled_code == MPI_ERR_IO && handled_object == (uintptr_t)MPI_FILE_NULL, "files' default handler");
    MPI_File_set_errhandler(MPI_FILE_NULL, MPI_ERRORS_RETURN);
    MPI_Session s;
    MPI_Session_init(MPI_INFO_NULL, session, &s);
    MPI_Session_call_errhandler(s, MPI_ERR_OTHER);
    check(handled == 3 && handled_object == (uintptr_t)s, "a session's handler");
    MPI_Group group;
    int code = MPI_Group_from_session_pset(s, "no such set", &group);
    check(code != MPI_SUCCESS && handled == 4 && handled_code == code, "an error of a session");
    MPI_Session_finalize(&s);

    /* A code of the program's own goes from a callback through the call to the handler. */
    int class, own, key;
    MPI_Add_error_class(&class);
    MPI_Add_error_code(class, &own);
    MPI_Comm_create_keyval(copy_own, MPI_COMM_NULL_DELETE_FN, &key, &own);
    MPI_Comm_set_attr(dup, key, NULL);
    code = MPI_Comm_dup(dup, &other);
    check(code == own && handled == 5 && handled_code == own, "a code of one's own from a callback");
    MPI_Comm_delete_attr(dup, key);
    MPI_Comm_free_keyval(&key);

    /* An error of no object is MPI_COMM_SELF's. */
    MPI_Errhandler before;
    MPI_Comm_get_errhandler(MPI_COMM_SELF, &before);
    MPI_Comm_set_errhandler(MPI_COMM_SELF, comm);
    check(MPI_Type_contiguous(-1, MPI_INT, &(MPI_Datatype) { MPI_DATATYPE_NULL }) != MPI_SUCCESS && handled == 6 && handled_object == (uintptr_t)MPI_COMM_SELF, "an error of no object");
    MPI_Comm_set_errhandler(MPI_COMM_SELF, before);

    MPI_Errhandler copy = comm;
    check(MPI_Errhandler_free(&comm) == MPI_SUCCESS && comm == MPI_ERRHANDLER_NULL, "free");
    check(class_of(MPI_Errhandler_free(&copy)) == MPI_ERR_ERRHANDLER, "free twice");
    MPI_Comm_free(&dup);
    MPI_Errhandler_free(&file);
    MPI_Errhandler_free(&session);
    MPI_Errhandler_free(&win);

    check(class_of(class) == class && class_of(own) == class, "classes");
    check(class_of(MPI_Remove_error_class(class)) == MPI_ERR_ARG, "a class with codes stays");
    MPI_Add_error_string(own, "text");
    check(class_of(MPI_Remove_error_code(own)) == MPI_ERR_ARG, "a code with a text stays");
    check(MPI_Remove_error_string(own) == MPI_SUCCESS && MPI_Remove_error_code(own) == MPI_SUCCESS && MPI_Remove_error_class(class) == MPI_SUCCESS, "remove");
    check(class_of(MPI_Remove_error_class(class)) == MPI_ERR_ARG, "remove twice");
    check(class_of(MPI_Add_error_string(MPI_ERR_ARG, "mine")) == MPI_ERR_ARG, "a standard class keeps its text");
    int *last, flag;
    MPI_Comm_get_attr(MPI_COMM_WORLD, MPI_LASTUSEDCODE, &last, &flag);
    check(flag && *last == MPI_ERR_LASTCODE, "the last code after all are removed");
}

static int lengths_right = 1;

static void wide(void *in, void *inout, MPI_Count *len, MPI_Datatype *type)
{
    (void)type;
    lengths_right &= *len >= 1 && *len <= 100000;
    for (MPI_Count i = 0; i < *len; i++)
        ((int *)inout)[i] += ((int *)in)[i];
}

/* What the host's gaps hold is not the guest's to see, and MPI keeps the gaps of the result. */
static int dirty;

static void gaps(void *in, void *inout, int *len, MPI_Datatype *type)
{
    (void)type;
    for (int i = 0; i < *len; i++)
        ((int *)inout)[2 * i] += ((int *)in)[2 * i];
    dirty += *len;
}

static void operations(void)
{
    MPI_Op op;
    enum { MANY = 100000 };
    static int from[MANY], to[MANY];
    for (int i = 0; i < MANY; i++)
        from[i] = i;
    MPI_Op_create_c(wide, 1, &op);
    MPI_Allreduce_c(from, to, MANY, MPI_INT, op, MPI_COMM_WORLD);
    int bad = 0;
    for (int i = 0; i < MANY; i++)
        bad += to[i] != i * size;
    check(bad == 0 && lengths_right, "a large operation");
    MPI_Reduce_local_c(from, to, 10, MPI_INT, op);
    check(to[9] == 9 * size + 9, "a large local reduction");
    MPI_Op_free(&op);
    check(op == MPI_OP_NULL, "free");

    MPI_Datatype type;
    MPI_Type_create_resized(MPI_INT, 0, 8, &type);
    MPI_Type_commit(&type);
    MPI_Op_create(gaps, 1, &op);
    for (int i = 0; i < 20; i++)
        to[i] = i % 2 ? -1 : 0;
    MPI_Allreduce(from, to, 10, type, op, MPI_COMM_WORLD);
    for (int i = 0; i < 20; i++)
        bad += to[i] != (i % 2 ? -1 : i * size);
    check(bad == 0, "gaps stay");
    MPI_Op_free(&op);
    MPI_Type_free(&type);

    /* Many operations and datatypes with the same handles' slots. */
    for (int i = 1; i <= 600; i++) {
        MPI_Op_create(sum, 1, &op);
        MPI_Type_contiguous(i % 5 + 1, MPI_INT, &type);
        MPI_Type_commit(&type);
        int one[6] = { 1, 1, 1, 1, 1, 1 }, two[6] = { i, i, i, i, i, i };
        MPI_Reduce_local(one, two, 1, type, op);
        bad += two[0] != i + 1;
        MPI_Op_free(&op);
        MPI_Type_free(&type);
    }
    check(bad == 0, "handles come back");
    int commutes = -1;
    MPI_Op_create(sum, 0, &op);
    MPI_Op stale = op;
    MPI_Op_commutative(op, &commutes);
    check(commutes == 0, "not commutative");
    MPI_Op_free(&op);
    check(class_of(MPI_Op_commutative(stale, &commutes)) == MPI_ERR_OP, "an operation that is freed");
    check(class_of(MPI_Allreduce(from, to, 1, MPI_INT, stale, MPI_COMM_WORLD)) == MPI_ERR_OP, "a reduction with an operation that is freed");
}

static int extent_of(MPI_Datatype type, MPI_Aint *extent, void *extra)
{
    (void)type, (void)extra;
    *extent = 4;
    return MPI_SUCCESS;
}

static int convert(void *user, MPI_Datatype type, int count, void *file, MPI_Offset position, void *extra)
{
    (void)user, (void)type, (void)count, (void)file, (void)position, (void)extra;
    return MPI_SUCCESS;
}

static void representations(void)
{
    /* Open MPI says MPI_ERR_OTHER, and knows it all the same. */
    int code = MPI_Register_datarep("mine", MPI_CONVERSION_FN_NULL, MPI_CONVERSION_FN_NULL, extent_of, NULL);
    int again = MPI_Register_datarep("mine", MPI_CONVERSION_FN_NULL, MPI_CONVERSION_FN_NULL, extent_of, NULL);
    check((code == MPI_SUCCESS || code == MPI_ERR_OTHER) && again == MPI_ERR_DUP_DATAREP, "a representation, and the same again");
    check(class_of(MPI_Register_datarep("native", MPI_CONVERSION_FN_NULL, MPI_CONVERSION_FN_NULL, extent_of, NULL)) == MPI_ERR_DUP_DATAREP, "a predefined one");
    check(class_of(MPI_Register_datarep("converting", convert, convert, extent_of, NULL)) == MPI_ERR_CONVERSION, "conversion functions");
}

/* What names the other side means something at the leader only. */
static void leaders(void)
{
    MPI_Comm half, inter;
    int remote;
    MPI_Comm_split(MPI_COMM_WORLD, rank % 2, rank, &half);
    MPI_Intercomm_create(half, 0, rank < 2 ? MPI_COMM_WORLD : MPI_COMM_NULL, rank < 2 ? 1 - rank : -1, 5, &inter);
    MPI_Comm_remote_size(inter, &remote);
    check(remote == size / 2, "an intercommunicator");
    MPI_Comm_free(&inter);
    MPI_Comm_free(&half);
}

int main(int argc, char **argv)
{
    start(&argc, &argv);
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    MPI_Comm_set_errhandler(MPI_COMM_SELF, MPI_ERRORS_RETURN);
    functions();
    keys();
    handlers();
    operations();
    representations();
    if (size % 2 == 0)
        leaders();
    int all;
    MPI_Reduce(&wrong, &all, 1, MPI_INT, MPI_SUM, 0, MPI_COMM_WORLD);
    if (rank == 0 && all == 0)
        printf("callbacks: fine\n");
    MPI_Finalize();
    return 0;
}
