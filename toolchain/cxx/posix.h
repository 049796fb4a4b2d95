/* What libc++'s <filesystem> expects of POSIX and WASI's C library does not declare. Only for compiling the library. */
#ifndef MPIWASM_CXX_POSIX_H
#define MPIWASM_CXX_POSIX_H

#ifndef __ASSEMBLER__
#include <dirent.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#ifndef DT_SOCK
#define DT_SOCK __WASI_FILETYPE_SOCKET_DGRAM
#endif

#ifdef __cplusplus
extern "C" {
#endif
int fchmod(int descriptor, mode_t mode);
int fchmodat(int directory, const char *path, mode_t mode, int flags);
char *realpath(const char *__restrict path, char *__restrict resolved);
#ifdef __cplusplus
}
#endif
#endif

#endif
