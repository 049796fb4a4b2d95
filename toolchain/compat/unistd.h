#pragma once
#include_next <unistd.h>

#ifdef __cplusplus
extern "C" {
#endif
int gethostname(char *, size_t);
#ifdef __cplusplus
}
#endif
