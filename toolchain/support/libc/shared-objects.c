/* A module is whole and its stack out of its reach: nothing is loaded, and backtraces are empty. */
#include <dlfcn.h>
#include <execinfo.h>
#include <stddef.h>

#define WEAK __attribute__((weak))

static char *error;

static void *refuse(void)
{
    error = "a WebAssembly module loads no libraries";
    return NULL;
}

WEAK void *dlopen(const char *name, int mode) { (void)name, (void)mode; return refuse(); }
WEAK void *dlsym(void *restrict handle, const char *restrict name) { (void)handle, (void)name; return refuse(); }
WEAK int dlclose(void *handle) { (void)handle; refuse(); return -1; }
WEAK int dladdr(const void *address, Dl_info *info) { (void)address, (void)info; return 0; }

WEAK char *dlerror(void)
{
    char *last = error;
    error = NULL;
    return last;
}

WEAK int backtrace(void **frames, int room) { (void)frames, (void)room; return 0; }
WEAK char **backtrace_symbols(void *const *frames, int count) { (void)frames, (void)count; return NULL; }
WEAK void backtrace_symbols_fd(void *const *frames, int count, int file) { (void)frames, (void)count, (void)file; }
