/* Info objects, and the names of objects. */
#include "say.h"

int main(int argc, char **argv)
{
    start(&argc, &argv);
    MPI_Info info, copy;
    char value[64], key[MPI_MAX_INFO_KEY], name[MPI_MAX_OBJECT_NAME];
    int n, flag;
    MPI_Info_create(&info);
    MPI_Info_get_nkeys(info, &n);
    say("empty %d", n);
    MPI_Info_set(info, "first", "one");
    MPI_Info_set(info, "second", "two and more");
    MPI_Info_set(info, "third", "3");
    MPI_Info_set(info, "first", "uno");
    MPI_Info_get_nkeys(info, &n);
    MPI_Info_get(info, "first", 63, value, &flag);
    say("keys %d, first %d %s", n, flag, value);
    MPI_Info_get(info, "second", 3, value, &flag);
    say("cut %d %s", flag, value);
    MPI_Info_get_valuelen(info, "second", &n, &flag);
    say("length %d %d", flag, n);
    flag = 7;
    MPI_Info_get(info, "none", 63, value, &flag);
    say("none %d", flag);
    MPI_Info_dup(info, &copy);
    MPI_Info_delete(info, "second");
    MPI_Info_get_nkeys(info, &n);
    int seen = 0;
    for (int i = 0; i < n; i++) {
        MPI_Info_get_nthkey(info, i, key);
        seen |= strcmp(key, "first") == 0 ? 1 : strcmp(key, "third") == 0 ? 2 : 4;
    }
    say("deleted, %d left: %d", n, seen);
    MPI_Info_get_nkeys(copy, &n);
    say("copy %d", n);
    MPI_Info_free(&copy);
    MPI_Info_free(&info);
    say("null %d %d", info == MPI_INFO_NULL, copy == MPI_INFO_NULL);

    MPI_Comm_get_name(MPI_COMM_WORLD, name, &n);
    say("%s %d", name, n);
    MPI_Comm comm;
    MPI_Comm_dup(MPI_COMM_WORLD, &comm);
    MPI_Comm_get_name(comm, name, &n);
    say("unnamed '%s' %d", name, n);
    MPI_Comm_set_name(comm, "a communicator");
    MPI_Comm_get_name(comm, name, &n);
    say("named '%s' %d", name, n);
    MPI_Comm_free(&comm);
    MPI_Type_get_name(MPI_INT, name, &n);
    say("%s %d", name, n);
    MPI_Type_get_name(MPI_LONG_DOUBLE, name, &n);
    say("%s %d", name, n);
    MPI_Datatype pair;
    MPI_Type_contiguous(2, MPI_INT, &pair);
    MPI_Type_get_name(pair, name, &n);
    say("unnamed '%s' %d", name, n);
    MPI_Type_set_name(pair, "pair");
    MPI_Type_get_name(pair, name, &n);
    say("named '%s' %d", name, n);
    MPI_Type_free(&pair);

    /* Where an error is the answer. */
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    MPI_Comm_set_errhandler(MPI_COMM_SELF, MPI_ERRORS_RETURN);
    int class;
    MPI_Info_create(&info);
    MPI_Error_class(MPI_Info_delete(info, "none"), &class);
    say("no such key %d", class == MPI_ERR_INFO_NOKEY);
    MPI_Info_free(&info);
    MPI_Finalize();
    return 0;
}
