/* Functions that unmodified programs expect and that C libraries for WASI preview 1 leave out. All weak: a library that has one wins. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

__attribute__((weak)) int gethostname(char *name, size_t size)
{
    const char *host = getenv("HOSTNAME");
    if (host == NULL || *host == '\0')
        host = "localhost";
    size_t length = strlen(host);
    if (length >= size) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memcpy(name, host, length + 1);
    return 0;
}
