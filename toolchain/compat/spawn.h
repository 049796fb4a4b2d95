#pragma once
#if __has_include_next(<spawn.h>)
#include_next <spawn.h>
#else
#include <sys/types.h>

typedef struct {
    int __unused;
} posix_spawnattr_t;
typedef struct {
    int __unused;
} posix_spawn_file_actions_t;

#ifdef __cplusplus
extern "C" {
#endif
int posix_spawn(pid_t *__restrict, const char *__restrict, const posix_spawn_file_actions_t *, const posix_spawnattr_t *__restrict, char *const *, char *const *);
int posix_spawnp(pid_t *__restrict, const char *__restrict, const posix_spawn_file_actions_t *, const posix_spawnattr_t *__restrict, char *const *, char *const *);
#ifdef __cplusplus
}
#endif
#endif
