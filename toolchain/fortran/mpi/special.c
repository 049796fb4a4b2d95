/* What of Fortran's MPI cannot be made from the description: callbacks with a state, attributes, lists of strings. */
#include "fortran.h"
#include <pthread.h>

int mpiwasm_bottom_[1], mpiwasm_in_place_[1], mpiwasm_buffer_automatic_[1], mpiwasm_errcodes_ignore_[1], mpiwasm_unweighted_[1],
    mpiwasm_weights_empty_[1];
MPI_Status mpiwasm_status_ignore_[1], mpiwasm_statuses_ignore_[1];
char mpiwasm_argv_null_[1], mpiwasm_argvs_null_[1];

/* ---- strings ------------------------------------------------------------------------------------------------------------ */

static void *room(size_t size) {
    void *memory = malloc(size);
    if (!memory) abort();
    return memory;
}

char *string_in(const char *text, size_t length) {
    while (length > 0 && text[length - 1] == ' ') length--;
    while (length > 0 && *text == ' ') text++, length--;
    char *copy = room(length + 1);
    memcpy(copy, text, length);
    copy[length] = 0;
    return copy;
}

char *string_room(int size) {
    char *memory = room(size > 0 ? (size_t)size + 1 : 1);
    *memory = 0;
    return memory;
}

void string_out(const char *text, char *to, size_t length) {
    size_t used = strlen(text);
    if (used > length) used = length;
    memcpy(to, text, used);
    memset(to + used, ' ', length - used);
}

/* Strings of one length behind each other, step bytes apart, as far as COUNT or a blank one; a null pointer ends the list. */
static char **strings_in(const char *text, size_t length, size_t step, int count) {
    size_t n = 0;
    for (;; n++) {
        const char *string = text + n * step;
        size_t blanks = 0;
        if (count >= 0 && n == (size_t)count) break;
        while (blanks < length && string[blanks] == ' ') blanks++;
        if (count < 0 && blanks == length) break;
    }
    char **list = room((n + 1) * sizeof *list);
    for (size_t i = 0; i < n; i++) list[i] = string_in(text + i * step, length);
    list[n] = NULL;
    return list;
}

static void strings_free(char **list) {
    for (char **string = list; list && *string; string++) free(*string);
    free(list);
}

/* ---- spawning (§11.8) ------------------------------------------------------------------------------------------------------ */

void pmpi_comm_spawn_(char *command, char *argv, MPI_Fint *maxprocs, MPI_Fint *info, MPI_Fint *root, MPI_Fint *comm, MPI_Fint *intercomm,
    MPI_Fint *array_of_errcodes, MPI_Fint *ierror, size_t command_len, size_t argv_len) {
    char *name = string_in(command, command_len);
    char **arguments = argv == mpiwasm_argv_null_ ? MPI_ARGV_NULL : strings_in(argv, argv_len, argv_len, -1);
    int error = PMPI_Comm_spawn(name, arguments, *maxprocs, (MPI_Info)(intptr_t)*info, *root, (MPI_Comm)(intptr_t)*comm, (MPI_Comm *)intercomm,
        errcodes_of(array_of_errcodes));
    strings_free(arguments);
    free(name);
    if (ierror) *ierror = error;
}
NAMES(mpi_comm_spawn)

/* Significant at the root only: elsewhere the arguments may be anything. */
void pmpi_comm_spawn_multiple_(MPI_Fint *count, char *array_of_commands, char *array_of_argv, MPI_Fint *array_of_maxprocs, MPI_Fint *array_of_info,
    MPI_Fint *root, MPI_Fint *comm, MPI_Fint *intercomm, MPI_Fint *array_of_errcodes, MPI_Fint *ierror, size_t command_len, size_t argv_len) {
    MPI_Comm over = (MPI_Comm)(intptr_t)*comm;
    int rank = -1, n = 0, error;
    char **commands = NULL, ***arguments = MPI_ARGVS_NULL;
    if (PMPI_Comm_rank(over, &rank) == MPI_SUCCESS && rank == *root) {
        n = *count;
        commands = strings_in(array_of_commands, command_len, command_len, n);
        if (array_of_argv != mpiwasm_argvs_null_) {
            arguments = room((n + 1) * sizeof *arguments);
            for (int i = 0; i < n; i++) arguments[i] = strings_in(array_of_argv + i * argv_len, argv_len, argv_len * n, -1);
        }
    }
    error = PMPI_Comm_spawn_multiple(*count, commands, arguments, array_of_maxprocs, (MPI_Info *)array_of_info, *root, over, (MPI_Comm *)intercomm,
        errcodes_of(array_of_errcodes));
    for (int i = 0; arguments && i < n; i++) strings_free(arguments[i]);
    free(arguments);
    strings_free(commands);
    if (ierror) *ierror = error;
}
NAMES(mpi_comm_spawn_multiple)

