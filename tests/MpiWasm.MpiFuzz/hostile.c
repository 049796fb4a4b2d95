/*
 * hostile SEED FIRST COUNT: calls MPI procedures with arguments that are partly right and partly hostile. Every call is drawn from the seed and its number alone, so that one can be repeated without those before it.
 * Each is said before it is made ("C number name arguments") and after ("R code past"), so that the last line names the call that did not come back. One process, errors return; calls that would wait for ever are
 * given something to wait for, or a null handle.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct parameter { int kind, direction, address, wide, array, size, function; };
struct procedure { const char *name; int (*call)(const int64_t *); int n; const struct parameter *of; int code; };

/* Functions for the guest's callbacks, by their C types. They do as little as is right. */
static void f_MPI_Comm_errhandler_function(int *object, int *code, int more) { (void)object, (void)code, (void)more; }
#define f_MPI_File_errhandler_function f_MPI_Comm_errhandler_function
#define f_MPI_Session_errhandler_function f_MPI_Comm_errhandler_function
#define f_MPI_Win_errhandler_function f_MPI_Comm_errhandler_function
static int f_MPI_Comm_copy_attr_function(int object, int key, int state, int in, int *out, int *flag) { (void)object, (void)key, (void)state; *out = in; *flag = 1; return 0; }
#define f_MPI_Type_copy_attr_function f_MPI_Comm_copy_attr_function
#define f_MPI_Win_copy_attr_function f_MPI_Comm_copy_attr_function
static int f_MPI_Comm_delete_attr_function(int object, int key, int value, int state) { (void)object, (void)key, (void)value, (void)state; return 0; }
#define f_MPI_Type_delete_attr_function f_MPI_Comm_delete_attr_function
#define f_MPI_Win_delete_attr_function f_MPI_Comm_delete_attr_function
static void f_MPI_User_function(int in, int inout, int n, int type) { (void)in, (void)inout, (void)n, (void)type; }
#define f_MPI_User_function_c f_MPI_User_function
static int f_MPI_Datarep_conversion_function(int to, int type, int n, int from, int64_t at, int state) { (void)to, (void)type, (void)n, (void)from, (void)at, (void)state; return 0; }
static int f_MPI_Datarep_conversion_function_c(int to, int type, int64_t n, int from, int64_t at, int state) { (void)to, (void)type, (void)n, (void)from, (void)at, (void)state; return 0; }
static int f_MPI_Datarep_extent_function(int type, int *extent, int state) { (void)type, (void)state; *extent = 4; return 0; }
static int f_MPI_Grequest_query_function(int state, int status) { (void)state, (void)status; return 0; }
static int f_MPI_Grequest_free_function(int state) { (void)state; return 0; }
static int f_MPI_Grequest_cancel_function(int state, int complete) { (void)state, (void)complete; return 0; }
static void f_MPI_T_event_cb_function(int event, int registration, int safety, int data) { (void)event, (void)registration, (void)safety, (void)data; }
static void f_MPI_T_event_free_cb_function(int registration, int safety, int data) { (void)registration, (void)safety, (void)data; }
static void f_MPI_T_event_dropped_cb_function(int64_t n, int registration, int source, int safety, int data) { (void)n, (void)registration, (void)source, (void)safety, (void)data; }

#include "procedures.h"

#define LENGTH(array) ((int)(sizeof(array) / sizeof *(array)))
#define A(pointer) ((int)(uintptr_t)(pointer))

static uint64_t state;
static uint32_t random32(void)
{
    uint64_t z = state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return (uint32_t)(z >> 32);
}
static int below(int n) { return (int)(random32() % (uint32_t)n); }

/* Handles that are valid, and those that were. */
enum { POOL = 12 };
static struct pool { uint32_t live[POOL], stale[POOL]; int n, s; } pools[KINDS];

static int is_live(int kind, uint32_t handle)
{
    for (int i = 0; i < pools[kind].n; i++)
        if (pools[kind].live[i] == handle)
            return 1;
    for (int i = 0; i < choices[kind].n; i++)
        if ((uint32_t)choices[kind].values[i] == handle)
            return 1;
    return 0;
}

