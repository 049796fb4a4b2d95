/*
 * The sysroot's C library without threads has an errno that is no thread's own, whatever its header says: with atomics, which mpiwasm-cc turns on, a thread's
 * variable is looked for elsewhere as soon as the program has one itself.
 */
#ifdef _REENTRANT
#include_next <__errno.h>
#elif !defined(__wasilibc___errno_h)
#define __wasilibc___errno_h
#ifdef __cplusplus
extern "C" {
#endif
extern int errno;
#define errno errno
#ifdef __cplusplus
}
#endif
#endif
