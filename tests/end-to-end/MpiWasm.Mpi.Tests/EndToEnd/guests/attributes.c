/* Attributes: when their callbacks run, in which order, and what their errors do. */
#include "say.h"

static char events[400];
static int fail_copy, fail_delete;

static void event(const char *what, int keyval, void *value, void *state)
{
    size_t n = strlen(events);
    (void)keyval;
    snprintf(events + n, sizeof events - n, " %s:%d/%d", what, *(int *)value, *(int *)state);
}

static const char *since(void)
{
    static char copy[sizeof events];
    strcpy(copy, events);
    events[0] = 0;
    return copy;
}

#define CALLBACKS(kind, handle) \
    static int copy_##kind(handle old, int keyval, void *state, void *in, void *out, int *flag) \
    { \
        (void)old; \
        event("copy", keyval, in, state); \
        if (fail_copy) \
            return fail_copy; \
        *(void **)out = in; \
        *flag = *(int *)in % 2; \
        return MPI_SUCCESS; \
    } \
    static int delete_##kind(handle old, int keyval, void *value, void *state) \
    { \
        (void)old; \
        event("delete", keyval, value, state); \
        return fail_delete; \
    }
CALLBACKS(comm, MPI_Comm)
CALLBACKS(type, MPI_Datatype)

static int values[8] = { 0, 1, 2, 3, 4, 5, 6, 7 }, state = 40, other_state = 50;

static int at_end(MPI_Comm comm, int keyval, void *value, void *extra)
{
    int finalized = -1, me = -1;
    (void)keyval;
    (void)extra;
    MPI_Finalized(&finalized);
    MPI_Comm_rank(comm, &me);
    printf("end %d: rank %d, finalized %d\n", *(int *)value, me, finalized);
    return MPI_SUCCESS;
}

static const char *got(MPI_Comm comm, int keyval)
{
    static char texts[8][16];
    static int next;
    char *text = texts[next++ % 8];
    int *value = NULL, flag = -1;
    MPI_Comm_get_attr(comm, keyval, &value, &flag);
    if (flag)
        snprintf(text, 16, "%d", *value);
    else
        strcpy(text, "none");
    return text;
}

