/* Functions that unmodified programs expect and that C libraries for WASI preview 1 leave out. All weak: a library that has one wins. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

__attribute__((weak)) int gethostname(char *name, size_t size)
{
    const char *host = getenv("HOSTNAME");
    if (host == NULL || *host == '\0')
        host = "localhost";
    size_t length = strlen(host);
    if (length >= size) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memcpy(name, host, length + 1);
    return 0;
}

/* GNU's basename, which C++ programs get from <string.h>: it changes nothing of its argument. */
const char *__mpiwasm_basename(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

#ifdef _WASI_EMULATED_PROCESS_CLOCKS
#include <sys/resource.h>

/* The sysroot's own, which knows a structure of two times. */
int __wasi_getrusage(int who, struct __wasi_rusage *usage) __asm__("getrusage");

int getrusage(int who, struct rusage *usage)
{
    struct __wasi_rusage times;
    if (__wasi_getrusage(who, &times) != 0)
        return -1;
    memset(usage, 0, sizeof *usage);
    usage->ru_utime = times.ru_utime;
    usage->ru_stime = times.ru_stime;
    usage->ru_maxrss = (long)(__builtin_wasm_memory_size(0) * 64);
    return 0;
}
#endif
