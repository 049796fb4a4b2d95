/* The C library's one time zone, UTC. Its own functions of these names, of Debian's in 2022, write through a null pointer that localtime and mktime pass them. */
#include <stddef.h>
#include <time.h>

#define WEAK __attribute__((weak))

extern const char __utc[];
WEAK const char __utc[] = "UTC";

void __secs_to_zone(long long time, int is_local, int *is_summer, long *offset, long *other_offset, const char **name);
WEAK void __secs_to_zone(long long time, int is_local, int *is_summer, long *offset, long *other_offset, const char **name)
{
    (void)time, (void)is_local;
    if (is_summer != NULL)
        *is_summer = 0;
    if (offset != NULL)
        *offset = 0;
    if (other_offset != NULL)
        *other_offset = 0;
    if (name != NULL)
        *name = __utc;
}

const char *__tm_to_tzname(const struct tm *time);
WEAK const char *__tm_to_tzname(const struct tm *time) { (void)time; return __utc; }
