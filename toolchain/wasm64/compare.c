/* Comparisons of long double as the compiler calls them: with a result of 32 bits. Those of the compiler's own library have one of 64 bits where a long has. */
#include <string.h>

typedef unsigned __int128 bits;

static const bits sign = (bits)1 << 127;
static const bits infinity = (bits)0x7fff << 112;

/* -1, 0, 1; `unordered` where one of them is no number. */
static inline int compare(long double a, long double b, int unordered)
{
    bits x, y;
    memcpy(&x, &a, sizeof x);
    memcpy(&y, &b, sizeof y);
    if ((x & ~sign) > infinity || (y & ~sign) > infinity)
        return unordered;
    if (((x | y) & ~sign) == 0 || x == y)
        return 0;
    if ((x ^ y) & sign)
        return x & sign ? -1 : 1;
    return (x < y) == !(x & sign) ? -1 : 1;
}

int __eqtf2(long double a, long double b) { return compare(a, b, 1); }
int __netf2(long double a, long double b) { return compare(a, b, 1); }
int __lttf2(long double a, long double b) { return compare(a, b, 1); }
int __letf2(long double a, long double b) { return compare(a, b, 1); }
int __gttf2(long double a, long double b) { return compare(a, b, -1); }
int __getf2(long double a, long double b) { return compare(a, b, -1); }
int __unordtf2(long double a, long double b) { return compare(a, b, 2) == 2; }
