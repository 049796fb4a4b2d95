#pragma once
#include_next <netinet/in.h>
#include <sys/types.h>
