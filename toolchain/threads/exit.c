/* Leaving a thread from within calls, and cancellation: what the published convention has no word for. Only programs that do so import this. */
#include "pthread_impl.h"

__attribute__((import_module("mpiwasm"), import_name("thread-exit"))) _Noreturn void __mpiwasm_thread_exit(void);

hidden void __mpiwasm_finish(void *result);

/* As at the end of wasi_thread_start: once the list's lock is free, the stack may be freed, and nothing here has any. The host drops the calls that are open; those of the main
   thread stay, which waits there until the program ends. */
static _Noreturn __attribute__((noinline)) void leave(void)
{
    a_store(&__thread_list_lock, 0);
    __builtin_wasm_memory_atomic_notify((int *)&__thread_list_lock, 1);
    __mpiwasm_thread_exit();
}

_Noreturn void __pthread_exit(void *result)
{
    __mpiwasm_finish(result);
    leave();
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
