/* What hosts before MPI 4 or 5 lack and we provide: checked here against the standard, not against a native run. Prints what is wrong, and "modern: fine" at the end. */
#include "say.h"

static int wrong;

static void check(int holds, const char *what)
{
    if (!holds) {
        printf("%d: wrong: %s\n", rank, what);
        wrong++;
    }
}

static void information(void)
{
    MPI_Info info, env;
    char value[2048], longer[1025];
    int n, flag;
    MPI_Info_create(&info);
    memset(longer, 'x', 1023);
    longer[1023] = 0;
    MPI_Info_set(info, "long", longer);
    n = sizeof value;
    MPI_Info_get_string(info, "long", &n, value, &flag);
    check(flag && n == 1024 && strcmp(value, longer) == 0, "a value as long as the standard allows");
    n = 0;
    value[0] = 'u';
    MPI_Info_get_string(info, "long", &n, value, &flag);
    check(flag && n == 1024 && value[0] == 'u', "get_string asks for the length");
    n = 4;
    MPI_Info_get_string(info, "long", &n, value, &flag);
    check(flag && n == 1024 && strcmp(value, "xxx") == 0, "get_string cuts");
    n = 4;
    MPI_Info_get_string(info, "none", &n, value, &flag);
    check(!flag && n == 4, "get_string of no key");
    MPI_Info_free(&info);
    char *arguments[] = { "program", "one", "two", NULL };
    MPI_Info_create_env(3, arguments, &env);
    n = sizeof value;
    MPI_Info_get_string(env, "command", &n, value, &flag);
    check(flag && strcmp(value, "program") == 0, "create_env: command");
    n = sizeof value;
    MPI_Info_get_string(env, "argv", &n, value, &flag);
    check(flag && strcmp(value, "one two") == 0, "create_env: argv");
    n = sizeof value;
    MPI_Info_get_string(env, "maxprocs", &n, value, &flag);
    check(!flag, "create_env: the same before and after MPI_Init");
    MPI_Info_free(&env);
    n = sizeof value;
    MPI_Info_get_string(MPI_INFO_ENV, "maxprocs", &n, value, &flag);
    check(flag && atoi(value) == size, "MPI_INFO_ENV: maxprocs");
}

static void interface(void)
{
    int major, minor, is_set, yes = -1, no = -1, n, flag;
    char value[64];
    MPI_Info info;
    MPI_Abi_get_version(&major, &minor);
    check(major == 1 && minor == 0, "ABI version");
    MPI_Abi_get_info(&info);
    n = sizeof value;
    MPI_Info_get_string(info, "mpi_aint_size", &n, value, &flag);
    check(flag && atoi(value) == (int)sizeof(MPI_Aint), "ABI info");
    MPI_Info_free(&info);
    MPI_Abi_get_fortran_info(&info);
    check(info == MPI_INFO_NULL, "no Fortran info yet");
    MPI_Abi_get_fortran_booleans(4, &yes, &no, &is_set);
    check(!is_set && yes == -1, "no logical values yet");
    int t = 1, f = 0;
    MPI_Abi_set_fortran_booleans(4, &t, &f);
    MPI_Abi_get_fortran_booleans(4, &yes, &no, &is_set);
    check(is_set && yes == 1 && no == 0, "logical values");
    MPI_Get_hw_resource_info(&info);
    MPI_Info_get_nkeys(info, &n);
    check(n >= 0, "hardware info");
    MPI_Info_free(&info);
}

static void parts(void)
{
    MPI_Comm part;
    MPI_Info hint;
    int n;
    MPI_Info_create(&hint);
    MPI_Info_set(hint, "mpi_hw_resource_type", "mpi_shared_memory");
    MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_HW_GUIDED, 0, hint, &part);
    if (part != MPI_COMM_NULL) {
        MPI_Comm_size(part, &n);
        check(n == size, "processes that share memory");
        MPI_Comm_free(&part);
    }
    MPI_Info_set(hint, "mpi_hw_resource_type", "no such resource");
    MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_HW_GUIDED, 0, hint, &part);
    check(part == MPI_COMM_NULL, "a resource there is none of");
    MPI_Info_free(&hint);
    MPI_Info_create(&hint);
    MPI_Info_set(hint, "mpi_pset_name", "mpi://SELF");
    MPI_Comm_split_type(MPI_COMM_WORLD, MPI_COMM_TYPE_RESOURCE_GUIDED, 0, hint, &part);
    MPI_Comm_size(part, &n);
    check(n == 1, "by process set");
    MPI_Comm_free(&part);
    MPI_Info_free(&hint);
}

