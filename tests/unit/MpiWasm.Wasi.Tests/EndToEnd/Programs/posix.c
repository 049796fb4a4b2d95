// Calls of POSIX on files below /data and on its streams, with what they return; the same everywhere.
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

static void show(const char *what, long long result)
{
    if (result < 0)
        printf("%s: %s\n", what, strerror(errno));
    else
        printf("%s: %lld\n", what, result);
}

static void contents(const char *path)
{
    char text[256];
    int fd = open(path, O_RDONLY);
    long n = read(fd, text, sizeof text);
    printf("%s holds %.*s\n", path, (int)(n < 0 ? 0 : n), text);
    close(fd);
}

static void positions(void)
{
    char text[8];
    struct iovec parts[3] = {{"one ", 4}, {"", 0}, {"two", 3}};
    int fd = open("/data/f", O_RDWR | O_CREAT | O_EXCL, 0644);
    show("writev", writev(fd, parts, 3));
    show("pwrite", pwrite(fd, "XY", 2, 2));
    show("pread", pread(fd, text, 4, 1));
    show("lseek set", lseek(fd, 2, SEEK_SET));
    show("lseek cur", lseek(fd, 1, SEEK_CUR));
    show("lseek end", lseek(fd, -1, SEEK_END));
    show("lseek before", lseek(fd, -100, SEEK_CUR));
    show("read", read(fd, text, 8));
    show("read at end", read(fd, text, 8));
    show("ftruncate", ftruncate(fd, 10));
    show("posix_fallocate", posix_fallocate(fd, 0, 12));
    show("fsync", fsync(fd));
    show("fdatasync", fdatasync(fd));
    show("posix_fadvise", posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL));
    show("ftruncate back", ftruncate(fd, 7));
    show("close", close(fd));
    show("close again", close(fd));
    show("read closed", read(fd, text, 1));
    contents("/data/f");
}

static void modes(void)
{
    char text[4];
    show("exclusive", open("/data/f", O_RDWR | O_CREAT | O_EXCL, 0644));
    int fd = open("/data/f", O_WRONLY | O_APPEND);
    show("append", write(fd, "!", 1));
    show("flags", fcntl(fd, F_GETFL) & O_APPEND ? 1 : 0);
    show("read of a write-only file", read(fd, text, 1));
    close(fd);
    fd = open("/data/f", O_RDONLY);
    show("write to a read-only file", write(fd, "x", 1));
    show("ftruncate of a read-only file", ftruncate(fd, 0) < 0 ? 1 : 0);
    close(fd);
    contents("/data/f");
    close(open("/data/f", O_WRONLY | O_TRUNC));
    contents("/data/f");
    show("a directory for writing", open("/data", O_WRONLY));
    show("a file as a directory", open("/data/f/x", O_RDONLY));
    show("O_DIRECTORY", open("/data/f", O_RDONLY | O_DIRECTORY));
    show("outside", open("/etc/passwd", O_RDONLY));
}

static void names(void)
{
    struct stat status;
    char text[64];
    show("mkdir", mkdir("/data/d", 0755));
    show("mkdir again", mkdir("/data/d", 0755));
    show("symlink", symlink("f", "/data/l"));
    long n = readlink("/data/l", text, sizeof text);
    printf("readlink: %.*s\n", (int)n, text);
    show("stat", stat("/data/l", &status));
    printf("a file: %d\n", S_ISREG(status.st_mode));
    show("lstat", lstat("/data/l", &status));
    printf("a link: %d, size %lld\n", S_ISLNK(status.st_mode), (long long)status.st_size);
    show("link", link("/data/f", "/data/g"));
    stat("/data/g", &status);
    printf("links: %d\n", (int)status.st_nlink);
    show("rename", rename("/data/g", "/data/d/h"));
    show("rename to a directory", rename("/data/f", "/data/d"));
    show("rename of nothing", rename("/data/none", "/data/x"));
    show("rmdir full", rmdir("/data/d"));
    show("rmdir file", rmdir("/data/f"));
    show("unlink directory", unlink("/data/d") < 0 ? 1 : 0);
    show("unlink nothing", unlink("/data/none"));
    struct timespec times[2] = {{1000, 0}, {2000, 0}};
    show("utimensat", utimensat(AT_FDCWD, "/data/f", times, 0));
    stat("/data/f", &status);
    printf("times %lld.%09ld %lld.%09ld\n", (long long)status.st_atim.tv_sec, status.st_atim.tv_nsec, (long long)status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
    times[0].tv_nsec = UTIME_OMIT;
    times[1].tv_sec = 3000;
    int fd = open("/data/f", O_RDWR);
    show("futimens", futimens(fd, times));
    fstat(fd, &status);
    printf("times %lld.%09ld %lld.%09ld\n", (long long)status.st_atim.tv_sec, status.st_atim.tv_nsec, (long long)status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
    close(fd);
    show("access", access("/data/f", F_OK));
    show("access nothing", access("/data/none", F_OK));
    char longest[400];
    memset(longest, 'x', sizeof longest - 1);
    memcpy(longest, "/data/", 6);
    longest[sizeof longest - 1] = 0;
    show("a name too long", open(longest, O_RDWR | O_CREAT, 0644));
}

/* Not every system lists "." and "..". */
static struct dirent *next(DIR *directory)
{
    struct dirent *entry;
    while ((entry = readdir(directory)) != NULL && entry->d_name[0] == '.')
        ;
    return entry;
}

static void listing(void)
{
    for (int i = 0; i < 300; i++) {
        char name[32];
        snprintf(name, sizeof name, "/data/d/entry-%d", i);
        close(open(name, O_WRONLY | O_CREAT, 0644));
    }
    DIR *directory = opendir("/data/d");
    int count = 0;
    long middle = 0;
    while (next(directory))
        if (++count == 150)
            middle = telldir(directory);
    seekdir(directory, middle);
    int again = 0;
    while (next(directory))
        again++;
    rewinddir(directory);
    int all = 0;
    while (next(directory))
        all++;
    closedir(directory);
    printf("%d entries, %d after the 150th, %d from the start\n", count, again, all);
    for (int i = 0; i < 300; i++) {
        char name[32];
        snprintf(name, sizeof name, "/data/d/entry-%d", i);
        unlink(name);
    }
}

static void waiting(void)
{
    struct timespec pause = {0, 1000000};
    show("nanosleep", nanosleep(&pause, NULL));
}

int main(void)
{
    positions();
    modes();
    names();
    listing();
    waiting();
    return 0;
}
