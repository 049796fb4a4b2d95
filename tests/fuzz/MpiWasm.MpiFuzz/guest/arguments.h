/* Arguments that are right and arguments that are not: random numbers, handles, values, addresses of buffers, and what stands there. */
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

#include "worker.h"

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
    /* The first two end the job, rightly. */
    return handle == MPI_ERRORS_ARE_FATAL || handle == MPI_ERRORS_ABORT || is_workers(handle) ? 0 : handle;
}

/* Of the program's own. */
static int added_class, added_code;

static int64_t good_number(int kind)
{
    switch (kind) {
    case K_Rank: return below(3) ? 0 : MPI_PROC_NULL;
    case K_Root: case K_Assert: case K_Index: return 0;
    case K_Tag: return below(4);
    case K_Flag: return below(2);
    case K_Color: return below(4) ? below(3) : MPI_UNDEFINED;
    case K_DispUnit: return 1 << below(4);
    case K_ErrorCode: return below(2) ? added_code : below(63);
    case K_ErrorClass: return below(2) ? added_class : below(63);
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
        0x2aaaaaab, 0x15555556, -8, 1000, 2000, 1999, 6, 16, 17, 65, 300, 641, 6700417 };
    static const int64_t wides[] = { INT64_MIN, INT64_MAX, INT64_MAX - 7, INT64_C(1) << 32, (INT64_C(1) << 32) + 1, INT64_C(1) << 31, INT64_C(1) << 61, INT64_C(1) << 62, -(INT64_C(1) << 32),
        -(INT64_C(1) << 31) - 1, INT64_C(0x1999999999999999) };
    if (wide && below(2))
        return wides[below(LENGTH(wides))];
    /* Around the powers of two, where sums and products of such numbers leave 64 bits. */
    if (wide && below(2)) {
        uint64_t near = (UINT64_C(1) << below(64)) + (uint64_t)(below(5) - 2);
        return (int64_t)(below(2) ? near : 0 - near);
    }
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
        if (p->array && hostile && below(4) == 0) {
            /* The same number many times, for lengths that no list of a library has. */
            int64_t same = below(2) ? 1 : value(p, 1);
            for (int k = 0; k < 1000; k++)
                put(at + k * p->size, p->size, same);
            break;
        }
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
