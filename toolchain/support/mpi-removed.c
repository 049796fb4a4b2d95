/* Procedures that MPI 3.0 removed (MPI 5.0 §17.1), each in terms of what replaced it: programs of the nineties call them. Also what MPICH had before MPI 4.1. */
#include <mpi.h>

#define ALIAS(name) __attribute__((weak, alias("P" #name)))

int PMPI_Address(void *location, MPI_Aint *address) { return PMPI_Get_address(location, address); }
int MPI_Address(void *location, MPI_Aint *address) ALIAS(MPI_Address);

int PMPI_Errhandler_create(MPI_Handler_function *function, MPI_Errhandler *errhandler) { return PMPI_Comm_create_errhandler(function, errhandler); }
int MPI_Errhandler_create(MPI_Handler_function *function, MPI_Errhandler *errhandler) ALIAS(MPI_Errhandler_create);

int PMPI_Errhandler_get(MPI_Comm comm, MPI_Errhandler *errhandler) { return PMPI_Comm_get_errhandler(comm, errhandler); }
int MPI_Errhandler_get(MPI_Comm comm, MPI_Errhandler *errhandler) ALIAS(MPI_Errhandler_get);

int PMPI_Errhandler_set(MPI_Comm comm, MPI_Errhandler errhandler) { return PMPI_Comm_set_errhandler(comm, errhandler); }
int MPI_Errhandler_set(MPI_Comm comm, MPI_Errhandler errhandler) ALIAS(MPI_Errhandler_set);

int PMPI_Type_extent(MPI_Datatype datatype, MPI_Aint *extent)
{
    MPI_Aint lower;
    return PMPI_Type_get_extent(datatype, &lower, extent);
}
int MPI_Type_extent(MPI_Datatype datatype, MPI_Aint *extent) ALIAS(MPI_Type_extent);

int PMPI_Type_lb(MPI_Datatype datatype, MPI_Aint *displacement)
{
    MPI_Aint extent;
    return PMPI_Type_get_extent(datatype, displacement, &extent);
}
int MPI_Type_lb(MPI_Datatype datatype, MPI_Aint *displacement) ALIAS(MPI_Type_lb);

int PMPI_Type_ub(MPI_Datatype datatype, MPI_Aint *displacement)
{
    MPI_Aint lower, extent;
    /* Without a place for the result the error is that of the call below. */
    int code = PMPI_Type_get_extent(datatype, displacement ? &lower : displacement, &extent);
    if (code == MPI_SUCCESS)
        *displacement = lower + extent;
    return code;
}
int MPI_Type_ub(MPI_Datatype datatype, MPI_Aint *displacement) ALIAS(MPI_Type_ub);

int PMPI_Type_hindexed(int count, int lengths[], MPI_Aint displacements[], MPI_Datatype oldtype, MPI_Datatype *newtype)
{
    return PMPI_Type_create_hindexed(count, lengths, displacements, oldtype, newtype);
}
int MPI_Type_hindexed(int count, int lengths[], MPI_Aint displacements[], MPI_Datatype oldtype, MPI_Datatype *newtype) ALIAS(MPI_Type_hindexed);

int PMPI_Type_hvector(int count, int blocklength, MPI_Aint stride, MPI_Datatype oldtype, MPI_Datatype *newtype)
{
    return PMPI_Type_create_hvector(count, blocklength, stride, oldtype, newtype);
}
int MPI_Type_hvector(int count, int blocklength, MPI_Aint stride, MPI_Datatype oldtype, MPI_Datatype *newtype) ALIAS(MPI_Type_hvector);

int PMPI_Type_struct(int count, int lengths[], MPI_Aint displacements[], MPI_Datatype types[], MPI_Datatype *newtype)
{
    return PMPI_Type_create_struct(count, lengths, displacements, types, newtype);
}
int MPI_Type_struct(int count, int lengths[], MPI_Aint displacements[], MPI_Datatype types[], MPI_Datatype *newtype) ALIAS(MPI_Type_struct);

int PMPIX_Delete_error_class(int errorclass) { return PMPI_Remove_error_class(errorclass); }
int MPIX_Delete_error_class(int errorclass) __attribute__((weak, alias("PMPIX_Delete_error_class")));

int PMPIX_Delete_error_code(int errorcode) { return PMPI_Remove_error_code(errorcode); }
int MPIX_Delete_error_code(int errorcode) __attribute__((weak, alias("PMPIX_Delete_error_code")));

int PMPIX_Delete_error_string(int errorcode) { return PMPI_Remove_error_string(errorcode); }
int MPIX_Delete_error_string(int errorcode) __attribute__((weak, alias("PMPIX_Delete_error_string")));
