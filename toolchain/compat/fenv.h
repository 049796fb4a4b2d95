/* WebAssembly has one rounding mode and no flags. The names are there, so that programs compile; what they ask for is refused or absent. */
#pragma once
#include_next <fenv.h>

#ifndef FE_INVALID
#define FE_INVALID 1
#define FE_DIVBYZERO 4
#define FE_OVERFLOW 8
#define FE_UNDERFLOW 16
#define FE_INEXACT 32
#endif
#ifndef FE_UPWARD
#define FE_DOWNWARD 0x400
#define FE_UPWARD 0x800
#define FE_TOWARDZERO 0xc00
#endif

#ifdef __cplusplus
extern "C" {
#endif
int feenableexcept(int);
int fedisableexcept(int);
int fegetexcept(void);
#ifdef __cplusplus
}
#endif
