/* Threads of a guest: wasi.thread-spawn starts one, at wasi_thread_start, on a stack that is allocated here. */
#define _GNU_SOURCE
#include "pthread_impl.h"
#include "stdio_impl.h"
#include "libc.h"
#include "lock.h"
#include <stdlib.h>
#include <string.h>
#include <threads.h>
#include <wasi/libc-environ.h>

/* Above all numbers that the host gives. */
#define MAIN_TID 0x3ffffffe

#define DEFAULT_STACK (2 << 20)
#define MOST_SIZE (1 << 30)

__attribute__((import_module("wasi"), import_name("thread-spawn"))) int __wasi_thread_spawn(void *start);

void __wasm_init_tls(void *block);

static _Thread_local struct pthread current = { .locale = &libc.global_locale, .tid = MAIN_TID, .detach_state = DT_JOINABLE };

struct pthread *__mpiwasm_self(void)
{
    return &current;
}

hidden volatile int __thread_list_lock;
hidden unsigned __default_stacksize = DEFAULT_STACK;
hidden unsigned __default_guardsize = 0;

/* Overridden where keys and cleanup handlers are used. */
static void nothing(void)
{
}
weak_alias(nothing, __pthread_tsd_run_dtors);
weak_alias(nothing, __do_orphaned_stdio_locks);
weak_alias(nothing, __acquire_ptc);
weak_alias(nothing, __release_ptc);
static volatile size_t no_keys = 0;
weak_alias(no_keys, __pthread_tsd_size);
static void *no_values[1];
weak_alias(no_values, __pthread_tsd_main);
static FILE *volatile no_file;
weak_alias(no_file, __stdin_used);
weak_alias(no_file, __stdout_used);
weak_alias(no_file, __stderr_used);

/* Before any constructor of the program. */
__attribute__((constructor(60))) static void describe_main(void)
{
    current.self = current.next = current.prev = &current;
    current.robust_list.head = &current.robust_list.head;
    current.tsd = (void **)__pthread_tsd_main;
    current.stack_size = 0;
    libc.can_do_threads = 1;
}

/* ---- the list of threads ---------------------------------------------------------------------------------------------- */

static int lock_count;
static volatile int lock_waiters;

void __tl_lock(void)
{
    int tid = __pthread_self()->tid;
    int owner = __thread_list_lock;
    if (owner == tid) {
        lock_count++;
        return;
    }
    while ((owner = a_cas(&__thread_list_lock, 0, tid)) != 0)
        __wait(&__thread_list_lock, &lock_waiters, owner, 0);
}

void __tl_unlock(void)
{
    if (lock_count > 0) {
        lock_count--;
        return;
    }
    a_store(&__thread_list_lock, 0);
    __wake(&__thread_list_lock, 1, 0);
}

/* Waits until a thread that has ended does not use its stack any more. */
void __tl_sync(pthread_t thread)
{
    a_barrier();
    int owner = __thread_list_lock;
    if (owner == 0)
        return;
    __wait(&__thread_list_lock, &lock_waiters, owner, 0);
    __wake(&__thread_list_lock, 1, 0);
}

void *__mmap(void *address, size_t length, int protection, int flags, int file, off_t offset)
{
    return calloc(1, length);
}

int __munmap(void *address, size_t length)
{
    free(address);
    return 0;
}

void __do_cleanup_push(struct __ptcb *handler)
{
    pthread_t self = __pthread_self();
    handler->__next = self->cancelbuf;
    self->cancelbuf = handler;
}

void __do_cleanup_pop(struct __ptcb *handler)
{
    __pthread_self()->cancelbuf = handler->__next;
}

/* ---- start and end ----------------------------------------------------------------------------------------------------- */

/* What wasi_thread_start is given. The first two are read below. */
struct start {
    void *stack;
    void *tls;
    void *(*function)(void *);
    void *argument;
    int is_c11;
};

/* Memory has no guard pages: what lies below the stack tells at the end whether it was used up. */
static const unsigned char mark[16] = "end of the stack";

/* Its name is the message: what a text would be read from may be overwritten. Give the thread more with pthread_attr_setstacksize. */
static _Noreturn __attribute__((noinline)) void stack_of_thread_was_overrun(void)
{
    __builtin_trap();
}

