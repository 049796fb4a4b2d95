/* What a program asks of the machine it runs on, as far as a guest may know. */
#include <errno.h>
#include <fenv.h>
#include <malloc.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/sysinfo.h>
#include <sys/time.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

#define WEAK __attribute__((weak))

static int fail(int error)
{
    errno = error;
    return -1;
}

WEAK int getpagesize(void) { return 65536; }
WEAK int getdtablesize(void) { return 1024; }
WEAK int sethostname(const char *name, size_t length) { (void)name, (void)length; return fail(EPERM); }
WEAK int getdomainname(char *name, size_t room)
{
    if (room > 0)
        *name = '\0';
    return 0;
}
WEAK char *getpass(const char *prompt) { (void)prompt; errno = ENXIO; return NULL; }
WEAK int brk(void *end) { (void)end; return fail(ENOMEM); }
WEAK int getloadavg(double *loads, int count) { (void)loads, (void)count; return -1; }
WEAK int settimeofday(const struct timeval *now, const struct timezone *zone) { (void)now, (void)zone; return fail(EPERM); }
WEAK char *secure_getenv(const char *name) { return getenv(name); }

WEAK int sched_setaffinity(pid_t process, size_t size, const cpu_set_t *set) { (void)process, (void)size, (void)set; return fail(EPERM); }
WEAK int sched_get_priority_max(int policy) { (void)policy; return 0; }
WEAK int sched_get_priority_min(int policy) { (void)policy; return 0; }
WEAK int sched_getscheduler(pid_t process) { (void)process; return SCHED_OTHER; }
WEAK int sched_setscheduler(pid_t process, int policy, const struct sched_param *value) { (void)process, (void)policy, (void)value; return fail(EPERM); }
WEAK int sched_getparam(pid_t process, struct sched_param *value) { (void)process; value->sched_priority = 0; return 0; }
WEAK int sched_setparam(pid_t process, const struct sched_param *value) { (void)process, (void)value; return fail(EPERM); }
WEAK int getpriority(int which, id_t who) { (void)which, (void)who; return 0; }
WEAK int setpriority(int which, id_t who, int value) { (void)which, (void)who, (void)value; return fail(EPERM); }

WEAK int getrlimit(int what, struct rlimit *limit)
{
    limit->rlim_cur = limit->rlim_max = what == RLIMIT_AS || what == RLIMIT_DATA ? 4294967296ULL : RLIM_INFINITY;
    return 0;
}
WEAK int setrlimit(int what, const struct rlimit *limit) { (void)what, (void)limit; return fail(EPERM); }

WEAK int sysinfo(struct sysinfo *info)
{
    struct timespec now;
    memset(info, 0, sizeof *info);
    clock_gettime(CLOCK_MONOTONIC, &now);
    info->uptime = (unsigned long)now.tv_sec;
    info->mem_unit = 65536;
    info->totalram = 65536;
    info->freeram = 65536 - __builtin_wasm_memory_size(0);
    info->procs = 1;
    return 0;
}

/* WebAssembly's arithmetic raises no flags: no exception can be trapped. */
WEAK int feenableexcept(int which) { (void)which; return -1; }
WEAK int fedisableexcept(int which) { (void)which; return 0; }
WEAK int fegetexcept(void) { return 0; }

WEAK void *memalign(size_t alignment, size_t size) { return aligned_alloc(alignment, size); }
WEAK void *valloc(size_t size) { return aligned_alloc(65536, size); }
WEAK int malloc_trim(size_t pad) { (void)pad; return 0; }

WEAK void openlog(const char *name, int options, int facility) { (void)name, (void)options, (void)facility; }
WEAK void syslog(int priority, const char *format, ...) { (void)priority, (void)format; }
WEAK void vsyslog(int priority, const char *format, va_list values) { (void)priority, (void)format, (void)values; }
WEAK void closelog(void) {}
WEAK int setlogmask(int mask) { (void)mask; return 0xff; }

WEAK char *tzname[2] = {"UTC", "UTC"};
WEAK long timezone;
WEAK int daylight;
WEAK void tzset(void) {}
