#pragma once
#include_next <sys/uio.h>
#include <sys/types.h>
