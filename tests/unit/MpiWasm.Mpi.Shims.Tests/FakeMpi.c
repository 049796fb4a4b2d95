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
int fake_dimensions;            // of the topology
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
int MPI_Cart_coords(handle c, int r, int n, int *x)
{
    RECORD(P(c), r, n);
    for (int i = 0; i < fake_dimensions; i++) x[i] = 10 + i;
    return fake_result;
}
int MPI_Cart_get(handle c, int n, int *x, int *y, int *z)
{
    RECORD(P(c), n);
    for (int i = 0; i < fake_dimensions; i++) x[i] = 100 + i;
    for (int i = 0; i < fake_dimensions; i++) y[i] = 200 + i;
    for (int i = 0; i < fake_dimensions; i++) z[i] = 300 + i;
    return fake_result;
}
int MPI_Cart_shift(handle c, int d, int s, int *a, int *b) { RECORD(P(c), d, s); *a = -2; *b = 1; return fake_result; }

// Persistent, buffered, matched, partitioned
int MPI_Send_init(const void *b, int n, handle t, int d, int g, handle c, handle *q) { return MPI_Isend(b, n, t, d, g, c, q); }
int MPI_Start(handle *q) { RECORD(P(*q)); return fake_result; }
int MPI_Startall(int n, handle *q) { RECORD(n, P(q)); for (int i = 0; i < n && i < 16; i++) fake_args[2 + i] = P(q[i]); return fake_result; }
int MPI_Cancel(handle *q) { RECORD(P(*q)); return fake_result; }
int MPI_Test_cancelled(const status *s, int *flag) { RECORD(s->source, s->cancelled); *flag = s->cancelled; return fake_result; }
int MPI_Request_get_status(handle q, int *flag, status *s) { RECORD(P(q), P(s)); *flag = fake_flag; if (fake_flag) put(s); return fake_result; }
int64_t fake_message = 0x7000;
int MPI_Mprobe(int s, int g, handle c, handle *m, status *x) { RECORD(s, g, P(c), P(x)); *m = (handle)fake_message; put(x); return fake_result; }
int MPI_Improbe(int s, int g, handle c, int *flag, handle *m, status *x) { RECORD(s, g, P(c), P(x)); *flag = fake_flag; if (fake_flag) { *m = (handle)fake_message; put(x); } return fake_result; }
int MPI_Mrecv(void *b, int n, handle t, handle *m, status *s) { RECORD(P(b), n, P(t), P(*m), P(s)); put(s); return fake_result; }
int MPI_Imrecv(void *b, int n, handle t, handle *m, handle *q) { RECORD(P(b), n, P(t), P(*m)); if (!fake_result) *q = (handle)fake_next_request++; return fake_result; }
int MPI_Psend_init(const void *b, int p, long long n, handle t, int d, int g, handle c, handle i, handle *q) { RECORD(P(b), p, n, P(t), d, g, P(c), P(i)); *q = (handle)fake_next_request++; return fake_result; }
int MPI_Precv_init(void *b, int p, long long n, handle t, int d, int g, handle c, handle i, handle *q) { return MPI_Psend_init(b, p, n, t, d, g, c, i, q); }
int MPI_Pready(int p, handle q) { RECORD(p, P(q)); return fake_result; }
int MPI_Pready_range(int a, int b, handle q) { RECORD(a, b, P(q)); return fake_result; }
int MPI_Pready_list(int n, const int *p, handle q) { RECORD(n, P(p), P(q)); array(0, p, n < 16 ? n : 16); return fake_result; }
int MPI_Parrived(handle q, int p, int *flag) { RECORD(P(q), p); *flag = fake_flag; return fake_result; }

// Packing, local reduction
int MPI_Pack(const void *b, int n, handle t, void *o, int s, int *at, handle c) { RECORD(P(b), n, P(t), P(o), s, *at, P(c)); *at += fake_value; return fake_result; }
int MPI_Unpack(const void *b, int s, int *at, void *o, int n, handle t, handle c) { RECORD(P(b), s, *at, P(o), n, P(t), P(c)); *at += fake_value; return fake_result; }
int MPI_Type_size(handle t, int *n) { RECORD(P(t)); *n = fake_value; return fake_result; }
int MPI_Reduce_local(const void *a, void *b, int n, handle t, handle o) { RECORD(P(a), P(b), n, P(t), P(o)); return fake_result; }

