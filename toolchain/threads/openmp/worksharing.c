/* Loops, barriers, single, critical, reductions and tasks: what clang makes of pragmas within parallel regions. */
#include "team.h"
#include "omp.h"
#include <sched.h>
#include <stdlib.h>
#include <string.h>

/* Kinds of schedules, as clang numbers them. */
enum {
    static_chunked = 33,
    static_even = 34,
    dynamic_chunked = 35,
    guided_chunked = 36,
    runtime = 37,
    automatic = 38,
    ordered_offset = 32,
    modifiers = 3 << 29
};

static struct thread *self(void)
{
    /* Also prepares a thread that is not in a team. */
    if (omp_self.team == NULL)
        (void)omp_get_thread_num();
    return &omp_self;
}

/* The schedule that is meant by a kind. */
static int resolve(int kind, int64_t *chunk, int *is_ordered)
{
    kind &= ~modifiers;
    *is_ordered = kind >= static_chunked + ordered_offset && kind <= automatic + ordered_offset;
    if (*is_ordered)
        kind -= ordered_offset;
    if (kind == runtime) {
        int asked, size;
        omp_default_schedule(&asked, &size);
        *chunk = size;
        kind = asked == omp_sched_dynamic ? dynamic_chunked : asked == omp_sched_guided ? guided_chunked : size > 0 ? static_chunked : static_even;
    }
    return kind == automatic ? static_even : kind;
}

/* ---- loops ------------------------------------------------------------------------------------------------------------- */

#define STATIC_LOOP(suffix, type, unsigned_type)                                                                                     \
    void __kmpc_for_static_init_##suffix(void *place, int thread, int kind, int *last, type *lower, type *upper, type *stride,          \
        unsigned_type##_step step, unsigned_type##_step chunk)                                                                          \
    {                                                                                                                                   \
        struct thread *me = self();                                                                                                     \
        unsigned_type size = (unsigned_type)me->team->size, number = (unsigned_type)me->number;                                         \
        if (step > 0 ? *upper < *lower : *lower < *upper) {                                                                              \
            *last = 0;                                                                                                                  \
            *stride = (type)step;                                                                                                       \
            return;                                                                                                                     \
        }                                                                                                                               \
        unsigned_type count = step > 0 ? ((unsigned_type)*upper - (unsigned_type)*lower) / (unsigned_type)step + 1                      \
                                       : ((unsigned_type)*lower - (unsigned_type)*upper) / (unsigned_type)-step + 1;                    \
        if ((kind & ~modifiers) == static_chunked) {                                                                                    \
            unsigned_type each = chunk < 1 ? 1 : (unsigned_type)chunk;                                                                  \
            unsigned_type span = each * (unsigned_type)step;                                                                            \
            *stride = (type)(span * size);                                                                                              \
            *lower = (type)((unsigned_type)*lower + span * number);                                                                     \
            *upper = (type)((unsigned_type)*lower + span - (unsigned_type)step);                                                        \
            *last = number == (count - 1) / each % size;                                                                                \
            return;                                                                                                                     \
        }                                                                                                                               \
        unsigned_type each = count / size, more = count % size;                                                                         \
        unsigned_type first = number * each + (number < more ? number : more), mine = each + (number < more);                           \
        *stride = (type)(count * (unsigned_type)step);                                                                                  \
        *last = mine > 0 && first + mine == count;                                                                                      \
        if (mine == 0) {                                                                                                                \
            /* None: a range that ends before it begins, wherever the loop lies. */                                                     \
            *lower = (type)((unsigned_type)*upper + (unsigned_type)step);                                                               \
            return;                                                                                                                     \
        }                                                                                                                               \
        *lower = (type)((unsigned_type)*lower + first * (unsigned_type)step);                                                           \
        *upper = (type)((unsigned_type)*lower + (mine - 1) * (unsigned_type)step);                                                      \
    }

typedef int32_t uint32_t_step;
typedef int64_t uint64_t_step;
STATIC_LOOP(4, int32_t, uint32_t)
STATIC_LOOP(4u, uint32_t, uint32_t)
STATIC_LOOP(8, int64_t, uint64_t)
STATIC_LOOP(8u, uint64_t, uint64_t)

void __kmpc_for_static_fini(void *place, int thread) { }

