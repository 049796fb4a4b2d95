/* Temporary files with names that nobody else has. They need a directory that was granted: the one of the template, TMPDIR, /tmp, or the current one. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define WEAK __attribute__((weak))
enum { attempts = 100 };

/* The six X before the suffix become letters; NULL where there are none. */
static char *fill(char *template, int suffix)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    size_t length = strlen(template);
    unsigned char random[6];
    if (suffix < 0 || length < 6 + (size_t)suffix)
        return NULL;
    char *name = template + length - (size_t)suffix - 6;
    if (getentropy(random, sizeof random) != 0)
        return NULL;
    for (int i = 0; i < 6; i++)
        name[i] = letters[random[i] % 62];
    return name;
}

static int has_place(const char *template, int suffix)
{
    size_t length = strlen(template);
    if (suffix >= 0 && length >= 6 + (size_t)suffix && memcmp(template + length - (size_t)suffix - 6, "XXXXXX", 6) == 0)
        return 1;
    errno = EINVAL;
    return 0;
}

static int open_new(char *template, int suffix, int flags)
{
    if (!has_place(template, suffix))
        return -1;
    for (int i = 0; i < attempts; i++) {
        char *name = fill(template, suffix);
        if (name == NULL)
            return -1;
        int file = open(template, (flags & ~O_ACCMODE) | O_RDWR | O_CREAT | O_EXCL, 0600);
        if (file >= 0)
            return file;
        if (errno != EEXIST) {
            memcpy(name, "XXXXXX", 6);
            return -1;
        }
    }
    return -1;
}

WEAK int mkstemp(char *template) { return open_new(template, 0, 0); }
WEAK int mkostemp(char *template, int flags) { return open_new(template, 0, flags); }
WEAK int mkstemps(char *template, int suffix) { return open_new(template, suffix, 0); }

WEAK char *mkdtemp(char *template)
{
    if (!has_place(template, 0))
        return NULL;
    for (int i = 0; i < attempts; i++) {
        char *name = fill(template, 0);
        if (name == NULL)
            return NULL;
        if (mkdir(template, 0700) == 0)
            return template;
        if (errno != EEXIST) {
            memcpy(name, "XXXXXX", 6);
            return NULL;
        }
    }
    return NULL;
}

WEAK char *mktemp(char *template)
{
    struct stat status;
    if (has_place(template, 0)) {
        for (int i = 0; i < attempts && fill(template, 0) != NULL; i++) {
            if (lstat(template, &status) != 0)
                return template;
        }
    }
    *template = '\0';
    return template;
}

/* The first directory that can be written. */
static int open_in_a_directory(char *path, size_t room)
{
    const char *directories[] = {getenv("TMPDIR"), "/tmp", "."};
    for (size_t i = 0; i < sizeof directories / sizeof *directories; i++) {
        if (directories[i] == NULL || (size_t)snprintf(path, room, "%s/tmp-XXXXXX", directories[i]) >= room)
            continue;
        int file = mkstemp(path);
        if (file >= 0)
            return file;
    }
    return -1;
}

WEAK FILE *tmpfile(void)
{
    char path[4096];
    int file = open_in_a_directory(path, sizeof path);
    if (file < 0)
        return NULL;
    unlink(path);
    FILE *stream = fdopen(file, "w+");
    if (stream == NULL)
        close(file);
    return stream;
}

WEAK char *tmpnam(char *name)
{
    static char own[L_tmpnam];
    char *result = name != NULL ? name : own;
    strcpy(result, "/tmp/tmp-XXXXXX");
    return *mktemp(result) != '\0' ? result : NULL;
}

WEAK char *tempnam(const char *directory, const char *prefix)
{
    size_t length = strlen(directory != NULL ? directory : "/tmp") + (prefix != NULL ? strlen(prefix) : 0) + 9;
    char *name = malloc(length);
    if (name == NULL)
        return NULL;
    snprintf(name, length, "%s/%sXXXXXX", directory != NULL ? directory : "/tmp", prefix != NULL ? prefix : "");
    if (*mktemp(name) != '\0')
        return name;
    free(name);
    return NULL;
}
