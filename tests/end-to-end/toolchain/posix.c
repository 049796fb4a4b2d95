/* Functions of POSIX that work in a guest: prints what a native program prints, too. Runs in an empty directory that it may write. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <grp.h>
#include <libgen.h>
#include <limits.h>
#include <malloc.h>
#include <pthread.h>
#include <pwd.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysinfo.h>
#include <sys/time.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

static int failures;
#define CHECK(condition) ((condition) ? (void)0 : (void)(failures++, printf("line %d: %s, errno %d\n", __LINE__, #condition, errno)))

static volatile int handled, handled_pid, in_order;

static void handler(int number) { handled = number; }
static void with_information(int number, siginfo_t *information, void *context)
{
    (void)context;
    handled = number;
    handled_pid = information->si_pid;
}
static void nested(int number)
{
    sigset_t pending;
    raise(SIGUSR2);
    sigpending(&pending);
    in_order = sigismember(&pending, SIGUSR2) && handled != SIGUSR2;
    (void)number;
}

static void signals(void)
{
    struct sigaction action = {.sa_handler = handler}, last;
    CHECK(sigaction(SIGTERM, &action, NULL) == 0 && raise(SIGTERM) == 0 && handled == SIGTERM);
    CHECK(sigaction(SIGTERM, NULL, &last) == 0 && last.sa_handler == handler);
    action = (struct sigaction){.sa_sigaction = with_information, .sa_flags = SA_SIGINFO | SA_RESETHAND};
    CHECK(sigaction(SIGUSR1, &action, &last) == 0 && last.sa_handler == SIG_DFL);
    CHECK(kill(getpid(), SIGUSR1) == 0 && handled == SIGUSR1 && handled_pid == getpid());
    CHECK(sigaction(SIGUSR1, NULL, &last) == 0 && last.sa_handler == SIG_DFL);
    action = (struct sigaction){.sa_handler = SIG_IGN};
    CHECK(sigaction(SIGUSR1, &action, NULL) == 0 && raise(SIGUSR1) == 0);

    sigset_t set, before;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    CHECK(sigismember(&set, SIGTERM) == 1 && sigismember(&set, SIGINT) == 0 && sigismember(&set, 1000) == -1);
    handled = 0;
    CHECK(sigprocmask(SIG_BLOCK, &set, &before) == 0 && raise(SIGTERM) == 0 && handled == 0);
    CHECK(sigprocmask(SIG_SETMASK, &before, NULL) == 0 && handled == SIGTERM);

    /* A mask of the handler's own. */
    action = (struct sigaction){.sa_handler = nested};
    sigemptyset(&action.sa_mask);
    sigaddset(&action.sa_mask, SIGUSR2);
    sigaction(SIGUSR1, &action, NULL);
    action = (struct sigaction){.sa_handler = handler};
    sigaction(SIGUSR2, &action, NULL);
    CHECK(raise(SIGUSR1) == 0 && in_order && handled == SIGUSR2);
    CHECK(sigaction(SIGKILL, &action, NULL) == -1 && errno == EINVAL);
    CHECK(kill(getpid(), 0) == 0);
}

static void temporary_files(void)
{
    char name[] = "fileXXXXXX", other[] = "fileXXXXXX", suffixed[] = "fXXXXXX.txt", directory[] = "dirXXXXXX", bad[] = "fileXXXXX";
    int file = mkstemp(name), second = mkstemp(other);
    CHECK(file > 2 && second > 2 && strcmp(name, other) != 0 && strcmp(name, "fileXXXXXX") != 0);
    CHECK(write(file, "abc", 3) == 3 && lseek(file, 1, SEEK_SET) == 1);
    char byte = 0;
    CHECK(read(file, &byte, 1) == 1 && byte == 'b');
    CHECK(close(file) == 0 && close(second) == 0 && access(name, F_OK) == 0 && unlink(name) == 0 && unlink(other) == 0);
    file = mkstemps(suffixed, 4);
    CHECK(file > 2 && strcmp(suffixed + 7, ".txt") == 0 && unlink(suffixed) == 0);
    struct stat status;
    CHECK(mkdtemp(directory) == directory && stat(directory, &status) == 0 && S_ISDIR(status.st_mode) && rmdir(directory) == 0);
    CHECK(mkstemp(bad) == -1 && errno == EINVAL);
    FILE *stream = tmpfile();
    CHECK(stream != NULL && fprintf(stream, "%d", 42) == 2);
    rewind(stream);
    int value = 0;
    CHECK(fscanf(stream, "%d", &value) == 1 && value == 42 && fclose(stream) == 0);
}

