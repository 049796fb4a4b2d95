// A host MPI that records what it receives. The layouts are Open MPI's: pointer handles, 24-byte statuses; or with -DMPICH those of MPICH: int handles,
// 20-byte statuses.
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef MPICH
typedef int handle;
typedef struct { int count, cancelled, source, tag, error; } status;
#define IGNORE ((status *)1)
#else
typedef void *handle;
typedef struct { int source, tag, error, cancelled; size_t count; } status;
#define IGNORE ((status *)0)
#endif

#define REQUEST_NULL ((handle)0xE000)

int64_t fake_args[32];          // the arguments of the last call, in order
int fake_arrays[4][4096];       // what its int arrays held
int fake_calls;
int fake_result;                // what calls return
int fake_value = 7;             // what int results are
int fake_flag = 1;
int fake_outcount = 1;
int fake_keep;                  // completion leaves requests active
status fake_status = { .source = 3, .tag = 42, .count = 1000 };
int64_t fake_next_request = 0x5000;

static void record(int n, const int64_t *values) { memcpy(fake_args, values, 8 * (size_t)n); fake_calls++; }
#define RECORD(...) do { const int64_t v[] = { __VA_ARGS__ }; record(sizeof v / 8, v); } while (0)
#define P(x) ((int64_t)(x))
static void array(int i, const int *from, int n) { if (from) memcpy(fake_arrays[i], from, 4 * (size_t)n); }
static void put(status *s) { if (s != IGNORE) { s->source = fake_status.source; s->tag = fake_status.tag; s->cancelled = fake_status.cancelled; s->count = fake_status.count; } }

double MPI_Wtime(void) { return 12.5; }
double MPI_Wtick(void) { return 1e-9; }
int MPI_Comm_rank(handle c, int *r) { RECORD(P(c)); *r = fake_value; return fake_result; }
int MPI_Comm_size(handle c, int *r) { RECORD(P(c)); *r = fake_value; return fake_result; }
int MPI_Send(const void *b, int n, handle t, int d, int g, handle c) { RECORD(P(b), n, P(t), d, g, P(c)); return fake_result; }
int MPI_Recv(void *b, int n, handle t, int d, int g, handle c, status *s) { RECORD(P(b), n, P(t), d, g, P(c), P(s)); put(s); return fake_result; }
int MPI_Sendrecv(const void *sb, int sn, handle st, int d, int sg, void *rb, int rn, handle rt, int s, int rg, handle c, status *x)
{ RECORD(P(sb), sn, P(st), d, sg, P(rb), rn, P(rt), s, rg, P(c), P(x)); put(x); return fake_result; }
int MPI_Isend(const void *b, int n, handle t, int d, int g, handle c, handle *q) { RECORD(P(b), n, P(t), d, g, P(c)); if (!fake_result) *q = (handle)fake_next_request++; return fake_result; }
int MPI_Irecv(void *b, int n, handle t, int d, int g, handle c, handle *q) { return MPI_Isend(b, n, t, d, g, c, q); }
int MPI_Iprobe(int s, int g, handle c, int *flag, status *x) { RECORD(s, g, P(c), P(x)); *flag = fake_flag; if (fake_flag) put(x); return fake_result; }
int MPI_Get_count(const status *s, handle t, int *n) { RECORD(s->source, s->tag, s->error, s->cancelled, (int64_t)s->count, P(t)); *n = fake_value; return fake_result; }
int MPI_Wait(handle *q, status *s) { RECORD(P(*q), P(s)); if (!fake_keep) *q = REQUEST_NULL; put(s); return fake_result; }
int MPI_Test(handle *q, int *flag, status *s) { RECORD(P(*q), P(s)); *flag = fake_flag; if (fake_flag) { *q = REQUEST_NULL; put(s); } return fake_result; }
int MPI_Request_free(handle *q) { RECORD(P(*q)); *q = REQUEST_NULL; return fake_result; }
int MPI_Waitall(int n, handle *q, status *s)
{
    RECORD(n, P(q), P(s));
    for (int i = 0; i < n; i++) {
        if (i < 16) fake_args[3 + i] = P(q[i]);
        if (s != IGNORE) { s[i].source = i; s[i].tag = 100 + i; s[i].error = fake_result && i % 2 ? 77 : 0; s[i].cancelled = 0; s[i].count = 8u * (unsigned)i; }
        q[i] = REQUEST_NULL;
    }
    return fake_result;
}
int MPI_Waitany(int n, handle *q, int *index, status *s) { RECORD(n, P(s)); *index = fake_value; if (fake_value >= 0) q[fake_value] = REQUEST_NULL; put(s); return fake_result; }
int MPI_Waitsome(int n, handle *q, int *out, int *indices, status *s)
{
    RECORD(n);
    *out = fake_outcount;
    for (int i = 0; i < fake_outcount && i < n; i++) { indices[i] = n - 1 - i; q[n - 1 - i] = REQUEST_NULL; if (s != IGNORE) { put(&s[i]); s[i].source = i; } }
    return fake_result;
}
int MPI_Bcast(void *b, int n, handle t, int r, handle c) { RECORD(P(b), n, P(t), r, P(c)); return fake_result; }
int MPI_Gather(const void *sb, int sn, handle st, void *rb, int rn, handle rt, int r, handle c) { RECORD(P(sb), sn, P(st), P(rb), rn, P(rt), r, P(c)); return fake_result; }
int MPI_Gatherv(const void *sb, int sn, handle st, void *rb, const int *rn, const int *rd, handle rt, int r, handle c)
{ RECORD(P(sb), sn, P(st), P(rb), P(rn), P(rd), P(rt), r, P(c)); array(0, rn, 4); array(1, rd, 4); return fake_result; }
int MPI_Alltoallv(const void *sb, const int *sn, const int *sd, handle st, void *rb, const int *rn, const int *rd, handle rt, handle c)
{ RECORD(P(sb), P(sn), P(sd), P(st), P(rb), P(rn), P(rd), P(rt), P(c)); array(0, sn, 4); array(1, sd, 4); array(2, rn, 4); array(3, rd, 4); return fake_result; }
int MPI_Reduce(const void *sb, void *rb, int n, handle t, handle o, int r, handle c) { RECORD(P(sb), P(rb), n, P(t), P(o), r, P(c)); return fake_result; }
int MPI_Allreduce(const void *sb, void *rb, int n, handle t, handle o, handle c) { RECORD(P(sb), P(rb), n, P(t), P(o), P(c)); return fake_result; }
int MPI_Reduce_scatter(const void *sb, void *rb, const int *n, handle t, handle o, handle c) { RECORD(P(sb), P(rb), P(n), P(t), P(o), P(c)); array(0, n, 4); return fake_result; }
int MPI_Cart_coords(handle c, int r, int n, int *x) { RECORD(P(c), r, n); for (int i = 0; i < n && i < 2; i++) x[i] = 10 + i; return fake_result; }
int MPI_Cart_shift(handle c, int d, int s, int *a, int *b) { RECORD(P(c), d, s); *a = -2; *b = 1; return fake_result; }
