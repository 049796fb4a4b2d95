#pragma once
/* POSIX's basename and GNU's (<string.h>) are two functions of one name. */
#ifdef __cplusplus
#define basename __xpg_basename
#endif
#include_next <libgen.h>
