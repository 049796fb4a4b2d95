// Tries what no guest may, through a function that a defect of the host would be. Arguments: a directory that is not granted, one that is, one that is to be read
// only, and what to try: files, calls, or calls and windows.
#ifndef WITHOUT_MPI
#include <mpi.h>
#endif
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

__attribute__((import_module("planted"), import_name("call")))
long long planted_call(const char *name, long long a, long long b, long long c, long long d, int pointers);

enum { HERE = -100, READ = 0, WRITE = 1 | 0x40 };

static char lines[4096];

static long long try(const char *what, const char *name, long long a, long long b, long long c, long long d, int pointers)
{
    long long result = planted_call(name, a, b, c, d, pointers);
    snprintf(lines + strlen(lines), sizeof lines - strlen(lines), "%s=%lld\n", what, result < 0 ? -result : 0);
    return result;
}

static void open_file(const char *what, const char *directory, const char *name, int flags)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", directory, name);
    long long file = try(what, "openat", HERE, (long long)(long)path, flags, 0600, 2);
    if (file >= 0)
        planted_call("close", file, 0, 0, 0, 0);
}

int main(int argc, char **argv)
{
    const char *secret = argv[1], *granted = argv[2], *readonly = argv[3];
    int rank = 0, size = 1;
    if (argc != 5)
        return 9;
#ifndef WITHOUT_MPI
    MPI_Init(&argc, &argv);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &size);
#endif
    open_file("read secret", secret, "file", READ);
    open_file("write secret", secret, "file", 2);
    open_file("make secret", secret, "new", WRITE);
    open_file("read granted", granted, "file", READ);
    open_file("make granted", granted, "new", WRITE);
    open_file("read readonly", readonly, "file", READ);
    open_file("write readonly", readonly, "file", 2);
    char path[1024];
    snprintf(path, sizeof path, "%s/directory", secret);
    try("directory in secret", "mkdirat", HERE, (long long)(long)path, 0700, 0, 2);
    snprintf(path, sizeof path, "%s/victim", secret);
    try("remove secret", "unlinkat", HERE, (long long)(long)path, 0, 0, 2);
    if (strcmp(argv[4], "files") == 0) {
        fputs(lines, stdout);
        return 0;
    }
    try("program", "execve", (long long)(long)"/bin/true", 0, 0, 0, 1);
    try("process", "clone", 17, 0, 0, 0, 0);
    try("trace", "ptrace", 16, planted_call("getppid", 0, 0, 0, 0, 0), 0, 0, 0);
    try("foreign memory", "process_vm_readv", planted_call("getppid", 0, 0, 0, 0, 0), 0, 0, 0, 0);
    try("mount", "mount", (long long)(long)"none", (long long)(long)"/nowhere", 0, 0, 3);
    try("bpf", "bpf", 0, 0, 0, 0, 0);
    try("keys", "keyctl", 0, -3, 0, 0, 0);
    try("ring", "io_uring_setup", 0, 0, 0, 0, 0);
    try("handle", "open_by_handle_at", -1, 0, 0, 0, 0);
    try("namespace", "unshare", 0x20000, 0, 0, 0, 0);
    try("signal", "kill", planted_call("getppid", 0, 0, 0, 0, 0), 0, 0, 0, 0);
    try("type for the user", "ioctl", 0, 0x5412, 0, 0, 0);
    long long s = try("socket", "socket", 1, 1, 0, 0, 0);
    if (s >= 0)
        planted_call("close", s, 0, 0, 0, 0);
#ifndef WITHOUT_MPI
    // What programs do must go on: large messages, shared windows, files.
    size_t n = 1 << 22;
    char *a = malloc(n), *b = malloc(n);
    memset(a, rank + 1, n);
    MPI_Sendrecv(a, n, MPI_BYTE, (rank + 1) % size, 0, b, n, MPI_BYTE, (rank + size - 1) % size, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    if (b[n - 1] != (rank + size - 1) % size + 1)
        printf("wrong message\n");
    MPI_Win window;
    char *part;
    if (strcmp(argv[4], "windows") == 0 && (MPI_Win_allocate_shared(4096, 1, MPI_INFO_NULL, MPI_COMM_WORLD, &part, &window) || MPI_Win_free(&window)))
        printf("no window\n");
    if (strcmp(argv[4], "windows") == 0 && (MPI_Win_allocate(4096, 1, MPI_INFO_NULL, MPI_COMM_WORLD, &part, &window) || MPI_Win_fence(0, window)
        || MPI_Put(a, 100, MPI_BYTE, (rank + 1) % size, 0, 100, MPI_BYTE, window) || MPI_Win_fence(0, window) || MPI_Win_free(&window)))
        printf("no one-sided calls\n");
    MPI_File file;
    if (MPI_File_open(MPI_COMM_WORLD, "/data/shared", MPI_MODE_CREATE | MPI_MODE_RDWR, MPI_INFO_NULL, &file) || MPI_File_write_shared(file, a, 10, MPI_BYTE, MPI_STATUS_IGNORE)
        || MPI_File_write_at_all(file, rank * 1000, a, 1000, MPI_BYTE, MPI_STATUS_IGNORE) || MPI_File_close(&file))
        printf("no file of MPI\n");
    MPI_Barrier(MPI_COMM_WORLD);
    if (rank == 0 && MPI_File_delete("/data/shared", MPI_INFO_NULL))
        printf("file of MPI not deleted\n");
#endif
    FILE *own = fopen("/data/own", "w");
    if (!own || fputs("x", own) < 0 || fclose(own))
        printf("no file\n");
    fputs(lines, stdout);
#ifndef WITHOUT_MPI
    MPI_Finalize();
#endif
    return 0;
}
