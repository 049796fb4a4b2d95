#pragma once
#include_next <sys/time.h>

#ifdef __cplusplus
extern "C" {
#endif
#ifndef ITIMER_REAL
#define ITIMER_REAL 0
#define ITIMER_VIRTUAL 1
#define ITIMER_PROF 2

struct itimerval {
    struct timeval it_interval;
    struct timeval it_value;
};

int getitimer(int, struct itimerval *);
int setitimer(int, const struct itimerval *__restrict, struct itimerval *__restrict);
#endif
#if defined(_GNU_SOURCE) || defined(_BSD_SOURCE)
int settimeofday(const struct timeval *, const struct timezone *);
#endif
#ifdef __cplusplus
}
#endif