int main(int argc, char **argv)
{
    start(&argc, &argv);
    int key, same, none, end, flag, *pointer;

    MPI_Comm_create_keyval(copy_comm, delete_comm, &key, &state);
    MPI_Comm_create_keyval(MPI_COMM_DUP_FN, MPI_COMM_NULL_DELETE_FN, &same, NULL);
    MPI_Comm_create_keyval(MPI_COMM_NULL_COPY_FN, delete_comm, &none, &other_state);
    say("keys differ %d, unset %s", key != same && same != none && key != MPI_KEYVAL_INVALID, got(MPI_COMM_WORLD, key));
    MPI_Comm base, dup, again;
    MPI_Comm_dup(MPI_COMM_WORLD, &base);
    MPI_Comm_set_attr(base, key, &values[1]);
    MPI_Comm_set_attr(base, same, &values[2]);
    MPI_Comm_set_attr(base, none, &values[3]);
    say("set %s %s %s;%s", got(base, key), got(base, same), got(base, none), since());
    MPI_Comm_set_attr(base, key, &values[5]);
    say("set again %s;%s", got(base, key), since());
    MPI_Comm_dup(base, &dup);
    say("dup %s %s %s;%s", got(dup, key), got(dup, same), got(dup, none), since());
    MPI_Comm_set_attr(dup, key, &values[4]);
    since();
    MPI_Comm_dup(dup, &again);
    say("no flag no copy %s %s;%s", got(again, key), got(again, same), since());
    MPI_Comm_free(&again);
    say("free;%s", since());
    MPI_Comm_free(&dup);
    say("free;%s", since());
    MPI_Comm_delete_attr(base, none);
    say("delete %s;%s", got(base, none), since());
    MPI_Comm_set_attr(base, none, &values[6]);
    MPI_Request request;
    MPI_Comm_idup(base, &dup, &request);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    say("idup %s %s %s;%s", got(dup, key), got(dup, same), got(dup, none), since());
    MPI_Comm_free(&dup);
    since();

    /* A key lives on while attributes refer to it. */
    int freed = key;
    MPI_Comm_free_keyval(&key);
    say("freed key %d, still %s", key == MPI_KEYVAL_INVALID, got(base, freed));
    MPI_Comm_split(base, 0, rank, &dup);
    say("split copies nothing %s", got(dup, same));
    MPI_Comm_free(&dup);

    /* Errors of callbacks. */
    MPI_Comm_set_errhandler(base, MPI_ERRORS_RETURN);
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    fail_copy = MPI_ERR_OTHER;
    int code = MPI_Comm_dup(base, &dup);
    fail_copy = 0;
    say("failed copy %d, null %d;%s", code != MPI_SUCCESS, dup == MPI_COMM_NULL, since());
    fail_delete = MPI_ERR_OTHER;
    code = MPI_Comm_delete_attr(base, none);
    say("failed delete %d, still %s;%s", code != MPI_SUCCESS, got(base, none), since());
    code = MPI_Comm_free(&base);
    since();
    fail_delete = 0;
    say("failed free %d, comm stays %d", code != MPI_SUCCESS, base != MPI_COMM_NULL);
    MPI_Comm_free(&base);
    say("freed %d;%s", base == MPI_COMM_NULL, since());

    say("invalid keys %d %d", MPI_Comm_set_attr(MPI_COMM_WORLD, MPI_KEYVAL_INVALID, NULL) != MPI_SUCCESS, MPI_Comm_free_keyval(&key) != MPI_SUCCESS);
    say("key of another kind %d", MPI_Type_set_attr(MPI_INT, same, NULL) != MPI_SUCCESS);

    /* Datatypes. */
    MPI_Datatype type, copy;
    MPI_Type_create_keyval(copy_type, delete_type, &key, &state);
    MPI_Type_contiguous(3, MPI_INT, &type);
    MPI_Type_set_attr(type, key, &values[7]);
    MPI_Type_dup(type, &copy);
    flag = 0;
    MPI_Type_get_attr(copy, key, &pointer, &flag);
    say("type %d %d;%s", flag, flag ? *pointer : 0, since());
    MPI_Type_free(&copy);
    say("type free;%s", since());
    MPI_Type_delete_attr(type, key);
    say("type delete;%s", since());
    MPI_Type_free(&type);
    MPI_Type_free_keyval(&key);
    say("type freed;%s", since());

    /* Several on one: the last set goes first. */
    int keys[3];
    MPI_Comm_dup(MPI_COMM_SELF, &base);
    for (int i = 0; i < 3; i++) {
        MPI_Comm_create_keyval(MPI_COMM_NULL_COPY_FN, delete_comm, &keys[i], &state);
        MPI_Comm_set_attr(base, keys[i], &values[i + 1]);
    }
    MPI_Comm_free(&base);
    say("order;%s", since());

    /* Predefined ones. */
    MPI_Comm_get_attr(MPI_COMM_WORLD, MPI_TAG_UB, &pointer, &flag);
    say("tag_ub %d %d", flag, flag && *pointer >= 32767);
    MPI_Comm_get_attr(MPI_COMM_WORLD, MPI_WTIME_IS_GLOBAL, &pointer, &flag);
    say("wtime %d", !flag || *pointer == 0 || *pointer == 1);
    MPI_Comm_get_attr(MPI_COMM_WORLD, MPI_IO, &pointer, &flag);
    say("io %d", flag && (*pointer == MPI_ANY_SOURCE || *pointer == rank));
    MPI_Comm_get_attr(MPI_COMM_WORLD, MPI_LASTUSEDCODE, &pointer, &flag);
    say("last code %d", flag && *pointer >= MPI_ERR_LASTCODE);
    MPI_Comm_get_attr(MPI_COMM_WORLD, MPI_UNIVERSE_SIZE, &pointer, &flag);
    say("universe %d", !flag || *pointer >= size || *pointer > 0);

    /* The deprecated names. */
    MPI_Keyval_create(MPI_DUP_FN, MPI_NULL_DELETE_FN, &key, NULL);
    MPI_Attr_put(MPI_COMM_WORLD, key, &values[6]);
    MPI_Attr_get(MPI_COMM_WORLD, key, &pointer, &flag);
    say("old names %d %d", flag, *pointer);
    MPI_Attr_delete(MPI_COMM_WORLD, key);
    MPI_Keyval_free(&key);

    MPI_Comm_create_keyval(MPI_COMM_NULL_COPY_FN, at_end, &end, NULL);
    if (rank == 0) {
        int second, third;
        MPI_Comm_create_keyval(MPI_COMM_NULL_COPY_FN, at_end, &second, NULL);
        MPI_Comm_create_keyval(MPI_COMM_NULL_COPY_FN, at_end, &third, NULL);
        MPI_Comm_set_attr(MPI_COMM_SELF, second, &values[1]);
        MPI_Comm_set_attr(MPI_COMM_SELF, end, &values[2]);
        MPI_Comm_set_attr(MPI_COMM_SELF, third, &values[3]);
    }
    MPI_Finalize();
    return 0;
}
