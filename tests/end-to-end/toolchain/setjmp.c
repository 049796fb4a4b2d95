/* setjmp and longjmp: over many frames, again and again, nested, with each value, out of a handler of a signal; volatile variables keep their values. */
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static jmp_buf outer, inner;
static sigjmp_buf interrupted;

static void deep(int depth, int value)
{
    char frame[200];
    memset(frame, depth, sizeof frame);
    if (depth == 0)
        longjmp(outer, value);
    deep(depth - 1, value);
    printf("not reached %d\n", frame[0]);
}

static int compare(const void *left, const void *right)
{
    const int *a = left, *b = right;
    if (*a == 13 || *b == 13)
        longjmp(inner, *a + *b);
    return *a - *b;
}

/* Through a function of the C library that calls back. */
static int sorted(int *numbers, int count)
{
    int value = setjmp(inner);
    if (value != 0)
        return -value;
    qsort(numbers, (size_t)count, sizeof *numbers, compare);
    return numbers[0];
}

static void on_signal(int number) { siglongjmp(interrupted, number); }

static double pivot(const double *values, int count)
{
    /* An error handler as codes of the field have it. */
    if (setjmp(outer) != 0)
        return -1;
    double product = 1;
    for (int i = 0; i < count; i++) {
        if (values[i] == 0)
            longjmp(outer, 1);
        product /= values[i];
    }
    return product;
}

int main(void)
{
    volatile int tries = 0;
    int value = setjmp(outer);
    printf("%d after %d\n", value, tries);
    tries++;
    if (tries < 5)
        deep(10 * tries, tries == 3 ? 0 : tries);

    int plain[] = {4, 2, 9}, with_13[] = {4, 13, 9};
    printf("%d %d\n", sorted(plain, 3), sorted(with_13, 3) < 0);

    signal(SIGUSR1, on_signal);
    value = sigsetjmp(interrupted, 1);
    if (value == 0)
        raise(SIGUSR1);
    printf("signal %d\n", value == SIGUSR1);

    volatile long sum = 0;
    for (volatile int i = 0; i < 1000; i++) {
        if (setjmp(inner) == 0)
            longjmp(inner, 1);
        sum += i;
    }
    printf("%ld\n", sum);
    printf("%g %g\n", pivot((double[]){1, 2, 4}, 3), pivot((double[]){1, 0, 4}, 3));
    return 0;
}
