/* The sysroot's placeholder holds eight signals. */
#ifndef __wasilibc___typedef_sigset_t_h
#define __wasilibc___typedef_sigset_t_h
typedef struct {
    unsigned long long __signals;
} sigset_t;
#endif
