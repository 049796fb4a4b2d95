/*
 * POSIX threads for a program that has one: std::mutex, std::call_once, thread_local and std::condition_variable work as far as one thread can use them,
 * starting another fails with EAGAIN. All weak: a library that has one wins. The structures are musl's, in the fields that musl uses.
 */
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define WEAK __attribute__((weak))
#define TYPE(mutex) ((mutex)->__u.__i[0])
#define COUNT(mutex) ((mutex)->__u.__i[1])

WEAK pthread_t pthread_self(void)
{
    static char self;
    return (pthread_t)&self;
}

#undef pthread_equal
WEAK int pthread_equal(pthread_t a, pthread_t b)
{
    return a == b;
}

WEAK int pthread_create(pthread_t *restrict thread, const pthread_attr_t *restrict attributes, void *(*start)(void *), void *restrict argument)
{
    static int told;
    (void)thread, (void)attributes, (void)start, (void)argument;
    if (!told++)
        fputs("mpiwasm: the program wants to start a thread, and was built without threads: compile and link it with -pthread\n", stderr);
    return EAGAIN;
}

WEAK int pthread_join(pthread_t thread, void **result)
{
    (void)result;
    return thread == pthread_self() ? EDEADLK : ESRCH;
}

WEAK int pthread_detach(pthread_t thread)
{
    return thread == pthread_self() ? 0 : ESRCH;
}

WEAK int pthread_mutexattr_init(pthread_mutexattr_t *attributes)
{
    *attributes = (pthread_mutexattr_t){0};
    return 0;
}

WEAK int pthread_mutexattr_destroy(pthread_mutexattr_t *attributes)
{
    (void)attributes;
    return 0;
}

WEAK int pthread_mutexattr_settype(pthread_mutexattr_t *attributes, int type)
{
    if (type < PTHREAD_MUTEX_NORMAL || type > PTHREAD_MUTEX_ERRORCHECK)
        return EINVAL;
    attributes->__attr = (unsigned)type;
    return 0;
}

WEAK int pthread_mutexattr_gettype(const pthread_mutexattr_t *restrict attributes, int *restrict type)
{
    *type = (int)attributes->__attr;
    return 0;
}

WEAK int pthread_mutex_init(pthread_mutex_t *restrict mutex, const pthread_mutexattr_t *restrict attributes)
{
    *mutex = (pthread_mutex_t){0};
    if (attributes != NULL)
        TYPE(mutex) = (int)attributes->__attr;
    return 0;
}

WEAK int pthread_mutex_destroy(pthread_mutex_t *mutex)
{
    (void)mutex;
    return 0;
}

WEAK int pthread_mutex_trylock(pthread_mutex_t *mutex)
{
    if (COUNT(mutex) != 0 && TYPE(mutex) != PTHREAD_MUTEX_RECURSIVE)
        return EBUSY;
    COUNT(mutex)++;
    return 0;
}

/* Who would wait for a lock that is taken waits for himself. */
WEAK int pthread_mutex_lock(pthread_mutex_t *mutex)
{
    int status = pthread_mutex_trylock(mutex);
    return status == EBUSY ? EDEADLK : status;
}

WEAK int pthread_mutex_timedlock(pthread_mutex_t *restrict mutex, const struct timespec *restrict until)
{
    (void)until;
    return pthread_mutex_lock(mutex);
}

WEAK int pthread_mutex_unlock(pthread_mutex_t *mutex)
{
    if (COUNT(mutex) == 0)
        return EPERM;
    COUNT(mutex)--;
    return 0;
}

WEAK int pthread_condattr_init(pthread_condattr_t *attributes)
{
    *attributes = (pthread_condattr_t){0};
    return 0;
}

WEAK int pthread_condattr_destroy(pthread_condattr_t *attributes)
{
    (void)attributes;
    return 0;
}

WEAK int pthread_cond_init(pthread_cond_t *restrict condition, const pthread_condattr_t *restrict attributes)
{
    (void)attributes;
    *condition = (pthread_cond_t){0};
    return 0;
}

WEAK int pthread_cond_destroy(pthread_cond_t *condition)
{
    (void)condition;
    return 0;
}

WEAK int pthread_cond_signal(pthread_cond_t *condition)
{
    (void)condition;
    return 0;
}

WEAK int pthread_cond_broadcast(pthread_cond_t *condition)
{
    (void)condition;
    return 0;
}

WEAK int pthread_cond_wait(pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex)
{
    (void)condition, (void)mutex;
    fputs("mpiwasm: the program's only thread waits for a condition that no other can signal\n", stderr);
    abort();
}

WEAK int pthread_cond_timedwait(pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex, const struct timespec *restrict until)
{
    (void)condition, (void)mutex;
    clock_nanosleep(CLOCK_REALTIME, TIMER_ABSTIME, until, NULL);
    return ETIMEDOUT;
}

WEAK int pthread_once(pthread_once_t *once, void (*routine)(void))
{
    if (*once == 0) {
        *once = 1;
        routine();
    }
    return 0;
}

enum { KEYS = 128 };
static struct {
    void *value;
    int used;
} keys[KEYS];

/* A program's first thread ends with the program, whose destructors of keys POSIX does not run. */
WEAK int pthread_key_create(pthread_key_t *key, void (*destroy)(void *))
{
    (void)destroy;
    for (unsigned i = 0; i < KEYS; i++)
        if (!keys[i].used) {
            keys[i].used = 1;
            keys[i].value = NULL;
            *key = i;
            return 0;
        }
    return EAGAIN;
}

WEAK int pthread_key_delete(pthread_key_t key)
{
    if (key >= KEYS || !keys[key].used)
        return EINVAL;
    keys[key].used = 0;
    return 0;
}

WEAK int pthread_setspecific(pthread_key_t key, const void *value)
{
    if (key >= KEYS || !keys[key].used)
        return EINVAL;
    keys[key].value = (void *)(uintptr_t)value;
    return 0;
}

WEAK void *pthread_getspecific(pthread_key_t key)
{
    return key < KEYS && keys[key].used ? keys[key].value : NULL;
}
