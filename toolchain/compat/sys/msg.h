#pragma once
#if __has_include_next(<sys/msg.h>)
#include_next <sys/msg.h>
#else
#include <sys/ipc.h>

#ifdef __cplusplus
extern "C" {
#endif
int msgget(key_t, int);
int msgsnd(int, const void *, size_t, int);
ssize_t msgrcv(int, void *, size_t, long, int);
#ifdef __cplusplus
}
#endif
#endif
