/* Memory, semaphores and messages between processes: MPI's own (MPI_Win_allocate_shared) are there instead. */
#include <errno.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

#define WEAK __attribute__((weak))

static int fail(int error)
{
    errno = error;
    return -1;
}

WEAK key_t ftok(const char *path, int id) { (void)path, (void)id; return fail(ENOSYS); }
WEAK int shmget(key_t key, size_t size, int flags) { (void)key, (void)size, (void)flags; return fail(ENOSYS); }
WEAK void *shmat(int id, const void *at, int flags) { (void)id, (void)at, (void)flags; fail(ENOSYS); return (void *)-1; }
WEAK int shmdt(const void *at) { (void)at; return fail(ENOSYS); }
WEAK int shmctl(int id, int command, struct shmid_ds *data) { (void)id, (void)command, (void)data; return fail(ENOSYS); }
WEAK int semget(key_t key, int count, int flags) { (void)key, (void)count, (void)flags; return fail(ENOSYS); }
WEAK int semop(int id, struct sembuf *operations, size_t count) { (void)id, (void)operations, (void)count; return fail(ENOSYS); }
WEAK int semctl(int id, int number, int command, ...) { (void)id, (void)number, (void)command; return fail(ENOSYS); }
WEAK int msgget(key_t key, int flags) { (void)key, (void)flags; return fail(ENOSYS); }
WEAK int msgsnd(int id, const void *message, size_t size, int flags) { (void)id, (void)message, (void)size, (void)flags; return fail(ENOSYS); }
WEAK ssize_t msgrcv(int id, void *message, size_t size, long type, int flags) { (void)id, (void)message, (void)size, (void)type, (void)flags; return fail(ENOSYS); }
WEAK int shm_open(const char *name, int flags, mode_t mode) { (void)name, (void)flags, (void)mode; return fail(ENOSYS); }
WEAK int shm_unlink(const char *name) { (void)name; return fail(ENOSYS); }

/* Pages of a guest are always there and may always be written. */
WEAK int mlock(const void *at, size_t size) { (void)at, (void)size; return 0; }
WEAK int munlock(const void *at, size_t size) { (void)at, (void)size; return 0; }
WEAK int mlockall(int flags) { (void)flags; return 0; }
WEAK int munlockall(void) { return 0; }
WEAK int madvise(void *at, size_t size, int advice) { (void)at, (void)size, (void)advice; return 0; }
WEAK int posix_madvise(void *at, size_t size, int advice) { (void)at, (void)size, (void)advice; return 0; }
WEAK int msync(void *at, size_t size, int flags) { (void)at, (void)size, (void)flags; return fail(ENOSYS); }
WEAK int mprotect(void *at, size_t size, int protection)
{
    (void)at, (void)size;
    return (protection & (PROT_READ | PROT_WRITE)) == (PROT_READ | PROT_WRITE) && !(protection & PROT_EXEC) ? 0 : fail(EACCES);
}
