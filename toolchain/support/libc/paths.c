/* realpath, without a view of the host: names are resolved in the guest's own tree. */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define WEAK __attribute__((weak))
enum { most_links = 40, room = 4096 };

/* Takes the last name off a path, but for the root. */
static void up(char *path)
{
    char *slash = strrchr(path, '/');
    slash[slash == path] = '\0';
}

static char *fail(int error)
{
    errno = error;
    return NULL;
}

WEAK char *realpath(const char *restrict path, char *restrict result)
{
    char done[room], left[room], link[room];
    int links = 0;
    if (path == NULL)
        return fail(EINVAL);
    if (*path == '\0')
        return fail(ENOENT);
    if (strlen(path) >= room)
        return fail(ENAMETOOLONG);
    strcpy(left, path);
    if (*path == '/')
        strcpy(done, "/");
    else if (getcwd(done, room) == NULL)
        return NULL;
    for (char *next = left; *next != '\0';) {
        size_t length = strcspn(next, "/");
        char *name = next;
        next += length;
        while (*next == '/')
            *next++ = '\0';
        if (length == 0 || strcmp(name, ".") == 0)
            continue;
        if (strcmp(name, "..") == 0) {
            up(done);
            continue;
        }
        size_t at = strlen(done);
        if (at + length + 2 > room)
            return fail(ENAMETOOLONG);
        if (done[at - 1] != '/')
            strcat(done, "/");
        strcat(done, name);
        struct stat status;
        if (lstat(done, &status) != 0)
            return NULL;
        if (!S_ISLNK(status.st_mode))
            continue;
        if (++links > most_links)
            return fail(ELOOP);
        ssize_t target = readlink(done, link, room - 1);
        if (target < 0)
            return NULL;
        link[target] = '\0';
        if ((size_t)target + strlen(next) + 2 > room)
            return fail(ENAMETOOLONG);
        strcat(strcat(link, "/"), next);
        strcpy(left, link);
        next = left;
        if (*left == '/')
            strcpy(done, "/");
        else
            up(done);
    }
    if (result != NULL)
        return strcpy(result, done);
    return strdup(done);
}

WEAK char *get_current_dir_name(void) { return getcwd(NULL, 0); }
