/* err.h: the program's name is not known to its C library, so messages begin with what they say. */
#include <err.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WEAK __attribute__((weak))

static void say(const char *format, va_list values, const char *error)
{
    fflush(stdout);
    if (format != NULL)
        vfprintf(stderr, format, values);
    if (error != NULL)
        fprintf(stderr, "%s%s", format != NULL ? ": " : "", error);
    fputc('\n', stderr);
}

WEAK void vwarn(const char *format, va_list values) { say(format, values, strerror(errno)); }
WEAK void vwarnx(const char *format, va_list values) { say(format, values, NULL); }
WEAK _Noreturn void verr(int status, const char *format, va_list values) { vwarn(format, values); exit(status); }
WEAK _Noreturn void verrx(int status, const char *format, va_list values) { vwarnx(format, values); exit(status); }

#define FORWARD(call) \
    va_list values; \
    va_start(values, format); \
    call; \
    va_end(values)

WEAK void warn(const char *format, ...) { FORWARD(vwarn(format, values)); }
WEAK void warnx(const char *format, ...) { FORWARD(vwarnx(format, values)); }
WEAK _Noreturn void err(int status, const char *format, ...) { FORWARD(verr(status, format, values)); }
WEAK _Noreturn void errx(int status, const char *format, ...) { FORWARD(verrx(status, format, values)); }
