/* After each call of WASI that programs make again and again, signals from outside are delivered. mpiwasm-cc links these in between (--wrap). */
#include <wasi/api.h>
#include "host.h"

#define LOOK(name, parameters, arguments) \
    __wasi_errno_t __real_##name parameters; \
    __wasi_errno_t __wrap_##name parameters \
    { \
        __wasi_errno_t error = __real_##name arguments; \
        deliver_signals(); \
        return error; \
    }

LOOK(__wasi_clock_time_get, (__wasi_clockid_t clock, __wasi_timestamp_t precision, __wasi_timestamp_t *time), (clock, precision, time))
LOOK(__wasi_fd_read, (__wasi_fd_t file, const __wasi_iovec_t *parts, size_t count, __wasi_size_t *read), (file, parts, count, read))
LOOK(__wasi_fd_write, (__wasi_fd_t file, const __wasi_ciovec_t *parts, size_t count, __wasi_size_t *written), (file, parts, count, written))
LOOK(__wasi_poll_oneoff, (const __wasi_subscription_t *waits, __wasi_event_t *events, size_t count, __wasi_size_t *happened), (waits, events, count, happened))
LOOK(__wasi_sched_yield, (void), ())
