/*
 * hostile SEED FIRST COUNT [NAME]: calls MPI procedures with arguments that are partly right and partly hostile. Every call is drawn from the seed and its number alone, so that one can be repeated without those before it.
 * Each is said before it is made ("C number name arguments") and after ("R code past"), so that the last line names the call that did not come back. Errors return; calls that would wait for ever are
 * given something to wait for, or a null handle. Functions that MPI calls make such calls too. Of several
 * processes the first one tells. Compiled with -pthread -DTHREADS it has a second thread that makes right calls.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct parameter { int kind, direction, address, wide, array, size, function; };
struct procedure { const char *name; int (*call)(const int64_t *); int n; const struct parameter *of; int code; };

#include "functions.h"
#include "procedures.h"
#include "arguments.h"
#include "partners.h"

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

/* Which handles stood at the arguments before a call. */
typedef int handles[20][8];

/* Draws the arguments; whether the first is right. */
static int draw(const struct procedure *p, int64_t *a, handles before_call)
{
    int right = 1;
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
    return right;
}

/* Which objects have come and gone. */
static void note(const struct procedure *p, const int64_t *a, handles before_call, int code)
{
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

/* What a function that MPI calls does first, now and then: any call of MPI, with arguments as above, and MPI_Finalize, which must be
   refused. */
static int is_calling, levels, entries;

static void meddle(enum below_it below_it)
{
    if (!is_calling || levels == 2 || ++entries > 20)
        return;
    uint64_t mine = state;
    const char *outer = name;
    int64_t a[20] = { 0 };
    handles before_call;
    int posted[] = { posted_send, posted_receive }, finalized = 0;
    posted_send = posted_receive = MPI_REQUEST_NULL;
    levels++;
    for (int calls = below(3); calls > 0; calls--) {
        const struct procedure *p = &procedures[below(LENGTH(procedures))];
        draw(p, a, before_call);
        /* What would wait is refused there anyway. */
        if (below_it == OURS)
            before(p, a);
        int code = p->call(a);
        if (below_it == OURS)
            after(p, a, code);
        note(p, a, before_call, p->code ? code : 0);
    }
    if (below(4) == 0 && (MPI_Finalize() == 0 || (MPI_Finalized(A(&finalized)), finalized))) {
        say("MPI_Finalize in a callback\n", 27);
        exit(9);
    }
    levels--;
    posted_send = posted[0], posted_receive = posted[1];
    name = outer;
    state = mine;
}

static int is_quiet;

static void call(int number, uint64_t seed, int limit)
{
    char line[512];
    int64_t a[20] = { 0 };
    handles before_call;
    state = seed * 1000003u + (uint64_t)number * 0x100000001b3u;
    random32();
    const struct procedure *p = &procedures[limit >= 0 ? limit : number % LENGTH(procedures)];
    int right = draw(p, a, before_call);
    entries = 0;
    before(p, a);
    int n = snprintf(line, sizeof line, "C %d %s", number, p->name);
    for (int i = 0; i < p->n; i++)
        n += snprintf(line + n, sizeof line - (size_t)n, p->of[i].address ? " @%llx" : " %lld", p->of[i].address ? (long long)(uint32_t)a[i] : (long long)a[i]);
    line[n++] = '\n';
    if (!is_quiet)
        say(line, n);
    is_calling = 1;
    int code = p->call(a);
    is_calling = 0;
    if (!p->code)
        code = 0;
    int past = code != MPI_ERR_UNSUPPORTED_OPERATION && (code == 0 || p->n == 0 || (right && code != class_of(p->of[0].kind)));
    if (!is_quiet)
        say(line, snprintf(line, sizeof line, "R %d %d\n", code, past));
    after(p, a, code);
    note(p, a, before_call, code);
}

/* Valid handles of every kind. */
static void make_objects(void)
{
    int handle, key, errors, two[] = { 1, 1 }, minus[] = { -8, 4 }, dims[] = { 1, 1 }, wrap[] = { 1, 0 };
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
    /* Lower bounds far from the data, also below another bound: libraries that take them for the place of data leave the memory. */
    static const int64_t bounds[] = { -0x40000000, -0x100000001, 0x1f0000000 };
    for (int k = 0; k < LENGTH(bounds); k++) {
        int pieces, far;
        MPI_Type_vector(2, 3, 5, MPI_INT, A(&pieces));
        MPI_Type_create_resized_c(pieces, bounds[k], 76, A(&far));
        MPI_Type_free(A(&pieces));
        MADE(K_Datatype, k == 1 ? MPI_Type_create_resized(far, 0, 76, A(&handle)) : MPI_Type_dup(far, A(&handle)));
        MPI_Type_commit(A(&handle));
        MPI_Type_free(A(&far));
    }
    MADE(K_Datatype, MPI_Type_contiguous(0, MPI_INT, A(&handle)));
    MPI_Type_commit(A(&handle));
    MADE(K_Datatype, MPI_Type_contiguous(3, MPI_INT, A(&handle)));
    MADE(K_Op, MPI_Op_create(A(&f_MPI_User_function), 1, A(&handle)));
    MADE(K_Info, MPI_Info_create(A(&handle)));
    MPI_Info_set(handle, A("key"), A("value"));
    MADE(K_Errhandler, MPI_Comm_create_errhandler(A(&f_MPI_Comm_errhandler_function), A(&handle)));
    MADE(K_Request, MPI_Send_init(A(POSTED), 1, MPI_INT, MPI_PROC_NULL, 0, MPI_COMM_SELF, A(&handle)));
    MADE(K_Request, MPI_Irecv(A(POSTED), 1, MPI_INT, MPI_PROC_NULL, 0, MPI_COMM_SELF, A(&handle)));
    MADE(K_Request, MPI_Recv_init(A(POSTED), 1, MPI_INT, MPI_PROC_NULL, 0, MPI_COMM_SELF, A(&handle)));
    MADE(K_Request, MPI_Precv_init(A(POSTED), 1, 1, MPI_INT, MPI_PROC_NULL, 0, MPI_COMM_SELF, MPI_INFO_NULL, A(&handle)));
    MADE(K_Request, MPI_Grequest_start(A(&f_MPI_Grequest_query_function), A(&f_MPI_Grequest_free_function), A(&f_MPI_Grequest_cancel_function), 0, A(&handle)));
    MADE(K_Win, MPI_Win_create(A(POSTED), 0x1000, 4, MPI_INFO_NULL, MPI_COMM_SELF, A(&handle)));
    if (handle != MPI_WIN_NULL)
        MPI_Win_lock_all(0, handle);
    MADE(K_Session, MPI_Session_init(MPI_INFO_NULL, MPI_ERRORS_RETURN, A(&handle)));
    MADE(K_File, MPI_File_open(MPI_COMM_SELF, A("f1"), MPI_MODE_RDWR | MPI_MODE_CREATE, MPI_INFO_NULL, A(&handle)));
    MADE(K_TPvarSession, MPI_T_pvar_session_create(A(&handle)));
    for (int k = 0, n; k < 4; k++)
        MADE(K_TCvarHandle, MPI_T_cvar_handle_alloc(k, 0, A(&handle), A(&n)));
    MADE(K_Keyval, MPI_Comm_create_keyval(A(&f_MPI_Comm_copy_attr_function), A(&f_MPI_Comm_delete_attr_function), A(&handle), 5));
    MADE(K_Keyval, MPI_Type_create_keyval(A(&f_MPI_Comm_copy_attr_function), A(&f_MPI_Comm_delete_attr_function), A(&handle), 5));
    MADE(K_Keyval, MPI_Win_create_keyval(A(&f_MPI_Comm_copy_attr_function), A(&f_MPI_Comm_delete_attr_function), A(&handle), 5));
    /* Objects whose attributes and errors call the guest back. */
    MPI_Comm_create_keyval(A(&f_MPI_Comm_copy_attr_function), A(&f_MPI_Comm_delete_attr_function), A(&key), 5);
    MPI_Comm_dup(MPI_COMM_SELF, A(&handle));
    MPI_Comm_create_errhandler(A(&f_MPI_Comm_errhandler_function), A(&errors));
    MPI_Comm_set_errhandler(handle, errors);
    MPI_Comm_set_attr(handle, key, 7);
    came(K_Comm, (uint32_t)handle);
    came(K_Keyval, (uint32_t)key);
    MPI_Type_create_keyval(A(&f_MPI_Comm_copy_attr_function), A(&f_MPI_Comm_delete_attr_function), A(&key), 5);
    MPI_Type_contiguous(2, MPI_INT, A(&handle));
    MPI_Type_commit(A(&handle));
    MPI_Type_set_attr(handle, key, 7);
    came(K_Datatype, (uint32_t)handle);
    MPI_Win_create_keyval(A(&f_MPI_Comm_copy_attr_function), A(&f_MPI_Comm_delete_attr_function), A(&key), 5);
    if (MPI_Win_create(A(POSTED), 0x1000, 4, MPI_INFO_NULL, MPI_COMM_SELF, A(&handle)) == 0) {
        MPI_Win_set_attr(handle, key, 7);
        came(K_Win, (uint32_t)handle);
    }
    /* A class with a code, and a code with a text, cannot be removed. */
    MPI_Add_error_class(A(&added_class));
    MPI_Add_error_code(added_class, A(&added_code));
    if (below(2))
        MPI_Add_error_string(added_code, A("added"));
    MPI_Add_error_class(A(&added_class));
}

static void set_up(void)
{
    int handle, two[] = { 1, 1 }, dims[] = { 1, 1 }, wrap[] = { 1, 0 };
    /* The heap is made before, and what is left of the memory is the arena's: a count of millions is out of bounds, instead of overlapping other arguments. */
    void *volatile heap = malloc(24 << 20);
    free(heap);
    if (__builtin_wasm_memory_grow(0, MEMORY / 65536 - __builtin_wasm_memory_size(0)) == (size_t)-1)
        exit(3);
    arena = (char *)MEMORY - (SLOTS + 12) * SLOT;
#ifdef THREADS
    MPI_Init_thread(0, 0, MPI_THREAD_MULTIPLE, A(&handle));
#else
    MPI_Init(0, 0);
#endif
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    MPI_Comm_set_errhandler(MPI_COMM_SELF, MPI_ERRORS_RETURN);
    MPI_Comm_size(MPI_COMM_WORLD, A(&ranks));
    MPI_Comm_rank(MPI_COMM_WORLD, A(&is_quiet));
    MPI_Comm_dup(MPI_COMM_SELF, A(&quiet));
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
    MPI_Type_create_resized_c(MPI_INT, -0x1f0000000, 4, A(&alike[kinds_alike]));
    MPI_Type_commit(A(&alike[kinds_alike++]));
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
    if (ranks > 1 && MPI_Win_create(A(POSTED), 0x1000, 4, MPI_INFO_NULL, MPI_COMM_WORLD, A(&common)) == 0) {
        MPI_Win_lock_all(0, common);
        came(K_Win, (uint32_t)common);
    }
    MPI_T_init_thread(MPI_THREAD_SINGLE, A(&handle));
    make_objects();
    start_worker();
}

int main(int argc, char **argv)
{
    uint64_t seed = argc > 1 ? strtoull(argv[1], 0, 10) : 1;
    int first = argc > 2 ? atoi(argv[2]) : 0, count = argc > 3 ? atoi(argv[3]) : 1000;
    int only = -1;
    for (int i = 0; argc > 4 && i < LENGTH(procedures); i++)
        if (strcmp(procedures[i].name, argv[4]) == 0)
            only = i;
    set_up();
    if (!is_quiet)
        say("start\n", 6);
    for (int number = first; number < first + count; number++) {
        /* Calls of a single procedure use up what it frees. */
        if (only >= 0 && number % 8 == 0)
            make_objects();
        call(number, seed, only);
    }
    end_worker();
    if (!is_quiet)
        say("end\n", 4);
    /* MPI_Finalize aborts over MPICH, natively too, when there are windows of several processes. */
    if (ranks > 1) {
        MPI_Win_unlock_all(common);
        MPI_Win_free(A(&common));
    }
    MPI_Finalize();
    return 0;
}
