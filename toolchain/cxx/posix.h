/* What libc++'s <filesystem> expects of POSIX beyond what compat/ declares. Only for compiling the library. */
#ifndef MPIWASM_CXX_POSIX_H
#define MPIWASM_CXX_POSIX_H

#include <dirent.h>
#include <sys/stat.h>

#ifndef DT_SOCK
#define DT_SOCK __WASI_FILETYPE_SOCKET_DGRAM
#endif

#endif
