/* For programs that check themselves: what does not hold is said, with its line, and counted. */
#include "say.h"

static int failures;
#define CHECK(what) do { if (!(what)) { failures++; printf("%d: line %d: not %s\n", rank, __LINE__, #what); } } while (0)
