#pragma once
#include_next <semaphore.h>
#include <sys/types.h>
