/* What the runtime serves beside WASI (module mpiwasm), imported only by programs that use it, and what the files here share. */
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define HOST(name) __attribute__((import_module("mpiwasm"), import_name(name)))

struct host_lock {
    int32_t type, whence;
    int64_t start, length;
    int32_t process, unused;
};

struct host_file_system {
    uint64_t block, fragment, blocks, free, available, files, free_files, longest_name, type;
};

/* The numbers of fcntl, and this for flock. */
enum { host_lock_of_whole_file = 8 };

HOST("file-lock") int __mpiwasm_file_lock(int file, int command, struct host_lock *lock);
HOST("file-mode") int __mpiwasm_file_mode(int file, int flags, mode_t mode, const char *path, size_t length);
HOST("file-system") int __mpiwasm_file_system(int file, struct host_file_system *result);
HOST("processor") int __mpiwasm_processor(void);
HOST("processors") int __mpiwasm_processors(void *bits, uint32_t size);
HOST("signal") int __mpiwasm_signal(int number, int disposition, uint64_t *word);
HOST("timer") int __mpiwasm_timer(uint64_t first, uint64_t interval, uint64_t left[2]);

/* Signals that have come from outside. Weak: programs without handlers have none, and then looking for them costs nothing. MPI functions look as well (imports.awk). */
struct host_signals {
    uint64_t arrived;       /* bits, which the host sets */
    void (*deliver)(void);  /* calls the handlers */
    uint32_t handled;       /* how many handlers have run */
};
extern struct host_signals __mpiwasm_signals __attribute__((weak));

static inline void deliver_signals(void)
{
    if (&__mpiwasm_signals != 0 && *(volatile uint64_t *)&__mpiwasm_signals.arrived != 0)
        __mpiwasm_signals.deliver();
}
