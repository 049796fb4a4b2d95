#pragma once
#include_next <sys/file.h>
#include <fcntl.h>
