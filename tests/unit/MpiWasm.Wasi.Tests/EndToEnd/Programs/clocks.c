// Clocks, sleeping, random numbers: values differ from run to run, what is true of them does not.
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static long long now(clockid_t clock)
{
    struct timespec t;
    if (clock_gettime(clock, &t))
        return -1;
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

int main(void)
{
    struct timespec resolution;
    printf("resolution %d %d\n", clock_getres(CLOCK_MONOTONIC, &resolution), resolution.tv_nsec > 0);
    long long start = now(CLOCK_MONOTONIC), real = now(CLOCK_REALTIME);
    printf("realtime after 2020 %d\n", real > 1577836800LL * 1000000000);
    struct timespec pause = { 0, 20000000 };
    printf("nanosleep %d\n", nanosleep(&pause, NULL));
    long long slept = now(CLOCK_MONOTONIC) - start;
    printf("slept long enough %d\n", slept >= 20000000);
    printf("usleep %d\n", usleep(1000));
    struct timeval tv;
    printf("gettimeofday %d %d\n", gettimeofday(&tv, NULL), llabs((long long)tv.tv_sec - real / 1000000000) < 100);
    printf("time agrees %d\n", time(NULL) >= real / 1000000000);
    unsigned char a[64] = { 0 }, b[64] = { 0 };
    printf("getentropy %d %d\n", getentropy(a, sizeof a), getentropy(b, sizeof b));
    printf("random differs %d\n", memcmp(a, b, sizeof a) != 0);
    struct pollfd out = { 1, POLLOUT, 0 };
    printf("poll %d %d\n", poll(&out, 1, 1000), out.revents == POLLOUT);
    return 0;
}
