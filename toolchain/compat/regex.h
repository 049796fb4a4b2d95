#pragma once
#include_next <regex.h>
#include <sys/types.h>