static void went(int kind, uint32_t handle)
{
    struct pool *p = &pools[kind];
    for (int i = 0; i < p->n; i++)
        if (p->live[i] == handle) {
            p->live[i] = p->live[--p->n];
            p->stale[p->s++ % POOL] = handle;
            return;
        }
}

static void came(int kind, uint32_t handle)
{
    struct pool *p = &pools[kind];
    if (handle == (uint32_t)choices[kind].null || is_live(kind, handle))
        return;
    if (kind == K_Win)
        MPI_Win_set_errhandler((int)handle, MPI_ERRORS_RETURN);
    if (p->n == POOL) {
        int old = (int)p->live[below(POOL)], copy = old;
        switch (kind) {
        case K_Comm: MPI_Comm_free(A(&copy)); break;
        case K_Group: MPI_Group_free(A(&copy)); break;
        case K_Datatype: MPI_Type_free(A(&copy)); break;
        case K_Op: MPI_Op_free(A(&copy)); break;
        case K_Request: MPI_Cancel(A(&copy)); MPI_Request_free(A(&copy)); break;
        case K_Info: MPI_Info_free(A(&copy)); break;
        case K_Errhandler: MPI_Errhandler_free(A(&copy)); break;
        case K_Win: MPI_Win_unlock_all(copy); MPI_Win_free(A(&copy)); break;
        case K_File: MPI_File_close(A(&copy)); break;
        case K_Session: MPI_Session_finalize(A(&copy)); break;
        default: break;
        }
        went(kind, (uint32_t)old);
    }
    if (p->n < POOL)
        p->live[p->n++] = handle;
}

static uint32_t good_handle(int kind)
{
    struct pool *p = &pools[kind];
    if (p->n > 0 && (choices[kind].n == 0 || below(2)))
        return p->live[below(p->n)];
    return (uint32_t)(choices[kind].n > 0 ? choices[kind].values[below(choices[kind].n)] : choices[kind].null);
}

static uint32_t bad_handle(int kind)
{
    uint32_t handle;
    switch (below(8)) {
    case 0: case 1: handle = (uint32_t)choices[kind].null; break;
    case 2: handle = pools[kind].s > 0 ? pools[kind].stale[below(pools[kind].s < POOL ? pools[kind].s : POOL)] : 0; break;
    case 3: handle = good_handle(kind) ^ 1u << below(32); break;
    case 4: handle = good_handle(below(KINDS)); break;
    case 5: handle = (uint32_t)below(1100); break;
    case 6: handle = below(2) ? 0 : 0xffffffffu; break;
    default: handle = random32(); break;
    }
    /* These end the job, rightly. */
    return handle == MPI_ERRORS_ARE_FATAL || handle == MPI_ERRORS_ABORT ? 0 : handle;
}

static int64_t good_number(int kind)
{
    switch (kind) {
    case K_Rank: return below(3) ? 0 : MPI_PROC_NULL;
    case K_Root: case K_Assert: case K_Index: return 0;
    case K_Tag: return below(4);
    case K_Flag: return below(2);
    case K_Color: return below(4) ? below(3) : MPI_UNDEFINED;
    case K_DispUnit: return 1 << below(4);
    case K_ErrorCode: case K_ErrorClass: return below(63);
    case K_Count: case K_Length: return below(8) ? 1 + below(2) : 0;
    case K_Displacement: case K_TargetDisp: return below(3);
    case K_Bytes: return below(300);
    case K_Aint: case K_Offset: return 4 * below(32);
    case K_Weight: return 1;
    case K_DistributionArgument: return MPI_DISTRIBUTE_DFLT_DARG;
    case K_Amode: return below(2) ? MPI_MODE_RDWR | MPI_MODE_CREATE : choices[kind].values[below(choices[kind].n)];
    default: return choices[kind].n > 0 ? choices[kind].values[below(choices[kind].n)] : below(4);
    }
}

static int64_t bad_number(int wide)
{
    static const int64_t numbers[] = { -1, -2, -3, -4, -5, 1, 2, 3, 1024, 0x200000, 0x1000000, 0x40000000, 0x7fffffff, 0x7ffffffe, -0x7fffffff - 1, -32766, -32767, -100,
        0x2aaaaaab, 0x15555556, -8, 1000, 2000, 1999 };
    static const int64_t wides[] = { INT64_MIN, INT64_MAX, INT64_MAX - 7, INT64_C(1) << 32, (INT64_C(1) << 32) + 1, INT64_C(1) << 31, INT64_C(1) << 61, INT64_C(1) << 62, -(INT64_C(1) << 32),
        -(INT64_C(1) << 31) - 1, INT64_C(0x1999999999999999) };
    if (wide && below(2))
        return wides[below(LENGTH(wides))];
    return below(6) ? numbers[below(LENGTH(numbers))] : (int32_t)random32();
}

