#pragma once
#include <signal.h>
#if __has_include_next(<sys/wait.h>)
#include_next <sys/wait.h>
#else
#include <sys/types.h>

#include <__wait_status.h>

#define WCONTINUED 8
#define WCOREDUMP(status) ((status) & 0x80)

#ifdef __cplusplus
extern "C" {
#endif
pid_t wait(int *);
pid_t waitpid(pid_t, int *, int);
#ifdef __cplusplus
}
#endif
#endif
