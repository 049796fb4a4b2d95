/* File I/O: usage: io DIRECTORY. Every rank measures; rank 0 prints lines: NAME BYTES best-ns median-ns samples 0 checksum, the time of one call on the
   slowest rank. Files stay small enough for the page cache: what is compared is the way there. With WITH_MPI_IO (io-mpi.c) the calls are those of MPI-IO. */
#define _DEFAULT_SOURCE
#include <fcntl.h>
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LARGEST = 16 << 20, FILE_BYTES = 32 << 20, SAMPLES = 11, SMALL_CALLS = 20000, FILES = 200, SYNCS = 4 };

#ifdef WITH_MPI_IO
#define NAME "mpi-io"
typedef MPI_File file_t;

static file_t open_file(const char *path, int shared)
{
    file_t file;
    if (MPI_File_open(shared ? MPI_COMM_WORLD : MPI_COMM_SELF, path, MPI_MODE_RDWR | MPI_MODE_CREATE, MPI_INFO_NULL, &file) != MPI_SUCCESS)
        MPI_Abort(MPI_COMM_WORLD, 1);
    return file;
}

static void close_file(file_t file) { MPI_File_close(&file); }
static void sync_file(file_t file) { MPI_File_sync(file); }

static void write_at(file_t file, const void *buffer, int bytes, long long offset)
{
    MPI_File_write_at(file, offset, buffer, bytes, MPI_BYTE, MPI_STATUS_IGNORE);
}

static void read_at(file_t file, void *buffer, int bytes, long long offset)
{
    MPI_File_read_at(file, offset, buffer, bytes, MPI_BYTE, MPI_STATUS_IGNORE);
}
#else
#define NAME "posix"
typedef int file_t;

static void fail(const char *what)
{
    perror(what);
    MPI_Abort(MPI_COMM_WORLD, 1);
}

static file_t open_file(const char *path, int shared)
{
    (void)shared;
    int file = open(path, O_RDWR | O_CREAT, 0666);
    if (file < 0)
        fail(path);
    return file;
}

static void close_file(file_t file) { close(file); }

static void sync_file(file_t file)
{
    if (fsync(file) != 0)
        fail("fsync");
}

static void write_at(file_t file, const void *buffer, int bytes, long long offset)
{
    if (pwrite(file, buffer, (size_t)bytes, offset) != bytes)
        fail("pwrite");
}

static void read_at(file_t file, void *buffer, int bytes, long long offset)
{
    if (pread(file, buffer, (size_t)bytes, offset) != bytes)
        fail("pread");
}
#endif

static int rank, ranks;
static unsigned char *buffer;
static double times[SAMPLES];

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double start(void)
{
    MPI_Barrier(MPI_COMM_WORLD);
    return MPI_Wtime();
}

/* The slowest rank's time for one of so many calls. */
static void stop(int sample, double since, double calls)
{
    double mine = (MPI_Wtime() - since) / calls, slowest;
    MPI_Allreduce(&mine, &slowest, 1, MPI_DOUBLE, MPI_MAX, MPI_COMM_WORLD);
    if (sample >= 0)
        times[sample] = slowest;
}

static void report(const char *what, int bytes)
{
    unsigned sum = 0;
    for (int i = 0; i < bytes; i += 997)
        sum = sum * 31 + buffer[i];
    qsort(times, SAMPLES, sizeof *times, ascending);
    if (rank == 0)
        printf("%s-%s %d %.3f %.3f %d 0 %u\n", NAME, what, bytes, times[0] * 1e9, times[SAMPLES / 2] * 1e9, SAMPLES, sum);
}

