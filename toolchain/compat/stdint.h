#pragma once
#include_next <stdint.h>
#include <__sized_types.h>
