/* Signals: those that a program sends to itself, and those of the host it has a handler for (host.h). It cannot be interrupted: handlers run in raise(), and after calls of
   the runtime. This takes the place of the C library's emulation, so that there is one table of handlers. */
#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>
#include <wasi/api.h>
#include "host.h"

#define WEAK __attribute__((weak))
enum { count = _NSIG };

static struct sigaction actions[count];
static sigset_t blocked, pending;

static void deliver_arrived(void);
struct host_signals __mpiwasm_signals = {.deliver = deliver_arrived};

static int fail(int error)
{
    errno = error;
    return -1;
}

static int is_signal(int number) { return number > 0 && number < count; }
static unsigned long long bit(int number) { return 1ULL << (number - 1); }

/* The addresses that signal.h compares handlers with; nobody calls them. */
void __SIG_IGN(int number) { (void)number; }
void __SIG_ERR(int number) { (void)number; }

WEAK int sigemptyset(sigset_t *set) { set->__signals = 0; return 0; }
WEAK int sigfillset(sigset_t *set) { set->__signals = ~0ULL; return 0; }

WEAK int sigaddset(sigset_t *set, int number)
{
    if (!is_signal(number))
        return fail(EINVAL);
    set->__signals |= bit(number);
    return 0;
}

WEAK int sigdelset(sigset_t *set, int number)
{
    if (!is_signal(number))
        return fail(EINVAL);
    set->__signals &= ~bit(number);
    return 0;
}

WEAK int sigismember(const sigset_t *set, int number) { return is_signal(number) ? (set->__signals & bit(number)) != 0 : fail(EINVAL); }

static int is_ignored_by_default(int number)
{
    return number == SIGCHLD || number == SIGCONT || number == SIGURG || number == SIGWINCH;
}

static _Noreturn void end_by(int number)
{
    fprintf(stderr, "Program received fatal signal: %s\n", strsignal(number));
    fflush(NULL);
    abort();
}

static void run_handler(int number, int code)
{
    struct sigaction action = actions[number];
    int has_information = (action.sa_flags & SA_SIGINFO) != 0;
    if (!has_information && action.sa_handler == SIG_IGN)
        return;
    if (!has_information && action.sa_handler == SIG_DFL) {
        if (!is_ignored_by_default(number))
            end_by(number);
        return;
    }
    if (blocked.__signals & bit(number)) {
        pending.__signals |= bit(number);
        return;
    }
    sigset_t before = blocked;
    blocked.__signals |= action.sa_mask.__signals | (action.sa_flags & SA_NODEFER ? 0 : bit(number));
    if (action.sa_flags & SA_RESETHAND) {
        struct sigaction none = {.sa_handler = SIG_DFL};
        sigaction(number, &none, NULL);
    }
    int error = errno;
    if (has_information) {
        siginfo_t info = {.si_signo = number, .si_code = code, .si_pid = getpid()};
        action.sa_sigaction(number, &info, NULL);
    } else {
        action.sa_handler(number);
    }
    errno = error;
    __mpiwasm_signals.handled++;
    sigprocmask(SIG_SETMASK, &before, NULL);
}

static void deliver_arrived(void)
{
    unsigned long long arrived = __atomic_exchange_n(&__mpiwasm_signals.arrived, 0, __ATOMIC_SEQ_CST);
    for (int number = 1; arrived != 0; number++, arrived >>= 1) {
        if (arrived & 1)
            run_handler(number, number == SIGALRM ? SI_TIMER : SI_USER);
    }
}

WEAK int sigaction(int number, const struct sigaction *action, struct sigaction *last)
{
    if (!is_signal(number) || number == SIGKILL || number == SIGSTOP)
        return fail(EINVAL);
    if (last != NULL)
        *last = actions[number];
    if (action != NULL) {
        actions[number] = *action;
        int is_plain = !(action->sa_flags & SA_SIGINFO);
        int disposition = is_plain && action->sa_handler == SIG_DFL ? 0 : is_plain && action->sa_handler == SIG_IGN ? 1 : 2;
        /* A signal that the host keeps to itself is one that only the program sends. */
        (void)__mpiwasm_signal(number, disposition, &__mpiwasm_signals.arrived);
    }
    return 0;
}

void (*signal(int number, void (*handler)(int)))(int)
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART}, last;
    return handler == SIG_ERR || sigaction(number, &action, &last) != 0 ? (errno = EINVAL, SIG_ERR) : last.sa_handler;
}

WEAK void (*bsd_signal(int number, void (*handler)(int)))(int) { return signal(number, handler); }
WEAK void (*__sysv_signal(int number, void (*handler)(int)))(int)
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESETHAND | SA_NODEFER}, last;
    return sigaction(number, &action, &last) != 0 ? SIG_ERR : last.sa_handler;
}

int raise(int number)
{
    if (!is_signal(number))
        return fail(EINVAL);
    run_handler(number, SI_USER);
    return 0;
}

WEAK int sigprocmask(int how, const sigset_t *set, sigset_t *last)
{
    if (last != NULL)
        *last = blocked;
    if (set == NULL)
        return 0;
    switch (how) {
    case SIG_BLOCK: blocked.__signals |= set->__signals; break;
    case SIG_UNBLOCK: blocked.__signals &= ~set->__signals; break;
    case SIG_SETMASK: blocked = *set; break;
    default: return fail(EINVAL);
    }
    blocked.__signals &= ~(bit(SIGKILL) | bit(SIGSTOP));
    for (int number = 1; number < count; number++) {
        if (pending.__signals & ~blocked.__signals & bit(number)) {
            pending.__signals &= ~bit(number);
            raise(number);
        }
    }
    return 0;
}

