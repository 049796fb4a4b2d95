// What a shim adds to a call: a host MPI that does next to nothing, called directly and through its shims, in turn; the best of many short rounds each, so that other processes hardly matter.
#include <stdint.h>
#include <stdio.h>
#include <time.h>

typedef long L;
#ifdef MPICH
typedef int H;
#else
typedef void *H;
#endif
static long next = 0x5000;
#define NEW(q) (*(q) = (H)next++, 0)
#define DONE(q) (*(q) = (H)0xE000)
#ifdef MPICH
static void put(int *s) { if (s != (int *)1 && s) { s[0] = 8; s[1] = 0; s[2] = 0; s[3] = 1; } }
#else
static void put(int *s) { if (s) { s[0] = 0; s[1] = 1; s[3] = 0; *(long *)(s + 4) = 8; } }
#endif

double MPI_Wtime(void) { return 1; }
int MPI_Comm_rank(H c, int *r) { *r = 1; return 0; }
int MPI_Send(const void *b, int n, H t, int d, int g, H c) { return 0; }
int MPI_Recv(void *b, int n, H t, int d, int g, H c, int *s) { put(s); return 0; }
int MPI_Sendrecv(const void *b, int n, H t, int d, int g, void *rb, int rn, H rt, int rs, int rg, H c, int *s) { put(s); return 0; }
int MPI_Isend(const void *b, int n, H t, int d, int g, H c, H *q) { return NEW(q); }
int MPI_Irecv(void *b, int n, H t, int d, int g, H c, H *q) { return NEW(q); }
int MPI_Wait(H *q, int *s) { DONE(q); return 0; }
int MPI_Test(H *q, int *f, int *s) { *f = 0; return 0; }
int MPI_Waitall(int n, H *q, int *s) { for (int i = 0; i < n; i++) DONE(&q[i]); return 0; }
int MPI_Iprobe(int s, int g, H c, int *f, int *st) { *f = 0; return 0; }
int MPI_Improbe(int s, int g, H c, int *f, H *m, int *st) { *f = 1; *m = (H)0x7000; put(st); return 0; }
int MPI_Mrecv(void *b, int n, H t, H *m, int *s) { put(s); return 0; }
int MPI_Start(H *q) { return 0; }
int MPI_Request_get_status(H q, int *f, int *s) { *f = 0; return 0; }
int MPI_Get_count(const int *s, H t, int *n) { *n = 2; return 0; }
int MPI_Pack(const void *b, int n, H t, void *o, int s, int *at, H c) { return 0; }
int MPI_Type_size(H t, int *n) { *n = 4; return 0; }
int MPI_Barrier(H c) { return 0; }
int MPI_Bcast(void *b, int n, H t, int r, H c) { return 0; }
int MPI_Allreduce(const void *s, void *r, int n, H t, H o, H c) { return 0; }
int MPI_Alltoall(const void *sb, int sn, H st, void *rb, int rn, H rt, H c) { return 0; }
int MPI_Alltoallv(const void *sb, const int *sn, const int *sd, H st, void *rb, const int *rn, const int *rd, H rt, H c) { return 0; }
int MPI_Alltoallw(const void *sb, const int *sn, const int *sd, const H *st, void *rb, const int *rn, const int *rd, const H *rt, H c) { return 0; }
int MPI_Ialltoallv(const void *sb, const int *sn, const int *sd, H st, void *rb, const int *rn, const int *rd, H rt, H c, H *q) { return NEW(q); }
int MPI_Neighbor_alltoall(const void *sb, int sn, H st, void *rb, int rn, H rt, H c) { return 0; }
int MPI_Put(const void *o, int n, H t, int r, int64_t d, int tn, H tt, H w) { return 0; }
int MPI_Get(void *o, int n, H t, int r, int64_t d, int tn, H tt, H w) { return 0; }
int MPI_Accumulate(const void *o, int n, H t, int r, int64_t d, int tn, H tt, H op, H w) { return 0; }
int MPI_Fetch_and_op(const void *o, void *x, H t, int r, int64_t d, H op, H w) { return 0; }
int MPI_Win_flush(int r, H w) { return 0; }

#define PROCEDURES \
    X(Wtime) X(Comm_rank) X(Send) X(Recv) X(Sendrecv) X(Isend) X(Irecv) X(Wait) X(Test) X(Waitall) X(Iprobe) X(Improbe) X(Mrecv) X(Start) X(Request_get_status) X(Get_count) X(Pack) \
    X(Type_size) X(Barrier) X(Bcast) X(Allreduce) X(Alltoall) X(Alltoallv) X(Alltoallw) X(Ialltoallv) X(Neighbor_alltoall) X(Put) X(Get) X(Accumulate) X(Fetch_and_op) X(Win_flush)
#define X(name) name,
enum { PROCEDURES Count, Send_c = Count };
#undef X
#define X(name) "MPI_" #name,
const char *const names[] = { PROCEDURES "MPI_Send_c", 0 };
#undef X