static void check_stack(pthread_t self)
{
    if (self->map_base != NULL && memcmp(self->map_base, mark, sizeof mark) != 0)
        stack_of_thread_was_overrun();
}

/* A detached thread stands on its own stack when it ends: the next one frees it. */
static void *left_behind;

/* Everything but to leave the stack. Holds the list's lock from then on. */
hidden void __mpiwasm_finish(void *result)
{
    pthread_t self = __pthread_self();
    check_stack(self);
    self->canceldisable = PTHREAD_CANCEL_DISABLE;
    self->result = result;
    while (self->cancelbuf != NULL) {
        struct __ptcb *handler = self->cancelbuf;
        self->cancelbuf = handler->__next;
        handler->__f(handler->__x);
    }
    __pthread_tsd_run_dtors();

    int state = a_cas(&self->detach_state, DT_JOINABLE, DT_EXITING);
    LOCK(self->killlock);
    __tl_lock();
    if (self->next == self) {
        __tl_unlock();
        UNLOCK(self->killlock);
        self->detach_state = state;
        exit(0);
    }

    volatile void *volatile *robust;
    while ((robust = self->robust_list.head) != NULL && robust != (volatile void *volatile *)&self->robust_list.head) {
        pthread_mutex_t *mutex = (void *)((char *)robust - offsetof(pthread_mutex_t, _m_next));
        int waiters = mutex->_m_waiters;
        self->robust_list.head = *robust;
        if (a_swap(&mutex->_m_lock, 0x40000000) < 0 || waiters != 0)
            __wake(&mutex->_m_lock, 1, 0);
    }
    __do_orphaned_stdio_locks();

    libc.threads_minus_1--;
    self->next->prev = self->prev;
    self->prev->next = self->next;
    self->prev = self->next = self;
    if (state == DT_DETACHED && self->map_base != NULL) {
        void *previous = left_behind;
        left_behind = self->map_base;
        free(previous);
    }
    UNLOCK(self->killlock);
    a_store(&self->detach_state, DT_EXITED);
    __wake(&self->detach_state, 1, 1);
}

hidden void __mpiwasm_run_thread(int tid, struct start *start)
{
    __pthread_self()->tid = tid;
    void *result = start->is_c11
        ? (void *)(uintptr_t)((int (*)(void *))(void (*)(void))start->function)(start->argument)
        : start->function(start->argument);
    __mpiwasm_finish(result);
}

/* An address in the language of the assembler. */
#ifdef __wasm64__
#define ADDRESS "i64"
#define TLS_OFFSET "8"
#else
#define ADDRESS "i32"
#define TLS_OFFSET "4"
#endif
_Static_assert(offsetof(struct start, stack) == 0 && offsetof(struct start, tls) == sizeof(void *), "read below");

/* Once the list's lock is free, the stack may be freed: what follows uses none. */
__asm__(
    ".globaltype __stack_pointer, " ADDRESS "\n"
    ".globaltype __tls_base, " ADDRESS "\n"
    ".functype __mpiwasm_run_thread (i32, " ADDRESS ") -> ()\n"
    ".section .text.wasi_thread_start,\"\",@\n"
    ".globl wasi_thread_start\n"
    ".export_name wasi_thread_start, wasi_thread_start\n"
    ".no_dead_strip wasi_thread_start\n"
    ".type wasi_thread_start,@function\n"
    "wasi_thread_start:\n"
    ".functype wasi_thread_start (i32, " ADDRESS ") -> ()\n"
    "local.get 1\n"
    ADDRESS ".load 0\n"
    "global.set __stack_pointer\n"
    "local.get 1\n"
    ADDRESS ".load " TLS_OFFSET "\n"
    "global.set __tls_base\n"
    "local.get 0\n"
    "local.get 1\n"
    "call __mpiwasm_run_thread\n"
    ADDRESS ".const __thread_list_lock\n"
    "i32.const 0\n"
    "i32.atomic.store 0\n"
    ADDRESS ".const __thread_list_lock\n"
    "i32.const 1\n"
    "memory.atomic.notify 0\n"
    "drop\n"
    "end_function\n");

