/* The C library finds the granted directory of a path by itself, and where none has it, the host is not asked: nobody could tell the user why a file was not
   found. mpiwasm-cc links these in between (--wrap). They tell the host of such a path by opening it relative to no directory, which can only fail, on any host. */
#include <errno.h>
#include <stddef.h>
#include <wasi/api.h>

static int told(const char *path, int found)
{
    if (found == -1) {
        int error = errno;
        __wasi_fd_t opened;
        (void)__wasi_path_open(-1, 0, path, 0, 0, 0, 0, &opened);
        errno = error;
    }
    return found;
}

int __real___wasilibc_find_relpath(const char *path, const char **prefix, char **relative, size_t room);
int __real___wasilibc_find_abspath(const char *path, const char **prefix, const char **relative);

int __wrap___wasilibc_find_relpath(const char *path, const char **prefix, char **relative, size_t room)
{
    return told(path, __real___wasilibc_find_relpath(path, prefix, relative, room));
}

int __wrap___wasilibc_find_abspath(const char *path, const char **prefix, const char **relative)
{
    return told(path, __real___wasilibc_find_abspath(path, prefix, relative));
}
