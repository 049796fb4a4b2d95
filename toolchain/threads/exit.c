/* Leaving a thread from within calls, and cancellation: what the published convention has no word for. Only programs that do so import this. */
#include "pthread_impl.h"

hidden void __mpiwasm_finish(void *result);
hidden _Noreturn void __mpiwasm_leave(void);

/* As at the end of wasi_thread_start. The host drops the calls that are open; the main thread stays there until the program ends. */
__asm__(
    ".functype __mpiwasm_thread_exit () -> ()\n"
    ".import_module __mpiwasm_thread_exit, mpiwasm\n"
    ".import_name __mpiwasm_thread_exit, thread-exit\n"
    ".section .text.__mpiwasm_leave,\"\",@\n"
    ".hidden __mpiwasm_leave\n"
    ".globl __mpiwasm_leave\n"
    ".type __mpiwasm_leave,@function\n"
    "__mpiwasm_leave:\n"
    ".functype __mpiwasm_leave () -> ()\n"
    "i32.const __thread_list_lock\n"
    "i32.const 0\n"
    "i32.atomic.store 0\n"
    "i32.const __thread_list_lock\n"
    "i32.const 1\n"
    "memory.atomic.notify 0\n"
    "drop\n"
    "call __mpiwasm_thread_exit\n"
    "unreachable\n"
    "end_function\n");

_Noreturn void __pthread_exit(void *result)
{
    __mpiwasm_finish(result);
    __mpiwasm_leave();
}

weak_alias(__pthread_exit, pthread_exit);

void __testcancel(void)
{
    pthread_t self = __pthread_self();
    if (self->cancel && self->canceldisable == PTHREAD_CANCEL_ENABLE)
        __pthread_exit(PTHREAD_CANCELED);
}

/* Deferred: a thread looks at cancellation points, and while it waits for a condition, a semaphore or another thread. */
int pthread_cancel(pthread_t thread)
{
    a_store(&thread->cancel, 1);
    if (thread == __pthread_self() && thread->cancelasync)
        __testcancel();
    return 0;
}
