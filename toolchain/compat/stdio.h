#pragma once
/* The sysroot warns of these two, which are there. */
#define tmpfile __wasi_tmpfile
#define tmpnam __wasi_tmpnam
#include_next <stdio.h>
#include <__sized_types.h>
#undef tmpfile
#undef tmpnam

#ifndef L_tmpnam
#define L_tmpnam 20
#endif
#ifndef TMP_MAX
#define TMP_MAX 10000
#endif
#if defined(_BSD_SOURCE) || defined(_GNU_SOURCE) || defined(_XOPEN_SOURCE) || defined(_POSIX_C_SOURCE) || defined(_POSIX_SOURCE)
#ifndef P_tmpdir
#define P_tmpdir "/tmp"
#endif
#ifdef __cplusplus
extern "C" {
#endif
FILE *popen(const char *, const char *);
int pclose(FILE *);
char *tempnam(const char *, const char *);
#ifdef __cplusplus
}
#endif
#endif
#ifdef __cplusplus
extern "C" {
#endif
FILE *tmpfile(void);
char *tmpnam(char *);
#ifdef __cplusplus
}
#endif
