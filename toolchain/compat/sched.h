#pragma once
#include_next <sched.h>
#include <sys/types.h>
#define __NEED_pthread_t
#include <bits/alltypes.h>

#ifndef SCHED_OTHER
#define SCHED_OTHER 0
#define SCHED_FIFO 1
#define SCHED_RR 2
#define SCHED_BATCH 3
#define SCHED_IDLE 5
#ifndef _REENTRANT
struct sched_param {
    int sched_priority;
};
#endif
#endif
#ifndef CPU_SETSIZE
#define CPU_SETSIZE 1024
typedef struct cpu_set_t {
    unsigned long __bits[CPU_SETSIZE / (8 * sizeof(unsigned long))];
} cpu_set_t;
#define __CPU_WORD(cpu) ((cpu) / (8 * sizeof(unsigned long)))
#define __CPU_BIT(cpu) (1UL << ((cpu) % (8 * sizeof(unsigned long))))
#define CPU_ZERO(set) ((void)__builtin_memset((set), 0, sizeof(cpu_set_t)))
#define CPU_SET(cpu, set) ((void)((set)->__bits[__CPU_WORD(cpu)] |= __CPU_BIT(cpu)))
#define CPU_CLR(cpu, set) ((void)((set)->__bits[__CPU_WORD(cpu)] &= ~__CPU_BIT(cpu)))
#define CPU_ISSET(cpu, set) (((set)->__bits[__CPU_WORD(cpu)] & __CPU_BIT(cpu)) != 0)
#define CPU_COUNT(set) __mpiwasm_cpu_count(set)
static inline int __mpiwasm_cpu_count(const cpu_set_t *set)
{
    int count = 0;
    for (unsigned i = 0; i < sizeof set->__bits / sizeof set->__bits[0]; i++)
        count += __builtin_popcountl(set->__bits[i]);
    return count;
}
#endif

#ifdef __cplusplus
extern "C" {
#endif
int sched_getcpu(void);
int sched_getaffinity(pid_t, size_t, cpu_set_t *);
int sched_setaffinity(pid_t, size_t, const cpu_set_t *);
int sched_get_priority_max(int);
int sched_get_priority_min(int);
int sched_getscheduler(pid_t);
int sched_setscheduler(pid_t, int, const struct sched_param *);
int sched_getparam(pid_t, struct sched_param *);
int sched_setparam(pid_t, const struct sched_param *);
#ifdef _GNU_SOURCE
int pthread_setaffinity_np(pthread_t, size_t, const cpu_set_t *);
int pthread_getaffinity_np(pthread_t, size_t, cpu_set_t *);
#endif
#ifdef __cplusplus
}
#endif
