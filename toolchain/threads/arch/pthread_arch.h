/* The C library's way to the calling thread; comes before its own header, which refuses threads. */
struct __pthread *__mpiwasm_self(void) __attribute__((const));

static inline unsigned long __get_tp(void)
{
    return (unsigned long)__mpiwasm_self();
}

#define TP_ADJ(p) (p)
#define tls_mod_off_t unsigned long long