static void paths(void)
{
    char room[PATH_MAX], here[PATH_MAX];
    CHECK(getcwd(here, sizeof here) != NULL);
    CHECK(mkdir("sub", 0755) == 0 && mkdir("sub/deeper", 0755) == 0 && symlink("sub/deeper", "link") == 0 && symlink("loop", "loop") == 0);
    CHECK(realpath(".", room) == room && strcmp(room, here) == 0);
    CHECK(realpath("sub/../sub/./deeper//..", room) != NULL && strncmp(room, here, strlen(here)) == 0 && strcmp(room + strlen(room) - 4, "/sub") == 0);
    CHECK(realpath("link/..", room) != NULL && strcmp(room + strlen(room) - 4, "/sub") == 0);
    CHECK(realpath("/", room) != NULL && strcmp(room, "/") == 0);
    CHECK(realpath("none", room) == NULL && errno == ENOENT);
    CHECK(realpath("loop", room) == NULL && errno == ELOOP);
    CHECK(realpath("", room) == NULL && errno == ENOENT);
    char *own = realpath("sub", NULL);
    CHECK(own != NULL && strstr(own, "/sub") != NULL);
    free(own);
    char path[] = "/a/b/", other[] = "/a/b";
    printf("%s %s\n", basename(path), dirname(other));
    CHECK(unlink("link") == 0 && unlink("loop") == 0 && rmdir("sub/deeper") == 0 && rmdir("sub") == 0);
    CHECK(chmod("none", 0644) == -1 && errno == ENOENT);
}

static int mode_of(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0 ? (int)status.st_mode : -1;
}

static void modes(void)
{
    struct stat status;
    int file = open("modes", O_CREAT | O_RDWR, 0644);
    CHECK(file >= 0 && mkdir("room", 0755) == 0 && symlink("modes", "way") == 0);
    for (int mode = 0; mode <= 0777; mode++)
        CHECK(chmod("modes", mode) == 0 && mode_of("modes") == (S_IFREG | mode));
    CHECK(fchmod(file, 0640) == 0 && fstat(file, &status) == 0 && status.st_mode == (S_IFREG | 0640));
    CHECK(fchmodat(AT_FDCWD, "way", 0600, 0) == 0 && mode_of("modes") == (S_IFREG | 0600) && S_ISLNK(mode_of("way")));
    CHECK(chmod("room", 0700) == 0 && mode_of("room") == (S_IFDIR | 0700));
    CHECK(chmod("", 0600) == -1 && errno == ENOENT);
    CHECK(chmod("modes/none", 0600) == -1 && errno == ENOTDIR);
    CHECK(fchmod(99, 0600) == -1 && errno == EBADF);
    int room = open("room", O_RDONLY | O_DIRECTORY);
    CHECK(mkdirat(room, "inner", 0755) == 0 && fchmodat(room, "inner", 0500, 0) == 0 && mode_of("room/inner") == (S_IFDIR | 0500));
    CHECK(close(room) == 0 && close(file) == 0 && rmdir("room/inner") == 0 && rmdir("room") == 0 && unlink("way") == 0 && unlink("modes") == 0);
}

