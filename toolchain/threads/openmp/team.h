/* A team of OpenMP threads, and what each of them knows. */
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

#define MOST_THREADS 256
/* Variables of the surroundings that a parallel region uses. */
#define MOST_ARGUMENTS 128
#define LOOPS 8

/* A loop whose iterations are handed out while it runs. Threads may be in different ones (nowait), so there are several. */
struct loop {
    int sequence;       /* which loop of the team it is, from 1; 0 for none yet */
    int active;         /* threads that have not seen its end */
    int kind;
    uint64_t chunk;     /* iterations that are handed out at a time */
    uint64_t count;     /* iterations */
    uint64_t next;      /* the first that nobody has */
    uint64_t ordered;   /* the next whose ordered part may run */
};

struct team {
    int size;
    void (*function)(void);
    int argument_count;
    void *arguments[MOST_ARGUMENTS];
    int work;           /* counts parallel regions above bit 9; below, the size of the last one: who is not in it must not look at size */
    int arrived, phase; /* the barrier */
    int lock;           /* of what follows */
    int singles;        /* single regions that somebody has entered */
    void *copied;
    struct loop loops[LOOPS];
    int workers;
    pthread_t threads[MOST_THREADS];
};

struct thread {
    struct team *team;
    int number, level, wanted;
    int place;          /* among the threads of its pool, in nested regions, too */
    int singles, loops, is_ordered;
    uint64_t iteration; /* of an ordered loop */
    int64_t first, step;
    struct team *pool;  /* the team it is the primary thread of, kept for its next parallel region */
    struct team alone;
};

extern _Thread_local struct thread omp_self;

/* Locks: 0 free, 1 taken, 2 taken and waited for. */
void omp_lock_word(int *word);
void omp_unlock_word(int *word);
int omp_try_word(int *word);
/* Waits until the word is not the value; computes for a while before it sleeps. */
void omp_await_change(int *word, int value);
void omp_wake(int *word);
void omp_barrier(void);
void omp_default_schedule(int *kind, int *chunk);
