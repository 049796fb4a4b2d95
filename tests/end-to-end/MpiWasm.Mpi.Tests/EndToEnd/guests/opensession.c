/* A session that is left open at the end, by a process that has called MPI_Finalize. */
#include "say.h"

int main(int argc, char **argv)
{
    MPI_Session session;
    start(&argc, &argv);
    MPI_Session_init(MPI_INFO_NULL, MPI_ERRORS_RETURN, &session);
    say("open");
    MPI_Finalize();
    return 0;
}
