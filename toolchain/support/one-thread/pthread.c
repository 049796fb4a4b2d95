/* POSIX threads for programs with one thread, linked without -pthread: what needs a second one fails, and a wait that nobody could end does not begin. */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define WEAK __attribute__((weak))
enum { the_thread = 1, key_count = 128 };
#undef pthread_equal

/* A mutex: its type, and how often it is locked. */
#define TYPE(mutex) ((mutex)->__u.__i[0])
#define LOCKS(mutex) ((mutex)->__u.__i[1])

WEAK int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *argument)
{
    static int told;
    (void)thread, (void)attributes, (void)start, (void)argument;
    if (!told++)
        fputs("mpiwasm: the program wants to start a thread, and was built without threads: compile and link it with -pthread\n", stderr);
    return EAGAIN;
}

WEAK pthread_t pthread_self(void) { return (pthread_t)the_thread; }
WEAK int pthread_equal(pthread_t one, pthread_t other) { return one == other; }
WEAK int pthread_join(pthread_t thread, void **result) { (void)result; return thread == pthread_self() ? EDEADLK : ESRCH; }
WEAK int pthread_detach(pthread_t thread) { return thread == pthread_self() ? 0 : ESRCH; }
WEAK _Noreturn void pthread_exit(void *result) { (void)result; exit(0); }
WEAK int pthread_cancel(pthread_t thread) { (void)thread; return ESRCH; }
WEAK int pthread_kill(pthread_t thread, int number) { return thread != pthread_self() ? ESRCH : number == 0 || raise(number) == 0 ? 0 : EINVAL; }
WEAK int pthread_atfork(void (*before)(void), void (*parent)(void), void (*child)(void)) { (void)before, (void)parent, (void)child; return 0; }

WEAK int pthread_setcancelstate(int state, int *last)
{
    static int current;
    if (last != NULL)
        *last = current;
    current = state;
    return 0;
}

WEAK int pthread_once(pthread_once_t *once, void (*function)(void))
{
    if (*once == 0) {
        *once = 1;
        function();
    }
    return 0;
}

WEAK int pthread_attr_init(pthread_attr_t *attributes) { *attributes = (pthread_attr_t){0}; return 0; }
WEAK int pthread_attr_destroy(pthread_attr_t *attributes) { (void)attributes; return 0; }
WEAK int pthread_attr_setdetachstate(pthread_attr_t *attributes, int state) { (void)attributes, (void)state; return 0; }
WEAK int pthread_attr_setstacksize(pthread_attr_t *attributes, size_t size) { attributes->__u.__s[0] = size; return 0; }
WEAK int pthread_attr_getstacksize(const pthread_attr_t *attributes, size_t *size) { *size = attributes->__u.__s[0]; return 0; }
WEAK int pthread_attr_setscope(pthread_attr_t *attributes, int scope) { (void)attributes, (void)scope; return 0; }

WEAK int pthread_mutexattr_init(pthread_mutexattr_t *attributes) { attributes->__attr = 0; return 0; }
WEAK int pthread_mutexattr_destroy(pthread_mutexattr_t *attributes) { (void)attributes; return 0; }
WEAK int pthread_mutexattr_settype(pthread_mutexattr_t *attributes, int type) { attributes->__attr = (unsigned)type; return 0; }
WEAK int pthread_mutexattr_setpshared(pthread_mutexattr_t *attributes, int shared) { (void)attributes, (void)shared; return 0; }

WEAK int pthread_mutex_init(pthread_mutex_t *mutex, const pthread_mutexattr_t *attributes)
{
    *mutex = (pthread_mutex_t){0};
    TYPE(mutex) = attributes != NULL ? (int)attributes->__attr : PTHREAD_MUTEX_NORMAL;
    return 0;
}

WEAK int pthread_mutex_destroy(pthread_mutex_t *mutex) { return LOCKS(mutex) != 0 ? EBUSY : 0; }
WEAK int pthread_mutex_trylock(pthread_mutex_t *mutex)
{
    if (LOCKS(mutex) != 0 && TYPE(mutex) != PTHREAD_MUTEX_RECURSIVE)
        return EBUSY;
    LOCKS(mutex)++;
    return 0;
}

/* Natively a second lock of a normal mutex never returns. */
WEAK int pthread_mutex_lock(pthread_mutex_t *mutex) { return pthread_mutex_trylock(mutex) == 0 ? 0 : EDEADLK; }
WEAK int pthread_mutex_unlock(pthread_mutex_t *mutex)
{
    if (LOCKS(mutex) == 0)
        return EPERM;
    LOCKS(mutex)--;
    return 0;
}