/* What an absolute path leads to is found through a link, from wherever the link is. */
static void absolute_links(void)
{
    char here[PATH_MAX - 100], target[PATH_MAX];
    struct stat status, other;
    CHECK(getcwd(here, sizeof here) != NULL && mkdir("deep", 0755) == 0 && mkdir("deep/er", 0755) == 0 && symlink("deep/er", "alias") == 0);
    const char *const links[] = {"straight", "deep/link", "deep/er/link", "alias/other", "deep/er/../third"};
    const char *const targets[] = {"", "deep", "deep/er", "deep/er/..", "alias", "none"};
    for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
        for (size_t k = 0; k < sizeof targets / sizeof *targets; k++) {
            snprintf(target, sizeof target, "%s/%s", strcmp(here, "/") == 0 ? "" : here, targets[k]);
            CHECK(symlink(target, links[i]) == 0);
            int found = stat(target, &status), through = stat(links[i], &other);
            CHECK(found == through && (found != 0 || (status.st_ino == other.st_ino && status.st_dev == other.st_dev)));
            CHECK(unlink(links[i]) == 0);
        }
    }
    CHECK(unlink("alias") == 0 && rmdir("deep/er") == 0 && rmdir("deep") == 0);
}

/* No file has one, and no directory. */
static void empty_names(void)
{
#define NO_FILE(call) CHECK((errno = 0, (call)) && errno == ENOENT)
    struct stat status;
    NO_FILE(stat("", &status) == -1);
    NO_FILE(lstat("", &status) == -1);
    NO_FILE(access("", F_OK) == -1);
    NO_FILE(open("", O_RDONLY) == -1);
    NO_FILE(open("", O_CREAT | O_WRONLY, 0644) == -1);
    NO_FILE(fopen("", "r") == NULL);
    NO_FILE(opendir("") == NULL);
    NO_FILE(mkdir("", 0755) == -1);
    NO_FILE(rmdir("") == -1);
    NO_FILE(unlink("") == -1);
    NO_FILE(rename("", "other") == -1);
    NO_FILE(truncate("", 0) == -1);
#ifdef CHANGES_DIRECTORY
    NO_FILE(chdir("") == -1);
    char before[PATH_MAX], inside[PATH_MAX], after[PATH_MAX];
    CHECK(getcwd(before, sizeof before) != NULL && mkdir("inner", 0755) == 0 && symlink("inner", "alias") == 0);
    CHECK(chdir("alias") == 0 && getcwd(inside, sizeof inside) != NULL && strcmp(strrchr(inside, '/'), "/inner") == 0);
    NO_FILE(stat("", &status) == -1);
    CHECK(chdir("..") == 0 && getcwd(after, sizeof after) != NULL && strcmp(before, after) == 0);
    CHECK(unlink("alias") == 0 && rmdir("inner") == 0 && stat(".", &status) == 0);
    NO_FILE(chdir("inner") == -1);
#endif
}

static void users(void)
{
    struct passwd *user = getpwuid(getuid()), entry, *found;
    char room[1000];
    CHECK(user != NULL && *user->pw_name != '\0' && *user->pw_dir == '/' && user->pw_uid == getuid());
    CHECK(getpwnam(user->pw_name) != NULL && getpwnam("nobody has this name") == NULL);
    CHECK(getpwuid_r(getuid(), &entry, room, sizeof room, &found) == 0 && found == &entry && entry.pw_uid == getuid());
    CHECK(getuid() == geteuid() && getgid() == getegid() && setuid(getuid()) == 0);
    struct group *group = getgrgid(getgid());
    CHECK(group != NULL && group->gr_gid == getgid());
    mode_t mask = umask(027);
    CHECK(umask(mask) == 027);
}

static int once_count;
static void once(void) { once_count++; }

static void one_thread(void)
{
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER, recursive, checked;
    pthread_mutexattr_t attributes;
    CHECK(pthread_mutex_lock(&mutex) == 0 && pthread_mutex_trylock(&mutex) == EBUSY && pthread_mutex_unlock(&mutex) == 0 && pthread_mutex_destroy(&mutex) == 0);
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&recursive, &attributes);
    CHECK(pthread_mutex_lock(&recursive) == 0 && pthread_mutex_lock(&recursive) == 0 && pthread_mutex_unlock(&recursive) == 0 && pthread_mutex_unlock(&recursive) == 0);
    pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_ERRORCHECK);
    pthread_mutex_init(&checked, &attributes);
    CHECK(pthread_mutex_lock(&checked) == 0 && pthread_mutex_lock(&checked) == EDEADLK && pthread_mutex_unlock(&checked) == 0 && pthread_mutex_unlock(&checked) == EPERM);
    pthread_once_t control = PTHREAD_ONCE_INIT;
    pthread_once(&control, once);
    pthread_once(&control, once);
    CHECK(once_count == 1);
    pthread_key_t key;
    CHECK(pthread_key_create(&key, NULL) == 0 && pthread_getspecific(key) == NULL && pthread_setspecific(key, &key) == 0 && pthread_getspecific(key) == &key);
    CHECK(pthread_key_delete(key) == 0 && pthread_equal(pthread_self(), pthread_self()));
    pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    pthread_mutex_t waiting = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&waiting);
    CHECK(pthread_cond_signal(&condition) == 0 && pthread_cond_timedwait(&condition, &waiting, &until) == ETIMEDOUT);
}

