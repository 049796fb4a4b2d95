#define _GNU_SOURCE
/* Which processors a rank may use, as the launcher has bound it. */
#include <errno.h>
#include <sched.h>
#include <string.h>
#include <sys/sysinfo.h>
#include <unistd.h>
#include "host.h"

#define WEAK __attribute__((weak))

static int result_of(int error)
{
    if (error == 0)
        return 0;
    errno = error;
    return -1;
}

WEAK int sched_getcpu(void) { return __mpiwasm_processor(); }

WEAK int sched_getaffinity(pid_t process, size_t size, cpu_set_t *set)
{
    if (process != 0 && process != getpid())
        return result_of(ESRCH);
    return result_of(__mpiwasm_processors(set, (uint32_t)size));
}

/* A thread is where the launcher has bound the rank. */
WEAK int pthread_getaffinity_np(pthread_t thread, size_t size, cpu_set_t *set) { (void)thread; return __mpiwasm_processors(set, (uint32_t)size); }
WEAK int pthread_setaffinity_np(pthread_t thread, size_t size, const cpu_set_t *set) { (void)thread, (void)size, (void)set; return EPERM; }

static long count(void)
{
    cpu_set_t set;
    return __mpiwasm_processors(&set, sizeof set) == 0 ? CPU_COUNT(&set) : 1;
}

WEAK int get_nprocs(void) { return (int)count(); }
WEAK int get_nprocs_conf(void) { return (int)count(); }

/* mpiwasm-cc links this in between (--wrap). */
long __real_sysconf(int name);
long __wrap_sysconf(int name) { return name == _SC_NPROCESSORS_ONLN || name == _SC_NPROCESSORS_CONF ? count() : __real_sysconf(name); }

/* CPU_COUNT of a C library with threads. */
__attribute__((weak)) int __sched_cpucount(size_t size, const cpu_set_t *set)
{
    const unsigned char *bytes = (const unsigned char *)set;
    int all = 0;
    for (size_t i = 0; i < size; i++)
        all += __builtin_popcount(bytes[i]);
    return all;
}