WEAK int pthread_sigmask(int how, const sigset_t *restrict set, sigset_t *restrict last) { return sigprocmask(how, set, last) == 0 ? 0 : errno; }
WEAK int sigpending(sigset_t *set) { *set = pending; return 0; }
WEAK int siginterrupt(int number, int flag) { (void)flag; return is_signal(number) ? 0 : fail(EINVAL); }
WEAK int sigaltstack(const stack_t *stack, stack_t *last)
{
    (void)stack;
    if (last != NULL)
        *last = (stack_t){.ss_flags = SS_DISABLE};
    return 0;
}

/* Sleeps until a handler has run. */
static int wait_for_handler(void)
{
    uint32_t before = __mpiwasm_signals.handled;
    struct timespec long_time = {1000000, 0};
    do
        nanosleep(&long_time, NULL);
    while (__mpiwasm_signals.handled == before);
    return fail(EINTR);
}

/* Whether anybody could end the wait; otherwise the program would hang. */
static int can_arrive(void)
{
    for (int number = 1; number < count; number++) {
        if ((actions[number].sa_flags & SA_SIGINFO) || (actions[number].sa_handler != SIG_DFL && actions[number].sa_handler != SIG_IGN))
            return 1;
    }
    return 0;
}

WEAK int pause(void) { return can_arrive() ? wait_for_handler() : fail(EINTR); }

WEAK int sigsuspend(const sigset_t *set)
{
    sigset_t before;
    uint32_t handled = __mpiwasm_signals.handled;
    sigprocmask(SIG_SETMASK, set, &before);
    if (handled == __mpiwasm_signals.handled && can_arrive())
        wait_for_handler();
    sigprocmask(SIG_SETMASK, &before, NULL);
    return fail(EINTR);
}

static int take_pending(const sigset_t *set)
{
    deliver_signals();
    for (int number = 1; number < count; number++) {
        if (set->__signals & pending.__signals & bit(number)) {
            pending.__signals &= ~bit(number);
            return number;
        }
    }
    return 0;
}

WEAK int sigwait(const sigset_t *set, int *number)
{
    while ((*number = take_pending(set)) == 0) {
        if (!can_arrive())
            return EINTR;
        usleep(10000);
    }
    return 0;
}

WEAK int kill(pid_t process, int number)
{
    if (process != getpid() && process != 0 && process != -1 && process != -getpid())
        return fail(EPERM);
    return number == 0 ? 0 : raise(number);
}

WEAK int killpg(pid_t group, int number) { return kill(group, number); }
WEAK int sigqueue(pid_t process, int number, const union sigval value) { (void)value; return kill(process, number); }

/* The timer is the host's. */
enum { micro = 1000, second = 1000000000 };

static int set_timer(unsigned long long first, unsigned long long interval, uint64_t left[2])
{
    int error = __mpiwasm_timer(first, interval, left);
    return error == 0 ? 0 : fail(error);
}

WEAK unsigned alarm(unsigned seconds)
{
    uint64_t left[2] = {0};
    (void)set_timer(seconds * (unsigned long long)second, 0, left);
    /* Never 0 where there was one. */
    return (unsigned)((left[0] + second / 2) / second) + (left[0] != 0 && left[0] < second / 2);
}

WEAK unsigned ualarm(unsigned first, unsigned interval)
{
    uint64_t left[2] = {0};
    (void)set_timer(first * (unsigned long long)micro, interval * (unsigned long long)micro, left);
    return (unsigned)(left[0] / micro);
}

static unsigned long long nanoseconds(const struct timeval *time) { return (unsigned long long)time->tv_sec * second + (unsigned long long)time->tv_usec * micro; }
static struct timeval microseconds(uint64_t time) { return (struct timeval){.tv_sec = (time_t)(time / second), .tv_usec = (suseconds_t)(time % second / micro)}; }

/* Processor time rings no bell here. */
WEAK int setitimer(int which, const struct itimerval *restrict value, struct itimerval *restrict last)
{
    static const struct itimerval none;
    if (value == NULL)
        value = &none;
    if (which != ITIMER_REAL) {
        if (last != NULL)
            *last = none;
        return nanoseconds(&value->it_value) == 0 ? 0 : fail(which == ITIMER_VIRTUAL || which == ITIMER_PROF ? ENOSYS : EINVAL);
    }
    uint64_t left[2] = {0};
    if (set_timer(nanoseconds(&value->it_value), nanoseconds(&value->it_interval), left) != 0)
        return -1;
    if (last != NULL)
        *last = (struct itimerval){.it_value = microseconds(left[0]), .it_interval = microseconds(left[1])};
    return 0;
}

WEAK int getitimer(int which, struct itimerval *value)
{
    struct itimerval none = {0};
    if (which != ITIMER_REAL) {
        *value = none;
        return 0;
    }
    /* To ask is to stop it and to start it again. */
    if (setitimer(which, &none, value) != 0)
        return -1;
    return setitimer(which, value, NULL);
}
