/* Symbolic links with absolute targets. To programs of the host such a path means another place than to the guest. So where link and
   target lie below the same granted directory, the link says the way from one to the other, and leads everybody to the same file. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wasi/api.h>
#include <wasi/libc-find-relpath.h>

enum { room = 4096 };

static int grant_of(const char *path)
{
    char text[room], *relative = text;
    const char *granted;
    return __wasilibc_find_relpath(path, &granted, &relative, sizeof text);
}

/* The directory that gets the link, as an absolute path without symbolic links; 0 where that cannot be said. */
static int directory_of(int grant, const char *link, char *result)
{
    char path[room];
    __wasi_prestat_t prestat;
    if (__wasi_fd_prestat_get(grant, &prestat) != 0)
        return 0;
    size_t length = prestat.u.dir.pr_name_len, last = strlen(link);
    if (length + last + 4 > room || __wasi_fd_prestat_dir_name(grant, (uint8_t *)path + 1, length) != 0)
        return 0;
    path[0] = '/';
    path[++length] = '/';
    memcpy(path + length + 1, link, last + 1);
    /* Off with the link's own name, and slashes behind it. */
    char *end = path + strlen(path);
    while (end[-1] == '/' && end > path + 1)
        *--end = '\0';
    *strrchr(path, '/') = '\0';
    return realpath(*path != '\0' ? path : "/", result) != NULL;
}

static int way_to(const char *target, const char *from, char *way)
{
    size_t used = 0;
    /* What both have in common. */
    for (;;) {
        from += strspn(from, "/");
        target += strspn(target, "/");
        size_t length = strcspn(from, "/");
        if (length == 0 || strcspn(target, "/") != length || memcmp(from, target, length) != 0)
            break;
        from += length, target += length;
    }
    for (; *from != '\0'; from += strspn(from, "/")) {
        from += strcspn(from, "/");
        if (used + 4 > room)
            return 0;
        memcpy(way + used, "../", 4);
        used += 3;
    }
    size_t rest = strlen(target);
    if (used + rest + 2 > room)
        return 0;
    memcpy(way + used, target, rest + 1);
    if (used + rest == 0)
        strcpy(way, ".");
    return 1;
}

/* What symlink and symlinkat of the C library call: found before its own. */
int __wasilibc_nocwd_symlinkat(const char *target, int directory, const char *link)
{
    char name[room], from[room], way[room];
    if (strlen(link) >= room) {
        errno = ENAMETOOLONG;
        return -1;
    }
    /* It lies where the C library makes the next path relative. */
    strcpy(name, link);
    /* Elsewhere the absolute path itself is refused, by the host. */
    if (*target == '/' && directory_of(directory, name, from) && grant_of(from) == directory && grant_of(target) == directory
        && way_to(target, from, way))
        target = way;
    __wasi_errno_t error = __wasi_path_symlink(target, directory, name);
    if (error == 0)
        return 0;
    errno = error;
    return -1;
}
