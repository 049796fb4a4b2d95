#pragma once
#if __has_include_next(<grp.h>)
#include_next <grp.h>
#else
#include <sys/types.h>

struct group {
    char *gr_name;
    char *gr_passwd;
    gid_t gr_gid;
    char **gr_mem;
};

#ifdef __cplusplus
extern "C" {
#endif
struct group *getgrgid(gid_t);
struct group *getgrnam(const char *);
int initgroups(const char *, gid_t);
int setgroups(size_t, const gid_t *);
#ifdef __cplusplus
}
#endif
#endif
