// Prints in which lines its functions stand, and then reads far outside of its memory there.
#include <stdio.h>

enum { element_line = __LINE__ + 1 };
static inline int element(const int *values, unsigned i) { return values[i]; }

enum { sum_line = __LINE__ + 5 };
__attribute__((noinline)) int sum(const int *values, unsigned n) {
    int result = 0;
    for (unsigned i = 0; i < n; i++) {
        // A far element is the last one.
        result += element(values, i + 1 == n ? 0x30000000 : i);
    }
    return result;
}

enum { main_line = __LINE__ + 5 };
int main(void) {
    static const int values[] = {1, 2, 3};
    printf("element %d\nsum %d\nmain %d\n", element_line, sum_line, main_line);
    fflush(stdout);
    return sum(values, 3);
}