static double now(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec * 1e9 + t.tv_nsec; }

#define CALLS 2000L
#define ROUNDS 3000
#define BEST(best, expression) do { double start = now(); for (long i = 0; i < CALLS; i++) { expression; } double each = (now() - start) / CALLS; if (each < best) best = each; } while (0)
#define COMPARE(what, native, shim) do { double a = 1e9, b = 1e9; for (int k = 0; k < ROUNDS; k++) { BEST(a, native); BEST(b, shim); } \
    printf("| %-34s | %6.1f | %6.1f | %+6.1f |\n", what, a, b, b - a); fflush(stdout); } while (0)

// Two calls of which the second ends what the first begins, apart: some of the first between two looks at the clock, then as many of the second. Looking costs both sides the same.
#define FEW 8L
#define ROUND(a, b, first, second) do { \
    double t0 = 0, t1 = 0; \
    for (long i = 0; i < CALLS / FEW; i++) { \
        double start = now(); \
        for (L k = 0; k < FEW; k++) { first; } \
        double middle = now(); \
        for (L k = 0; k < FEW; k++) { second; } \
        t0 += middle - start; \
        t1 += now() - middle; \
    } \
    if (t0 / CALLS < a) a = t0 / CALLS; \
    if (t1 / CALLS < b) b = t1 / CALLS; } while (0)
#define HALVES(one, other, nfirst, nsecond, sfirst, ssecond) do { double a = 1e9, b = 1e9, c = 1e9, d = 1e9; for (int k = 0; k < ROUNDS; k++) { ROUND(a, b, nfirst, nsecond); ROUND(c, d, sfirst, ssecond); } \
    printf("| %-34s | %6.1f | %6.1f | %+6.1f |\n| %-34s | %6.1f | %6.1f | %+6.1f |\n", one, a, c, c - a, other, b, d, d - b); fflush(stdout); } while (0)

// Through tables, so that nothing is inlined. The shims' arguments are 64 bits wide whatever they are.
#define N(name, type) ((type)host[name])
#define S(name, ...) ((int (*)())shim[name])(context, __VA_ARGS__)

