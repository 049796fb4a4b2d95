#pragma once
#include_next <sys/types.h>
#include <__sized_types.h>
