#pragma once
#include_next <string.h>

/* GNU's basename, in C++ as GNU's C library has it: <libgen.h> brings POSIX's by the same name. */
#if defined(__cplusplus) && defined(_GNU_SOURCE) && !defined(basename)
extern "C++" {
char *basename(char *) __asm__("__mpiwasm_basename");
const char *basename(const char *) __asm__("__mpiwasm_basename");
}
#endif
