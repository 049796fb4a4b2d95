/* A guest has no network: what would open a connection is refused, as on a machine that is locked down; look-ups find nothing. */
#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

#define WEAK __attribute__((weak))

static int fail(int error)
{
    errno = error;
    return -1;
}

WEAK int socket(int family, int type, int protocol) { (void)family, (void)type, (void)protocol; return fail(EACCES); }
WEAK int socketpair(int family, int type, int protocol, int *pair) { (void)family, (void)type, (void)protocol, (void)pair; return fail(EACCES); }
WEAK int bind(int s, const struct sockaddr *address, socklen_t length) { (void)s, (void)address, (void)length; return fail(ENOTSOCK); }
WEAK int connect(int s, const struct sockaddr *address, socklen_t length) { (void)s, (void)address, (void)length; return fail(ENOTSOCK); }
WEAK int listen(int s, int backlog) { (void)s, (void)backlog; return fail(ENOTSOCK); }
WEAK int getsockname(int s, struct sockaddr *restrict address, socklen_t *restrict length) { (void)s, (void)address, (void)length; return fail(ENOTSOCK); }
WEAK int getpeername(int s, struct sockaddr *restrict address, socklen_t *restrict length) { (void)s, (void)address, (void)length; return fail(ENOTSOCK); }
WEAK int setsockopt(int s, int level, int name, const void *value, socklen_t length) { (void)s, (void)level, (void)name, (void)value, (void)length; return fail(ENOTSOCK); }
WEAK ssize_t sendto(int s, const void *data, size_t size, int flags, const struct sockaddr *to, socklen_t length)
{
    (void)s, (void)data, (void)size, (void)flags, (void)to, (void)length;
    return fail(ENOTSOCK);
}
WEAK ssize_t recvfrom(int s, void *restrict data, size_t size, int flags, struct sockaddr *restrict from, socklen_t *restrict length)
{
    (void)s, (void)data, (void)size, (void)flags, (void)from, (void)length;
    return fail(ENOTSOCK);
}
WEAK ssize_t sendmsg(int s, const struct msghdr *message, int flags) { (void)s, (void)message, (void)flags; return fail(ENOTSOCK); }
WEAK ssize_t recvmsg(int s, struct msghdr *message, int flags) { (void)s, (void)message, (void)flags; return fail(ENOTSOCK); }

WEAK int h_errno;

static void *not_found(void)
{
    h_errno = HOST_NOT_FOUND;
    return NULL;
}

WEAK struct hostent *gethostbyname(const char *name) { (void)name; return not_found(); }
WEAK struct hostent *gethostbyaddr(const void *address, socklen_t length, int family) { (void)address, (void)length, (void)family; return not_found(); }
WEAK struct servent *getservbyname(const char *name, const char *protocol) { (void)name, (void)protocol; return NULL; }
WEAK struct servent *getservbyport(int port, const char *protocol) { (void)port, (void)protocol; return NULL; }
WEAK struct protoent *getprotobyname(const char *name) { (void)name; return NULL; }
WEAK int getaddrinfo(const char *restrict node, const char *restrict service, const struct addrinfo *restrict hints, struct addrinfo **restrict result)
{
    (void)node, (void)service, (void)hints;
    *result = NULL;
    return EAI_NONAME;
}
WEAK void freeaddrinfo(struct addrinfo *list) { (void)list; }
WEAK int getnameinfo(const struct sockaddr *restrict address, socklen_t length, char *restrict host, socklen_t host_room, char *restrict service, socklen_t room, int flags)
{
    (void)address, (void)length, (void)host, (void)host_room, (void)service, (void)room, (void)flags;
    return EAI_FAIL;
}
WEAK const char *gai_strerror(int error) { return error == EAI_NONAME ? "Name does not resolve" : "Non-recoverable failure in name resolution"; }
WEAK const char *hstrerror(int error) { return error == HOST_NOT_FOUND ? "Unknown host" : "Resolver error"; }
WEAK void herror(const char *text) { fprintf(stderr, "%s: %s\n", text, hstrerror(h_errno)); }
WEAK unsigned if_nametoindex(const char *name) { (void)name; errno = ENODEV; return 0; }
WEAK char *if_indextoname(unsigned index, char *name) { (void)index, (void)name; errno = ENXIO; return NULL; }

WEAK in_addr_t inet_addr(const char *text)
{
    struct in_addr address;
    return inet_aton(text, &address) ? address.s_addr : INADDR_NONE;
}

WEAK char *inet_ntoa(struct in_addr address)
{
    static char text[16];
    const unsigned char *bytes = (const unsigned char *)&address.s_addr;
    snprintf(text, sizeof text, "%d.%d.%d.%d", bytes[0], bytes[1], bytes[2], bytes[3]);
    return text;
}
