/* The MPI procedures that concern the guest alone, and so are no imports: part of its libmpi. Each has its name of the profiling interface,
 * and the usual one as a weak alias of that (MPI 5.0 §15.2). */
#include <mpi.h>
#include <stdarg.h>
#include <string.h>
#include "libc/host.h"

#define ALIAS(name) __attribute__((weak, alias("P" #name)))

/* Called after each import (imports.awk). */
void __mpiwasm_look_for_signals(void) { deliver_signals(); }

/* ---- addresses (§5.1.5) ------------------------------------------------------------------------------------------------ */

MPI_Aint PMPI_Aint_add(MPI_Aint base, MPI_Aint disp) { return (MPI_Aint)((char *)base + disp); }
MPI_Aint MPI_Aint_add(MPI_Aint base, MPI_Aint disp) ALIAS(MPI_Aint_add);

MPI_Aint PMPI_Aint_diff(MPI_Aint addr1, MPI_Aint addr2) { return (MPI_Aint)((char *)addr1 - (char *)addr2); }
MPI_Aint MPI_Aint_diff(MPI_Aint addr1, MPI_Aint addr2) ALIAS(MPI_Aint_diff);

/* ---- handles as integers (§19.3.4, §20.4): a handle is its number -------------------------------------------------------- */

#define HANDLE(prefix, type, name) \
    MPI_Fint P##prefix##_c2f(type name) { return (MPI_Fint)(intptr_t)name; } \
    MPI_Fint prefix##_c2f(type name) ALIAS(prefix##_c2f); \
    type P##prefix##_f2c(MPI_Fint name) { return (type)(intptr_t)name; } \
    type prefix##_f2c(MPI_Fint name) ALIAS(prefix##_f2c); \
    int P##prefix##_toint(type name) { return (int)(intptr_t)name; } \
    int prefix##_toint(type name) ALIAS(prefix##_toint); \
    type P##prefix##_fromint(int name) { return (type)(intptr_t)name; } \
    type prefix##_fromint(int name) ALIAS(prefix##_fromint);

HANDLE(MPI_Comm, MPI_Comm, comm)
HANDLE(MPI_Errhandler, MPI_Errhandler, errhandler)
HANDLE(MPI_File, MPI_File, file)
HANDLE(MPI_Group, MPI_Group, group)
HANDLE(MPI_Info, MPI_Info, info)
HANDLE(MPI_Message, MPI_Message, message)
HANDLE(MPI_Op, MPI_Op, op)
HANDLE(MPI_Request, MPI_Request, request)
HANDLE(MPI_Session, MPI_Session, session)
HANDLE(MPI_Type, MPI_Datatype, datatype)
HANDLE(MPI_Win, MPI_Win, win)

/* ---- statuses (§19.3.5): the same eight integers everywhere ---------------------------------------------------------------- */

#define STATUS(name, from, to, source, target) \
    int P##name(from, to) { memcpy(target, source, sizeof(MPI_Status)); return MPI_SUCCESS; } \
    int name(from, to) ALIAS(name);

STATUS(MPI_Status_c2f, const MPI_Status *c_status, MPI_Fint *f_status, c_status, f_status)
STATUS(MPI_Status_f2c, const MPI_Fint *f_status, MPI_Status *c_status, f_status, c_status)
STATUS(MPI_Status_c2f08, const MPI_Status *c_status, MPI_F08_status *f08_status, c_status, f08_status)
STATUS(MPI_Status_f082c, const MPI_F08_status *f08_status, MPI_Status *c_status, f08_status, c_status)
STATUS(MPI_Status_f2f08, const MPI_Fint *f_status, MPI_F08_status *f08_status, f_status, f08_status)
STATUS(MPI_Status_f082f, const MPI_F08_status *f08_status, MPI_Fint *f_status, f08_status, f_status)

/* ---- profiling (§15.2.4): without a profiler it does nothing ----------------------------------------------------------------- */

int PMPI_Pcontrol(const int level, ...) { (void)level; return MPI_SUCCESS; }
int MPI_Pcontrol(const int level, ...) ALIAS(MPI_Pcontrol);

/* ---- deprecated names of attributes (§16.1) ----------------------------------------------------------------------------------- */

int PMPI_Attr_delete(MPI_Comm comm, int keyval) { return PMPI_Comm_delete_attr(comm, keyval); }
int MPI_Attr_delete(MPI_Comm comm, int keyval) ALIAS(MPI_Attr_delete);

int PMPI_Attr_get(MPI_Comm comm, int keyval, void *attribute_val, int *flag) { return PMPI_Comm_get_attr(comm, keyval, attribute_val, flag); }
int MPI_Attr_get(MPI_Comm comm, int keyval, void *attribute_val, int *flag) ALIAS(MPI_Attr_get);

int PMPI_Attr_put(MPI_Comm comm, int keyval, void *attribute_val) { return PMPI_Comm_set_attr(comm, keyval, attribute_val); }
int MPI_Attr_put(MPI_Comm comm, int keyval, void *attribute_val) ALIAS(MPI_Attr_put);

int PMPI_Keyval_create(MPI_Copy_function *copy_fn, MPI_Delete_function *delete_fn, int *keyval, void *extra_state)
{
    return PMPI_Comm_create_keyval(copy_fn, delete_fn, keyval, extra_state);
}
int MPI_Keyval_create(MPI_Copy_function *copy_fn, MPI_Delete_function *delete_fn, int *keyval, void *extra_state) ALIAS(MPI_Keyval_create);

int PMPI_Keyval_free(int *keyval) { return PMPI_Comm_free_keyval(keyval); }
int MPI_Keyval_free(int *keyval) ALIAS(MPI_Keyval_free);

/* ---- deprecated names of large counts (§16.4) ----------------------------------------------------------------------------------- */

int PMPI_Get_elements_x(const MPI_Status *status, MPI_Datatype datatype, MPI_Count *count) { return PMPI_Get_elements_c(status, datatype, count); }
int MPI_Get_elements_x(const MPI_Status *status, MPI_Datatype datatype, MPI_Count *count) ALIAS(MPI_Get_elements_x);

int PMPI_Status_set_elements_x(MPI_Status *status, MPI_Datatype datatype, MPI_Count count) { return PMPI_Status_set_elements_c(status, datatype, count); }
int MPI_Status_set_elements_x(MPI_Status *status, MPI_Datatype datatype, MPI_Count count) ALIAS(MPI_Status_set_elements_x);

int PMPI_Type_get_extent_x(MPI_Datatype datatype, MPI_Count *lb, MPI_Count *extent) { return PMPI_Type_get_extent_c(datatype, lb, extent); }
int MPI_Type_get_extent_x(MPI_Datatype datatype, MPI_Count *lb, MPI_Count *extent) ALIAS(MPI_Type_get_extent_x);

int PMPI_Type_get_true_extent_x(MPI_Datatype datatype, MPI_Count *true_lb, MPI_Count *true_extent) { return PMPI_Type_get_true_extent_c(datatype, true_lb, true_extent); }
int MPI_Type_get_true_extent_x(MPI_Datatype datatype, MPI_Count *true_lb, MPI_Count *true_extent) ALIAS(MPI_Type_get_true_extent_x);

int PMPI_Type_size_x(MPI_Datatype datatype, MPI_Count *size) { return PMPI_Type_size_c(datatype, size); }
int MPI_Type_size_x(MPI_Datatype datatype, MPI_Count *size) ALIAS(MPI_Type_size_x);
