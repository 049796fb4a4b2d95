/* Intel's vector functions, on WebAssembly's vectors: SIMDe's headers, which make build takes from the package libsimde-dev. 256 bits are two vectors. */
#pragma once
#if !__has_include(<simde/x86/avx2.h>)
#error "there are no vector functions here: apt-get install libsimde-dev, then make build in the sources of mpiwasm"
#else
#ifndef SIMDE_ENABLE_NATIVE_ALIASES
#define SIMDE_ENABLE_NATIVE_ALIASES
#endif
#include <simde/x86/sse4.2.h>
#include <simde/x86/avx.h>
#include <simde/x86/avx2.h>
#include <simde/x86/fma.h>
#include <simde/x86/f16c.h>
#include <mm_malloc.h>
#include <stdint.h>
#include <time.h>

/* The clock there is, in nanoseconds. */
static __inline__ unsigned long long __mpiwasm_rdtsc(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (unsigned long long)now.tv_sec * 1000000000ULL + (unsigned long long)now.tv_nsec;
}
#define __rdtsc() __mpiwasm_rdtsc()
#define _rdtsc() __mpiwasm_rdtsc()

#define _mm_popcnt_u32(x) __builtin_popcount(x)
#define _mm_popcnt_u64(x) __builtin_popcountll(x)
#define _lzcnt_u32(x) ((x) == 0 ? 32u : (unsigned)__builtin_clz(x))
#define _lzcnt_u64(x) ((x) == 0 ? 64ull : (unsigned long long)__builtin_clzll(x))
#define _tzcnt_u32(x) ((x) == 0 ? 32u : (unsigned)__builtin_ctz(x))
#define _tzcnt_u64(x) ((x) == 0 ? 64ull : (unsigned long long)__builtin_ctzll(x))
#endif