/* Buffers: a slot for each parameter, in memory of their own behind everything else. */
enum { MEMORY = 0x4000000, SLOT = 0x10000, SLOTS = 20, CENTRE = 0x8000 };
static char *arena;
static char *slot(int i) { return arena + i * SLOT + CENTRE; }
static char *end(void) { return (char *)(__builtin_wasm_memory_size(0) * 65536u); }

static int64_t bad_address(int i)
{
    switch (below(14)) {
    case 0: case 1: return 0;
    case 2: return 1 + below(16);
    case 3: return 0xfffffff0;
    case 4: return 0xffffffff;
    case 5: return 0x80000000;
    case 6: return A(end());
    case 7: return A(end() - 1 - below(40));
    case 8: return A(end() - 65536);
    case 9: return A(slot(i) + 1);
    case 10: return random32();
    case 11: return A(end() - 8);
    case 12: return 0x7ffffff8;
    default: return A(slot(i) + 2);
    }
}

static const char *const texts[] = { "a", "key", "mpi://WORLD", "mpi://SELF", "f1", "f2", "native", "external32", "true", "f3", "wide" };

static void fill_text(char *to, int hostile)
{
    switch (hostile ? 1 + below(5) : 0) {
    case 0: strcpy(to, texts[below(LENGTH(texts))]); break;
    case 1: memset(to, 'x', 30000), to[30000] = 0; break;
    case 2: to[0] = 0; break;
    case 3: strcpy(to, "../../../../etc/passwd"); break;
    case 4: strcpy(to, "\xff\xfe%n%s%s\xc0\x80"); break;
    default: memset(to, below(256), 1200), to[1200] = 0; break;
    }
}

static void put(char *to, int size, int64_t value)
{
    if (size == 8)
        memcpy(to, &value, 8);
    else
        memcpy(to, &(int32_t){ (int32_t)value }, 4);
}

static int64_t value(const struct parameter *p, int hostile)
{
    if (choices[p->kind].handle)
        return hostile ? bad_handle(p->kind) : good_handle(p->kind);
    return hostile ? bad_number(p->wide || p->size == 8) : good_number(p->kind);
}

/* What stands at the argument's address before the call. */
static void fill(int i, const struct parameter *p, int hostile)
{
    char *at = slot(i);
    memset(at, 0, 4096);
    switch (p->kind) {
    case K_Buffer: case K_Argc: case K_Argv: break;
    case K_String:
        if (p->direction == 0)
            fill_text(at, hostile);
        break;
    case K_Strings:
        fill_text(at + 64, 0), fill_text(at + 128, hostile && below(2));
        put(at, 4, A(at + 64)), put(at + 4, 4, hostile && below(2) ? bad_address(i) : A(at + 128));
        break;
    case K_StringArrays:
        fill_text(at + 128, 0);
        put(at, 4, A(at + 64)), put(at + 4, 4, hostile && below(2) ? bad_address(i) : A(at + 64));
        put(at + 64, 4, A(at + 128)), put(at + 68, 4, hostile ? bad_address(i) : 0);
        break;
    case K_Range:
        for (int k = 0; k < 12; k++)
            put(at + 4 * k, 4, hostile && below(3) == 0 ? bad_number(0) : k % 3 == 2);
        break;
    case K_Status:
        if (hostile)
            for (int k = 0; k < 64; k++)
                at[k] = (char)random32();
        break;
    default:
        if (p->direction == 1)
            break;
        for (int k = 0; k < (p->array ? 8 : 1); k++)
            put(at + k * p->size, p->size, value(p, hostile && (!p->array || below(2))));
        break;
    }
}