/* ---- attributes (§7.7, §19.3.7) ---------------------------------------------------------------------------------------------- */

typedef void copy_function(MPI_Fint *, MPI_Fint *, MPI_Aint *, MPI_Aint *, MPI_Aint *, MPI_Fint *, MPI_Fint *);
typedef void delete_function(MPI_Fint *, MPI_Fint *, MPI_Aint *, MPI_Aint *, MPI_Fint *);

/* What a key was made with. It stays as long as the program: attributes may outlive their key. */
struct key {
    copy_function *copy;
    delete_function *delete;
    MPI_Aint state;
};

/* What Fortran sets is a number, of which C gets the address; what C sets is an address, which Fortran gets as a number. */
struct cell {
    MPI_Aint value;
    struct cell *next;
};
enum { CELLS = 64 };
struct cells {
    struct cell cell[CELLS];
    struct cells *next;
};
static struct cells *all_cells;
static struct cell *free_cells;
static pthread_mutex_t cells_lock = PTHREAD_MUTEX_INITIALIZER;

static void *cell_of(MPI_Aint value) {
    pthread_mutex_lock(&cells_lock);
    if (!free_cells) {
        struct cells *more = room(sizeof *more);
        more->next = all_cells;
        all_cells = more;
        for (int i = 0; i < CELLS; i++) {
            more->cell[i].next = free_cells;
            free_cells = &more->cell[i];
        }
    }
    struct cell *cell = free_cells;
    free_cells = cell->next;
    pthread_mutex_unlock(&cells_lock);
    cell->value = value;
    return cell;
}
static struct cell *as_cell(void *attribute) {
    pthread_mutex_lock(&cells_lock);
    struct cells *in = all_cells;
    while (in && ((char *)attribute < (char *)in->cell || (char *)attribute >= (char *)(in->cell + CELLS))) in = in->next;
    pthread_mutex_unlock(&cells_lock);
    return in ? attribute : NULL;
}
static MPI_Aint number_of(void *attribute) {
    struct cell *cell = as_cell(attribute);
    return cell ? cell->value : (MPI_Aint)attribute;
}
/* A key of C may have copied the address: only a key of Fortran's own, whose copies have cells of their own, gives its cell back. */
static void free_cell(void *attribute) {
    struct cell *cell = as_cell(attribute);
    if (!cell) return;
    pthread_mutex_lock(&cells_lock);
    cell->next = free_cells;
    free_cells = cell;
    pthread_mutex_unlock(&cells_lock);
}

#define CALLBACKS(name, type) \
    static int name##_copy(type old, int keyval, void *state, void *in, void *out, int *flag) { \
        struct key *key = state; \
        MPI_Fint handle = (MPI_Fint)(intptr_t)old, number = keyval, copied = 0, error = MPI_SUCCESS; \
        MPI_Aint from = number_of(in), to = 0; \
        key->copy(&handle, &number, &key->state, &from, &to, &copied, &error); \
        *flag = copied != 0; \
        if (*flag) *(void **)out = cell_of(to); \
        return error; \
    } \
    static int name##_delete(type old, int keyval, void *value, void *state) { \
        struct key *key = state; \
        MPI_Fint handle = (MPI_Fint)(intptr_t)old, number = keyval, error = MPI_SUCCESS; \
        MPI_Aint attribute = number_of(value); \
        key->delete(&handle, &number, &attribute, &key->state, &error); \
        if (error == MPI_SUCCESS) free_cell(value); \
        return error; \
    }
CALLBACKS(comm, MPI_Comm)
CALLBACKS(type, MPI_Datatype)
CALLBACKS(win, MPI_Win)

/* Those that MPI has itself give C the address of a number, which Fortran gets; a window's base is an address for both. */
static void attribute_out(int keyval, void *value, MPI_Aint *to) {
    if (keyval < MPI_TAG_UB || keyval > MPI_WIN_MODEL || keyval == MPI_WIN_BASE) *to = number_of(value);
    else *to = keyval == MPI_WIN_SIZE ? *(MPI_Aint *)value : *(int *)value;
}

