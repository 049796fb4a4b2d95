/*
 * MPICH's ranks poll without ever giving way. With more ranks than cores each of them uses up its time slice before the one it waits for may run: tests of ten ranks
 * take a hundred times longer on two cores. Preloaded, this lets a rank sleep for a moment when it has polled in vain; natively and under mpiwasm alike.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>
#include <unistd.h>

static unsigned (*next)(void *worker);

unsigned ucp_worker_progress(void *worker)
{
    static __thread int in_vain;
    if (next == NULL)
        next = (unsigned (*)(void *))dlsym(RTLD_NEXT, "ucp_worker_progress");
    /* A program that opened the MPI library itself has it in a scope of its own. */
    if (next == NULL)
        next = (unsigned (*)(void *))dlsym(dlopen("libucp.so.0", RTLD_LAZY | RTLD_NOLOAD), "ucp_worker_progress");
    unsigned done = next(worker);
    if (done != 0)
        in_vain = 0;
    else if (++in_vain > 20)
        usleep(1);
    return done;
}