static void memory(void)
{
    char *block = memalign(4096, 100);
    CHECK(block != NULL && (uintptr_t)block % 4096 == 0);
    free(block);
    block = mmap(NULL, 100000, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    CHECK(block != MAP_FAILED && block[99999] == 0 && munmap(block, 100000) == 0);
    CHECK(sysconf(_SC_PAGESIZE) == getpagesize());
    struct rlimit limit;
    CHECK(getrlimit(RLIMIT_STACK, &limit) == 0 && limit.rlim_max >= limit.rlim_cur);
    struct rusage usage;
    CHECK(getrusage(RUSAGE_SELF, &usage) == 0 && usage.ru_maxrss > 0);
}

static void locks(void)
{
    int file = open("locked", O_RDWR | O_CREAT, 0644), again = open("locked", O_RDWR), reader = open("locked", O_RDONLY);
    CHECK(file >= 0 && again >= 0 && reader >= 0);
    CHECK(flock(file, LOCK_SH) == 0 && flock(again, LOCK_SH | LOCK_NB) == 0 && flock(file, LOCK_EX | LOCK_NB) == -1 && errno == EWOULDBLOCK);
    CHECK(flock(again, LOCK_UN) == 0 && flock(file, LOCK_EX) == 0 && flock(again, LOCK_SH | LOCK_NB) == -1 && flock(file, LOCK_UN) == 0);
    CHECK(write(file, "0123456789", 10) == 10 && lseek(file, 4, SEEK_SET) == 4);
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_CUR, .l_start = -2, .l_len = 5};
    CHECK(fcntl(file, F_SETLK, &lock) == 0 && fcntl(file, F_SETLKW, &lock) == 0);
    /* A process's own locks are none to it. */
    lock = (struct flock){.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 5};
    CHECK(fcntl(again, F_GETLK, &lock) == 0 && lock.l_type == F_UNLCK && lock.l_len == 5);
    lock = (struct flock){.l_type = F_WRLCK, .l_whence = SEEK_SET};
    CHECK(fcntl(reader, F_SETLK, &lock) == -1 && errno == EBADF);
    lock.l_type = 77;
    CHECK(fcntl(file, F_SETLK, &lock) == -1 && errno == EINVAL);
    CHECK(lockf(file, F_LOCK, 3) == 0 && lockf(file, F_TEST, 3) == 0 && lockf(file, F_ULOCK, 3) == 0 && lockf(file, 99, 3) == -1 && errno == EINVAL);
    CHECK((fcntl(file, F_GETFL) & O_ACCMODE) == O_RDWR && fcntl(99, F_GETFD) == -1 && errno == EBADF);
    CHECK(close(file) == 0 && close(again) == 0 && close(reader) == 0 && unlink("locked") == 0);
}

