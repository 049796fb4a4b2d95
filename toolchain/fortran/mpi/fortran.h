/* What the functions of Fortran's MPI share: the variables that stand for something else, and strings. */
#include <mpi.h>
#include <stdlib.h>
#include <string.h>

/* One function under the names of mpif.h, mpi and mpi_f08, and of the profiling interface. */
#define ALSO(name, other) extern __typeof(other) name __attribute__((weak, alias(#other)));
#define NAMES(name) ALSO(name##_, p##name##_) ALSO(name##_f08_, p##name##_) ALSO(p##name##_f08_, p##name##_)
#define NAMES_OF_OLD(name, now) \
    ALSO(mpi_##name##_, pmpi_##now##_) ALSO(mpi_##name##_f08_, pmpi_##now##_) ALSO(pmpi_##name##_f08_, pmpi_##now##_)
#define FUNCTION(name) ALSO(name##_, p##name##_)
/* With an address as TYPE(C_PTR). */
#define POINTER(name) ALSO(name##_cptr_, p##name##_) ALSO(p##name##_cptr_, p##name##_)

/* COMMON blocks of mpif.h and the modules. */
extern int mpiwasm_bottom_[1], mpiwasm_in_place_[1], mpiwasm_buffer_automatic_[1], mpiwasm_errcodes_ignore_[1], mpiwasm_unweighted_[1],
    mpiwasm_weights_empty_[1];
extern MPI_Status mpiwasm_status_ignore_[1], mpiwasm_statuses_ignore_[1];
extern char mpiwasm_argv_null_[1], mpiwasm_argvs_null_[1];

static inline void *address_of(void *buffer) {
    if (buffer == mpiwasm_bottom_) return MPI_BOTTOM;
    if (buffer == mpiwasm_in_place_) return MPI_IN_PLACE;
    if (buffer == mpiwasm_buffer_automatic_) return MPI_BUFFER_AUTOMATIC;
    return buffer;
}

static inline MPI_Status *status_of(MPI_Status *status) { return status == mpiwasm_status_ignore_ ? MPI_STATUS_IGNORE : status; }

static inline MPI_Status *statuses_of(MPI_Status *statuses) { return statuses == mpiwasm_statuses_ignore_ ? MPI_STATUSES_IGNORE : statuses; }

static inline int *errcodes_of(int *errcodes) { return errcodes == mpiwasm_errcodes_ignore_ ? MPI_ERRCODES_IGNORE : errcodes; }

static inline int *weights_of(int *weights) {
    if (weights == mpiwasm_unweighted_) return MPI_UNWEIGHTED;
    if (weights == mpiwasm_weights_empty_) return MPI_WEIGHTS_EMPTY;
    return weights;
}

/* Positions in arrays. */
static inline void index_out(int *index) {
    if (*index != MPI_UNDEFINED) ++*index;
}

static inline void indices_out(int *indices, int count) {
    for (int i = 0; count != MPI_UNDEFINED && i < count; i++) ++indices[i];
}

/* A string of C's without the blanks around it; room for one that comes; and that with blanks behind it. */
char *string_in(const char *text, size_t length);
char *string_room(int size);
void string_out(const char *text, char *to, size_t length);