static void begin_loop(int kind, int64_t lower, uint64_t count, int64_t step, int64_t chunk)
{
    struct thread *me = self();
    struct team *team = me->team;
    int sequence = ++me->loops;
    struct loop *loop = &team->loops[sequence % LOOPS];
    int is_ordered;
    kind = resolve(kind, &chunk, &is_ordered);
    for (;;) {
        omp_lock_word(&team->lock);
        if (loop->sequence == sequence)
            break;
        if (loop->active == 0) {
            *loop = (struct loop){ .sequence = sequence, .active = team->size, .kind = kind, .chunk = (uint64_t)(chunk < 1 ? 1 : chunk), .count = count };
            if (kind == static_even)
                loop->chunk = count / (uint64_t)team->size + (count % (uint64_t)team->size != 0);
            if (loop->chunk < 1)
                loop->chunk = 1;
            break;
        }
        /* Somebody is in a loop that began as many loops ago as there are places. */
        omp_unlock_word(&team->lock);
        sched_yield();
    }
    omp_unlock_word(&team->lock);
    me->first = lower;
    me->step = step;
    me->is_ordered = is_ordered;
}

/* The next iterations [*from, *to] of the loop, by number. */
static int next_chunk(uint64_t *from, uint64_t *to, int *last)
{
    struct thread *me = self();
    struct team *team = me->team;
    struct loop *loop = &team->loops[me->loops % LOOPS];
    int found = 0;
    omp_lock_word(&team->lock);
    uint64_t left = loop->count - loop->next, size = loop->chunk;
    if (left > 0) {
        if (loop->kind == guided_chunked) {
            uint64_t share = (left + 2 * (uint64_t)team->size - 1) / (2 * (uint64_t)team->size);
            size = share > size ? share : size;
        }
        if (size > left)
            size = left;
        *from = loop->next;
        *to = loop->next + size - 1;
        loop->next += size;
        *last = loop->next == loop->count;
        found = 1;
    } else {
        loop->active--;
    }
    omp_unlock_word(&team->lock);
    me->iteration = found ? *from : 0;
    return found;
}

static uint64_t count_of(int64_t lower, int64_t upper, int64_t step, int is_empty)
{
    return is_empty ? 0 : step > 0 ? ((uint64_t)upper - (uint64_t)lower) / (uint64_t)step + 1 : ((uint64_t)lower - (uint64_t)upper) / (uint64_t)-step + 1;
}

void __kmpc_ordered(void *place, int thread)
{
    struct thread *me = self();
    struct loop *loop = &me->team->loops[me->loops % LOOPS];
    while (__atomic_load_n(&loop->ordered, __ATOMIC_ACQUIRE) != me->iteration)
        sched_yield();
}

void __kmpc_end_ordered(void *place, int thread) { }

/* After each iteration of an ordered loop. */
static void end_iteration(void)
{
    struct thread *me = self();
    if (!me->is_ordered)
        return;
    struct loop *loop = &me->team->loops[me->loops % LOOPS];
    __kmpc_ordered(NULL, 0);
    __atomic_store_n(&loop->ordered, ++me->iteration, __ATOMIC_RELEASE);
}

#define DISPATCHED_LOOP(suffix, type, step_type)                                                                                        \
    void __kmpc_dispatch_init_##suffix(void *place, int thread, int kind, type lower, type upper, step_type step, step_type chunk)      \
    {                                                                                                                                   \
        int is_empty = step > 0 ? upper < lower : lower < upper;                                                                         \
        begin_loop(kind, (int64_t)lower, count_of((int64_t)lower, (int64_t)upper, step, is_empty), step, chunk);                         \
    }                                                                                                                                   \
    int __kmpc_dispatch_next_##suffix(void *place, int thread, int *last, type *lower, type *upper, step_type *stride)                  \
    {                                                                                                                                   \
        uint64_t from, to;                                                                                                              \
        int is_last;                                                                                                                    \
        if (!next_chunk(&from, &to, &is_last))                                                                                          \
            return 0;                                                                                                                   \
        *lower = (type)(omp_self.first + (int64_t)from * omp_self.step);                                                                \
        *upper = (type)(omp_self.first + (int64_t)to * omp_self.step);                                                                  \
        *stride = (step_type)omp_self.step;                                                                                             \
        if (last != NULL)                                                                                                               \
            *last = is_last;                                                                                                            \
        return 1;                                                                                                                       \
    }                                                                                                                                   \
    void __kmpc_dispatch_fini_##suffix(void *place, int thread) { end_iteration(); }

DISPATCHED_LOOP(4, int32_t, int32_t)
DISPATCHED_LOOP(4u, uint32_t, int32_t)
DISPATCHED_LOOP(8, int64_t, int64_t)
DISPATCHED_LOOP(8u, uint64_t, int64_t)

void __kmpc_dispatch_deinit(void *place, int thread) { }

/* ---- one after the other ----------------------------------------------------------------------------------------------- */

void __kmpc_barrier(void *place, int thread) { omp_barrier(); }
void __kmpc_flush(void *place) { __atomic_thread_fence(__ATOMIC_SEQ_CST); }

/* Cancelling is off by default, and here it stays so. */
int __kmpc_cancel(void *place, int thread, int kind) { return 0; }
int __kmpc_cancellationpoint(void *place, int thread, int kind) { return 0; }

