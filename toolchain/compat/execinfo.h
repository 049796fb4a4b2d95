/* A guest cannot see its stack: backtraces are empty. Its traps print one. */
#pragma once
#if __has_include_next(<execinfo.h>)
#include_next <execinfo.h>
#else

#ifdef __cplusplus
extern "C" {
#endif
int backtrace(void **, int);
char **backtrace_symbols(void *const *, int);
void backtrace_symbols_fd(void *const *, int, int);
#ifdef __cplusplus
}
#endif
#endif