static int64_t function_of(const struct parameter *p, int hostile)
{
    if (!hostile)
        return p->function;
    switch (below(6)) {
    case 0: return 0;
    case 1: return 1;
    case 2: return A(&f_MPI_Grequest_free_function);
    case 3: return 0x7fffffff;
    case 4: return -1;
    default: return below(800);
    }
}

/* A message to itself, for a procedure that waits for one; and a receive for one that may wait for it. Nothing else uses this communicator. */
static int meshes[3], quiet, self_group, exposed, locks;
static const char *name;
static int named(const char *text)
{
    size_t n = strlen(text);
    return strncmp(name, text, n) == 0 && (name[n] == 0 || strcmp(name + n, "_c") == 0);
}
#define POSTED (arena + SLOTS * SLOT)
static int posted_send = MPI_REQUEST_NULL, posted_receive = MPI_REQUEST_NULL;

static int find(const struct procedure *p, int kind, int nth)
{
    for (int i = 0; i < p->n; i++)
        if (p->of[i].kind == kind && nth-- == 0)
            return i;
    return -1;
}

/* The tag that matches: one that is too large is refused in both calls. */
static int tag_or(int64_t tag) { return tag >= 0 ? (int)tag : 0; }

/* Receives what has been sent. */
static void drain(void)
{
    int flag;
    for (int k = 0; k < 64; k++) {
        if (MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, quiet, A(&flag), 0) || !flag)
            break;
        MPI_Recv(A(POSTED), 8 * SLOT, MPI_BYTE, MPI_ANY_SOURCE, MPI_ANY_TAG, quiet, 0);
    }
}

/* Types of one element: MPICH aborts, natively too, when a message has another element size than the type it is received with. */
static int alike[6], kinds_alike;

static void match(const struct procedure *p, int64_t *a)
{
    int first = find(p, K_Datatype, 0), peers = find(p, K_Rank, 0) >= 0 && (find(p, K_Comm, 0) >= 0 || find(p, K_Message, 0) >= 0);
    if (first < 0 || p->of[first].direction != 0 || (!peers && find(p, K_Datatype, 1) < 0 && find(p, K_Win, 0) < 0 && find(p, K_Message, 0) < 0))
        return;
    for (int nth = 0, i; (i = find(p, K_Datatype, nth)) >= 0; nth++) {
        if (p->of[i].address) {
            for (int k = 0; k < 8; k++)
                if (is_live(K_Datatype, *(uint32_t *)(slot(i) + 4 * k)))
                    put(slot(i) + 4 * k, 4, alike[below(kinds_alike)]);
        } else if (is_live(K_Datatype, (uint32_t)a[i])) {
            a[i] = alike[below(kinds_alike)];
        }
    }
}

