/* The one user there is: made up of the environment's HOME, USER and LOGNAME. Files' owners are not changed. */
#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define WEAK __attribute__((weak))
enum { user = 1000 };

static char *variable(const char *name, char *otherwise)
{
    char *value = getenv(name);
    return value != NULL && *value != '\0' ? value : otherwise;
}

static char *user_name(void) { return variable("USER", variable("LOGNAME", "user")); }

WEAK uid_t getuid(void) { return user; }
WEAK uid_t geteuid(void) { return user; }
WEAK gid_t getgid(void) { return user; }
WEAK gid_t getegid(void) { return user; }

static int become(unsigned id)
{
    if (id == user)
        return 0;
    errno = EPERM;
    return -1;
}

WEAK int setuid(uid_t id) { return become(id); }
WEAK int seteuid(uid_t id) { return become(id); }
WEAK int setgid(gid_t id) { return become(id); }
WEAK int setegid(gid_t id) { return become(id); }

WEAK int getgroups(int room, gid_t *groups)
{
    if (room > 0)
        groups[0] = user;
    return 1;
}

WEAK int setgroups(size_t count, const gid_t *groups)
{
    (void)count, (void)groups;
    errno = EPERM;
    return -1;
}

WEAK int initgroups(const char *name, gid_t group)
{
    (void)name, (void)group;
    errno = EPERM;
    return -1;
}

WEAK char *getlogin(void) { return user_name(); }

WEAK int getlogin_r(char *name, size_t room)
{
    if (strlen(user_name()) >= room)
        return ERANGE;
    strcpy(name, user_name());
    return 0;
}

static struct passwd *entry(struct passwd *to)
{
    *to = (struct passwd){
        .pw_name = user_name(), .pw_passwd = "x", .pw_uid = user, .pw_gid = user, .pw_gecos = "", .pw_dir = variable("HOME", "/"), .pw_shell = "/bin/sh",
    };
    return to;
}

static struct passwd found;

WEAK struct passwd *getpwuid(uid_t id) { return id == user ? entry(&found) : NULL; }
WEAK struct passwd *getpwnam(const char *name) { return strcmp(name, user_name()) == 0 ? entry(&found) : NULL; }

/* The strings are those of the environment: the buffer is not used. */
WEAK int getpwuid_r(uid_t id, struct passwd *to, char *buffer, size_t room, struct passwd **result)
{
    (void)buffer, (void)room;
    *result = id == user ? entry(to) : NULL;
    return 0;
}

WEAK int getpwnam_r(const char *name, struct passwd *to, char *buffer, size_t room, struct passwd **result)
{
    (void)buffer, (void)room;
    *result = strcmp(name, user_name()) == 0 ? entry(to) : NULL;
    return 0;
}

static int position;
WEAK void setpwent(void) { position = 0; }
WEAK void endpwent(void) { position = 0; }
WEAK struct passwd *getpwent(void) { return position++ == 0 ? entry(&found) : NULL; }

static char *no_members[] = {NULL};
static struct group the_group;

static struct group *group_entry(void)
{
    the_group = (struct group){.gr_name = user_name(), .gr_passwd = "x", .gr_gid = user, .gr_mem = no_members};
    return &the_group;
}

WEAK struct group *getgrgid(gid_t id) { return id == user ? group_entry() : NULL; }
WEAK struct group *getgrnam(const char *name) { return strcmp(name, user_name()) == 0 ? group_entry() : NULL; }
