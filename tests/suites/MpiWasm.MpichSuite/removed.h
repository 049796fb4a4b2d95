/* Names of MPI-1 that MPI-3.0 removed and that a host library may lack, by what replaces them. The suite still uses them; without this nothing of it builds on such a host. */
#define MPI_Address MPI_Get_address
#define MPI_Errhandler_create MPI_Comm_create_errhandler
#define MPI_Errhandler_get MPI_Comm_get_errhandler
#define MPI_Errhandler_set MPI_Comm_set_errhandler
#define MPI_Type_extent(type, extent) MPI_Type_get_extent(type, &(MPI_Aint){0}, extent)
#define MPI_Type_hindexed MPI_Type_create_hindexed
#define MPI_Type_hvector MPI_Type_create_hvector
#define MPI_Type_lb(type, bound) MPI_Type_get_extent(type, bound, &(MPI_Aint){0})
#define MPI_Type_struct MPI_Type_create_struct
