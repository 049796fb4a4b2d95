/* setjmp and longjmp by exceptions of WebAssembly: clang turns their callers into what support/setjmp.c has the functions for. */
#pragma once
#if __has_include_next(<setjmp.h>)
#include_next <setjmp.h>
#else

typedef struct {
    void *__words[8];
} jmp_buf[1];
typedef jmp_buf sigjmp_buf;

#ifdef __cplusplus
extern "C" {
#endif
int setjmp(jmp_buf) __attribute__((returns_twice));
#ifdef __cplusplus
[[noreturn]] void longjmp(jmp_buf, int);
}
#else
_Noreturn void longjmp(jmp_buf, int);
#endif
#define setjmp setjmp
#define _setjmp(buffer) setjmp(buffer)
#define _longjmp(buffer, value) longjmp(buffer, value)
/* The mask of signals is not kept. */
#define sigsetjmp(buffer, mask) ((void)(mask), setjmp(buffer))
#define siglongjmp(buffer, value) longjmp(buffer, value)
#endif