static void before(const struct procedure *p, int64_t *a)
{
    name = p->name;
    if (strncmp(p->name, "MPI_Type_", 9) != 0)
        match(p, a);
    /* MPICH ends the job, natively too, when a message is received where it is sent from. */
    if (named("MPI_Irecv") || named("MPI_Recv") || named("MPI_Imrecv") || named("MPI_Mrecv") || named("MPI_Recv_init") || named("MPI_Precv_init") || named("MPI_Isendrecv"))
        for (int i = 0; i < p->n; i++)
            if (p->of[i].kind == K_Buffer && p->of[i].direction == 1 && a[i] == A(slot(i)))
                a[i] = A(slot(i) - 0x6000);
    /* Only graphs that are the same from both ends: over others a process waits for what nobody sends. */
    int meshed = strncmp(name, "MPI_Neighbor_", 13) == 0 ? find(p, K_Comm, 0) : -1, known;
    if (meshed >= 0 && MPI_Comm_size((int)a[meshed], A(&known)) == 0)
        a[meshed] = meshes[below(3)];
    int comm = find(p, K_Comm, 0), rank = find(p, K_Rank, 0), tag = find(p, K_Tag, 0), win = find(p, K_Win, 0);
    int size, live = comm >= 0 && !p->of[comm].address && MPI_Comm_size((int)a[comm], A(&size)) == 0;
    if (named("MPI_Recv") || named("MPI_Probe") || named("MPI_Mprobe")) {
        if (live && (a[rank] == 0 || a[rank] == MPI_ANY_SOURCE)) {
            drain();
            a[comm] = quiet;
            MPI_Isend(A(POSTED + 9 * SLOT), 0, MPI_BYTE, 0, tag_or(a[tag]), quiet, A(&posted_send));
        }
    } else if (named("MPI_Bsend_init")) {
        /* All that is buffered goes where it is received again: who takes the buffer back waits for it. */
        if (live)
            a[comm] = quiet;
    } else if (named("MPI_Send") || named("MPI_Ssend") || named("MPI_Rsend") || named("MPI_Bsend") || named("MPI_Isend") || named("MPI_Issend") || named("MPI_Irsend") || named("MPI_Ibsend")) {
        if (live && a[rank] == 0) {
            drain();
            a[comm] = quiet;
            MPI_Irecv(A(POSTED), 8 * SLOT, MPI_BYTE, MPI_ANY_SOURCE, MPI_ANY_TAG, quiet, A(&posted_receive));
        }
    } else if (named("MPI_Sendrecv") || named("MPI_Sendrecv_replace")) {
        int source = find(p, K_Rank, 1), other = find(p, K_Tag, 1);
        if (live) {
            drain();
            a[comm] = quiet;
            if (a[rank] == 0 && (a[source] == 0 || a[source] == MPI_ANY_SOURCE)) {
                a[other] = a[tag];
            } else if (a[source] == 0 || a[source] == MPI_ANY_SOURCE) {
                MPI_Isend(A(POSTED + 9 * SLOT), 0, MPI_BYTE, 0, tag_or(a[other]), quiet, A(&posted_send));
            } else if (a[rank] == 0) {
                MPI_Irecv(A(POSTED), 8 * SLOT, MPI_BYTE, MPI_ANY_SOURCE, MPI_ANY_TAG, quiet, A(&posted_receive));
            }
        }
    } else if (named("MPI_Wait") || named("MPI_Waitall") || named("MPI_Waitany") || named("MPI_Waitsome")) {
        int at = find(p, K_Request, 0);
        for (int k = 0; a[at] == A(slot(at)) && k < 8; k++) {
            int flag = 0, *handle = (int *)slot(at) + k;
            if (MPI_Request_get_status(*handle, A(&flag), 0) == 0 && !flag)
                *handle = MPI_REQUEST_NULL;
        }
    } else if (strstr(name, "detach_buffer") || strstr(name, "flush_buffer") || named("MPI_Buffer_detach") || named("MPI_Buffer_flush")) {
        drain();
    } else if (named("MPI_Comm_disconnect")) {
        /* It waits for what goes on in the communicator. */
        int handle = *(int *)slot(0);
        if (a[0] == A(slot(0)) && is_live(K_Comm, (uint32_t)handle) && handle != MPI_COMM_WORLD && handle != MPI_COMM_SELF)
            MPI_Comm_dup(MPI_COMM_SELF, A(slot(0)));
    } else if (win >= 0 && !p->of[win].address && is_live(K_Win, (uint32_t)a[win])) {
        if (named("MPI_Win_post") || named("MPI_Win_start") || named("MPI_Win_complete") || named("MPI_Win_wait") || named("MPI_Win_test")) {
            a[win] = exposed;
            int group = find(p, K_Group, 0);
            if (group >= 0 && is_live(K_Group, (uint32_t)a[group]))
                a[group] = self_group;
            int hints = find(p, K_Assert, 0);
            if (hints >= 0)
                a[hints] &= ~(int64_t)MPI_MODE_NOCHECK;
            if (!named("MPI_Win_post")) {
                MPI_Win_post(self_group, 0, exposed);
                if (!named("MPI_Win_start")) {
                    MPI_Win_start(self_group, 0, exposed);
                    if (!named("MPI_Win_complete"))
                        MPI_Win_complete(exposed);
                }
            }
        } else if (named("MPI_Win_lock") || named("MPI_Win_lock_all")) {
            a[win] = locks;
        } else if (named("MPI_Win_unlock")) {
            MPI_Win_lock(MPI_LOCK_SHARED, 0, 0, (int)(a[win] = locks));
        } else if (named("MPI_Win_unlock_all")) {
            MPI_Win_lock_all(0, (int)(a[win] = locks));
        }
    }
}

