#pragma once
#include_next <arpa/inet.h>
#include <netinet/in.h>

#ifdef __cplusplus
extern "C" {
#endif
in_addr_t inet_addr(const char *);
char *inet_ntoa(struct in_addr);
#ifdef __cplusplus
}
#endif
