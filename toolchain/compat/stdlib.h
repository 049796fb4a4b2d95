#pragma once
#include_next <stdlib.h>
#include <__sized_types.h>

#if defined(_BSD_SOURCE) || defined(_GNU_SOURCE) || defined(_XOPEN_SOURCE) || defined(_POSIX_C_SOURCE) || defined(_POSIX_SOURCE)
#include <__wait_status.h>
#include <sys/types.h>
#ifdef __cplusplus
extern "C" {
#endif
int mkstemp(char *);
int mkstemps(char *, int);
int mkostemp(char *, int);
char *mkdtemp(char *);
char *mktemp(char *);
char *realpath(const char *__restrict, char *__restrict);
int getloadavg(double *, int);
void *valloc(size_t);
void *memalign(size_t, size_t);
char *secure_getenv(const char *);
#ifdef __cplusplus
}
#endif
#endif