static void after(const struct procedure *p, int64_t *a, int code)
{
    int flag, win = find(p, K_Win, 0);
    name = p->name;
    if (named("MPI_Mprobe") && code == 0 && a[3] == A(slot(3))) {
        int message;
        memcpy(&message, slot(3), 4);
        if (below(2))
            MPI_Mrecv(A(POSTED), 8, MPI_BYTE, A(&message), 0);
    }
    if (posted_send != MPI_REQUEST_NULL || posted_receive != MPI_REQUEST_NULL) {
        drain();
        int *open[] = { &posted_send, &posted_receive };
        for (int k = 0; k < 2; k++)
            if (*open[k] != MPI_REQUEST_NULL) {
                MPI_Test(A(open[k]), A(&flag), 0);
                if (*open[k] != MPI_REQUEST_NULL && k == 1) {
                    MPI_Cancel(A(open[k]));
                    MPI_Wait(A(open[k]), 0);
                }
                *open[k] = MPI_REQUEST_NULL;
            }
    }
    if (win < 0 || p->of[win].address)
        return;
    if (a[win] == exposed && exposed != MPI_WIN_NULL) {
        if (named("MPI_Win_post") && code == 0)
            MPI_Win_start(self_group, 0, exposed), code = 0;
        if ((named("MPI_Win_post") && code == 0) || named("MPI_Win_start")) {
            if (named("MPI_Win_start") && code)
                MPI_Win_start(self_group, 0, exposed);
            MPI_Win_complete(exposed);
        }
        if ((named("MPI_Win_post") && code == 0) || named("MPI_Win_start") || named("MPI_Win_complete"))
            MPI_Win_wait(exposed);
        if (named("MPI_Win_test") && !*(int *)slot(1))
            MPI_Win_wait(exposed);
    } else if (a[win] == locks && locks != MPI_WIN_NULL && code == 0) {
        if (named("MPI_Win_lock"))
            MPI_Win_unlock((int)a[1], locks);
        else if (named("MPI_Win_lock_all"))
            MPI_Win_unlock_all(locks);
    }
}

/* The class a wrong argument of a kind gets. */
static int class_of(int kind)
{
    switch (kind) {
    case K_Comm: return MPI_ERR_COMM;
    case K_Group: return MPI_ERR_GROUP;
    case K_Datatype: return MPI_ERR_TYPE;
    case K_Op: return MPI_ERR_OP;
    case K_Request: case K_Message: return MPI_ERR_REQUEST;
    case K_Info: return MPI_ERR_INFO;
    case K_Errhandler: return MPI_ERR_ERRHANDLER;
    case K_Win: return MPI_ERR_WIN;
    case K_File: return MPI_ERR_FILE;
    case K_Session: return MPI_ERR_SESSION;
    case K_Buffer: return MPI_ERR_BUFFER;
    case K_Count: return MPI_ERR_COUNT;
    case K_TEnum: case K_TCvarHandle: case K_TPvarHandle: case K_TEventRegistration: case K_TEventInstance: return MPI_T_ERR_INVALID_HANDLE;
    case K_TPvarSession: return MPI_T_ERR_INVALID_SESSION;
    default: return MPI_ERR_ARG;
    }
}

static void say(const char *text, int n)
{
    for (int done = 0, now; done < n && (now = (int)write(1, text + done, (size_t)(n - done))) > 0; done += now) {
    }
}

