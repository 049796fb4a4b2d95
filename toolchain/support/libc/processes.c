/* A guest is one process and starts no others (MPI_Comm_spawn does, where it is allowed): as on a machine whose limit on processes is reached. */
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define WEAK __attribute__((weak))

static int fail(int error)
{
    errno = error;
    return -1;
}

WEAK pid_t fork(void) { return fail(EAGAIN); }
WEAK pid_t vfork(void) { return fail(EAGAIN); }
WEAK int execv(const char *path, char *const *arguments) { (void)path, (void)arguments; return fail(EACCES); }
WEAK int execve(const char *path, char *const *arguments, char *const *environment) { (void)path, (void)arguments, (void)environment; return fail(EACCES); }
WEAK int execvp(const char *path, char *const *arguments) { (void)path, (void)arguments; return fail(EACCES); }
WEAK int execl(const char *path, const char *first, ...) { (void)path, (void)first; return fail(EACCES); }
WEAK int execlp(const char *path, const char *first, ...) { (void)path, (void)first; return fail(EACCES); }
WEAK int execle(const char *path, const char *first, ...) { (void)path, (void)first; return fail(EACCES); }
WEAK int daemon(int keep_directory, int keep_streams) { (void)keep_directory, (void)keep_streams; return fail(EAGAIN); }

WEAK int posix_spawn(pid_t *process, const char *path, const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attributes,
    char *const *arguments, char *const *environment)
{
    (void)process, (void)path, (void)actions, (void)attributes, (void)arguments, (void)environment;
    return EAGAIN;
}

WEAK int posix_spawnp(pid_t *process, const char *path, const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attributes,
    char *const *arguments, char *const *environment)
{
    return posix_spawn(process, path, actions, attributes, arguments, environment);
}

/* There is no shell, which system(NULL) asks for. */
WEAK int system(const char *command) { return command == NULL ? 0 : fail(EAGAIN); }

WEAK FILE *popen(const char *command, const char *mode)
{
    (void)command, (void)mode;
    errno = EAGAIN;
    return NULL;
}

WEAK int pclose(FILE *stream) { (void)stream; return fail(ECHILD); }
WEAK pid_t wait(int *status) { (void)status; return fail(ECHILD); }
WEAK pid_t waitpid(pid_t process, int *status, int options) { (void)process, (void)status, (void)options; return fail(ECHILD); }

WEAK pid_t getppid(void) { return 1; }
WEAK pid_t gettid(void) { return getpid(); }
WEAK pid_t getpgrp(void) { return getpid(); }
WEAK pid_t getpgid(pid_t process) { return process == 0 || process == getpid() ? getpid() : fail(ESRCH); }
WEAK pid_t getsid(pid_t process) { return process == 0 || process == getpid() ? getpid() : fail(ESRCH); }
WEAK int setpgid(pid_t process, pid_t group) { (void)process, (void)group; return fail(EPERM); }
WEAK pid_t setsid(void) { return fail(EPERM); }
WEAK int nice(int step) { (void)step; return fail(EPERM); }
WEAK long syscall(long number, ...) { (void)number; return fail(ENOSYS); }