// Collectives: what their arrays held goes to fake_arrays (4-byte elements) or fake_wide (8-byte elements).
int64_t fake_wide[4][1024];
static void wide(int i, const int64_t *from, int n) { if (from) memcpy(fake_wide[i], from, 8 * (size_t)n); }
static void handles(int i, const handle *from, int n) { for (int k = 0; from && k < n; k++) fake_wide[i][k] = P(from[k]); }
int MPI_Ialltoallv(const void *sb, const int *sn, const int *sd, handle st, void *rb, const int *rn, const int *rd, handle rt, handle c, handle *q)
{ RECORD(P(sb), P(sn), P(sd), P(st), P(rb), P(rn), P(rd), P(rt), P(c)); if (!fake_result) *q = (handle)fake_next_request++; return fake_result; }
int MPI_Alltoallv_init(const void *sb, const int *sn, const int *sd, handle st, void *rb, const int *rn, const int *rd, handle rt, handle c, handle i, handle *q)
{ return MPI_Ialltoallv(sb, sn, sd, st, rb, rn, rd, rt, c, q); }
int MPI_Alltoallw(const void *sb, const int *sn, const int *sd, const handle *st, void *rb, const int *rn, const int *rd, const handle *rt, handle c)
{ RECORD(P(sb), P(sn), P(sd), P(st), P(rb), P(rn), P(rd), P(rt), P(c)); array(0, sn, 4); array(1, sd, 4); array(2, rn, 4); array(3, rd, 4); handles(0, st, 4); handles(1, rt, 4); return fake_result; }
int MPI_Neighbor_allgather(const void *sb, int sn, handle st, void *rb, int rn, handle rt, handle c) { RECORD(P(sb), sn, P(st), P(rb), rn, P(rt), P(c)); return fake_result; }
int MPI_Neighbor_alltoall(const void *sb, int sn, handle st, void *rb, int rn, handle rt, handle c) { RECORD(P(sb), sn, P(st), P(rb), rn, P(rt), P(c)); return fake_result; }
int MPI_Neighbor_alltoallw(const void *sb, const int *sn, const int64_t *sd, const handle *st, void *rb, const int *rn, const int64_t *rd, const handle *rt, handle c)
{ RECORD(P(sb), P(sn), P(sd), P(st), P(rb), P(rn), P(rd), P(rt), P(c)); array(0, sn, 2); wide(2, sd, 2); array(1, rn, 3); wide(3, rd, 3); handles(0, st, 2); handles(1, rt, 3); return fake_result; }

// Large counts
int MPI_Send_c(const void *b, long long n, handle t, int d, int g, handle c) { RECORD(P(b), n, P(t), d, g, P(c), 0xC); return fake_result; }
int MPI_Get_count_c(const status *s, handle t, long long *n) { RECORD(s->source, P(t)); *n = 0x123456789LL; return fake_result; }
int MPI_Gatherv_c(const void *sb, long long sn, handle st, void *rb, const int64_t *rn, const int64_t *rd, handle rt, int r, handle c)
{ RECORD(P(sb), sn, P(st), P(rb), P(rn), P(rd), P(rt), r, P(c)); wide(0, rn, 4); wide(1, rd, 4); return fake_result; }

// One-sided
int MPI_Put(const void *o, int n, handle t, int r, int64_t d, int tn, handle tt, handle w) { RECORD(P(o), n, P(t), r, d, tn, P(tt), P(w)); return fake_result; }
int MPI_Rput(const void *o, int n, handle t, int r, int64_t d, int tn, handle tt, handle w, handle *q) { *q = (handle)fake_next_request++; return MPI_Put(o, n, t, r, d, tn, tt, w); }
int MPI_Get_accumulate(const void *o, int n, handle t, void *x, int xn, handle xt, int r, int64_t d, int tn, handle tt, handle op, handle w)
{ RECORD(P(o), n, P(t), P(x), xn, P(xt), r, d, tn, P(tt), P(op), P(w)); return fake_result; }
int MPI_Compare_and_swap(const void *o, const void *k, void *x, handle t, int r, int64_t d, handle w) { RECORD(P(o), P(k), P(x), P(t), r, d, P(w)); return fake_result; }
int MPI_Fetch_and_op(const void *o, void *x, handle t, int r, int64_t d, handle op, handle w) { RECORD(P(o), P(x), P(t), r, d, P(op), P(w)); return fake_result; }
int MPI_Win_fence(int a, handle w) { RECORD(a, P(w)); return fake_result; }
int MPI_Win_lock(int l, int r, int a, handle w) { RECORD(l, r, a, P(w)); return fake_result; }
int MPI_Win_flush(int r, handle w) { RECORD(r, P(w)); return fake_result; }
