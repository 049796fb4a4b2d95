/* A library with the standard ABI of MPI 5.0 for tests: every procedure of api/mpi.api, forwarded to MPICH. What follows this text is generated (AbiLibrarySource.cs).
 * Handles of MPICH are ints that no predefined handle of the ABI equals, so all but the predefined ones are passed on as they are. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef uintptr_t H;               /* a handle of the ABI: a pointer */
typedef struct { int source, tag, error, internal[5]; } AbiStatus;
typedef struct { int count_lo, count_hi, source, tag, error; } HostStatus;
typedef struct { H abi; unsigned host; } Pair;

static void *mpich(const char *name)
{
    static void *library;
    /* Its own references must find its own functions, not ours of the same names. */
    if (library == NULL && (library = dlopen("libmpich.so.12", RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND)) == NULL) {
        fprintf(stderr, "libmpi_abi for tests: %s\n", dlerror());
        exit(1);
    }
    return dlsym(library, name);
}

static unsigned to_host(const Pair *pairs, H handle)
{
    for (; pairs->abi; pairs++)
        if (pairs->abi == handle)
            return pairs->host;
    return (unsigned)handle;
}

static H to_abi(const Pair *pairs, unsigned handle)
{
    for (; pairs->abi; pairs++)
        if (pairs->host == handle)
            return pairs->abi;
    return handle;
}

typedef struct { int abi, host; } Number;

static int number_to_host(const Number *numbers, int n, int value)
{
    for (int i = 0; i < n; i++)
        if (numbers[i].abi == value)
            return numbers[i].host;
    return value;
}

static int number_to_abi(const Number *numbers, int n, int value)
{
    for (int i = 0; i < n; i++)
        if (numbers[i].host == value)
            return numbers[i].abi;
    return value;
}

static int bits(const Number *numbers, int n, int value, int back)
{
    int result = 0;
    for (int i = 0; i < n; i++)
        if (value & (back ? numbers[i].host : numbers[i].abi))
            result |= back ? numbers[i].abi : numbers[i].host;
    return result;
}