int __kmpc_cancel_barrier(void *place, int thread)
{
    omp_barrier();
    return 0;
}

/* clang gives each name 32 zeroed bytes, of which with 32-bit addresses every object file has its own, as if the name meant something else in each. There all names
   are one lock, which a thread may take again for a name within another. */
#ifdef __wasm64__
static void enter(int *name) { omp_lock_word(name); }
static void leave(int *name) { omp_unlock_word(name); }
#else
static int critical, depth;
static struct thread *inside;

static void enter(int *name)
{
    if (__atomic_load_n(&inside, __ATOMIC_RELAXED) != &omp_self) {
        omp_lock_word(&critical);
        __atomic_store_n(&inside, &omp_self, __ATOMIC_RELAXED);
    }
    depth++;
}

static void leave(int *name)
{
    if (--depth > 0)
        return;
    __atomic_store_n(&inside, NULL, __ATOMIC_RELAXED);
    omp_unlock_word(&critical);
}
#endif

void __kmpc_critical(void *place, int thread, int *name) { enter(name); }
void __kmpc_critical_with_hint(void *place, int thread, int *name, uint32_t hint) { enter(name); }
void __kmpc_end_critical(void *place, int thread, int *name) { leave(name); }

int __kmpc_master(void *place, int thread) { return self()->number == 0; }
void __kmpc_end_master(void *place, int thread) { }
int __kmpc_masked(void *place, int thread, int filter) { return self()->number == filter; }
void __kmpc_end_masked(void *place, int thread) { }

int __kmpc_single(void *place, int thread)
{
    struct thread *me = self();
    int expected = me->singles++;
    return __atomic_compare_exchange_n(&me->team->singles, &expected, expected + 1, 0, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED);
}

void __kmpc_end_single(void *place, int thread) { }

void __kmpc_copyprivate(void *place, int thread, size_t size, void *data, void (*copy)(void *, void *), int did_it)
{
    struct team *team = self()->team;
    if (did_it)
        __atomic_store_n(&team->copied, data, __ATOMIC_RELEASE);
    omp_barrier();
    if (!did_it)
        copy(data, __atomic_load_n(&team->copied, __ATOMIC_ACQUIRE));
    omp_barrier();
}

/* Each thread adds its part in a critical section. */
int __kmpc_reduce_nowait(void *place, int thread, int count, size_t size, void *data, void (*reduce)(void *, void *), int *lock)
{
    omp_lock_word(lock);
    return 1;
}

void __kmpc_end_reduce_nowait(void *place, int thread, int *lock) { omp_unlock_word(lock); }

int __kmpc_reduce(void *place, int thread, int count, size_t size, void *data, void (*reduce)(void *, void *), int *lock)
{
    omp_lock_word(lock);
    return 1;
}

void __kmpc_end_reduce(void *place, int thread, int *lock)
{
    omp_unlock_word(lock);
    omp_barrier();
}

/* ---- tasks: run at once, by the thread that comes to them, as OpenMP allows ------------------------------------------------ */

struct task {
    void *shared;
    int (*routine)(int, struct task *);
    int part;
    void *data[2];
};

struct task *__kmpc_omp_task_alloc(void *place, int thread, int flags, size_t size, size_t shared, int (*routine)(int, struct task *))
{
    size = (size + 15) & ~(size_t)15;
    struct task *task = calloc(1, size + shared);
    if (task == NULL)
        abort();
    task->shared = shared > 0 ? (char *)task + size : NULL;
    task->routine = routine;
    return task;
}

int __kmpc_omp_task(void *place, int thread, struct task *task)
{
    task->routine(self()->number, task);
    free(task);
    return 0;
}

int __kmpc_omp_task_with_deps(void *place, int thread, struct task *task, int count, void *list, int more, void *others)
{
    return __kmpc_omp_task(place, thread, task);
}

void __kmpc_omp_wait_deps(void *place, int thread, int count, void *list, int more, void *others) { }
void __kmpc_omp_task_begin_if0(void *place, int thread, struct task *task) { }
void __kmpc_omp_task_complete_if0(void *place, int thread, struct task *task) { free(task); }
int __kmpc_omp_taskwait(void *place, int thread) { return 0; }
void __kmpc_omp_taskwait_deps_51(void *place, int thread, int count, void *list, int more, void *others, int nowait) { }
int __kmpc_omp_taskyield(void *place, int thread, int end) { return 0; }
void __kmpc_taskgroup(void *place, int thread) { }
void __kmpc_end_taskgroup(void *place, int thread) { }

/* The whole range, which the task holds already, in one. */
void __kmpc_taskloop(void *place, int thread, struct task *task, int condition, uint64_t *lower, uint64_t *upper, int64_t stride, int nogroup, int kind, uint64_t size, void *copy)
{
    __kmpc_omp_task(place, thread, task);
}
