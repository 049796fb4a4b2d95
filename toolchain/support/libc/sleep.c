/* Sleeping, which a signal ends. WASI's call waits for the time only, and the C library says ENOTSUP of its end. */
#include <errno.h>
#include <time.h>
#include <unistd.h>
#include <wasi/api.h>
#include "host.h"

#define WEAK __attribute__((weak))
enum { second = 1000000000 };

static uint32_t handlers_run(void) { return &__mpiwasm_signals != 0 ? __mpiwasm_signals.handled : 0; }

static uint64_t now(__wasi_clockid_t clock)
{
    __wasi_timestamp_t time = 0;
    (void)__wasi_clock_time_get(clock, 1, &time);
    return time;
}

/* Sleeps until then; what is left, in nanoseconds, where a handler has run. */
static uint64_t sleep_until(__wasi_clockid_t clock, uint64_t then)
{
    for (;;) {
        uint32_t before = handlers_run();
        deliver_signals();
        uint64_t time = now(clock);
        if (time >= then)
            return 0;
        if (handlers_run() != before)
            return then - time;
        __wasi_subscription_t wait = {
            .u.tag = __WASI_EVENTTYPE_CLOCK,
            .u.u.clock = {.id = clock, .timeout = then, .precision = 1, .flags = __WASI_SUBCLOCKFLAGS_SUBSCRIPTION_CLOCK_ABSTIME},
        };
        __wasi_event_t event;
        __wasi_size_t count;
        (void)__wasi_poll_oneoff(&wait, &event, 1, &count);
        deliver_signals();
        if (handlers_run() != before) {
            time = now(clock);
            return time < then ? then - time : 0;
        }
    }
}

static struct timespec of_nanoseconds(uint64_t time) { return (struct timespec){(time_t)(time / second), (long)(time % second)}; }

static int sleep_for(__wasi_clockid_t clock, const struct timespec *time, int is_absolute, struct timespec *left)
{
    if (time->tv_sec < 0 || time->tv_nsec < 0 || time->tv_nsec >= second)
        return EINVAL;
    uint64_t length = (uint64_t)time->tv_sec * second + (uint64_t)time->tv_nsec;
    /* More than five hundred years. */
    if ((uint64_t)time->tv_sec >= UINT64_MAX / second)
        length = UINT64_MAX;
    uint64_t then = is_absolute ? length : now(clock) + length;
    if (then < length)
        then = UINT64_MAX;
    uint64_t rest = sleep_until(clock, then);
    if (rest == 0)
        return 0;
    if (left != NULL && !is_absolute)
        *left = of_nanoseconds(rest);
    return EINTR;
}

WEAK int clock_nanosleep(clockid_t clock, int flags, const struct timespec *time, struct timespec *left)
{
    return sleep_for(clock == CLOCK_REALTIME ? __WASI_CLOCKID_REALTIME : __WASI_CLOCKID_MONOTONIC, time, (flags & TIMER_ABSTIME) != 0, left);
}

WEAK int nanosleep(const struct timespec *time, struct timespec *left)
{
    int error = sleep_for(__WASI_CLOCKID_MONOTONIC, time, 0, left);
    if (error == 0)
        return 0;
    errno = error;
    return -1;
}

WEAK int usleep(useconds_t time)
{
    struct timespec length = {time / 1000000, (long)(time % 1000000) * 1000};
    return nanosleep(&length, NULL);
}

WEAK unsigned sleep(unsigned seconds)
{
    struct timespec length = {seconds, 0}, left;
    return nanosleep(&length, &left) == 0 ? 0 : (unsigned)left.tv_sec + (left.tv_nsec != 0);
}
