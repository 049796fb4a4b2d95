/* WASI's files have no modes and no owners a program could set. What a mask would take away is taken away by the host's own. */
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#define WEAK __attribute__((weak))

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

WEAK int chmod(const char *path, mode_t mode) { (void)mode; return refuse_path(path); }
WEAK int lchmod(const char *path, mode_t mode) { (void)mode; return refuse_path(path); }
WEAK int fchmod(int file, mode_t mode) { (void)file, (void)mode; return refuse(); }
WEAK int fchmodat(int directory, const char *path, mode_t mode, int flags) { (void)directory, (void)path, (void)mode, (void)flags; return refuse(); }
WEAK int chown(const char *path, uid_t owner, gid_t group) { (void)owner, (void)group; return refuse_path(path); }
WEAK int lchown(const char *path, uid_t owner, gid_t group) { (void)owner, (void)group; return refuse_path(path); }
WEAK int fchown(int file, uid_t owner, gid_t group) { (void)file, (void)owner, (void)group; return refuse(); }
WEAK int mkfifo(const char *path, mode_t mode) { (void)path, (void)mode; return refuse(); }
WEAK int mknod(const char *path, mode_t mode, dev_t device) { (void)path, (void)mode, (void)device; return refuse(); }
