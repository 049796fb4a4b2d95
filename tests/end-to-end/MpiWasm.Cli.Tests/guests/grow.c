#include <stdio.h>
#include <stdlib.h>

static char *volatile kept;

/* Asks for as many MiB as its argument says, again and again, and tells how often it got them. */
int main(int argc, char **argv)
{
    size_t size = (size_t)atol(argv[1]) << 20;
    int got = 0;
    for (char *block; got < 64 && (block = malloc(size)) != NULL; got++)
        kept = block;
    printf("got %d\n", got);
    return 0;
}