static void machine(void)
{
    struct statvfs system;
    CHECK(statvfs(".", &system) == 0 && system.f_bsize > 0 && system.f_blocks >= system.f_bavail && system.f_namemax >= 255);
    CHECK(statvfs("none", &system) == -1 && errno == ENOENT);
    cpu_set_t set;
    CHECK(sched_getaffinity(0, sizeof set, &set) == 0 && CPU_COUNT(&set) > 0 && CPU_ISSET(sched_getcpu(), &set));
    printf("%d of %ld processors, %d\n", CPU_COUNT(&set), sysconf(_SC_NPROCESSORS_ONLN), get_nprocs());
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void timers(void)
{
    struct sigaction action = {.sa_handler = handler};
    struct itimerval soon = {.it_value = {.tv_usec = 30000}}, every = {{.tv_usec = 10000}, {.tv_usec = 10000}}, none = {0}, left;
    sigaction(SIGALRM, &action, NULL);
    handled = 0;
    double start = seconds();
    /* A sleep ends with it, and tells what is left. */
    struct timespec minute = {60, 0}, rest = {0};
    CHECK(setitimer(ITIMER_REAL, &soon, NULL) == 0 && nanosleep(&minute, &rest) == -1 && errno == EINTR && handled == SIGALRM);
    CHECK(seconds() - start >= 0.03 && rest.tv_sec >= 50 && rest.tv_sec < 60);
    /* A program that looks at the clock hears of it. */
    handled = 0;
    CHECK(setitimer(ITIMER_REAL, &soon, NULL) == 0);
    while (handled == 0 && seconds() - start < 50) {
    }
    CHECK(handled == SIGALRM);
    CHECK(setitimer(ITIMER_REAL, &every, NULL) == 0 && pause() == -1 && errno == EINTR && pause() == -1 && getitimer(ITIMER_REAL, &left) == 0);
    CHECK(left.it_interval.tv_usec == 10000 && setitimer(ITIMER_REAL, &none, NULL) == 0);
    CHECK(alarm(100) == 0 && alarm(50) == 100 && alarm(0) == 50);
    handled = 0;
    CHECK(setitimer(ITIMER_REAL, &soon, NULL) == 0 && sleep(60) > 50 && handled == SIGALRM);
    /* While it is blocked it waits. */
    sigset_t set, before;
    sigemptyset(&set);
    sigaddset(&set, SIGALRM);
    handled = 0;
    CHECK(sigprocmask(SIG_BLOCK, &set, &before) == 0 && setitimer(ITIMER_REAL, &soon, NULL) == 0 && usleep(60000) == 0 && handled == 0);
    int number;
    CHECK(sigwait(&set, &number) == 0 && number == SIGALRM && sigprocmask(SIG_SETMASK, &before, NULL) == 0 && handled == 0);
    action.sa_handler = SIG_IGN;
    sigaction(SIGALRM, &action, NULL);
    CHECK(setitimer(ITIMER_REAL, &soon, NULL) == 0 && usleep(60000) == 0);
}

static void the_rest(void)
{
    struct in_addr address = {.s_addr = inet_addr("127.0.0.1")};
    printf("%s %d\n", inet_ntoa(address), inet_addr("nonsense") == INADDR_NONE);
    tzset();
    time_t second = 86400;
    struct tm broken;
    char text[50];
    gmtime_r(&second, &broken);
    strftime(text, sizeof text, "%Y-%m-%d", &broken);
    puts(text);
    /* The tests set TZ to UTC for native programs. */
    struct tm *local = localtime(&second);
    CHECK(local != NULL && local->tm_isdst == 0 && mktime(local) == second);
    strftime(text, sizeof text, "%F %T %Z %z", local);
    printf("%s %s", text, ctime(&second));
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(5, &set);
    CPU_SET(70, &set);
    printf("%d %d %d\n", CPU_COUNT(&set), CPU_ISSET(70, &set) != 0, CPU_ISSET(6, &set) != 0);
    openlog("name", LOG_PID, LOG_USER);
    syslog(LOG_INFO, "%d", 1);
    closelog();
    struct itimerval none = {0};
    CHECK(setitimer(ITIMER_REAL, &none, NULL) == 0 && alarm(0) == 0);
    int file = open("sized", O_RDWR | O_CREAT | O_DIRECT * 0, 0644);
    struct stat status;
    CHECK(file >= 0 && fallocate(file, 0, 0, 5000) == 0 && fstat(file, &status) == 0 && status.st_size == 5000 && close(file) == 0 && unlink("sized") == 0);
}

int main(void)
{
    signals();
    temporary_files();
    paths();
    modes();
    absolute_links();
    empty_names();
    users();
    one_thread();
    memory();
    locks();
    machine();
    timers();
    the_rest();
    printf("%d failures\n", failures);
    return failures != 0;
}
