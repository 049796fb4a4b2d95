#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* files write|read PATH: says what happened. */
int main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    FILE *f = fopen(argv[2], argv[1][0] == 'w' ? "w" : "r");
    if (!f) {
        printf("cannot open %s: %s\n", argv[2], strerror(errno));
        return 1;
    }
    if (argv[1][0] == 'w') {
        fputs("written by the guest\n", f);
        printf("wrote\n");
    } else {
        char line[256];
        while (fgets(line, sizeof line, f))
            fputs(line, stdout);
    }
    return fclose(f) != 0;
}
