// Prints in which lines its functions stand, and then reads far outside of its memory there.
#include <stdio.h>
#include <stdlib.h>

enum { element_line = __LINE__ + 1 };
static inline int element(const int *values, unsigned i) { return values[i]; }

enum { sum_line = __LINE__ + 6 };
__attribute__((noinline)) int sum(const int *values, unsigned n, unsigned last) {
    int result = 0;
    for (unsigned i = 0; i < n; i++)
        printf("%u\n", i);
    // The last one is far away.
    result += element(values, last);
    return result;
}

enum { main_line = __LINE__ + 5 };
int main(int argc, char **argv) {
    static const int values[] = {1, 2, 3};
    printf("element %d\nsum %d\nmain %d\n", element_line, sum_line, main_line);
    fflush(stdout);
    return sum(values, argc - 1, argc > 1 ? atoi(argv[1]) : 0x30000000);
}
