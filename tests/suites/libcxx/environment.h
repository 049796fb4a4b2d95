// What LLVM's helpers for tests of <filesystem> expect of a system, and a guest has not: a shell, pipes with names, sockets. See environment.cpp.
#ifndef MPIWASM_TEST_ENVIRONMENT_H
#define MPIWASM_TEST_ENVIRONMENT_H

#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>

extern "C" {
int system(const char *command);
int mkfifo(const char *path, mode_t mode);
int chmod(const char *path, mode_t mode);
int socket(int domain, int type, int protocol);
int bind(int descriptor, const struct sockaddr *address, socklen_t length);
}

#endif
