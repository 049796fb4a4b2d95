/* Variables of which each thread has its own, as flang asks for them; clang has _Thread_local. */
#include "team.h"
#include <stdlib.h>
#include <string.h>

struct variable {
    void *copies[MOST_THREADS];
    char initial[]; /* what it is before anybody has used it */
};

static void *room(size_t size)
{
    void *memory = calloc(1, size);
    if (memory == NULL)
        abort();
    return memory;
}

/* The primary thread has the variable itself, which all that uses it asks for here, so that the first to ask finds it as it is initially. */
void *__kmpc_threadprivate_cached(void *place, int thread, void *data, size_t size, struct variable **cache)
{
    static int lock;
    struct variable *variable = __atomic_load_n(cache, __ATOMIC_ACQUIRE);
    if (variable == NULL) {
        omp_lock_word(&lock);
        variable = __atomic_load_n(cache, __ATOMIC_RELAXED);
        if (variable == NULL) {
            variable = room(sizeof *variable + size);
            memcpy(variable->initial, data, size);
            variable->copies[0] = data;
            __atomic_store_n(cache, variable, __ATOMIC_RELEASE);
        }
        omp_unlock_word(&lock);
    }
    void **copy = &variable->copies[omp_self.place];
    if (*copy == NULL)
        *copy = memcpy(room(size), variable->initial, size);
    return *copy;
}
