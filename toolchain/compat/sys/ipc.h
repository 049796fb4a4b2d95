#pragma once
#if __has_include_next(<sys/ipc.h>)
#include_next <sys/ipc.h>
#else
#include <sys/types.h>

typedef int key_t;
#define IPC_CREAT 01000
#define IPC_EXCL 02000
#define IPC_NOWAIT 04000
#define IPC_RMID 0
#define IPC_SET 1
#define IPC_STAT 2
#define IPC_PRIVATE ((key_t)0)

struct ipc_perm {
    key_t __key;
    uid_t uid;
    gid_t gid;
    uid_t cuid;
    gid_t cgid;
    mode_t mode;
};

#ifdef __cplusplus
extern "C" {
#endif
key_t ftok(const char *, int);
#ifdef __cplusplus
}
#endif
#endif
