/* Locks of files: the host's, so that other ranks and native programs see them. */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <sys/file.h>
#include <unistd.h>
#include "host.h"

#define WEAK __attribute__((weak))

static int result_of(int error)
{
    if (error == 0)
        return 0;
    errno = error;
    return -1;
}

/* compat/fcntl.h gives fcntl this name: the C library's own knows no locks. */
int __mpiwasm_fcntl(int file, int command, ...)
{
    va_list values;
    va_start(values, command);
    int number = 0;
    struct flock *lock = NULL;
    if (command == F_GETLK || command == F_SETLK || command == F_SETLKW)
        lock = va_arg(values, struct flock *);
    else if (command == F_SETFL || command == F_SETFD || command == F_DUPFD || command == F_DUPFD_CLOEXEC)
        number = va_arg(values, int);
    va_end(values);
    if (command == F_DUPFD || command == F_DUPFD_CLOEXEC)
        return number < 0 ? result_of(EINVAL) : dup(file);
    if (command == F_GETFD && fcntl(file, F_GETFL) < 0)
        return -1;
    if (lock == NULL) {
        int c_library(int, int, ...) __asm__("fcntl");
        return c_library(file, command, number);
    }
    struct host_lock record = {.type = lock->l_type, .whence = lock->l_whence, .start = lock->l_start, .length = lock->l_len};
    int error = __mpiwasm_file_lock(file, command, &record);
    if (error == 0 && command == F_GETLK) {
        lock->l_type = (short)record.type;
        if (lock->l_type != F_UNLCK) {
            lock->l_whence = (short)record.whence;
            lock->l_start = record.start;
            lock->l_len = record.length;
            lock->l_pid = record.process;
        }
    }
    return result_of(error);
}

WEAK int flock(int file, int how)
{
    struct host_lock record = {.type = how};
    return result_of(__mpiwasm_file_lock(file, host_lock_of_whole_file, &record));
}

WEAK int lockf(int file, int how, off_t length)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_CUR, .l_len = length};
    switch (how) {
    case F_TEST:
        if (__mpiwasm_fcntl(file, F_GETLK, &lock) != 0)
            return -1;
        return lock.l_type == F_UNLCK ? 0 : result_of(EACCES);
    case F_ULOCK:
        lock.l_type = F_UNLCK;
        return __mpiwasm_fcntl(file, F_SETLK, &lock);
    case F_LOCK: return __mpiwasm_fcntl(file, F_SETLKW, &lock);
    case F_TLOCK: return __mpiwasm_fcntl(file, F_SETLK, &lock);
    default: return result_of(EINVAL);
    }
}
