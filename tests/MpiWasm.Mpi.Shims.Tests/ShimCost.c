// What a shim adds to a call: a host MPI that does next to nothing, called directly and through its shims, in turn; the best of a thousand short rounds each, so that other processes hardly matter.
#include <stdio.h>
#include <time.h>

static long next = 0x5000;
double MPI_Wtime(void) { return 1; }
int MPI_Comm_rank(void *c, int *r) { *r = 1; return 0; }
int MPI_Send(const void *b, int n, void *t, int d, int g, void *c) { return 0; }
int MPI_Recv(void *b, int n, void *t, int d, int g, void *c, int *s) { if (s) { s[0] = 0; s[1] = 1; s[3] = 0; *(long *)(s + 4) = 8; } return 0; }
int MPI_Isend(const void *b, int n, void *t, int d, int g, void *c, void **q) { *q = (void *)next++; return 0; }
int MPI_Wait(void **q, void *s) { *q = (void *)0xE000; return 0; }
int MPI_Allreduce(const void *s, void *r, int n, void *t, void *o, void *c) { return 0; }

static double now(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec * 1e9 + t.tv_nsec; }

#define CALLS 20000L
#define BEST(best, expression) do { double start = now(); for (long i = 0; i < CALLS; i++) { expression; } double each = (now() - start) / CALLS; if (each < best) best = each; } while (0)
#define COMPARE(what, native, shim) do { double a = 1e9, b = 1e9; for (int k = 0; k < 1000; k++) { BEST(a, native); BEST(b, shim); } \
    printf("%-16s native %6.2f ns, through the shim %6.2f ns, added %6.2f ns\n", what, a, b, b - a); } while (0)

typedef double (*timer)(void *);
typedef int (*call2)(void *, int, int);
typedef int (*call6)(void *, int, int, int, int, int, int);
typedef int (*call7)(void *, int, int, int, int, int, int, int);

// Both arrays: Wtime, Comm_rank, Send, Recv, Isend, Wait, Allreduce.
void measure(void *context, void *const volatile *host, void *const *shim)
{
    volatile double x;
    int r = 0;
    void *q, *w = (void *)1;
    long s[4];
    COMPARE("Wtime", x = ((double (*)(void))host[0])(), x = ((timer)shim[0])(context));
    COMPARE("Comm_rank", ((int (*)(void *, int *))host[1])(w, &r), ((call2)shim[1])(context, 257, 64));
    COMPARE("Send", ((int (*)(void *, int, void *, int, int, void *))host[2])(&r, 1, w, 1, 0, w), ((call6)shim[2])(context, 4096, 1, 521, 1, 0, 257));
    COMPARE("Recv + status", ((int (*)(void *, int, void *, int, int, void *, void *))host[3])(&r, 1, w, 1, 0, w, s), ((call7)shim[3])(context, 4096, 1, 521, 1, 0, 257, 128));
    COMPARE("Isend and Wait", (((int (*)(void *, int, void *, int, int, void *, void *))host[4])(&r, 1, w, 1, 0, w, &q), ((int (*)(void *, void *))host[5])(&q, 0)),
        (((call7)shim[4])(context, 4096, 1, 521, 1, 0, 257, 64), ((call2)shim[5])(context, 64, 0)));
    COMPARE("Allreduce", ((int (*)(void *, void *, int, void *, void *, void *))host[6])(&r, &r, 1, w, w, w), ((call6)shim[6])(context, 4096, 8192, 1, 521, 33, 257));
    fflush(stdout);
}
