/* Arguments in memory that another thread changes all the time, from right to wrong and back: what was checked is what the library gets. */
#include <mpi.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

static volatile int ranks[1], dims[3], ends[1], edges[2], grid[2], triple[3];
static atomic_int done;

static void *change(void *unused)
{
    (void)unused;
    for (unsigned i = 0; !atomic_load(&done); i++) {
        int wrong = i & 1;
        ranks[0] = wrong ? 0x40000000 : 0;
        dims[0] = dims[1] = wrong ? 65536 : 1;
        ends[0] = wrong ? -1000000 : 0;
        grid[0] = wrong ? 641 : 1;
        grid[1] = wrong ? 6700417 : 1;
        triple[2] = wrong ? 0 : 1;
        triple[1] = wrong ? 0x7fffffff : 0;
    }
    return NULL;
}

int main(int argc, char **argv)
{
    int provided, calls = 0, right = 0, wrong = 0, there, newrank;
    MPI_Group world, group;
    MPI_Comm comm;
    pthread_t thread;
    MPI_Init_thread(&argc, &argv, MPI_THREAD_FUNNELED, &provided);
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    MPI_Comm_set_errhandler(MPI_COMM_SELF, MPI_ERRORS_RETURN);
    MPI_Comm_group(MPI_COMM_SELF, &world);
    pthread_create(&thread, NULL, change, NULL);
    for (; calls < 30000 || !right || !wrong; calls++) {
        int code = MPI_Group_translate_ranks(world, 1, (int *)ranks, world, &there);
        right += code == MPI_SUCCESS && there == 0;
        wrong += code != MPI_SUCCESS;
        dims[2] = 0;
        MPI_Dims_create(1, 3, (int *)dims);
        if (MPI_Group_range_incl(world, 1, (int (*)[3])triple, &group) == MPI_SUCCESS)
            MPI_Group_free(&group);
        MPI_Graph_map(MPI_COMM_SELF, 1, (int *)ends, (int *)edges, &newrank);
        if (calls % 16 == 0 && MPI_Cart_create(MPI_COMM_SELF, 2, (int *)grid, (int *)edges, 0, &comm) == MPI_SUCCESS)
            MPI_Comm_free(&comm);
    }
    atomic_store(&done, 1);
    pthread_join(thread, NULL);
    printf("%d other\n", calls - right - wrong);
    MPI_Finalize();
    return 0;
}
