#pragma once
#include_next <sys/param.h>
#include <signal.h>
#include <sys/types.h>
