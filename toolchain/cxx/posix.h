/* What libc++'s <filesystem> expects of POSIX beyond what compat/ declares. Only for compiling the library. */
#ifndef MPIWASM_CXX_POSIX_H
#define MPIWASM_CXX_POSIX_H

#include <dirent.h>
#include <sys/stat.h>

#ifndef DT_SOCK
#define DT_SOCK __WASI_FILETYPE_SOCKET_DGRAM
#endif

/* A copy of a file gets the file's permissions. WASI has none, so that there are none to be set, and none to be refused. */
#ifdef __cplusplus
extern "C"
#endif
int mpiwasm_keep_mode(int descriptor, mode_t mode);
#define fchmod mpiwasm_keep_mode

#endif
