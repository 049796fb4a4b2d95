/* The functions that clang's code for setjmp and longjmp calls (-wasm-enable-sjlj): a jump is an exception with the tag __c_longjmp, caught by each function
   that has called setjmp; it looks whether the jump is its own. */
#include <setjmp.h>
#include <stdint.h>

#define WEAK __attribute__((weak))
enum { tag_of_jumps = 1 };

struct jump {
    void *invocation;           /* of the function that called setjmp */
    uint32_t label;             /* where in it */
    struct {
        void *buffer;
        int value;
    } argument;                 /* what the exception carries the address of */
};

_Static_assert(sizeof(struct jump) <= sizeof(jmp_buf), "a jmp_buf holds a jump");

WEAK void __wasm_setjmp(void *buffer, uint32_t label, void *invocation)
{
    struct jump *jump = buffer;
    jump->invocation = invocation;
    jump->label = label;
}

WEAK uint32_t __wasm_setjmp_test(void *buffer, void *invocation)
{
    const struct jump *jump = buffer;
    return jump->invocation == invocation ? jump->label : 0;
}

WEAK void __wasm_longjmp(void *buffer, int value)
{
    struct jump *jump = buffer;
    jump->argument.buffer = buffer;
    jump->argument.value = value != 0 ? value : 1;
    __builtin_wasm_throw(tag_of_jumps, &jump->argument);
}
