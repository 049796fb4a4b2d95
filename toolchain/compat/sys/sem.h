#pragma once
#if __has_include_next(<sys/sem.h>)
#include_next <sys/sem.h>
#else
#include <sys/ipc.h>

#define SEM_UNDO 0x1000
#define GETVAL 12
#define GETALL 13
#define SETVAL 16
#define SETALL 17

struct sembuf {
    unsigned short sem_num;
    short sem_op;
    short sem_flg;
};

#ifdef __cplusplus
extern "C" {
#endif
int semget(key_t, int, int);
int semop(int, struct sembuf *, size_t);
int semctl(int, int, int, ...);
#ifdef __cplusplus
}
#endif
#endif