WEAK int pthread_cond_init(pthread_cond_t *condition, const pthread_condattr_t *attributes) { (void)attributes; *condition = (pthread_cond_t){0}; return 0; }
WEAK int pthread_cond_destroy(pthread_cond_t *condition) { (void)condition; return 0; }
WEAK int pthread_cond_signal(pthread_cond_t *condition) { (void)condition; return 0; }
WEAK int pthread_cond_broadcast(pthread_cond_t *condition) { (void)condition; return 0; }
WEAK int pthread_cond_wait(pthread_cond_t *condition, pthread_mutex_t *mutex) { (void)condition, (void)mutex; return EDEADLK; }
WEAK int pthread_cond_timedwait(pthread_cond_t *condition, pthread_mutex_t *mutex, const struct timespec *until)
{
    (void)condition, (void)mutex;
    struct timespec now, left;
    clock_gettime(CLOCK_REALTIME, &now);
    left.tv_sec = until->tv_sec - now.tv_sec;
    left.tv_nsec = until->tv_nsec - now.tv_nsec;
    if (left.tv_nsec < 0) {
        left.tv_sec--;
        left.tv_nsec += 1000000000;
    }
    if (left.tv_sec >= 0)
        nanosleep(&left, NULL);
    return ETIMEDOUT;
}

/* A lock for readers and writers: the number of readers, or -1 for a writer. */
#define HOLDERS(lock) ((lock)->__u.__i[0])
WEAK int pthread_rwlock_init(pthread_rwlock_t *lock, const pthread_rwlockattr_t *attributes) { (void)attributes; *lock = (pthread_rwlock_t){0}; return 0; }
WEAK int pthread_rwlock_destroy(pthread_rwlock_t *lock) { (void)lock; return 0; }
WEAK int pthread_rwlock_rdlock(pthread_rwlock_t *lock)
{
    if (HOLDERS(lock) < 0)
        return EDEADLK;
    HOLDERS(lock)++;
    return 0;
}
WEAK int pthread_rwlock_wrlock(pthread_rwlock_t *lock)
{
    if (HOLDERS(lock) != 0)
        return EDEADLK;
    HOLDERS(lock) = -1;
    return 0;
}
WEAK int pthread_rwlock_unlock(pthread_rwlock_t *lock)
{
    if (HOLDERS(lock) == 0)
        return EPERM;
    HOLDERS(lock) -= HOLDERS(lock) > 0 ? 1 : -1;
    return 0;
}

WEAK int pthread_spin_init(pthread_spinlock_t *lock, int shared) { (void)shared; *lock = 0; return 0; }
WEAK int pthread_spin_destroy(pthread_spinlock_t *lock) { (void)lock; return 0; }
WEAK int pthread_spin_trylock(pthread_spinlock_t *lock)
{
    if (*lock != 0)
        return EBUSY;
    *lock = 1;
    return 0;
}
WEAK int pthread_spin_lock(pthread_spinlock_t *lock) { return pthread_spin_trylock(lock) == 0 ? 0 : EDEADLK; }
WEAK int pthread_spin_unlock(pthread_spinlock_t *lock) { *lock = 0; return 0; }

WEAK int pthread_barrier_init(pthread_barrier_t *barrier, const pthread_barrierattr_t *attributes, unsigned count)
{
    (void)barrier, (void)attributes;
    return count == 0 ? EINVAL : count > 1 ? EAGAIN : 0;
}
WEAK int pthread_barrier_destroy(pthread_barrier_t *barrier) { (void)barrier; return 0; }
WEAK int pthread_barrier_wait(pthread_barrier_t *barrier) { (void)barrier; return PTHREAD_BARRIER_SERIAL_THREAD; }

/* The destructors of keys are called where a thread ends; this one ends with the program, where natively they are not called either. */
static const void *values[key_count];
static char taken[key_count];

WEAK int pthread_key_create(pthread_key_t *key, void (*destroy)(void *))
{
    (void)destroy;
    for (unsigned i = 0; i < key_count; i++) {
        if (!taken[i]) {
            taken[i] = 1;
            values[i] = NULL;
            *key = i;
            return 0;
        }
    }
    return EAGAIN;
}

WEAK int pthread_key_delete(pthread_key_t key)
{
    if (key >= key_count || !taken[key])
        return EINVAL;
    taken[key] = 0;
    return 0;
}

WEAK void *pthread_getspecific(pthread_key_t key) { return key < key_count && taken[key] ? (void *)values[key] : NULL; }
WEAK int pthread_setspecific(pthread_key_t key, const void *value)
{
    if (key >= key_count || !taken[key])
        return EINVAL;
    values[key] = value;
    return 0;
}
