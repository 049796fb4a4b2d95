// What the tests of limits and of shared output need: limits WHAT [ARGUMENT]
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static void memory(void)
{
    int megabytes = 0;
    for (char *volatile p; megabytes < 1024 && (p = malloc(1 << 20)) != NULL; megabytes++)
        memset(p, 1, 1 << 20);
    printf("%d MiB\n", megabytes);
}

static void files(const char *path)
{
    int opened = 0;
    while (opened < 1000 && open(path, O_RDONLY) >= 0)
        opened++;
    printf("%d opened, then: %s\n", opened, strerror(errno));
}

static void write_much(const char *path)
{
    static char block[65536];
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666), blocks = 0;
    while (blocks < 1000 && write(file, block, sizeof block) == sizeof block)
        blocks++;
    printf("%d blocks, then: %s\n", blocks, strerror(errno));
}

static void lines(const char *who, int count)
{
    for (int i = 0; i < count; i++) {
        printf("<%s line %d ", who, i);
        for (int k = 0; k < i * 7 % 90; k++)
            putchar('a' + k % 26);
        printf(" end %s>\n", who);
    }
}

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "", *argument = argc > 2 ? argv[2] : "";
    const char *rank = getenv("OMPI_COMM_WORLD_RANK") ? getenv("OMPI_COMM_WORLD_RANK") : getenv("PMI_RANK") ? getenv("PMI_RANK") : "0";
    if (!strcmp(what, "memory"))
        memory();
    else if (!strcmp(what, "files"))
        files(argument);
    else if (!strcmp(what, "write"))
        write_much(argument);
    else if (!strcmp(what, "lines"))
        lines(rank, atoi(argument));
    else if (!strcmp(what, "spin"))
        for (volatile unsigned i = 0;; i++)
            ;
    else if (!strcmp(what, "sleep"))
        for (printf("before"), fflush(stdout);;)
            sleep(100);
    else if (!strcmp(what, "variable"))
        printf("%s\n", getenv(argument) ? getenv(argument) : "(unset)");
    else if (!strcmp(what, "beyond"))
        printf("%d\n", ((volatile char *)0)[strtoul(argument, NULL, 0)]);
    return 0;
}
