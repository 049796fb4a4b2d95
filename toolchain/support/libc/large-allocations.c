/* malloc and its family for 2 GiB and more, where a size has 32 bits. The C library's allocator asks the system for less than 2 GiB at a time, so that a larger piece came only from a
   heap that had grown before. The linker sends all calls here (--wrap); those below 1 GiB go on to the C library at once. */
#include <stddef.h>
#include <stdint.h>

/* With sizes of 64 bits half of all is more than there is memory. */
#define LARGE ((size_t)1 << (sizeof(size_t) == 8 ? 62 : 30))
#define STEP ((size_t)1 << 29)
#define STEPS 24

extern void *__real_malloc(size_t size);
extern void *__real_calloc(size_t count, size_t size);
extern void *__real_realloc(void *old, size_t size);
extern void *__real_aligned_alloc(size_t alignment, size_t size);
extern int __real_posix_memalign(void **result, size_t alignment, size_t size);
extern void free(void *pointer);
extern size_t malloc_usable_size(void *pointer);

/* Lets the heap grow step by step until it has `size` bytes in one piece: pieces that follow each other become one when they are freed. */
static void grow_heap(size_t size)
{
    void *steps[STEPS];
    size_t together = 0;
    const char *end = NULL;
    int count = 0;
    while (together < size && count < STEPS) {
        size_t left = size - together;
        char *step = __real_malloc(left < STEP ? left : STEP);
        if (step == NULL)
            break;
        steps[count++] = step;
        if (end != NULL && step < end)
            continue;           /* from a hole below */
        /* The allocator's header lies between two neighbours. */
        if (end == NULL || step > end + 16)
            together = 0;
        size_t usable = malloc_usable_size(step);
        together += usable;
        end = step + usable;
    }
    while (count > 0)
        free(steps[--count]);
}

/* The one that the runtime calls, too. */
__attribute__((export_name("malloc"))) void *__wrap_malloc(size_t size)
{
    if (__builtin_expect(size >= LARGE, 0))
        grow_heap(size);
    return __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_expect(!__builtin_mul_overflow(count, size, &bytes) && bytes >= LARGE, 0))
        grow_heap(bytes);
    return __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
    if (__builtin_expect(size < LARGE, 1))
        return __real_realloc(old, size);
    size_t has = old == NULL ? 0 : malloc_usable_size(old);
    if (size <= has)
        return __real_realloc(old, size);
    /* Where it is, when what follows it is free; else anew. */
    grow_heap(size - has);
    void *result = __real_realloc(old, size);
    if (result == NULL) {
        grow_heap(size);
        result = __real_realloc(old, size);
    }
    return result;
}

/* An alignment takes at most itself and a header more. */
static void grow_heap_aligned(size_t alignment, size_t size)
{
    size_t bytes;
    if (size >= LARGE && !__builtin_add_overflow(size, alignment + 64, &bytes))
        grow_heap(bytes);
}

void *__wrap_aligned_alloc(size_t alignment, size_t size)
{
    grow_heap_aligned(alignment, size);
    return __real_aligned_alloc(alignment, size);
}

int __wrap_posix_memalign(void **result, size_t alignment, size_t size)
{
    grow_heap_aligned(alignment, size);
    return __real_posix_memalign(result, alignment, size);
}