static void call(int number, uint64_t seed, int limit)
{
    char line[512];
    int64_t a[20] = { 0 };
    int before_call[20][8], right = 1;
    state = seed * 1000003u + (uint64_t)number * 0x100000001b3u;
    random32();
    const struct procedure *p = &procedures[limit >= 0 ? limit : number % LENGTH(procedures)];
    int mode = below(10), odd = p->n > 0 ? below(p->n) : 0;
    memset(end() - 64, 'x', 64);
    for (int i = 0; i < p->n; i++) {
        const struct parameter *q = &p->of[i];
        int hostile = mode < 3 ? 0 : mode < 8 ? i == odd : below(2);
        if (i == 0)
            right = !hostile;
        if (q->kind == K_Function) {
            a[i] = function_of(q, hostile);
        } else if (q->address) {
            fill(i, q, hostile && below(2));
            a[i] = hostile && below(2) ? bad_address(i) : A(slot(i));
        } else {
            a[i] = value(q, hostile);
        }
        if (q->address && choices[q->kind].handle)
            memcpy(before_call[i], slot(i), sizeof before_call[i]);
    }
    before(p, a);
    int n = snprintf(line, sizeof line, "C %d %s", number, p->name);
    for (int i = 0; i < p->n; i++)
        n += snprintf(line + n, sizeof line - (size_t)n, p->of[i].address ? " @%llx" : " %lld", p->of[i].address ? (long long)(uint32_t)a[i] : (long long)a[i]);
    line[n++] = '\n';
    say(line, n);
    int code = p->call(a);
    if (!p->code)
        code = 0;
    int past = code != MPI_ERR_UNSUPPORTED_OPERATION && (code == 0 || p->n == 0 || (right && code != class_of(p->of[0].kind)));
    say(line, snprintf(line, sizeof line, "R %d %d\n", code, past));
    after(p, a, code);
    for (int i = 0; i < p->n; i++) {
        const struct parameter *q = &p->of[i];
        if (!q->address || !choices[q->kind].handle || a[i] != A(slot(i)))
            continue;
        for (int k = 0; k < (q->array ? 8 : 1); k++) {
            int now;
            memcpy(&now, slot(i) + 4 * k, 4);
            if (q->direction == 2 && now != before_call[i][k])
                went(q->kind, (uint32_t)before_call[i][k]);
            else if (q->direction == 1 && code == 0 && k == 0)
                came(q->kind, (uint32_t)now);
        }
    }
}

