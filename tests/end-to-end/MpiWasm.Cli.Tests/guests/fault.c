#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One way to go wrong for each word given. */
static volatile unsigned far_away = 0xFFFFFFF0u;
static volatile int zero = 0;
static volatile int one = 1;

__attribute__((noinline)) static int load_far(unsigned address) { return *(volatile int *)address; }

__attribute__((noinline)) static void fill_off_the_end(char *p, unsigned long n)
{
    for (unsigned long i = 0; i < n; i++)
        p[i] = 0;
}

__attribute__((noinline)) static void copy_off_the_end(char *restrict p, const char *restrict q, unsigned long n)
{
    for (unsigned long i = 0; i < n; i++)
        p[i] = q[i];
}

/* Uses the machine's stack only. */
__attribute__((noinline)) static int recurse(int n)
{
    return n == 0 ? 0 : recurse(n + one) * 3 + one;
}

/* Its array lies on the guest's own stack, in linear memory, which is used up first. */
__attribute__((noinline)) static int recurse_with_array(int n)
{
    volatile int here[256];
    here[n & 255] = n;
    return recurse_with_array(n + one) + here[n & 255];
}

__attribute__((noinline)) static int divide(int a, int b) { return a / b; }

typedef int (*one_argument)(int);
static int twice(int x) { return 2 * x; }
static volatile one_argument table[1] = {twice};

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    printf("before\n");
    fflush(stdout);
    if (!strcmp(what, "load"))
        return load_far(far_away);
    if (!strcmp(what, "fill"))
        fill_off_the_end((char *)(unsigned long)65536, 0xF0000000ul);
    if (!strcmp(what, "copy"))
        copy_off_the_end((char *)0x10000ul, (const char *)0x40000000ul, 0xA0000000ul);
    if (!strcmp(what, "recursion"))
        return recurse(one);
    if (!strcmp(what, "recursion-with-array"))
        return recurse_with_array(one);
    if (!strcmp(what, "division"))
        return divide(one, zero);
    if (!strcmp(what, "signature"))
        return ((int (*)(double))table[0])(1.0);
    if (!strcmp(what, "unreachable"))
        __builtin_trap();
    if (!strcmp(what, "abort"))
        abort();
    printf("after\n");
    return 0;
}
