/* Functions of POSIX that a guest has and that fail, as docs/porting.md says: prints a line for each that does anything else. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <fenv.h>
#include <netdb.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/resource.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <sys/un.h>
#include <termios.h>
#include <unistd.h>

static int others;
#define FAILS(call, error) (errno = 0, (call) == -1 && errno == (error) ? (void)0 : (void)(others++, printf("%s: errno %d\n", #call, errno)))
#define IS(condition) ((condition) ? (void)0 : (void)(others++, printf("%s\n", #condition)))

static void *thread(void *argument) { return argument; }

int main(void)
{
    int ends[2];
    FAILS(fork(), EAGAIN);
    FAILS(execvp("true", (char *[]){"true", NULL}), EACCES);
    FAILS(execl("/bin/true", "true", (char *)NULL), EACCES);
    FAILS(system("true"), EAGAIN);
    IS(system(NULL) == 0);
    IS(popen("true", "r") == NULL && errno == EAGAIN);
    FAILS(wait(NULL), ECHILD);
    FAILS(waitpid(-1, NULL, WNOHANG), ECHILD);
    IS(posix_spawn(NULL, "/bin/true", NULL, NULL, (char *[]){"true", NULL}, NULL) == EAGAIN);
    FAILS(kill(1, SIGTERM), EPERM);
    FAILS(setsid(), EPERM);
    FAILS(dup(1), EMFILE);
    FAILS(dup(99), EBADF);
    FAILS(dup2(1, 9), EMFILE);
    IS(dup2(1, 1) == 1);
    FAILS(pipe(ends), EMFILE);
    FAILS(socket(AF_INET, SOCK_STREAM, 0), EACCES);
    FAILS(connect(1, NULL, 0), ENOTSOCK);
    IS(gethostbyname("localhost") == NULL && h_errno == HOST_NOT_FOUND);
    struct addrinfo *list;
    IS(getaddrinfo("localhost", NULL, NULL, &list) == EAI_NONAME);
    IS(dlopen("libm.so.6", RTLD_NOW) == NULL && dlerror() != NULL && dlerror() == NULL);
    void *frames[4];
    IS(backtrace(frames, 4) == 0);
    FAILS(feenableexcept(FE_DIVBYZERO | FE_INVALID | FE_OVERFLOW), 0);
    IS(fesetround(FE_UPWARD) != 0 && fegetround() == FE_TONEAREST);
    cpu_set_t set;
    CPU_ZERO(&set);
    FAILS(sched_setaffinity(0, sizeof set, &set), EPERM);
    FAILS(setrlimit(RLIMIT_STACK, &(struct rlimit){0}), EPERM);
    FAILS(statfs("none", &(struct statfs){0}), ENOENT);
    FAILS(chmod(".", 04755), EPERM);
    FAILS(chown(".", 0, 0), EPERM);
    FAILS(mkfifo("fifo", 0644), EPERM);
    FAILS(setuid(getuid() + 1), EPERM);
    FAILS(tcgetattr(1, &(struct termios){0}), ENOTTY);
    FAILS(shm_open("/name", O_RDWR, 0600), ENOSYS);
    FAILS(shmget(IPC_PRIVATE, 100, IPC_CREAT), ENOSYS);
    FAILS(semget(IPC_PRIVATE, 1, IPC_CREAT), ENOSYS);
    FAILS(msgget(IPC_PRIVATE, IPC_CREAT), ENOSYS);
    FAILS(setitimer(ITIMER_PROF, &(struct itimerval){.it_value = {1, 0}}, NULL), ENOSYS);
    struct sockaddr_un name = {.sun_family = AF_UNIX, .sun_path = "name"};
    FAILS(connect(1, (struct sockaddr *)&name, sizeof name), ENOTSOCK);
    FAILS(settimeofday(&(struct timeval){0}, NULL), EPERM);
    FAILS(pause(), EINTR);
    FAILS(flock(1, LOCK_EX), ENOLCK);
#ifndef _REENTRANT
    pthread_t other;
    IS(pthread_create(&other, NULL, thread, NULL) == EAGAIN);
#else
    (void)thread;
#endif
    printf("%d others\n", others);
    return others != 0;
}