/* Blocks of one size over a file: one after the other, or (strided) every rank's between those of the others. */
static void blocks(file_t file, const char *layout, int bytes, int strided)
{
    char name[64];
    int count = FILE_BYTES / bytes;
    long long step = strided ? (long long)bytes * ranks : bytes;
    long long first = strided ? (long long)bytes * rank : strcmp(layout, "own") ? (long long)FILE_BYTES * rank : 0;
    memset(buffer, 'a' + rank, (size_t)bytes);
    for (int s = -1; s < SAMPLES; s++) {
        double since = start();
        for (int i = 0; i < count; i++)
            write_at(file, buffer, bytes, first + i * step);
        stop(s, since, count);
    }
    snprintf(name, sizeof name, "write-%s-%s", strided ? "strided" : "sequential", layout);
    report(name, bytes);
    for (int s = -1; s < SAMPLES; s++) {
        double since = start();
        for (int i = 0; i < count; i++)
            read_at(file, buffer, bytes, first + i * step);
        stop(s, since, count);
    }
    snprintf(name, sizeof name, "read-%s-%s", strided ? "strided" : "sequential", layout);
    report(name, bytes);
}

/* What a call costs by itself: a few bytes, always the same. */
static void small_calls(file_t file)
{
    memset(buffer, 'x', 8);
    for (int s = -1; s < SAMPLES; s++) {
        double since = start();
        for (int i = 0; i < SMALL_CALLS; i++)
            write_at(file, buffer, 8, 0);
        stop(s, since, SMALL_CALLS);
    }
    report("write-small", 8);
    for (int s = -1; s < SAMPLES; s++) {
        double since = start();
        for (int i = 0; i < SMALL_CALLS; i++)
            read_at(file, buffer, 8, 0);
        stop(s, since, SMALL_CALLS);
    }
    report("read-small", 8);
}

static void syncs(file_t file)
{
    for (int s = -1; s < SAMPLES; s++) {
        double since = start();
        for (int i = 0; i < SYNCS; i++) {
            write_at(file, buffer, 4096, 4096LL * i);
            sync_file(file);
        }
        stop(s, since, SYNCS);
    }
    report("write-and-sync", 4096);
}

#ifndef WITH_MPI_IO
/* Creating, asking for and removing empty files. */
static void metadata(const char *directory)
{
    char path[512];
    static const char *const names[] = {"create", "stat", "unlink"};
    static double results[3][SAMPLES];
    for (int s = -1; s < SAMPLES; s++)
        for (int what = 0; what < 3; what++) {
            double since = start();
            for (int i = 0; i < FILES; i++) {
                struct stat status;
                snprintf(path, sizeof path, "%s/file-%d-%d", directory, rank, i);
                int file = 0, failed = what == 0 ? (file = open(path, O_RDWR | O_CREAT | O_EXCL, 0666)) < 0 : what == 1 ? stat(path, &status) : unlink(path);
                if (failed)
                    fail(path);
                if (what == 0)
                    close(file);
            }
            stop(s, since, FILES);
            if (s >= 0)
                results[what][s] = times[s];
        }
    for (int what = 0; what < 3; what++) {
        memcpy(times, results[what], sizeof times);
        report(names[what], 0);
    }
}
#endif

int main(int argc, char **argv)
{
    static const int sizes[] = {4096, 65536, 1 << 20, LARGEST};
    char path[512];
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks);
    if (argc != 2) {
        fprintf(stderr, "usage: io DIRECTORY\n");
        MPI_Abort(MPI_COMM_WORLD, 2);
    }
    buffer = malloc(LARGEST);
    memset(buffer, 0, LARGEST);

    snprintf(path, sizeof path, "%s/own-%d", argv[1], rank);
    file_t own = open_file(path, 0);
    small_calls(own);
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
        blocks(own, "own", sizes[s], 0);
    syncs(own);
    close_file(own);
    unlink(path);

    snprintf(path, sizeof path, "%s/shared", argv[1]);
    file_t shared = open_file(path, 1);
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        blocks(shared, "shared", sizes[s], 0);
        blocks(shared, "shared", sizes[s], 1);
    }
    MPI_Barrier(MPI_COMM_WORLD);
    close_file(shared);
    if (rank == 0)
        unlink(path);
#ifndef WITH_MPI_IO
    metadata(argv[1]);
#endif
    MPI_Finalize();
    return 0;
}
