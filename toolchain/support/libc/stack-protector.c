/* What -fstack-protector calls; compiler-rt's functions for 128-bit integers were built with it, too. It finds mistakes, not attackers: a guest cannot
   reach its return addresses, which are the host's. So the guard is a constant; its zero byte ends strings that run over it. */
#include <stdint.h>
#include <unistd.h>

__attribute__((weak)) uintptr_t __stack_chk_guard = 0x5afe00c7;

__attribute__((weak, noreturn)) void __stack_chk_fail(void)
{
    static const char message[] = "*** stack smashing detected ***: terminated\n";
    (void)!write(STDERR_FILENO, message, sizeof message - 1);
    __builtin_trap();
}
