/* The status of a file with the host's mode, which the C library's own functions of these names leave out: these are found first. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <wasi/api.h>

/* Where the runtime tells the mode: in what WASI leaves unused after the type. Other runtimes leave 0 there. */
enum { place_of_mode = offsetof(__wasi_filestat_t, filetype) + 2 };

static mode_t type_of(__wasi_filetype_t type)
{
    switch (type) {
    case __WASI_FILETYPE_BLOCK_DEVICE: return S_IFBLK;
    case __WASI_FILETYPE_CHARACTER_DEVICE: return S_IFCHR;
    case __WASI_FILETYPE_DIRECTORY: return S_IFDIR;
    case __WASI_FILETYPE_REGULAR_FILE: return S_IFREG;
    case __WASI_FILETYPE_SOCKET_DGRAM:
    case __WASI_FILETYPE_SOCKET_STREAM: return S_IFSOCK;
    case __WASI_FILETYPE_SYMBOLIC_LINK: return S_IFLNK;
    default: return 0;
    }
}

static struct timespec time_of(__wasi_timestamp_t stamp)
{
    return (struct timespec){.tv_sec = (time_t)(stamp / 1000000000), .tv_nsec = (long)(stamp % 1000000000)};
}

static void give(const __wasi_filestat_t *from, struct stat *to)
{
    uint16_t mode;
    memcpy(&mode, (const char *)from + place_of_mode, sizeof mode);
    *to = (struct stat){
        .st_dev = from->dev,
        .st_ino = from->ino,
        .st_nlink = from->nlink,
        .st_mode = mode != 0 ? mode : type_of(from->filetype),
        .st_size = (off_t)from->size,
        .st_atim = time_of(from->atim),
        .st_mtim = time_of(from->mtim),
        .st_ctim = time_of(from->ctim),
    };
}

int fstat(int file, struct stat *result)
{
    __wasi_filestat_t status;
    memset(&status, 0, sizeof status);
    __wasi_errno_t error = __wasi_fd_filestat_get(file, &status);
    if (error != 0) {
        /* A descriptor that may not be asked is none to POSIX. */
        errno = error == ENOTCAPABLE ? EBADF : error;
        return -1;
    }
    give(&status, result);
    return 0;
}

/* What stat, lstat and fstatat of the C library call. */
int __wasilibc_nocwd_fstatat(int directory, const char *restrict path, struct stat *restrict result, int flags)
{
    __wasi_filestat_t status;
    memset(&status, 0, sizeof status);
    __wasi_lookupflags_t lookup = flags & AT_SYMLINK_NOFOLLOW ? 0 : __WASI_LOOKUPFLAGS_SYMLINK_FOLLOW;
    __wasi_errno_t error = __wasi_path_filestat_get(directory, lookup, path, &status);
    if (error != 0) {
        errno = error;
        return -1;
    }
    give(&status, result);
    return 0;
}
