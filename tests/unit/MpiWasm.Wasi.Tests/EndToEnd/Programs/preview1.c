/* Calls of WASI preview 1 themselves, all combinations of their flags on each kind of path: prints the error that each returns. Left out is where Node's
   library does not do what the standard says: it follows links that it is told not to follow, opens a dangling one that must be new, and takes standard
   streams for directories. */
#include <stdio.h>
#include <string.h>
#include <wasi/api.h>

enum { data = 3 };      /* the directory that is granted */
static const __wasi_rights_t reading = __WASI_RIGHTS_FD_READ | __WASI_RIGHTS_FD_SEEK | __WASI_RIGHTS_FD_TELL | __WASI_RIGHTS_FD_FILESTAT_GET;
static const __wasi_rights_t writing = __WASI_RIGHTS_FD_WRITE | __WASI_RIGHTS_FD_SEEK | __WASI_RIGHTS_FD_TELL | __WASI_RIGHTS_FD_FILESTAT_GET;
static const char *const kinds[] = {"file", "dir", "none", "tofile", "todir", "dangling", "dir/inner", "file/under", "none/under", "dir/", "todir/inner", ".", "dir/../file"};
static const char *const links[] = {"tofile", "todir", "dangling"};
enum { kind_count = sizeof kinds / sizeof *kinds };

static int is_link(const char *name)
{
    for (int i = 0; i < 3; i++)
        if (strcmp(name, links[i]) == 0)
            return 1;
    return 0;
}

/* The same names for every call, made with calls that other tests look at. */
static void set_up(void)
{
    __wasi_fd_t file;
    __wasi_path_create_directory(data, "dir");
    if (__wasi_path_open(data, 0, "file", __WASI_OFLAGS_CREAT | __WASI_OFLAGS_TRUNC, writing, 0, 0, &file) == 0) {
        __wasi_ciovec_t text = {.buf = (const unsigned char *)"0123456789", .buf_len = 10};
        __wasi_size_t written;
        __wasi_fd_write(file, &text, 1, &written);
        __wasi_fd_close(file);
    }
    if (__wasi_path_open(data, 0, "dir/inner", __WASI_OFLAGS_CREAT, writing, 0, 0, &file) == 0)
        __wasi_fd_close(file);
    __wasi_path_symlink("file", data, "tofile");
    __wasi_path_symlink("dir", data, "todir");
    __wasi_path_symlink("none", data, "dangling");
}

static void opens(void)
{
    static const __wasi_rights_t rights[] = {reading, writing, reading | writing};
    for (int oflags = 0; oflags < 16; oflags++)
        for (int kind = 0; kind < kind_count; kind++) {
            if ((oflags & __WASI_OFLAGS_CREAT) && (oflags & __WASI_OFLAGS_DIRECTORY))
                continue;       /* nothing says what that means */
            if ((oflags & __WASI_OFLAGS_EXCL) && strcmp(kinds[kind], "dangling") == 0)
                continue;
            printf("open %d %s:", oflags, kinds[kind]);
            for (int access = 0; access < 3; access++)
                for (int follow = is_link(kinds[kind]); follow < 2; follow++) {
                    __wasi_fd_t file;
                    set_up();
                    int error = __wasi_path_open(data, follow ? __WASI_LOOKUPFLAGS_SYMLINK_FOLLOW : 0, kinds[kind], (__wasi_oflags_t)oflags, rights[access], 0, 0, &file);
                    if (error == 0)
                        __wasi_fd_close(file);
                    __wasi_path_unlink_file(data, "none");
                    printf(" %d", error);
                }
            puts("");
        }
}

