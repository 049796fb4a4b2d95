// Arguments, environment, formatted output on both streams, the exit code.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    printf("%d arguments\n", argc - 1);
    for (int i = 1; i < argc; i++)
        printf("[%s]\n", argv[i]);
    printf("A=%s B=%s HOME=%s\n", getenv("A"), getenv("B"), getenv("HOME") ? "set" : "unset");
    printf("%5.2f|%-6d|%06x|%e|%lld|%c|%%\n", 3.14159, 42, 48879, 1234.5678, 1LL << 60, 'x');
    fprintf(stderr, "to the error stream\n");
    char line[64];
    while (fgets(line, sizeof line, stdin))
        printf("read: %s", line);
    printf("isatty %d %d\n", isatty(0), isatty(1));
    char big[20000];
    memset(big, 'q', sizeof big);
    big[sizeof big - 1] = 0;
    puts(big);
    printf("not flushed by hand");
    return argc > 1 ? atoi(argv[1]) : 0;
}
