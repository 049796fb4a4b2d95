/* Sorts 64-bit keys spread over the ranks: sample, choose splitters, exchange, sort.
 *
 *   samplesort [-o keys.bin] [keys]
 *
 * The keys depend on their number only, so the result is the same on any number of ranks. -o writes them in order. */
#include <inttypes.h>
#include <mpi.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void *allocate(size_t count, size_t size)
{
    void *memory = calloc(count + 1, size);
    if (memory == NULL) {
        fprintf(stderr, "samplesort: out of memory\n");
        MPI_Abort(MPI_COMM_WORLD, 1);
    }
    return memory;
}

/* A bijective mix of the bits of the key's number (splitmix64). */
static uint64_t key_number(uint64_t i)
{
    uint64_t z = (i + 1) * UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static int compare(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void running_sums(const int *counts, int *offsets, int count)
{
    for (int i = 0, sum = 0; i < count; i++) {
        offsets[i] = sum;
        sum += counts[i];
    }
}

int main(int argc, char **argv)
{
    MPI_Init(&argc, &argv);
    int rank, ranks, option;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks);
    const char *path = NULL;
    while ((option = getopt(argc, argv, "o:")) != -1) {
        if (option != 'o')
            MPI_Abort(MPI_COMM_WORLD, 2);
        path = optarg;
    }
    int keys = argc > optind ? atoi(argv[optind]) : 200000;

    int first = (int)((long long)keys * rank / ranks), count = (int)((long long)keys * (rank + 1) / ranks) - first;
    uint64_t *mine = allocate((size_t)count, sizeof *mine);
    for (int i = 0; i < count; i++)
        mine[i] = key_number((uint64_t)(first + i));
    double start = MPI_Wtime();
    qsort(mine, (size_t)count, sizeof *mine, compare);

    /* Each rank offers as many evenly spaced samples as there are ranks; rank 0 chooses the splitters among all. */
    uint64_t *samples = allocate((size_t)ranks, sizeof *samples), *all = allocate((size_t)ranks * (size_t)ranks, sizeof *all);
    for (int i = 0; i < ranks; i++)
        samples[i] = count > 0 ? mine[(long long)count * i / ranks] : UINT64_MAX;
    MPI_Gather(samples, ranks, MPI_UINT64_T, all, ranks, MPI_UINT64_T, 0, MPI_COMM_WORLD);
    uint64_t *splitters = allocate((size_t)ranks, sizeof *splitters);
    if (rank == 0) {
        qsort(all, (size_t)ranks * (size_t)ranks, sizeof *all, compare);
        for (int i = 1; i < ranks; i++)
            splitters[i - 1] = all[i * ranks];
    }
    MPI_Bcast(splitters, ranks, MPI_UINT64_T, 0, MPI_COMM_WORLD);

    int *send = allocate((size_t)ranks, sizeof *send), *send_at = allocate((size_t)ranks, sizeof *send_at);
    int *receive = allocate((size_t)ranks, sizeof *receive), *receive_at = allocate((size_t)ranks, sizeof *receive_at);
    for (int i = 0, target = 0; i < count; i++) {
        while (target < ranks - 1 && mine[i] >= splitters[target])
            target++;
        send[target]++;
    }
    MPI_Alltoall(send, 1, MPI_INT, receive, 1, MPI_INT, MPI_COMM_WORLD);
    running_sums(send, send_at, ranks);
    running_sums(receive, receive_at, ranks);
    int sorted_count = receive_at[ranks - 1] + receive[ranks - 1];
    uint64_t *sorted = allocate((size_t)sorted_count, sizeof *sorted);
    MPI_Alltoallv(mine, send, send_at, MPI_UINT64_T, sorted, receive, receive_at, MPI_UINT64_T, MPI_COMM_WORLD);
    qsort(sorted, (size_t)sorted_count, sizeof *sorted, compare);
    double seconds = MPI_Wtime() - start;

    /* The keys in order on rank 0, which checks and prints. */
    MPI_Gather(&sorted_count, 1, MPI_INT, receive, 1, MPI_INT, 0, MPI_COMM_WORLD);
    running_sums(receive, receive_at, ranks);
    uint64_t *result = allocate(rank == 0 ? (size_t)keys : 0, sizeof *result);
    MPI_Gatherv(sorted, sorted_count, MPI_UINT64_T, result, receive, receive_at, MPI_UINT64_T, 0, MPI_COMM_WORLD);
    int status = 0;
    if (rank == 0) {
        uint64_t checksum = 0;
        int misplaced = 0;
        for (int i = 0; i < keys; i++) {
            checksum = checksum * UINT64_C(6364136223846793005) + result[i];
            misplaced += i > 0 && result[i - 1] > result[i];
        }
        printf("%d keys: %d out of order, checksum %016" PRIx64 "\n", keys, misplaced, checksum);
        fprintf(stderr, "%.3f s on %d ranks\n", seconds, ranks);
        status = misplaced != 0;
        if (path != NULL) {
            FILE *file = fopen(path, "wb");
            if (file == NULL || fwrite(result, sizeof *result, (size_t)keys, file) != (size_t)keys || fclose(file) != 0) {
                fprintf(stderr, "samplesort: cannot write %s\n", path);
                status = 1;
            }
        }
    }
    free(mine);
    free(samples);
    free(all);
    free(splitters);
    free(send);
    free(send_at);
    free(receive);
    free(receive_at);
    free(sorted);
    free(result);
    MPI_Finalize();
    return status;
}
