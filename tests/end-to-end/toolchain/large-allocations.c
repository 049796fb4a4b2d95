/* large-allocations HOW MIB [later]: a block of so many MiB from one function of malloc's family, as the program's first or after others. What lay in the heap
   and what a block held before it grew stays; calloc's is zero. Prints "whole" when both ends of the block can be written. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

static const size_t mib = 1 << 20;
static char *beside;
static void *separator;

/* A heap with a large hole in it. */
static void use_heap(void)
{
    beside = malloc(100 * mib);
    memset(beside, 7, 1000);
    char *hole = malloc(600 * mib);
    separator = malloc(1000);
    free(hole);
}

static char *grown(size_t size)
{
    char *block = malloc(mib);
    strcpy(block, "kept");
    for (size_t next = 256 * mib; block != NULL && next <= size; next += 256 * mib)
        block = realloc(block, next);
    if (block == NULL || strcmp(block, "kept") != 0)
        return NULL;
    return realloc(block, size);
}

static char *aligned(size_t size)
{
    char *block = aligned_alloc(4096, size);
    return (uintptr_t)block % 4096 == 0 ? block : NULL;
}

static char *posix_aligned(size_t size)
{
    void *block;
    return posix_memalign(&block, 64, size) == 0 ? block : NULL;
}

static char *zeroed(size_t size)
{
    char *block = calloc(size / 4, 4);
    return block != NULL && (block[0] | block[size / 3] | block[size - 1]) == 0 ? block : NULL;
}

static char *mapped(size_t size)
{
    char *block = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return block == MAP_FAILED ? NULL : block;
}

int main(int argc, char **argv)
{
    const char *how = argv[1];
    size_t size = (size_t)atoi(argv[2]) * mib;
    if (argc > 3)
        use_heap();
    char *block = strcmp(how, "malloc") == 0 ? malloc(size)
        : strcmp(how, "calloc") == 0 ? zeroed(size)
        : strcmp(how, "realloc") == 0 ? realloc(malloc(10), size)
        : strcmp(how, "growing") == 0 ? grown(size)
        : strcmp(how, "aligned_alloc") == 0 ? aligned(size)
        : strcmp(how, "posix_memalign") == 0 ? posix_aligned(size)
        : mapped(size);
    for (int i = 0; beside != NULL && i < 1000; i++) {
        if (beside[i] != 7)
            return 2;
    }
    if (block == NULL) {
        puts("none");
        return 1;
    }
    *(volatile char *)block = 1;
    ((volatile char *)block)[size - 1] = 3;
    puts("whole");
    return 0;
}
