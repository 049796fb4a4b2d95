#pragma once
#include_next <malloc.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif
void *valloc(size_t);
void *memalign(size_t, size_t);
int malloc_trim(size_t);
#ifdef __cplusplus
}
#endif
