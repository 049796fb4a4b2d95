#pragma once
#if __has_include_next(<net/if.h>)
#include_next <net/if.h>
#else
#include <sys/socket.h>

#define IF_NAMESIZE 16
#define IFNAMSIZ IF_NAMESIZE
#define IFF_UP 1
#define IFF_LOOPBACK 8
#define IFF_RUNNING 0x40

#ifdef __cplusplus
extern "C" {
#endif
unsigned if_nametoindex(const char *);
char *if_indextoname(unsigned, char *);
#ifdef __cplusplus
}
#endif
#endif
