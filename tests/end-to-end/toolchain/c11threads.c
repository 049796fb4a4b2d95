/* Threads as C11 has them. */
#include <stdio.h>
#include <threads.h>

static mtx_t mutex;
static cnd_t ready;
static tss_t storage;
static once_flag flag = ONCE_FLAG_INIT;
static int counter, calls, turn;
static thread_local int own = 1;

static void once(void) { calls++; }

static int work(void *argument)
{
    int id = *(int *)argument;
    call_once(&flag, once);
    tss_set(storage, argument);
    for (int i = 0; i < 1000; i++) {
        mtx_lock(&mutex);
        counter++;
        mtx_unlock(&mutex);
    }
    own += id;
    mtx_lock(&mutex);
    while (turn != id)
        cnd_wait(&ready, &mutex);
    printf("%d: %d %d\n", id, own, *(int *)tss_get(storage));
    turn++;
    cnd_broadcast(&ready);
    mtx_unlock(&mutex);
    if (id == 2)
        thrd_exit(20);
    return id;
}

int main(void)
{
    thrd_t threads[4];
    int ids[4], results = 0, result;
    mtx_init(&mutex, mtx_plain);
    cnd_init(&ready);
    tss_create(&storage, NULL);
    for (int i = 0; i < 4; i++) {
        ids[i] = i;
        if (thrd_create(&threads[i], work, &ids[i]) != thrd_success)
            return 1;
    }
    for (int i = 0; i < 4; i++) {
        thrd_join(threads[i], &result);
        results += result;
    }
    printf("%d %d %d %d\n", counter, calls, results, own);
    return 0;
}
