/* A C++ run time without exceptions: a throw says so and ends the program. */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

/* The Itanium ABI's type_info: a virtual table, then the mangled name. */
struct type_info {
    const void *vtable;
    const char *name;
};

void *__cxa_allocate_exception(size_t size)
{
    void *exception = malloc(size);
    if (exception == NULL)
        abort();
    return exception;
}

void __cxa_free_exception(void *exception)
{
    free(exception);
}

_Noreturn void __cxa_throw(void *exception, const struct type_info *type, void (*destroy)(void *))
{
    (void)exception;
    (void)destroy;
    fflush(stdout);
    fprintf(stderr, "mpiwasm: the program threw a C++ exception of type %s, "
                    "and was built with a C++ library that has no exceptions\n", type->name);
    abort();
}

_Noreturn void __cxa_rethrow(void)
{
    abort();
}
