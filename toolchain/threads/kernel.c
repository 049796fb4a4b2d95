/* What the C library's thread sources ask a kernel for, on the wait and notify instructions of shared memories. */
#include "pthread_impl.h"
#include <sched.h>
#include <string.h>
#include <time.h>

/* How long a thread that may be cancelled sleeps before it looks again. */
#define CANCEL_NANOSECONDS 20000000LL

static long long to_nanoseconds(const struct timespec *t)
{
    return t == NULL ? -1 : t->tv_sec > 4000000000LL ? -1 : t->tv_sec * 1000000000LL + t->tv_nsec;
}

/* 0: woken, or the value was another; ETIMEDOUT. */
static int sleep_on(volatile int *address, int value, long long nanoseconds)
{
    return __builtin_wasm_memory_atomic_wait32((int *)address, value, nanoseconds) == 2 ? ETIMEDOUT : 0;
}

long __mpiwasm_kernel(long number, long a, long b, long c, long d)
{
    switch (number) {
    case SYS_futex:
        switch (b & ~FUTEX_PRIVATE) {
        case FUTEX_WAIT:
            return -sleep_on((volatile int *)a, c, to_nanoseconds((const struct timespec *)d));
        case FUTEX_WAKE:
            return __builtin_wasm_memory_atomic_notify((int *)a, c);
        case FUTEX_REQUEUE:
            /* The woken thread finds the other lock taken and waits there: the same end by one step more. */
            return __builtin_wasm_memory_atomic_notify((int *)a, 1);
        default:
            return -ENOSYS;
        }
    case SYS_sched_getaffinity:
        return 1;
    case SYS_sched_yield:
        return sched_yield();
    case SYS_sched_getparam:
        memset((void *)b, 0, sizeof(struct sched_param));
        return 0;
    case SYS_sched_getscheduler:
    case SYS_set_robust_list:
    case SYS_get_robust_list:
        return 0;
    case SYS_tkill:
        return b == 0 ? 0 : -ENOTSUP;
    default:
        return -ENOSYS;
    }
}

void __wait(volatile int *address, volatile int *waiters, int value, int priv)
{
    for (int spins = 100; spins > 0 && (waiters == NULL || *waiters == 0); spins--) {
        if (*address != value)
            return;
    }
    if (waiters != NULL)
        a_inc(waiters);
    while (*address == value)
        sleep_on(address, value, -1);
    if (waiters != NULL)
        a_dec(waiters);
}

/* The attributes of condition variables keep a clock as a number, all else passes WASI's pointers. */
static clockid_t clock_of(clockid_t clock)
{
    return (uintptr_t)clock == 0 ? CLOCK_REALTIME : (uintptr_t)clock == 1 ? CLOCK_MONOTONIC : clock;
}

static int timed_wait(volatile int *address, int value, clockid_t clock, const struct timespec *at, int cancellable)
{
    pthread_t self = __pthread_self();
    if (at != NULL && (unsigned long)at->tv_nsec >= 1000000000UL)
        return EINVAL;
    for (;;) {
        long long left = -1;
        if (at != NULL) {
            struct timespec now;
            if (clock_gettime(clock_of(clock), &now) != 0)
                return EINVAL;
            if (at->tv_sec < now.tv_sec || (at->tv_sec == now.tv_sec && at->tv_nsec <= now.tv_nsec))
                return ETIMEDOUT;
            if (at->tv_sec - now.tv_sec < 4000000000LL)
                left = (at->tv_sec - now.tv_sec) * 1000000000LL + (at->tv_nsec - now.tv_nsec);
        }
        if (!cancellable || self->canceldisable == PTHREAD_CANCEL_DISABLE)
            return sleep_on(address, value, left);
        if (self->cancel) {
            if (self->canceldisable == PTHREAD_CANCEL_MASKED)
                return ECANCELED;
            __pthread_testcancel();
        }
        if (left >= 0 && left <= CANCEL_NANOSECONDS)
            return sleep_on(address, value, left);
        if (sleep_on(address, value, CANCEL_NANOSECONDS) == 0)
            return 0;
    }
}

int __timedwait_cp(volatile int *address, int value, clockid_t clock, const struct timespec *at, int priv)
{
    return timed_wait(address, value, clock, at, 1);
}

int __timedwait(volatile int *address, int value, clockid_t clock, const struct timespec *at, int priv)
{
    return timed_wait(address, value, clock, at, 0);
}

int pthread_condattr_setclock(pthread_condattr_t *attributes, clockid_t clock)
{
    if (clock != CLOCK_REALTIME && clock != CLOCK_MONOTONIC)
        return EINVAL;
    attributes->__attr = (attributes->__attr & 0x80000000) | (clock == CLOCK_MONOTONIC);
    return 0;
}

int pthread_condattr_getclock(const pthread_condattr_t *restrict attributes, clockid_t *restrict clock)
{
    *clock = (attributes->__attr & 0x7fffffff) != 0 ? CLOCK_MONOTONIC : CLOCK_REALTIME;
    return 0;
}

/* Nothing here unmaps memory that another thread may be about to touch. */
void __vm_lock(void)
{
}

void __vm_unlock(void)
{
}

void __vm_wait(void)
{
}
