/* A host MPI library that behaves as real ones with transports built for fast math and with crash handlers of their own: loading it or
   starting MPI changes the process. It depends on the real library for everything else. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#ifdef __x86_64__
#include <xmmintrin.h>
#endif

int hostile_mpi_marker;

__attribute__((constructor)) static void loaded(void)
{
    const char *signals = getenv("UCX_ERROR_SIGNALS");
    fprintf(stderr, "UCX_ERROR_SIGNALS=[%s]\n", signals ? signals : "(unset)");
}

static void handler(int signal)
{
    static const char text[] = "the library's handler ran\n";
    (void)!write(2, text, sizeof text - 1);
    _exit(99);
}

static void started(void)
{
    /* What a plugin opened now would see. */
    fprintf(stderr, "global=%d\n", dlsym(RTLD_DEFAULT, "hostile_mpi_marker") != NULL);
    signal(SIGSEGV, handler);
    signal(SIGBUS, handler);
#ifdef __x86_64__
    _mm_setcsr(_mm_getcsr() | 0x8040);
#endif
}

int MPI_Init(int *argc, char ***argv)
{
    int (*real)(int *, char ***) = (int (*)(int *, char ***))dlsym(RTLD_NEXT, "MPI_Init");
    int status = real(argc, argv);
    started();
    return status;
}

int MPI_Init_thread(int *argc, char ***argv, int required, int *provided)
{
    int (*real)(int *, char ***, int, int *) = (int (*)(int *, char ***, int, int *))dlsym(RTLD_NEXT, "MPI_Init_thread");
    int status = real(argc, argv, required, provided);
    started();
    return status;
}