static void paths(void)
{
    for (int kind = 0; kind < kind_count; kind++) {
        const char *name = kinds[kind];
        __wasi_filestat_t status;
        __wasi_size_t length;
        unsigned char text[20];
        set_up();
        printf("%s:", name);
        for (int follow = 0; follow < 2; follow++) {
            memset(&status, 0, sizeof status);
            int error = __wasi_path_filestat_get(data, follow ? __WASI_LOOKUPFLAGS_SYMLINK_FOLLOW : 0, name, &status);
            printf(" stat %d %d %d", error, error ? 0 : status.filetype, error || status.filetype != __WASI_FILETYPE_REGULAR_FILE ? 0 : (int)status.size);
        }
        printf(" readlink %d", __wasi_path_readlink(data, name, text, sizeof text, &length));
        printf(" mkdir %d", __wasi_path_create_directory(data, name));
        __wasi_path_remove_directory(data, "none");
        printf(" symlink %d", __wasi_path_symlink("x", data, name));
        __wasi_path_unlink_file(data, "none");
        printf(" link %d", __wasi_path_link(data, 0, "file", data, name));
        __wasi_path_unlink_file(data, "none");
        printf(" times %d", __wasi_path_filestat_set_times(data, __WASI_LOOKUPFLAGS_SYMLINK_FOLLOW, name, 1, 2, __WASI_FSTFLAGS_ATIM | __WASI_FSTFLAGS_MTIM));
        if (strcmp(name, ".") != 0) {
            printf(" rename %d", __wasi_path_rename(data, name, data, "renamed"));
            __wasi_path_rename(data, "renamed", data, name);
            printf(" rmdir %d", __wasi_path_remove_directory(data, name));
            set_up();
            printf(" unlink %d", __wasi_path_unlink_file(data, name));
        }
        puts("");
    }
}

static void seeks(void)
{
    static const long long offsets[] = {0, 5, 100, -1, -11, 1LL << 40};
    __wasi_fd_t file;
    set_up();
    __wasi_path_open(data, 0, "file", 0, reading | writing, 0, 0, &file);
    for (int whence = 0; whence < 3; whence++)
        for (int i = 0; i < 6; i++) {
            __wasi_filesize_t at = 99;
            __wasi_fd_seek(file, 3, __WASI_WHENCE_SET, &at);
            int error = __wasi_fd_seek(file, offsets[i], (__wasi_whence_t)whence, &at);
            printf("seek %d %lld: %d %lld\n", whence, offsets[i], error, error ? 0LL : (long long)at);
        }
    __wasi_fd_close(file);
    printf("closed: %d\n", __wasi_fd_close(file));
}

static void descriptors(void)
{
    static const __wasi_fd_t numbers[] = {0, 1, 3, 99};
    for (int i = 0; i < 4; i++) {
        __wasi_fd_t fd = numbers[i];
        __wasi_fdstat_t status;
        __wasi_prestat_t grant;
        __wasi_filesize_t at;
        __wasi_size_t count;
        unsigned char name[100];
        printf("fd %d:", (int)fd);
        printf(" fdstat %d", __wasi_fd_fdstat_get(fd, &status));
        if (fd > 2) {
            printf(" prestat %d", __wasi_fd_prestat_get(fd, &grant));
            printf(" readdir %d", __wasi_fd_readdir(fd, name, sizeof name, 0, &count));
        }
        printf(" name %d", __wasi_fd_prestat_dir_name(fd, name, sizeof name));
        printf(" sync %d", fd == data || fd == 99 ? __wasi_fd_sync(fd) : 0);
        printf(" advise %d", fd == 99 ? __wasi_fd_advise(fd, 0, 0, __WASI_ADVICE_NORMAL) : 0);
        printf(" tell %d\n", fd == 99 ? __wasi_fd_tell(fd, &at) : 0);
    }
    __wasi_fd_t file, other;
    set_up();
    __wasi_path_open(data, 0, "file", 0, reading, 0, 0, &file);
    __wasi_path_open(data, 0, "dir/inner", 0, reading, 0, 0, &other);
    printf("renumber %d", __wasi_fd_renumber(file, other));
    printf(" gone %d", __wasi_fd_close(file));
    printf(" there %d\n", __wasi_fd_close(other));
}

int main(void)
{
    set_up();
    opens();
    paths();
    set_up();
    seeks();
    descriptors();
    return 0;
}
