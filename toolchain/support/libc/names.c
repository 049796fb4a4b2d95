/* Names of files, where the C library takes them for something else; mpiwasm-cc links these in between (--wrap). No file has an empty name: stat("") and open("")
   are ENOENT. To the C library it is the current directory's, so the host is asked for the empty name itself. */
#include <errno.h>
#include <limits.h>
#include <stddef.h>
#include <stdlib.h>

/* Only programs that call chdir have the first. */
__attribute__((weak)) int __real___wasilibc_find_relpath_alloc(const char *path, const char **prefix, char **relative, size_t *room, int may_grow);
int __wasilibc_find_abspath(const char *path, const char **prefix, const char **relative);
int __real_chdir(const char *path);

int __wrap___wasilibc_find_relpath_alloc(const char *path, const char **prefix, char **relative, size_t *room, int may_grow)
{
    const char *name = *path == '\0' ? "." : path;
    if (__real___wasilibc_find_relpath_alloc == NULL) {
        int directory = __wasilibc_find_abspath(name, prefix, (const char **)relative);
        if (name != path)
            *relative = "";
        return directory;
    }
    int directory = __real___wasilibc_find_relpath_alloc(name, prefix, relative, room, may_grow);
    /* This one has copied the name. */
    if (name != path && directory != -1)
        **relative = '\0';
    return directory;
}

/* The C library joins names, and getcwd would say "/a/..", which is nowhere once a is removed. */
int __wrap_chdir(const char *path)
{
    if (*path == '\0') {
        errno = ENOENT;
        return -1;
    }
    char resolved[PATH_MAX];
    return __real_chdir(realpath(path, resolved) != NULL ? resolved : path);
}
