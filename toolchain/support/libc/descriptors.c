/* WASI preview 1 cannot duplicate a descriptor, or connect two. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <termios.h>
#include <unistd.h>

#define WEAK __attribute__((weak))

static int fail(int error)
{
    errno = error;
    return -1;
}

static int is_open(int file) { return fcntl(file, F_GETFL) >= 0; }

WEAK int dup(int file) { return is_open(file) ? fail(EMFILE) : -1; }
WEAK int dup2(int file, int to) { return !is_open(file) ? -1 : file == to ? to : fail(EMFILE); }
WEAK int dup3(int file, int to, int flags) { (void)to, (void)flags; return is_open(file) ? fail(EMFILE) : -1; }
WEAK int pipe(int *ends) { (void)ends; return fail(EMFILE); }
WEAK int pipe2(int *ends, int flags) { (void)ends, (void)flags; return fail(EMFILE); }
WEAK int fallocate(int file, int mode, off_t offset, off_t length)
{
    if (mode != 0)
        return fail(EOPNOTSUPP);
    int error = posix_fallocate(file, offset, length);
    return error == 0 ? 0 : fail(error);
}

WEAK void sync(void) {}
WEAK int syncfs(int file) { return fsync(file); }
WEAK int fchdir(int file) { return is_open(file) ? fail(EACCES) : -1; }
WEAK int chroot(const char *path) { (void)path; return fail(EPERM); }

/* No terminal is the guest's to control. */
WEAK char *ttyname(int file) { (void)file; errno = ENOTTY; return NULL; }
WEAK int ttyname_r(int file, char *name, size_t room) { (void)file, (void)name, (void)room; return ENOTTY; }
WEAK pid_t tcgetpgrp(int file) { (void)file; return fail(ENOTTY); }
WEAK int tcsetpgrp(int file, pid_t group) { (void)file, (void)group; return fail(ENOTTY); }
WEAK int tcgetattr(int file, struct termios *modes) { (void)modes; return is_open(file) ? fail(ENOTTY) : -1; }
WEAK int tcsetattr(int file, int when, const struct termios *modes) { (void)when, (void)modes; return is_open(file) ? fail(ENOTTY) : -1; }
WEAK int tcflush(int file, int queue) { (void)queue; return is_open(file) ? fail(ENOTTY) : -1; }
WEAK int tcdrain(int file) { return is_open(file) ? fail(ENOTTY) : -1; }
WEAK speed_t cfgetispeed(const struct termios *modes) { return modes->c_ispeed; }
WEAK speed_t cfgetospeed(const struct termios *modes) { return modes->c_ospeed; }
WEAK int cfsetispeed(struct termios *modes, speed_t speed) { modes->c_ispeed = speed; return 0; }
WEAK int cfsetospeed(struct termios *modes, speed_t speed) { modes->c_ospeed = speed; return 0; }
