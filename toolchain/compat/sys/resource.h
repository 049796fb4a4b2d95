/* The sysroot's struct rusage has the times only; programs read the other members, too. */
#pragma once
#define rusage __wasi_rusage
#define getrusage __wasi_getrusage
#include_next <sys/resource.h>
#undef rusage
#undef getrusage

struct rusage {
    struct timeval ru_utime;
    struct timeval ru_stime;
    long ru_maxrss;
    long ru_ixrss;
    long ru_idrss;
    long ru_isrss;
    long ru_minflt;
    long ru_majflt;
    long ru_nswap;
    long ru_inblock;
    long ru_oublock;
    long ru_msgsnd;
    long ru_msgrcv;
    long ru_nsignals;
    long ru_nvcsw;
    long ru_nivcsw;
};

#ifdef __cplusplus
extern "C" {
#endif
int getrusage(int, struct rusage *) __asm__("__mpiwasm_getrusage");
#ifdef __cplusplus
}
#endif
