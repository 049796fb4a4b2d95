/* A program all of whose procedures are served in C#: its functions are called back as those of any other. */
#include <mpi.h>
#include <stdio.h>
#include <string.h>

/* Told at the end, in one piece: ranks say the same, and nobody asks for theirs. */
static char said[400];

#define SAY(...) snprintf(said + strlen(said), sizeof said - strlen(said), __VA_ARGS__)

static int copy(MPI_Comm comm, int keyval, void *state, void *in, void *out, int *flag)
{
    (void)comm; (void)keyval;
    SAY("copied %d ", *(int *)state);
    *(void **)out = in;
    *flag = 1;
    return MPI_SUCCESS;
}

static int gone(MPI_Comm comm, int keyval, void *value, void *state)
{
    (void)comm; (void)keyval;
    SAY("gone %d %d ", *(int *)value, *(int *)state);
    return MPI_SUCCESS;
}

int main(int argc, char **argv)
{
    int keyval, state = 7, value = 42;
    MPI_Comm duplicate;
    MPI_Init(&argc, &argv);
    MPI_Comm_create_keyval(copy, gone, &keyval, &state);
    MPI_Comm_set_attr(MPI_COMM_SELF, keyval, &value);
    MPI_Comm_dup(MPI_COMM_SELF, &duplicate);
    MPI_Comm_free(&duplicate);
    MPI_Comm_delete_attr(MPI_COMM_SELF, keyval);
    MPI_Finalize();
    puts(said);
}
