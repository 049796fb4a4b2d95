/* Starts itself, from the path of the first argument, and talks with the children. */
#include "say.h"

static int check(const char *what, int ok)
{
    if (!ok) {
        printf("%s: wrong\n", what);
        fflush(stdout);
        MPI_Abort(MPI_COMM_WORLD, 3);
    }
    return ok;
}

static void child(MPI_Comm parent, int argc, char **argv)
{
    int remote, sum = 0, mine = rank + 1;
    MPI_Comm again, all;
    MPI_Comm_get_parent(&again);
    check("the same parent", again == parent);
    MPI_Comm_remote_size(parent, &remote);
    check("arguments", argc == 3 && strcmp(argv[1], "child") == 0 && strcmp(argv[2], "with blanks") == 0);
    MPI_Intercomm_merge(parent, 1, &all);
    MPI_Allreduce(&mine, &sum, 1, MPI_INT, MPI_SUM, all);
    MPI_Reduce(&mine, NULL, 1, MPI_INT, MPI_SUM, 0, parent);
    MPI_Comm_free(&all);
    MPI_Comm_disconnect(&parent);
    MPI_Comm_get_parent(&parent);
    check("no parent any more", parent == MPI_COMM_NULL);
}

static void talk(MPI_Comm children, int n)
{
    int remote, sum = 0, mine = 100, merged, reduced = -1;
    MPI_Comm all;
    MPI_Comm_remote_size(children, &remote);
    MPI_Intercomm_merge(children, 0, &all);
    MPI_Comm_size(all, &merged);
    MPI_Allreduce(&mine, &sum, 1, MPI_INT, MPI_SUM, all);
    MPI_Reduce(NULL, &reduced, 1, MPI_INT, MPI_SUM, rank == 0 ? MPI_ROOT : MPI_PROC_NULL, children);
    say("children %d of %d, together %d, sum %d, reduced %d", remote, n, merged, sum, rank == 0 ? reduced : -1);
    MPI_Comm_free(&all);
    MPI_Comm_disconnect(&children);
}

int main(int argc, char **argv)
{
    MPI_Comm parent, children;
    start(&argc, &argv);
    MPI_Comm_get_parent(&parent);
    if (parent != MPI_COMM_NULL) {
        child(parent, argc, argv);
    } else {
        char *words[] = { "child", "with blanks", NULL }, *commands[] = { argv[1], argv[1] }, **arguments[] = { words, words };
        int codes[2] = { 7, 7 }, numbers[2] = { 1, 1 }, class;
        MPI_Info infos[2] = { MPI_INFO_NULL, MPI_INFO_NULL };
        MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
        int code = MPI_Comm_spawn(argv[1], words, 2, MPI_INFO_NULL, 0, MPI_COMM_WORLD, &children, codes);
        if (code) {
            MPI_Error_class(code, &class);
            say("spawn: %s", class == MPI_ERR_SPAWN ? "MPI_ERR_SPAWN" : "another error");
        } else {
            say("codes %d %d", codes[0], codes[1]);
            talk(children, 2);
            MPI_Comm_spawn_multiple(2, commands, arguments, numbers, infos, 0, MPI_COMM_WORLD, &children, MPI_ERRCODES_IGNORE);
            talk(children, 2);
        }
    }
    MPI_Finalize();
    return 0;
}
