/* How full a file system is, of those that granted directories are on. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <unistd.h>
#include "host.h"

#define WEAK __attribute__((weak))

static int ask(int file, struct host_file_system *result)
{
    int error = __mpiwasm_file_system(file, result);
    if (error == 0)
        return 0;
    errno = error;
    return -1;
}

static int ask_of_path(const char *path, struct host_file_system *result)
{
    int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (file < 0)
        return -1;
    int status = ask(file, result), error = errno;
    close(file);
    errno = error;
    return status;
}

static int give_statvfs(int status, const struct host_file_system *from, struct statvfs *to)
{
    if (status == 0) {
        memset(to, 0, sizeof *to);
        to->f_bsize = (unsigned long)from->block;
        to->f_frsize = (unsigned long)from->fragment;
        to->f_blocks = from->blocks;
        to->f_bfree = from->free;
        to->f_bavail = from->available;
        to->f_files = from->files;
        to->f_ffree = to->f_favail = from->free_files;
        to->f_namemax = (unsigned long)from->longest_name;
    }
    return status;
}

static int give_statfs(int status, const struct host_file_system *from, struct statfs *to)
{
    if (status == 0) {
        memset(to, 0, sizeof *to);
        to->f_type = (unsigned long)from->type;
        to->f_bsize = (unsigned long)from->block;
        to->f_frsize = (unsigned long)from->fragment;
        to->f_blocks = from->blocks;
        to->f_bfree = from->free;
        to->f_bavail = from->available;
        to->f_files = from->files;
        to->f_ffree = from->free_files;
        to->f_namelen = (unsigned long)from->longest_name;
    }
    return status;
}

WEAK int statvfs(const char *restrict path, struct statvfs *restrict result)
{
    struct host_file_system host;
    return give_statvfs(ask_of_path(path, &host), &host, result);
}

WEAK int fstatvfs(int file, struct statvfs *result)
{
    struct host_file_system host;
    return give_statvfs(ask(file, &host), &host, result);
}

WEAK int statfs(const char *path, struct statfs *result)
{
    struct host_file_system host;
    return give_statfs(ask_of_path(path, &host), &host, result);
}

WEAK int fstatfs(int file, struct statfs *result)
{
    struct host_file_system host;
    return give_statfs(ask(file, &host), &host, result);
}
