/* What programs use of POSIX threads. Prints the same wherever they work. */
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define THREADS 8

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER, recursive, checking;
static pthread_cond_t turn = PTHREAD_COND_INITIALIZER;
static pthread_rwlock_t rwlock = PTHREAD_RWLOCK_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_spinlock_t spin;
static pthread_barrier_t barrier;
static pthread_key_t key;
static sem_t semaphore;
static long counter, spun, once_calls, destroyed, serial, next, readers;
static _Thread_local long own = 100;
static _Thread_local int zeroed[1000];

static void call_once_only(void) { once_calls++; }
static void destroy(void *value) { __atomic_fetch_add(&destroyed, (long)(size_t)value, __ATOMIC_SEQ_CST); }

static void *work(void *argument)
{
    long id = (long)(size_t)argument;
    pthread_setspecific(key, (void *)(size_t)(id + 1));
    for (int i = 0; i < 5000; i++) {
        pthread_mutex_lock(&mutex);
        counter++;
        pthread_mutex_unlock(&mutex);
        pthread_spin_lock(&spin);
        spun++;
        pthread_spin_unlock(&spin);
        free(malloc((size_t)(i % 300) * 8));
    }
    own += id;
    zeroed[id] = 1;
    for (int i = 0; i < 1000; i++)
        if (zeroed[i] != (i == id))
            printf("thread-local storage of %ld is not its own\n", id);
    pthread_once(&once, call_once_only);
    if (pthread_barrier_wait(&barrier) == PTHREAD_BARRIER_SERIAL_THREAD)
        __atomic_fetch_add(&serial, 1, __ATOMIC_SEQ_CST);
    pthread_rwlock_rdlock(&rwlock);
    __atomic_fetch_add(&readers, 1, __ATOMIC_SEQ_CST);
    pthread_rwlock_unlock(&rwlock);
    /* In order of their numbers. */
    pthread_mutex_lock(&mutex);
    while (next != id)
        pthread_cond_wait(&turn, &mutex);
    printf("thread %ld: own %ld, errno %d\n", id, own, (errno = (int)id));
    next++;
    pthread_cond_broadcast(&turn);
    pthread_mutex_unlock(&mutex);
    sem_post(&semaphore);
    return (void *)(size_t)(id * id);
}

static void cleanup(void *name) { printf("cleanup: %s\n", (char *)name); }

static void leave(void) { pthread_exit((void *)(size_t)42); }

static void *exits(void *argument)
{
    pthread_cleanup_push(cleanup, "exit");
    leave();
    pthread_cleanup_pop(0);
    return argument;
}

static void unlock(void *locked) { pthread_mutex_unlock(locked); }

static void *waits(void *argument)
{
    pthread_mutex_lock(&mutex);
    pthread_cleanup_push(unlock, &mutex);
    sem_post(&semaphore);
    for (;;)
        pthread_cond_wait(&turn, &mutex);
    pthread_cleanup_pop(1);
    return argument;
}

static void *large_frame(void *argument)
{
    char frame[3 << 20];
    memset(frame, 1, sizeof frame);
    long sum = 0;
    for (size_t i = 0; i < sizeof frame; i += 4096)
        sum += ((volatile char *)frame)[i];
    return (void *)(size_t)(sum + (argument != NULL));
}

static void *detached(void *argument)
{
    sem_post(&semaphore);
    return argument;
}

int main(void)
{
    pthread_t threads[THREADS], main_thread = pthread_self();
    void *result;
    pthread_mutexattr_t kind;
    pthread_mutexattr_init(&kind);
    pthread_mutexattr_settype(&kind, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&recursive, &kind);
    pthread_mutexattr_settype(&kind, PTHREAD_MUTEX_ERRORCHECK);
    pthread_mutex_init(&checking, &kind);
    pthread_spin_init(&spin, PTHREAD_PROCESS_PRIVATE);
    pthread_barrier_init(&barrier, NULL, THREADS);
    pthread_key_create(&key, destroy);
    sem_init(&semaphore, 0, 0);
    for (long i = 0; i < THREADS; i++)
        if (pthread_create(&threads[i], NULL, work, (void *)(size_t)i) != 0)
            return 1;
    for (int i = 0; i < THREADS; i++)
        sem_wait(&semaphore);
    long sum = 0;
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], &result);
        sum += (long)(size_t)result;
    }
    printf("counter %ld spun %ld once %ld destroyed %ld serial %ld readers %ld results %ld own %ld\n", counter, spun, once_calls, destroyed, serial, readers, sum, own);
    printf("self %d\n", pthread_equal(main_thread, pthread_self()) != 0);

    printf("recursive %d %d\n", pthread_mutex_lock(&recursive), pthread_mutex_lock(&recursive));
    pthread_mutex_lock(&checking);
    printf("checking %d\n", pthread_mutex_lock(&checking) == EDEADLK);
    printf("trylock %d\n", pthread_mutex_trylock(&mutex) == 0 && pthread_mutex_trylock(&mutex) == EBUSY);
    struct timespec now, later;
    clock_gettime(CLOCK_REALTIME, &now);
    now.tv_nsec += 50000000;
    if (now.tv_nsec >= 1000000000) {
        now.tv_nsec -= 1000000000;
        now.tv_sec++;
    }
    int timed = pthread_cond_timedwait(&turn, &mutex, &now);
    clock_gettime(CLOCK_REALTIME, &later);
    printf("timed %d %d\n", timed == ETIMEDOUT, later.tv_sec > now.tv_sec || (later.tv_sec == now.tv_sec && later.tv_nsec >= now.tv_nsec));
    pthread_mutex_unlock(&mutex);
    printf("semaphore %d\n", sem_timedwait(&semaphore, &now) != 0 && errno == ETIMEDOUT);
    pthread_rwlock_wrlock(&rwlock);
    printf("rwlock %d\n", pthread_rwlock_tryrdlock(&rwlock) == EBUSY);
    pthread_rwlock_unlock(&rwlock);

    pthread_create(&threads[0], NULL, exits, NULL);
    pthread_join(threads[0], &result);
    printf("exit %ld\n", (long)(size_t)result);
    pthread_create(&threads[0], NULL, waits, NULL);
    sem_wait(&semaphore);
    pthread_cancel(threads[0]);
    pthread_join(threads[0], &result);
    printf("cancelled %d, mutex %d\n", result == PTHREAD_CANCELED, pthread_mutex_trylock(&mutex));
    pthread_mutex_unlock(&mutex);

    pthread_attr_t attributes;
    size_t stack;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, 4 << 20);
    pthread_attr_getstacksize(&attributes, &stack);
    pthread_create(&threads[0], &attributes, large_frame, NULL);
    pthread_join(threads[0], &result);
    printf("stack %zu, frame %ld\n", stack, (long)(size_t)result);
    pthread_attr_setstacksize(&attributes, 65536);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    for (int i = 0; i < 100; i++) {
        if (pthread_create(&threads[0], &attributes, detached, NULL) != 0)
            return 1;
        sem_wait(&semaphore);
    }
    printf("processors %d\n", sysconf(_SC_NPROCESSORS_ONLN) > 0);
    fflush(stdout);
    /* The program goes on until its last thread ends. */
    pthread_create(&threads[0], NULL, exits, NULL);
    pthread_detach(threads[0]);
    pthread_exit(NULL);
}