static void init_file_lock(FILE *file)
{
    if (file != NULL && file->lock < 0)
        file->lock = 0;
}

/* The first thread makes locks necessary. */
static void become_threaded(void)
{
    for (FILE *file = *__ofl_lock(); file != NULL; file = file->next)
        init_file_lock(file);
    __ofl_unlock();
    init_file_lock(__stdin_used);
    init_file_lock(__stdout_used);
    init_file_lock(__stderr_used);
    __wasilibc_ensure_environ();
    libc.threaded = 1;
    /* For good: whoever skips a lock because it is alone may meet the next thread inside. */
    libc.need_locks = 1;
}

static size_t round_up(size_t value, size_t alignment)
{
    return (value + alignment - 1) & -alignment;
}

int __pthread_create(pthread_t *restrict thread, const pthread_attr_t *restrict attributes, void *(*function)(void *), void *restrict argument)
{
    int is_c11 = attributes == __ATTRP_C11_THREAD;
    pthread_attr_t own = { 0 };
    if (attributes != NULL && !is_c11)
        own = *attributes;
    else
        own._a_stacksize = __default_stacksize;
    if (!libc.threaded)
        become_threaded();

    /* One block: stack, start, thread-local storage, values of keys; the stack in memory of the caller where he has given some. */
    size_t tls_align = __builtin_wasm_tls_align() > 16 ? __builtin_wasm_tls_align() : 16;
    size_t tls_size = round_up(__builtin_wasm_tls_size(), 16);
    size_t stack_size = own._a_stackaddr != 0 ? sizeof mark : round_up(own._a_stacksize, 16);
    if (stack_size > MOST_SIZE)
        return EAGAIN;
    size_t size = stack_size + round_up(sizeof(struct start), 16) + tls_align + tls_size + __pthread_tsd_size;
    unsigned char *block = malloc(size);
    if (block == NULL)
        return EAGAIN;
    unsigned char *stack = (void *)round_up((uintptr_t)block, 16) + stack_size;
    memcpy(block, mark, sizeof mark);
    memset(stack, 0, block + size - stack);
    struct start *start = (void *)stack;
    unsigned char *tls = (void *)round_up((uintptr_t)(start + 1), tls_align);
    if (own._a_stackaddr != 0) {
        stack = (void *)(own._a_stackaddr & -16);
        stack_size = own._a_stacksize;
    }
    *start = (struct start){ stack, tls, function, argument, is_c11 };

    /* Filled by the linker's function, which also makes it the current one. */
    pthread_t self = __pthread_self();
    void *own_tls = __builtin_wasm_tls_base();
    __wasm_init_tls(tls);
    __asm__ volatile("local.get %0\nglobal.set __tls_base" : : "r"(own_tls) : "memory");
    pthread_t new = (void *)(tls + ((unsigned char *)self - (unsigned char *)own_tls));
    new->self = new;
    new->map_base = block;
    new->map_size = size;
    new->stack = stack;
    new->stack_size = stack_size;
    new->tsd = (void *)(tls + tls_size);
    new->detach_state = own._a_detach != 0 ? DT_DETACHED : DT_JOINABLE;
    new->robust_list.head = &new->robust_list.head;
    new->locale = &libc.global_locale;

    __acquire_ptc();
    __tl_lock();
    libc.threads_minus_1++;
    int tid = __wasi_thread_spawn(start);
    if (tid > 0) {
        new->tid = tid;
        new->next = self->next;
        new->prev = self;
        new->next->prev = new;
        new->prev->next = new;
        *thread = new;
    } else {
        libc.threads_minus_1--;
    }
    __tl_unlock();
    __release_ptc();
    if (tid > 0)
        return 0;
    free(block);
    return EAGAIN;
}

weak_alias(__pthread_create, pthread_create);

int pthread_getattr_np(pthread_t thread, pthread_attr_t *attributes)
{
    *attributes = (pthread_attr_t){ 0 };
    attributes->_a_detach = thread->detach_state >= DT_DETACHED;
    attributes->_a_stackaddr = (uintptr_t)thread->stack;
    attributes->_a_stacksize = thread->stack_size;
    return 0;
}
