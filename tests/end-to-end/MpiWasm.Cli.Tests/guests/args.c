#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Prints its arguments and the variable MW_TEST, echoes its input, and exits with the status given first. */
int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        printf("arg %d: %s\n", i, argv[i]);
    const char *value = getenv("MW_TEST");
    printf("MW_TEST=%s\n", value ? value : "(unset)");
    printf("HOME=%s\n", getenv("HOME") ? "visible" : "(unset)");
    int c, n = 0;
    while ((c = getchar()) != EOF)
        n++;
    printf("read %d bytes\n", n);
    return argc > 1 ? atoi(argv[1]) : 0;
}
