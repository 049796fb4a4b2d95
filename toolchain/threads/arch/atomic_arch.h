/* Atomic operations for the C library; comes before its own header, which refuses threads. */
#define a_cas a_cas
static inline int a_cas(volatile int *p, int expected, int desired)
{
    return __sync_val_compare_and_swap(p, expected, desired);
}

#define a_cas_p a_cas_p
static inline void *a_cas_p(volatile void *p, void *expected, void *desired)
{
    return (void *)__sync_val_compare_and_swap((volatile unsigned long *)p, (unsigned long)expected, (unsigned long)desired);
}

#define a_fetch_add a_fetch_add
static inline int a_fetch_add(volatile int *p, int value)
{
    return __sync_fetch_and_add(p, value);
}

#define a_swap a_swap
static inline int a_swap(volatile int *p, int value)
{
    return __atomic_exchange_n(p, value, __ATOMIC_SEQ_CST);
}

#define a_store a_store
static inline void a_store(volatile int *p, int value)
{
    __atomic_store_n(p, value, __ATOMIC_SEQ_CST);
}

#define a_barrier() __sync_synchronize()
#define a_crash() __builtin_trap()
#define a_clz_32 __builtin_clz
#define a_ctz_32 __builtin_ctz
#define a_clz_64 __builtin_clzll
#define a_ctz_64 __builtin_ctzll
