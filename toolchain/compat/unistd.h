#pragma once
#include_next <unistd.h>

#ifdef __cplusplus
extern "C" {
#endif
int gethostname(char *, size_t);

/* Users: one, made up (users.c). */
uid_t getuid(void);
uid_t geteuid(void);
gid_t getgid(void);
gid_t getegid(void);
int getgroups(int, gid_t *);
int setuid(uid_t);
int seteuid(uid_t);
int setgid(gid_t);
int setegid(gid_t);
int chown(const char *, uid_t, gid_t);
int fchown(int, uid_t, gid_t);
int lchown(const char *, uid_t, gid_t);

/* Processes: this one (processes.c). */
pid_t getppid(void);
pid_t getpgrp(void);
pid_t getpgid(pid_t);
int setpgid(pid_t, pid_t);
pid_t setsid(void);
pid_t getsid(pid_t);
pid_t tcgetpgrp(int);
int tcsetpgrp(int, pid_t);
pid_t fork(void);
pid_t vfork(void);
int execv(const char *, char *const *);
int execve(const char *, char *const *, char *const *);
int execvp(const char *, char *const *);
int execl(const char *, const char *, ...);
int execlp(const char *, const char *, ...);
int execle(const char *, const char *, ...);
int daemon(int, int);
int nice(int);
long syscall(long, ...);
pid_t gettid(void);

/* Descriptors (descriptors.c). */
int dup(int);
int dup2(int, int);
int dup3(int, int, int);
int pipe(int *);
int pipe2(int *, int);
int lockf(int, int, off_t);
void sync(void);
int syncfs(int);
int fchdir(int);
int chroot(const char *);
char *ttyname(int);
int ttyname_r(int, char *, size_t);
char *get_current_dir_name(void);

/* Signals (signals.c). */
unsigned alarm(unsigned);
unsigned ualarm(unsigned, unsigned);
int pause(void);

/* The machine (machine.c). */
int getpagesize(void);
int getdtablesize(void);
int getdomainname(char *, size_t);
int sethostname(const char *, size_t);
char *getpass(const char *);
int brk(void *);
#ifdef __cplusplus
}
#endif
