#pragma once
#include_next <fcntl.h>

/* Hints about caches, and file sizes that always have 64 bits. */
#ifndef O_DIRECT
#define O_DIRECT 0
#endif
#ifndef O_LARGEFILE
#define O_LARGEFILE 0
#endif
#ifndef O_NOATIME
#define O_NOATIME 0
#endif
#ifndef O_PATH
#define O_PATH O_SEARCH
#endif
#ifndef F_DUPFD
#define F_DUPFD 0
#define F_DUPFD_CLOEXEC 1030
#endif
#ifndef F_GETLK
#define F_GETLK 5
#define F_SETLK 6
#define F_SETLKW 7
#endif
#ifndef F_RDLCK
#define F_RDLCK 0
#define F_WRLCK 1
#define F_UNLCK 2
#endif
#ifndef FALLOC_FL_KEEP_SIZE
#define FALLOC_FL_KEEP_SIZE 1
#endif

#ifdef __cplusplus
extern "C" {
#endif
int fallocate(int, int, off_t, off_t);
/* With locks (support/libc/locks.c). */
int fcntl(int, int, ...) __asm__("__mpiwasm_fcntl");
#ifdef __cplusplus
}
#endif
