/* The other side of a call: one that would wait for ever is given something to wait for before, and what it leaves open is closed after. */

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

/* In a job of several processes each is on its own, so that none waits for another, but for accesses to a window that all have:
   they need no partner. */
static int ranks = 1, common = MPI_WIN_NULL;

static void alone(const struct procedure *p, int64_t *a)
{
    for (int i = 0; i < p->n; i++) {
        int size = 0;
        if (p->of[i].address)
            continue;
        if (p->of[i].kind == K_Comm && MPI_Comm_size((int)a[i], A(&size)) == 0 && size > 1)
            a[i] = MPI_COMM_SELF;
        else if (p->of[i].kind == K_Group && MPI_Group_size((int)a[i], A(&size)) == 0 && size > 1)
            a[i] = self_group;
        else if (p->of[i].kind == K_Win && a[i] == common && find(p, K_TargetDisp, 0) < 0 && !strstr(p->name, "flush"))
            a[i] = locks;
    }
    if (p->of[0].kind == K_Win && p->of[0].address && *(int *)slot(0) == common)
        put(slot(0), 4, MPI_WIN_NULL);
    if (strncmp(p->name, "MPI_Win_free", 12) == 0 && a[0] != A(slot(0)))
        a[0] = 0;
}

static void before(const struct procedure *p, int64_t *a)
{
    int handler;
    name = p->name;
    if (ranks > 1 && p->n > 0)
        alone(p, a);
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
#ifdef THREADS
    /* With MPI_THREAD_MULTIPLE Open MPI 4 waits for ever, natively too, when one of their messages is too long. */
    if (meshed >= 0)
        a[meshed] = quiet;
#endif
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
        /* Whatever lies there may be a request by chance. */
        int there = a[at] % 4 == 0 && a[at] >= 65536 && a[at] <= A(end()) - 32;
        for (int k = 0; there && k < 8; k++) {
            int flag = 0, *handle = (int *)(uintptr_t)a[at] + k;
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
    } else if (win >= 0 && !p->of[win].address && MPI_Win_get_errhandler((int)a[win], A(&handler)) == 0) {
        /* A window, also one that was met by chance: who starts an access waits for the target to expose it. */
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
