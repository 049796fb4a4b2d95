// Files and directories below /data; what is printed and what is left there must be the same everywhere.
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void list(const char *path)
{
    char *names[512];
    int count = 0;
    DIR *directory = opendir(path);
    if (!directory) {
        printf("opendir %s: %s\n", path, strerror(errno));
        return;
    }
    for (struct dirent *e; (e = readdir(directory)) != NULL && count < 512;)
        if (strcmp(e->d_name, ".") && strcmp(e->d_name, ".."))
            names[count++] = strdup(e->d_name);
    closedir(directory);
    qsort(names, count, sizeof *names, compare);
    printf("%s:", path);
    for (int i = 0; i < count; i++)
        printf(" %s", names[i]);
    printf("\n");
}

#define TRY(call) printf("%s: %s\n", #call, (call) == 0 ? "ok" : strerror(errno))

int main(void)
{
    char buffer[256];
    FILE *f = fopen("/data/text", "w");
    for (int i = 0; i < 1000; i++)
        fprintf(f, "line %d\n", i);
    fclose(f);
    f = fopen("/data/text", "a");
    fprintf(f, "the end\n");
    fclose(f);
    f = fopen("/data/text", "r+");
    fseek(f, 0, SEEK_END);
    printf("size %ld\n", ftell(f));
    fseek(f, 5, SEEK_SET);
    printf("at 5: %s", fgets(buffer, sizeof buffer, f));
    fseek(f, 0, SEEK_SET);
    fwrite("LINE", 1, 4, f);
    rewind(f);
    printf("start: %s", fgets(buffer, sizeof buffer, f));
    fclose(f);

    struct stat s;
    TRY(stat("/data/text", &s));
    printf("regular %d size %lld links %d\n", S_ISREG(s.st_mode), (long long)s.st_size, (int)s.st_nlink);
    TRY(stat("/data/none", &s));
    TRY(mkdir("/data/dir", 0777));
    TRY(mkdir("/data/dir", 0777));
    TRY(stat("/data/dir", &s));
    printf("directory %d\n", S_ISDIR(s.st_mode));
    TRY(rename("/data/text", "/data/dir/moved"));
    TRY(rename("/data/text", "/data/x"));
    TRY(link("/data/dir/moved", "/data/hard"));
    TRY(symlink("dir/moved", "/data/soft"));
    memset(buffer, 0, sizeof buffer);
    printf("readlink %d %s\n", (int)readlink("/data/soft", buffer, sizeof buffer), buffer);
    TRY(lstat("/data/soft", &s));
    printf("link %d\n", S_ISLNK(s.st_mode));
    TRY(stat("/data/soft", &s));
    printf("links %d\n", (int)s.st_nlink);
    TRY(rmdir("/data/dir"));
    TRY(unlink("/data/hard"));
    TRY(unlink("/data/hard"));
    TRY(access("/data/soft", R_OK));

    int fd = open("/data/raw", O_RDWR | O_CREAT | O_EXCL, 0666);
    printf("write %d\n", (int)write(fd, "0123456789", 10));
    printf("pread %d %.3s\n", (int)pread(fd, buffer, 3, 4), buffer);
    printf("pwrite %d\n", (int)pwrite(fd, "AB", 2, 8));
    TRY(ftruncate(fd, 12));
    printf("seek %lld\n", (long long)lseek(fd, -2, SEEK_END));
    TRY(fsync(fd));
    printf("flags %d\n", fcntl(fd, F_GETFL) & O_ACCMODE);
    TRY(close(fd));
    TRY(close(fd));
    printf("again %d %s\n", open("/data/raw", O_RDWR | O_CREAT | O_EXCL, 0666), strerror(errno));
    fd = open("/data/raw", O_RDONLY);
    printf("read %d\n", (int)read(fd, buffer, sizeof buffer));
    printf("end %d\n", (int)read(fd, buffer, sizeof buffer));
    close(fd);

    for (int i = 0; i < 200; i++) {
        snprintf(buffer, sizeof buffer, "/data/dir/file-with-a-long-name-%03d", i);
        fclose(fopen(buffer, "w"));
    }
    list("/data/dir");
    list("/data");
    list("/data/none");
    printf("outside %p %s\n", (void *)fopen("/data/../secret", "r"), errno ? "denied" : "");
    printf("elsewhere %p\n", (void *)fopen("/etc/passwd", "r"));
    return 0;
}
