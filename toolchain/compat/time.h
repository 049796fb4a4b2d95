#pragma once
#include_next <time.h>

#ifdef __cplusplus
extern "C" {
#endif
/* There is one time zone: UTC. */
#if defined(_BSD_SOURCE) || defined(_GNU_SOURCE) || defined(_XOPEN_SOURCE) || defined(_POSIX_C_SOURCE) || defined(_POSIX_SOURCE)
extern char *tzname[2];
void tzset(void);
#endif
#if defined(_BSD_SOURCE) || defined(_GNU_SOURCE) || defined(_XOPEN_SOURCE)
extern long timezone;
extern int daylight;
#endif
#ifdef __cplusplus
}
#endif
