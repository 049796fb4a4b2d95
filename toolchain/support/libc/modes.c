/* Permissions of files: they come with a file's status (status.c) and are changed by the host; owners are the host's alone. What a mask
   would take away is taken away by the host's own. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <wasi/api.h>
#include <wasi/libc-find-relpath.h>
#include "host.h"

#define WEAK __attribute__((weak))
enum { room = 4096 };

static mode_t mask = 022;

WEAK mode_t umask(mode_t next)
{
    mode_t last = mask;
    mask = next & 0777;
    return last;
}

static int refuse(void)
{
    errno = EPERM;
    return -1;
}

/* A path that is not there is the first thing to say. */
static int refuse_path(const char *path)
{
    struct stat status;
    return stat(path, &status) != 0 ? -1 : refuse();
}

static int change(int file, const char *path, mode_t mode, int flags)
{
    int lookup = flags & AT_SYMLINK_NOFOLLOW ? 0 : __WASI_LOOKUPFLAGS_SYMLINK_FOLLOW;
    int error = __mpiwasm_file_mode(file, lookup, mode & 07777, path, strlen(path));
    if (error == 0)
        return 0;
    errno = error;
    return -1;
}

WEAK int fchmodat(int directory, const char *path, mode_t mode, int flags)
{
    char text[room], *relative = text;
    const char *granted;
    if ((flags & ~AT_SYMLINK_NOFOLLOW) != 0) {
        errno = EINVAL;
        return -1;
    }
    if (*path == '\0') {
        errno = ENOENT;
        return -1;
    }
    if (directory != AT_FDCWD && *path != '/')
        return change(directory, path, mode, flags);
    int file = __wasilibc_find_relpath(path, &granted, &relative, sizeof text);
    if (file < 0) {
        errno = ENOENT;
        return -1;
    }
    return change(file, relative, mode, flags);
}

WEAK int chmod(const char *path, mode_t mode) { return fchmodat(AT_FDCWD, path, mode, 0); }
WEAK int lchmod(const char *path, mode_t mode) { return fchmodat(AT_FDCWD, path, mode, AT_SYMLINK_NOFOLLOW); }
WEAK int fchmod(int file, mode_t mode) { return change(file, "", mode, 0); }
WEAK int chown(const char *path, uid_t owner, gid_t group) { (void)owner, (void)group; return refuse_path(path); }
WEAK int lchown(const char *path, uid_t owner, gid_t group) { (void)owner, (void)group; return refuse_path(path); }
WEAK int fchown(int file, uid_t owner, gid_t group) { (void)file, (void)owner, (void)group; return refuse(); }
WEAK int mkfifo(const char *path, mode_t mode) { (void)path, (void)mode; return refuse(); }
WEAK int mknod(const char *path, mode_t mode, dev_t device) { (void)path, (void)mode, (void)device; return refuse(); }
