/* Generalized requests: alone, among others, cancelled, freed before they are complete. */
#include "say.h"

static char events[300];

typedef struct { int number, error; } state;

static int query(void *extra, MPI_Status *status)
{
    state *s = extra;
    size_t n = strlen(events);
    snprintf(events + n, sizeof events - n, " query:%d", s->number);
    MPI_Status_set_elements(status, MPI_INT, s->number);
    MPI_Status_set_cancelled(status, s->number % 2);
    status->MPI_SOURCE = s->number + 100;
    status->MPI_TAG = s->number + 200;
    return s->error;
}

static int freed(void *extra)
{
    size_t n = strlen(events);
    snprintf(events + n, sizeof events - n, " free:%d", ((state *)extra)->number);
    return MPI_SUCCESS;
}

static int cancel(void *extra, int complete)
{
    size_t n = strlen(events);
    snprintf(events + n, sizeof events - n, " cancel:%d/%d", ((state *)extra)->number, complete != 0);
    return MPI_SUCCESS;
}

static const char *since(void)
{
    static char copy[sizeof events];
    strcpy(copy, events);
    events[0] = 0;
    return copy;
}

static void show(const char *what, MPI_Status *status)
{
    int count = -1, cancelled = -1;
    MPI_Get_count(status, MPI_INT, &count);
    MPI_Test_cancelled(status, &cancelled);
    say("%s: source %d tag %d count %d cancelled %d;%s", what, status->MPI_SOURCE, status->MPI_TAG, count, cancelled != 0, since());
}

int main(int argc, char **argv)
{
    start(&argc, &argv);
    state a = { 4, 0 }, b = { 5, 0 }, c = { 6, 0 };
    MPI_Request request, several[3];
    MPI_Status status, statuses[3];
    int flag, index;

    MPI_Grequest_start(query, freed, cancel, &a, &request);
    MPI_Test(&request, &flag, &status);
    say("not complete %d;%s", flag, since());
    MPI_Grequest_complete(request);
    MPI_Request_get_status(request, &flag, &status);
    show("looked at", &status);
    say("%d", flag);
    MPI_Wait(&request, &status);
    show("waited", &status);
    say("null %d", request == MPI_REQUEST_NULL);

    MPI_Grequest_start(query, freed, cancel, &b, &request);
    MPI_Cancel(&request);
    say("cancelled;%s", since());
    MPI_Grequest_complete(request);
    MPI_Cancel(&request);
    say("cancelled;%s", since());
    MPI_Test(&request, &flag, &status);
    show("tested", &status);

    /* Among others. */
    int x = rank, y = -1;
    MPI_Grequest_start(query, freed, cancel, &c, &several[1]);
    MPI_Irecv(&y, 1, MPI_INT, (rank + size - 1) % size, 0, MPI_COMM_WORLD, &several[0]);
    MPI_Isend(&x, 1, MPI_INT, (rank + 1) % size, 0, MPI_COMM_WORLD, &several[2]);
    MPI_Grequest_complete(several[1]);
    MPI_Waitall(3, several, statuses);
    show("waitall", &statuses[1]);
    say("received %d", y);
    MPI_Grequest_start(query, freed, cancel, &a, &several[0]);
    MPI_Grequest_start(query, freed, cancel, &b, &several[1]);
    several[2] = MPI_REQUEST_NULL;
    MPI_Grequest_complete(several[1]);
    MPI_Waitany(3, several, &index, &status);
    show("waitany", &status);
    MPI_Grequest_complete(several[0]);
    int done, indices[3];
    MPI_Waitsome(3, several, &done, indices, statuses);
    show("waitsome", &statuses[0]);
    say("index %d, %d done: %d", index, done, indices[0]);
    MPI_Grequest_start(query, freed, cancel, &b, &request);
    MPI_Grequest_complete(request);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    say("ignored %d", strstr(since(), "free:5") != NULL);

    /* Freed first, completed later: through a copy of the handle. */
    MPI_Grequest_start(query, freed, cancel, &c, &request);
    MPI_Request copy = request;
    MPI_Request_free(&request);
    int early = request == MPI_REQUEST_NULL;
    MPI_Grequest_complete(copy);
    say("freed early %d, completed %d", early, strstr(since(), "free:6") != NULL);

    /* An error of the query function is the call's. */
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    MPI_Comm_set_errhandler(MPI_COMM_SELF, MPI_ERRORS_RETURN);
    state bad = { 8, MPI_ERR_OTHER };
    MPI_Grequest_start(query, freed, cancel, &bad, &request);
    MPI_Grequest_complete(request);
    say("error %d", MPI_Wait(&request, &status) != MPI_SUCCESS);
    MPI_Finalize();
    return 0;
}