static void sessions(void)
{
    MPI_Session session;
    MPI_Group group, self;
    MPI_Comm comm, inter;
    MPI_Info info;
    int n, r, flag;
    char name[MPI_MAX_PSET_NAME_LEN], value[64];
    MPI_Session_init(MPI_INFO_NULL, MPI_ERRORS_RETURN, &session);
    MPI_Session_get_num_psets(session, MPI_INFO_NULL, &n);
    check(n >= 2, "process sets");
    n = 0;
    MPI_Session_get_nth_pset(session, MPI_INFO_NULL, 0, &n, name);
    check(n == (int)sizeof "mpi://WORLD", "length of a process set's name");
    MPI_Session_get_nth_pset(session, MPI_INFO_NULL, 0, &n, name);
    check(strcmp(name, "mpi://WORLD") == 0, "name of a process set");
    MPI_Session_get_pset_info(session, "mpi://WORLD", &info);
    n = sizeof value;
    MPI_Info_get_string(info, "mpi_size", &n, value, &flag);
    check(flag && atoi(value) == size, "size of a process set");
    MPI_Info_free(&info);
    MPI_Session_get_info(session, &info);
    MPI_Info_get_nkeys(info, &n);
    check(n >= 1, "info of a session");
    MPI_Info_free(&info);
    check(MPI_Group_from_session_pset(session, "no such set", &group) != MPI_SUCCESS, "no such process set");
    MPI_Group_from_session_pset(session, "mpi://world", &group);
    MPI_Group_from_session_pset(session, "mpi://SELF", &self);
    MPI_Group_size(group, &n);
    MPI_Group_size(self, &r);
    check(n == size && r == 1, "groups of process sets");
    MPI_Comm_create_from_group(group, "tag", MPI_INFO_NULL, MPI_ERRORS_RETURN, &comm);
    MPI_Comm_size(comm, &n);
    MPI_Comm_rank(comm, &r);
    check(n == size && r == rank, "communicator from a group");
    int sum = 0;
    MPI_Allreduce(&rank, &sum, 1, MPI_INT, MPI_SUM, comm);
    check(sum == size * (size - 1) / 2, "its reduction");
    MPI_Comm_free(&comm);
    if (size > 1) {
        int even[1][3] = { { 0, size - 1, 2 } };
        MPI_Group evens, odds;
        MPI_Group_range_incl(group, 1, even, &evens);
        MPI_Group_range_excl(group, 1, even, &odds);
        MPI_Intercomm_create_from_groups(rank % 2 ? odds : evens, 0, rank % 2 ? evens : odds, 0, "between", MPI_INFO_NULL, MPI_ERRORS_RETURN, &inter);
        MPI_Comm_remote_size(inter, &n);
        check(n == (rank % 2 ? (size + 1) / 2 : size / 2), "intercommunicator from groups");
        MPI_Comm_free(&inter);
        MPI_Group_free(&evens);
        MPI_Group_free(&odds);
    }
    MPI_Group_free(&group);
    MPI_Group_free(&self);
    MPI_Session_finalize(&session);
    check(session == MPI_SESSION_NULL, "finalized");
}

static void buffers(void)
{
    char *memory = malloc(100000);
    void *back;
    int n, x = 40 + rank, y = -1;
    MPI_Count wide;
    MPI_Buffer_attach(memory, 100000);
    MPI_Request request;
    MPI_Irecv(&y, 1, MPI_INT, (rank + size - 1) % size, 3, MPI_COMM_WORLD, &request);
    MPI_Bsend(&x, 1, MPI_INT, (rank + 1) % size, 3, MPI_COMM_WORLD);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    check(y == 40 + (rank + size - 1) % size, "a buffered message");
    MPI_Buffer_flush();
    check(MPI_Buffer_attach(memory, 10) != MPI_SUCCESS, "attached twice");
    MPI_Buffer_detach(&back, &n);
    check(back == memory && n == 100000, "the buffer comes back");
    MPI_Comm_attach_buffer(MPI_COMM_WORLD, MPI_BUFFER_AUTOMATIC, 0);
    MPI_Irecv(&y, 1, MPI_INT, (rank + size - 1) % size, 4, MPI_COMM_WORLD, &request);
    MPI_Bsend(&x, 1, MPI_INT, (rank + 1) % size, 4, MPI_COMM_WORLD);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    MPI_Comm_iflush_buffer(MPI_COMM_WORLD, &request);
    MPI_Wait(&request, MPI_STATUS_IGNORE);
    check(request == MPI_REQUEST_NULL, "iflush completes");
    MPI_Comm_detach_buffer_c(MPI_COMM_WORLD, &back, &wide);
    check(back == MPI_BUFFER_AUTOMATIC && wide == 0, "an automatic buffer");
    free(memory);
}

int main(int argc, char **argv)
{
    MPI_Info early;
    int flag;
    /* Before MPI_Init. */
    MPI_Info_create(&early);
    MPI_Info_set(early, "mpi_assert_no_any_tag", "true");
    MPI_Initialized(&flag);
    check(!flag, "not initialized");
    start(&argc, &argv);
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
    MPI_Comm_set_errhandler(MPI_COMM_SELF, MPI_ERRORS_RETURN);
    MPI_Comm comm;
    MPI_Comm_dup_with_info(MPI_COMM_WORLD, early, &comm);
    MPI_Comm_free(&comm);
    MPI_Info_free(&early);
    information();
    interface();
    parts();
    sessions();
    buffers();
    char port[MPI_MAX_PORT_NAME];
    check(MPI_Open_port(MPI_INFO_NULL, port) == MPI_ERR_ACCESS, "ports are closed");
    int all = 0;
    MPI_Allreduce(&wrong, &all, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
    if (rank == 0)
        printf("modern: %s\n", all == 0 ? "fine" : "wrong");
    MPI_Finalize();
    MPI_Finalized(&flag);
    return all != 0 || !flag;
}