static void set_up(void)
{
    int handle, two[] = { 1, 1 }, minus[] = { -8, 4 };
    int dims[] = { 1, 1 }, wrap[] = { 1, 0 };
    /* The heap is made before, and what is left of the memory is the arena's: a count of millions is out of bounds, instead of overlapping other arguments. */
    free(malloc(24 << 20));
    if (__builtin_wasm_memory_grow(0, MEMORY / 65536 - __builtin_wasm_memory_size(0)) == (size_t)-1)
        exit(3);
    arena = (char *)MEMORY - (SLOTS + 12) * SLOT;
    MPI_Init(0, 0);
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    MPI_Comm_set_errhandler(MPI_COMM_SELF, MPI_ERRORS_RETURN);
    MPI_Comm_dup(MPI_COMM_WORLD, A(&quiet));
    MPI_Comm_group(MPI_COMM_SELF, A(&self_group));
    MPI_Cart_create(MPI_COMM_SELF, 2, A(dims), A(wrap), 0, A(&meshes[0]));
    MPI_Graph_create(MPI_COMM_SELF, 1, A(two), A((int[]){ 0 }), 0, A(&meshes[1]));
    MPI_Dist_graph_create_adjacent(MPI_COMM_SELF, 1, A((int[]){ 0 }), 10, 1, A((int[]){ 0 }), 10, MPI_INFO_NULL, 0, A(&meshes[2]));
    alike[kinds_alike++] = MPI_INT;
    MPI_Type_vector(2, 1, -2, MPI_INT, A(&alike[kinds_alike]));
    MPI_Type_commit(A(&alike[kinds_alike++]));
    MPI_Type_create_resized(MPI_INT, -16, 0x10000000, A(&alike[kinds_alike]));
    MPI_Type_commit(A(&alike[kinds_alike++]));
    MPI_Type_contiguous(3, MPI_INT, A(&alike[kinds_alike]));
    MPI_Type_commit(A(&alike[kinds_alike++]));
#define MADE(kind, made) do { handle = choices[kind].null; if ((made) == 0) came(kind, (uint32_t)handle); } while (0)
    MADE(K_Comm, MPI_Comm_dup(MPI_COMM_SELF, A(&handle)));
    MADE(K_Comm, MPI_Cart_create(MPI_COMM_SELF, 2, A(dims), A(wrap), 0, A(&handle)));
    MADE(K_Comm, MPI_Graph_create(MPI_COMM_SELF, 1, A(two), A((int[]){ 0 }), 0, A(&handle)));
    MADE(K_Comm, MPI_Dist_graph_create_adjacent(MPI_COMM_SELF, 1, A((int[]){ 0 }), 10, 1, A((int[]){ 0 }), 10, MPI_INFO_NULL, 0, A(&handle)));
    MADE(K_Group, MPI_Comm_group(MPI_COMM_SELF, A(&handle)));
    MADE(K_Datatype, MPI_Type_vector(2, 1, -2, MPI_INT, A(&handle)));
    MPI_Type_commit(A(&handle));
    MADE(K_Datatype, MPI_Type_create_hindexed(2, A(two), A(minus), MPI_DOUBLE, A(&handle)));
    MPI_Type_commit(A(&handle));
    MADE(K_Datatype, MPI_Type_create_resized(MPI_INT, -16, 0x10000000, A(&handle)));
    MPI_Type_commit(A(&handle));
    MADE(K_Datatype, MPI_Type_contiguous(0, MPI_INT, A(&handle)));
    MPI_Type_commit(A(&handle));
    MADE(K_Datatype, MPI_Type_contiguous(3, MPI_INT, A(&handle)));
    MADE(K_Op, MPI_Op_create(A(&f_MPI_User_function), 1, A(&handle)));
    MADE(K_Info, MPI_Info_create(A(&handle)));
    MPI_Info_set(handle, A("key"), A("value"));
    MADE(K_Errhandler, MPI_Comm_create_errhandler(A(&f_MPI_Comm_errhandler_function), A(&handle)));
    MADE(K_Request, MPI_Send_init(A(POSTED), 1, MPI_INT, MPI_PROC_NULL, 0, MPI_COMM_SELF, A(&handle)));
    MADE(K_Request, MPI_Irecv(A(POSTED), 1, MPI_INT, MPI_PROC_NULL, 0, MPI_COMM_SELF, A(&handle)));
    for (int k = 0; k < 3; k++) {
        handle = MPI_WIN_NULL;
        if (MPI_Win_create(A(POSTED), 0x1000, 1, MPI_INFO_NULL, MPI_COMM_SELF, A(&handle)) == 0)
            MPI_Win_set_errhandler(handle, MPI_ERRORS_RETURN);
        else
            handle = MPI_WIN_NULL;
        if (k == 0)
            exposed = handle;
        else if (k == 1)
            locks = handle;
        else
            came(K_Win, (uint32_t)handle);
    }
    MADE(K_Win, MPI_Win_create(A(POSTED), 0x1000, 4, MPI_INFO_NULL, MPI_COMM_SELF, A(&handle)));
    if (handle != MPI_WIN_NULL)
        MPI_Win_lock_all(0, handle);
    MADE(K_Session, MPI_Session_init(MPI_INFO_NULL, MPI_ERRORS_RETURN, A(&handle)));
    MADE(K_File, MPI_File_open(MPI_COMM_SELF, A("f1"), MPI_MODE_RDWR | MPI_MODE_CREATE, MPI_INFO_NULL, A(&handle)));
    MPI_T_init_thread(MPI_THREAD_SINGLE, A(&handle));
    MADE(K_TPvarSession, MPI_T_pvar_session_create(A(&handle)));
    for (int k = 0, n; k < 4; k++)
        MADE(K_TCvarHandle, MPI_T_cvar_handle_alloc(k, 0, A(&handle), A(&n)));
    MADE(K_Keyval, MPI_Comm_create_keyval(A(&f_MPI_Comm_copy_attr_function), A(&f_MPI_Comm_delete_attr_function), A(&handle), 5));
    MADE(K_Keyval, MPI_Type_create_keyval(A(&f_MPI_Comm_copy_attr_function), A(&f_MPI_Comm_delete_attr_function), A(&handle), 5));
    MADE(K_Keyval, MPI_Win_create_keyval(A(&f_MPI_Comm_copy_attr_function), A(&f_MPI_Comm_delete_attr_function), A(&handle), 5));
}

int main(int argc, char **argv)
{
    uint64_t seed = argc > 1 ? strtoull(argv[1], 0, 10) : 1;
    int first = argc > 2 ? atoi(argv[2]) : 0, count = argc > 3 ? atoi(argv[3]) : 1000;
    int only = -1;
    for (int i = 0; argc > 4 && i < LENGTH(procedures); i++)
        if (strcmp(procedures[i].name, argv[4]) == 0)
            only = i;
    say("start\n", 6);
    set_up();
    for (int number = first; number < first + count; number++)
        call(number, seed, only);
    say("end\n", 4);
    MPI_Finalize();
    return 0;
}