// Guest addresses: 4096 and 8192 are buffers, 256 counts of 1, 320 displacements 0 to 3, 384 datatypes, 64 a request, 128 a status, 512 a number; 1024 requests. `request` tells the handle at 64, `persistent` makes it a persistent request.
void measure(void *context, void *const volatile *host, void *const *shim, L win, int (*request)(void), void (*persistent)(void))
{
    volatile double x;
    int r = 0, ones[4] = { 1, 1, 1, 1 }, at[4] = { 0, 1, 2, 3 };
    H q, w = (H)1, many[4 * FEW], types[4] = { w, w, w, w };
    int s[16];
    printf("| call | natively, ns | through the shim | added |\n|---|---:|---:|---:|\n");
    COMPARE("Wtime", x = N(Wtime, double (*)(void))(), x = ((double (*)(void *))shim[Wtime])(context));
    COMPARE("Comm_rank", N(Comm_rank, int (*)())(w, &r), S(Comm_rank, 257L, 64L));
    COMPARE("Send", N(Send, int (*)())(&r, 1, w, 1, 0, w), S(Send, 4096L, 1L, 521L, 1L, 0L, 257L));
    COMPARE("Send_c (narrowed)", N(Send, int (*)())(&r, 1, w, 1, 0, w), S(Send_c, 4096L, 1L, 521L, 1L, 0L, 257L));
    COMPARE("Recv with status", N(Recv, int (*)())(&r, 1, w, 1, 0, w, s), S(Recv, 4096L, 1L, 521L, 1L, 0L, 257L, 128L));
    COMPARE("Sendrecv", N(Sendrecv, int (*)())(&r, 1, w, 1, 0, &r, 1, w, 1, 0, w, (void *)0), S(Sendrecv, 4096L, 1L, 521L, 1L, 0L, 8192L, 1L, 521L, 1L, 0L, 257L, 0L));
    HALVES("Isend", "Wait", N(Isend, int (*)())(&r, 1, w, 1, 0, w, &many[k]), N(Wait, int (*)())(&many[k], (void *)0),
        S(Isend, 4096L, 1L, 521L, 1L, 0L, 257L, 1024 + 4 * k), S(Wait, 1024 + 4 * k, 0L));
    HALVES("Irecv", "Wait with status", N(Irecv, int (*)())(&r, 1, w, 1, 0, w, &many[k]), N(Wait, int (*)())(&many[k], s),
        S(Irecv, 4096L, 1L, 521L, 1L, 0L, 257L, 1024 + 4 * k), S(Wait, 1024 + 4 * k, 128L));
    HALVES("4 Isend", "Waitall of 4", ({ for (int m = 0; m < 4; m++) N(Isend, int (*)())(&r, 1, w, 1, 0, w, &many[4 * k + m]); }), N(Waitall, int (*)())(4, &many[4 * k], (void *)0),
        ({ for (L m = 0; m < 4; m++) S(Isend, 4096L, 1L, 521L, 1L, 0L, 257L, 1024 + 16 * k + 4 * m); }), S(Waitall, 4L, 1024 + 16 * k, 0L));
    // A request that stays pending.
    S(Isend, 4096L, 1L, 521L, 1L, 0L, 257L, 64L);
    L pending = request();
    COMPARE("Test (not yet)", N(Test, int (*)())(&q, &r, (void *)0), S(Test, 64L, 512L, 0L));
    COMPARE("Request_get_status (not yet)", N(Request_get_status, int (*)())(q, &r, (void *)0), S(Request_get_status, pending, 512L, 0L));
    COMPARE("Iprobe (nothing)", N(Iprobe, int (*)())(1, 0, w, &r, (void *)0), S(Iprobe, 1L, 0L, 257L, 512L, 0L));
    HALVES("Improbe", "Mrecv", N(Improbe, int (*)())(1, 0, w, &r, &q, (void *)0), N(Mrecv, int (*)())(&r, 1, w, &q, (void *)0),
        S(Improbe, 1L, 0L, 257L, 512L, 1024 + 4 * k, 0L), S(Mrecv, 4096L, 1L, 521L, 1024 + 4 * k, 0L));
    persistent();
    COMPARE("Start (persistent)", N(Start, int (*)())(&q), S(Start, 64L));
    COMPARE("Get_count", N(Get_count, int (*)())(s, w, &r), S(Get_count, 128L, 521L, 512L));
    COMPARE("Pack", N(Pack, int (*)())(&r, 1, w, s, 16, &r, w), S(Pack, 4096L, 1L, 521L, 8192L, 16L, 520L, 257L));
    COMPARE("Type_size", N(Type_size, int (*)())(w, &r), S(Type_size, 521L, 512L));
    COMPARE("Barrier", N(Barrier, int (*)())(w), S(Barrier, 257L));
    COMPARE("Bcast", N(Bcast, int (*)())(&r, 1, w, 0, w), S(Bcast, 4096L, 1L, 521L, 0L, 257L));
    COMPARE("Allreduce", N(Allreduce, int (*)())(&r, &r, 1, w, w, w), S(Allreduce, 4096L, 8192L, 1L, 521L, 33L, 257L));
    COMPARE("Alltoall", N(Alltoall, int (*)())(&r, 1, w, &r, 1, w, w), S(Alltoall, 4096L, 1L, 521L, 8192L, 1L, 521L, 257L));
    COMPARE("Alltoallv, 4 processes", N(Alltoallv, int (*)())(&r, ones, at, w, &r, ones, at, w, w), S(Alltoallv, 4096L, 256L, 320L, 521L, 8192L, 256L, 320L, 521L, 257L));
    COMPARE("Alltoallw, 4 processes", N(Alltoallw, int (*)())(&r, ones, at, types, &r, ones, at, types, w), S(Alltoallw, 4096L, 256L, 320L, 384L, 8192L, 256L, 320L, 384L, 257L));
    HALVES("Ialltoallv, 4 processes", "its Wait", N(Ialltoallv, int (*)())(&r, ones, at, w, &r, ones, at, w, w, &many[k]), N(Wait, int (*)())(&many[k], (void *)0),
        S(Ialltoallv, 4096L, 256L, 320L, 521L, 8192L, 256L, 320L, 521L, 257L, 1024 + 4 * k), S(Wait, 1024 + 4 * k, 0L));
    COMPARE("Neighbor_alltoall", N(Neighbor_alltoall, int (*)())(&r, 1, w, &r, 1, w, w), S(Neighbor_alltoall, 4096L, 1L, 521L, 8192L, 1L, 521L, 257L));
    COMPARE("Put", N(Put, int (*)())(&r, 1, w, 0, 0L, 1, w, w), S(Put, 4096L, 1L, 521L, 0L, 0L, 1L, 521L, win));
    COMPARE("Get", N(Get, int (*)())(&r, 1, w, 0, 0L, 1, w, w), S(Get, 4096L, 1L, 521L, 0L, 0L, 1L, 521L, win));
    COMPARE("Accumulate", N(Accumulate, int (*)())(&r, 1, w, 0, 0L, 1, w, w, w), S(Accumulate, 4096L, 1L, 521L, 0L, 0L, 1L, 521L, 33L, win));
    COMPARE("Fetch_and_op", N(Fetch_and_op, int (*)())(&r, &r, w, 0, 0L, w, w), S(Fetch_and_op, 4096L, 8192L, 521L, 0L, 0L, 33L, win));
    COMPARE("Win_flush", N(Win_flush, int (*)())(0, w), S(Win_flush, 0L, win));
}
