/* What libc++'s <filesystem> calls and WASI's C library lacks. All weak: a library that has one wins. */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "posix.h"

/* WASI has no permission bits: what exists keeps those that it has. */
__attribute__((weak)) int fchmod(int descriptor, mode_t mode)
{
    struct stat status;
    (void)mode;
    return fstat(descriptor, &status);
}

__attribute__((weak)) int fchmodat(int directory, const char *path, mode_t mode, int flags)
{
    struct stat status;
    (void)mode;
    return fstatat(directory, path, &status, flags);
}

/* Nor does it tell how full a file system is. */
__attribute__((weak)) int statvfs(const char *restrict path, struct statvfs *restrict information)
{
    struct stat status;
    (void)information;
    if (stat(path, &status) == 0)
        errno = ENOSYS;
    return -1;
}

/* Cuts the last name off an absolute path. */
static void to_parent(char *path)
{
    char *slash = strrchr(path, '/');
    slash[slash == path] = '\0';
}

static int append(char *path, const char *name, size_t length)
{
    size_t end = strlen(path);
    if (end + length + 2 > PATH_MAX) {
        errno = ENAMETOOLONG;
        return -1;
    }
    if (end > 1)
        path[end++] = '/';
    memcpy(path + end, name, length);
    path[end + length] = '\0';
    return 0;
}

/* Puts what a symbolic link holds in the place of its name: before the rest of the path, which is empty or starts with a slash. */
static int follow(const char *link, char *rest)
{
    char target[PATH_MAX];
    ssize_t length = readlink(link, target, sizeof target);
    if (length < 0)
        return -1;
    size_t left = strlen(rest);
    if ((size_t)length + left + 1 > PATH_MAX) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memmove(rest + length, rest, left + 1);
    memcpy(rest, target, (size_t)length);
    return 0;
}

__attribute__((weak)) char *realpath(const char *restrict path, char *restrict resolved)
{
    enum { MAX_LINKS = 40 };
    char done[PATH_MAX] = "/";
    char rest[PATH_MAX];
    int links = 0;

    if (path == NULL || *path == '\0') {
        errno = path == NULL ? EINVAL : ENOENT;
        return NULL;
    }
    if (strlen(path) + 1 > sizeof rest) {
        errno = ENAMETOOLONG;
        return NULL;
    }
    if (*path != '/' && getcwd(done, sizeof done) == NULL)
        return NULL;
    strcpy(rest, path);
    while (*rest != '\0') {
        char *name = rest + strspn(rest, "/");
        size_t length = strcspn(name, "/");
        char copy[NAME_MAX + 1];
        if (length > NAME_MAX) {
            errno = ENAMETOOLONG;
            return NULL;
        }
        int follows = name[length] == '/';
        memcpy(copy, name, length);
        copy[length] = '\0';
        memmove(rest, name + length, strlen(name + length) + 1);
        if (length == 0 || strcmp(copy, ".") == 0)
            continue;
        if (strcmp(copy, "..") == 0) {
            to_parent(done);
            continue;
        }
        struct stat status;
        if (append(done, copy, length) != 0 || lstat(done, &status) != 0)
            return NULL;
        if (S_ISLNK(status.st_mode)) {
            if (++links > MAX_LINKS) {
                errno = ELOOP;
                return NULL;
            }
            if (follow(done, rest) != 0)
                return NULL;
            if (*rest == '/')
                strcpy(done, "/");
            else
                to_parent(done);
        } else if (follows && !S_ISDIR(status.st_mode)) {
            errno = ENOTDIR;
            return NULL;
        }
    }
    if (resolved == NULL)
        return strdup(done);
    return strcpy(resolved, done);
}
