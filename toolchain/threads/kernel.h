/* Comes before every source of the C library, in place of its "syscall.h": the calls that its thread sources make to a kernel are answered by kernel.c. */
#ifndef _INTERNAL_SYSCALL_H
#define _INTERNAL_SYSCALL_H

enum {
    SYS_futex = 1,
    SYS_sched_getaffinity,
    SYS_sched_getparam,
    SYS_sched_getscheduler,
    SYS_sched_setparam,
    SYS_sched_setscheduler,
    SYS_sched_yield,
    SYS_get_robust_list,
    SYS_set_robust_list,
    SYS_tkill
};

long __mpiwasm_kernel(long number, long a, long b, long c, long d);

#define __mpiwasm_call(n, a, b, c, d, ...) __mpiwasm_kernel(n, (long)(a), (long)(b), (long)(c), (long)(d))
#define __syscall(...) __mpiwasm_call(__VA_ARGS__, 0, 0, 0, 0, 0)
#define __syscall_cp(...) __syscall(__VA_ARGS__)

/* There are no signals to block. */
#define __block_app_sigs(set) ((void)(set))
#define __block_all_sigs(set) ((void)(set))
#define __restore_sigs(set) ((void)(set))

#endif