#define ATTRIBUTES(lower, Name, type, prefix) \
    void pmpi_##lower##_create_keyval_(copy_function *copy, delete_function *delete, MPI_Fint *keyval, MPI_Aint *state, MPI_Fint *ierror) { \
        struct key *key = room(sizeof *key); \
        *key = (struct key){copy, delete, *state}; \
        int error = PMPI_##Name##_create_keyval(prefix##_copy, prefix##_delete, keyval, key); \
        if (ierror) *ierror = error; \
    } \
    NAMES(mpi_##lower##_create_keyval) \
    void pmpi_##lower##_set_attr_(MPI_Fint *handle, MPI_Fint *keyval, MPI_Aint *value, MPI_Fint *ierror) { \
        void *attribute = cell_of(*value); \
        int error = PMPI_##Name##_set_attr((type)(intptr_t)*handle, *keyval, attribute); \
        if (error != MPI_SUCCESS) free_cell(attribute); \
        if (ierror) *ierror = error; \
    } \
    NAMES(mpi_##lower##_set_attr) \
    void pmpi_##lower##_get_attr_(MPI_Fint *handle, MPI_Fint *keyval, MPI_Aint *value, MPI_Fint *flag, MPI_Fint *ierror) { \
        void *attribute = NULL; \
        int found = 0, error = PMPI_##Name##_get_attr((type)(intptr_t)*handle, *keyval, &attribute, &found); \
        if (error == MPI_SUCCESS) { \
            *flag = found; \
            if (found) attribute_out(*keyval, attribute, value); \
        } \
        if (ierror) *ierror = error; \
    } \
    NAMES(mpi_##lower##_get_attr)
ATTRIBUTES(comm, Comm, MPI_Comm, comm)
ATTRIBUTES(type, Type, MPI_Datatype, type)
ATTRIBUTES(win, Win, MPI_Win, win)

/* The deprecated names: an INTEGER is as wide as an address here. */
ALSO(pmpi_keyval_create_, pmpi_comm_create_keyval_) NAMES_OF_OLD(keyval_create, comm_create_keyval)
ALSO(pmpi_attr_put_, pmpi_comm_set_attr_) NAMES_OF_OLD(attr_put, comm_set_attr)
ALSO(pmpi_attr_get_, pmpi_comm_get_attr_) NAMES_OF_OLD(attr_get, comm_get_attr)

/* What MPI 3.0 removed, and codes of the nineties call. */
#define PARAMETERS3 void *a, void *b, void *c
#define PARAMETERS6 PARAMETERS3, void *d, void *e, void *f
#define ARGUMENTS3 a, b, c
#define ARGUMENTS6 ARGUMENTS3, d, e, f
#define OLD(name, now, count) \
    void pmpi_##now##_(PARAMETERS##count); \
    void pmpi_##name##_(PARAMETERS##count) { pmpi_##now##_(ARGUMENTS##count); } \
    ALSO(mpi_##name##_, pmpi_##name##_)
OLD(address, get_address, 3)
OLD(errhandler_create, comm_create_errhandler, 3)
OLD(errhandler_get, comm_get_errhandler, 3)
OLD(errhandler_set, comm_set_errhandler, 3)
OLD(type_hindexed, type_create_hindexed, 6)
OLD(type_hvector, type_create_hvector, 6)
OLD(type_struct, type_create_struct, 6)
#define BOUND(name, function) \
    void pmpi_##name##_(MPI_Fint *datatype, MPI_Aint *bound, MPI_Fint *ierror) { \
        int error = function((MPI_Datatype)(intptr_t)*datatype, bound); \
        if (ierror) *ierror = error; \
    } \
    ALSO(mpi_##name##_, pmpi_##name##_)
BOUND(type_extent, PMPI_Type_extent)
BOUND(type_lb, PMPI_Type_lb)
BOUND(type_ub, PMPI_Type_ub)

/* The predefined callbacks. */
static void copy_nothing(MPI_Fint *flag, MPI_Fint *ierror) {
    *flag = 0;
    *ierror = MPI_SUCCESS;
}
static void copy_value(MPI_Aint *in, MPI_Aint *out, MPI_Fint *flag, MPI_Fint *ierror) {
    *out = *in;
    *flag = 1;
    *ierror = MPI_SUCCESS;
}
#define PREDEFINED(null_copy, dup, null_delete) \
    void null_copy(MPI_Fint *handle, MPI_Fint *keyval, MPI_Aint *state, MPI_Aint *in, MPI_Aint *out, MPI_Fint *flag, MPI_Fint *ierror) { \
        copy_nothing(flag, ierror); \
    } \
    void dup(MPI_Fint *handle, MPI_Fint *keyval, MPI_Aint *state, MPI_Aint *in, MPI_Aint *out, MPI_Fint *flag, MPI_Fint *ierror) { \
        copy_value(in, out, flag, ierror); \
    } \
    void null_delete(MPI_Fint *handle, MPI_Fint *keyval, MPI_Aint *value, MPI_Aint *state, MPI_Fint *ierror) { *ierror = MPI_SUCCESS; }
PREDEFINED(mpi_comm_null_copy_fn_, mpi_comm_dup_fn_, mpi_comm_null_delete_fn_)
PREDEFINED(mpi_type_null_copy_fn_, mpi_type_dup_fn_, mpi_type_null_delete_fn_)
PREDEFINED(mpi_win_null_copy_fn_, mpi_win_dup_fn_, mpi_win_null_delete_fn_)
PREDEFINED(mpi_null_copy_fn_, mpi_dup_fn_, mpi_null_delete_fn_)

/* ---- generalised requests (§13.2) ----------------------------------------------------------------------------------------------- */

struct grequest {
    void (*query)(MPI_Aint *, MPI_Status *, MPI_Fint *);
    void (*free)(MPI_Aint *, MPI_Fint *);
    void (*cancel)(MPI_Aint *, MPI_Fint *, MPI_Fint *);
    /* The caller's own, as natively: what a callback changes is changed there. */
    MPI_Aint *state;
};

static int grequest_query(void *state, MPI_Status *status) {
    struct grequest *request = state;
    MPI_Fint error = MPI_SUCCESS;
    request->query(request->state, status, &error);
    return error;
}

static int grequest_free(void *state) {
    struct grequest *request = state;
    MPI_Fint error = MPI_SUCCESS;
    request->free(request->state, &error);
    free(request);
    return error;
}

static int grequest_cancel(void *state, int complete) {
    struct grequest *request = state;
    MPI_Fint error = MPI_SUCCESS, whole = complete != 0;
    request->cancel(request->state, &whole, &error);
    return error;
}

void pmpi_grequest_start_(void (*query)(MPI_Aint *, MPI_Status *, MPI_Fint *), void (*release)(MPI_Aint *, MPI_Fint *),
    void (*cancel)(MPI_Aint *, MPI_Fint *, MPI_Fint *), MPI_Aint *state, MPI_Fint *request, MPI_Fint *ierror) {
    struct grequest *made = room(sizeof *made);
    *made = (struct grequest){query, release, cancel, state};
    int error = PMPI_Grequest_start(grequest_query, grequest_free, grequest_cancel, made, (MPI_Request *)request);
    if (ierror) *ierror = error;
}
NAMES(mpi_grequest_start)

/* ---- data representations (§14.5.3): none of the libraries has conversions ---------------------------------------------------------- */

void mpi_conversion_fn_null_(void) {}
void mpi_conversion_fn_null_c_(void) {}

void pmpi_register_datarep_(char *datarep, void *read, void *write, void *extent, MPI_Aint *state, MPI_Fint *ierror, size_t datarep_len) {
    if (ierror) *ierror = MPI_ERR_UNSUPPORTED_OPERATION;
}
NAMES(mpi_register_datarep)
ALSO(mpi_register_datarep_c_, pmpi_register_datarep_) ALSO(mpi_register_datarep_c_f08_, pmpi_register_datarep_)
ALSO(pmpi_register_datarep_c_f08_, pmpi_register_datarep_)

/* ---- what only Fortran has ------------------------------------------------------------------------------------------------------------ */

/* The compiler does not look into it, so that it takes the buffer for read and written (§19.1.17). */
void pmpi_f_sync_reg_(void *buffer) { __asm__ volatile("" : : "r"(buffer) : "memory"); }
NAMES(mpi_f_sync_reg)

/* What the compiler makes of an argument of any type and rank: ISO_Fortran_binding.h has all of it. */
struct descriptor {
    void *base;
    long long element_length;
};
void mpiwasm_sizeof(const struct descriptor *x, MPI_Fint *size, MPI_Fint *ierror) {
    *size = (MPI_Fint)x->element_length;
    if (ierror) *ierror = MPI_SUCCESS;
}
