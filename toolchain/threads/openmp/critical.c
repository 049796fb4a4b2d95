/* The locks of critical sections without a name. clang makes them common variables where addresses have 64 bits, of which WebAssembly's objects have none; those with
   a name mpiwasm-cc adds when it links. */
int omp_critical[8] __asm__(".gomp_critical_user_.var");
int omp_critical_reduction[8] __asm__(".gomp_critical_user_.reduction.var");
int omp_critical_atomic_reduction[8] __asm__(".gomp_critical_user_.atomic_reduction.var");
