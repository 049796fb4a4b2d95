/* What POSIX adds to the C library's signal() and raise(): handlers with flags and masks. Nobody but the program itself sends it signals. */
#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <sys/time.h>
#include <unistd.h>

#define WEAK __attribute__((weak))
enum { count = _NSIG };

static struct sigaction actions[count];
static sigset_t blocked, pending;

static int fail(int error)
{
    errno = error;
    return -1;
}

static int is_signal(int number) { return number > 0 && number < count; }
static unsigned long long bit(int number) { return 1ULL << (number - 1); }

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

/* The handler that the C library knows of. */
static void deliver(int number)
{
    if (blocked.__signals & bit(number)) {
        pending.__signals |= bit(number);
        return;
    }
    struct sigaction action = actions[number];
    sigset_t before = blocked;
    blocked.__signals |= action.sa_mask.__signals | (action.sa_flags & SA_NODEFER ? 0 : bit(number));
    if (action.sa_flags & SA_RESETHAND) {
        actions[number] = (struct sigaction){0};
        signal(number, SIG_DFL);
    }
    if (action.sa_flags & SA_SIGINFO) {
        siginfo_t info = {.si_signo = number, .si_code = SI_USER, .si_pid = getpid()};
        action.sa_sigaction(number, &info, NULL);
    } else {
        action.sa_handler(number);
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
}

WEAK int sigaction(int number, const struct sigaction *action, struct sigaction *last)
{
    if (!is_signal(number) || number == SIGKILL || number == SIGSTOP)
        return fail(EINVAL);
    struct sigaction before = actions[number];
    if (action != NULL) {
        int is_plain = !(action->sa_flags & SA_SIGINFO) && (action->sa_handler == SIG_DFL || action->sa_handler == SIG_IGN);
        void (*handler)(int) = signal(number, is_plain ? action->sa_handler : deliver);
        if (handler == SIG_ERR)
            return -1;
        if (handler != deliver)
            before = (struct sigaction){.sa_handler = handler};
        actions[number] = *action;
    }
    if (last != NULL)
        *last = before;
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

/* Nothing would end the wait. */
WEAK int sigsuspend(const sigset_t *set) { (void)set; return fail(EINTR); }
WEAK int pause(void) { return fail(EINTR); }

WEAK int sigwait(const sigset_t *set, int *number)
{
    for (int i = 1; i < count; i++) {
        if (set->__signals & pending.__signals & bit(i)) {
            pending.__signals &= ~bit(i);
            *number = i;
            return 0;
        }
    }
    return EINTR;
}

WEAK int kill(pid_t process, int number)
{
    if (process != getpid() && process != 0 && process != -1 && process != -getpid())
        return fail(EPERM);
    return number == 0 ? 0 : raise(number);
}

WEAK int killpg(pid_t group, int number) { return kill(group, number); }
WEAK int sigqueue(pid_t process, int number, const union sigval value) { (void)value; return kill(process, number); }

/* No timer ends while the program computes: an alarm is never heard. Its being set is remembered. */
static unsigned alarm_seconds;

WEAK unsigned alarm(unsigned seconds)
{
    unsigned last = alarm_seconds;
    alarm_seconds = seconds;
    return last;
}

WEAK unsigned ualarm(unsigned first, unsigned interval) { (void)first, (void)interval; return 0; }
WEAK int setitimer(int which, const struct itimerval *value, struct itimerval *last)
{
    (void)which;
    if (last != NULL)
        *last = (struct itimerval){0};
    /* To stop one is what can be done. */
    return value != NULL && (value->it_value.tv_sec != 0 || value->it_value.tv_usec != 0) ? fail(ENOSYS) : 0;
}

WEAK int getitimer(int which, struct itimerval *value)
{
    (void)which;
    *value = (struct itimerval){0};
    return 0;
}
