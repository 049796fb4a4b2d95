using System.Collections.Frozen;

namespace MpiWasm.Mpi.Hosts.OpenMpi;

/// <summary>The integer constants of Open MPI's mpi.h that the standard ABI has too, in the ABI's order.</summary>
internal static class OpenMpiConstants
{
    public static FrozenDictionary<string, int> ByName { get; } = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        // Error classes
        ["MPI_SUCCESS"] = 0,
        ["MPI_ERR_BUFFER"] = 1,
        ["MPI_ERR_COUNT"] = 2,
        ["MPI_ERR_TYPE"] = 3,
        ["MPI_ERR_TAG"] = 4,
        ["MPI_ERR_COMM"] = 5,
        ["MPI_ERR_RANK"] = 6,
        ["MPI_ERR_REQUEST"] = 7,
        ["MPI_ERR_ROOT"] = 8,
        ["MPI_ERR_GROUP"] = 9,
        ["MPI_ERR_OP"] = 10,
        ["MPI_ERR_TOPOLOGY"] = 11,
        ["MPI_ERR_DIMS"] = 12,
        ["MPI_ERR_ARG"] = 13,
        ["MPI_ERR_UNKNOWN"] = 14,
        ["MPI_ERR_TRUNCATE"] = 15,
        ["MPI_ERR_OTHER"] = 16,
        ["MPI_ERR_INTERN"] = 17,
        ["MPI_ERR_PENDING"] = 19,
        ["MPI_ERR_IN_STATUS"] = 18,
        ["MPI_ERR_ACCESS"] = 20,
        ["MPI_ERR_AMODE"] = 21,
        ["MPI_ERR_ASSERT"] = 22,
        ["MPI_ERR_BAD_FILE"] = 23,
        ["MPI_ERR_BASE"] = 24,
        ["MPI_ERR_CONVERSION"] = 25,
        ["MPI_ERR_DISP"] = 26,
        ["MPI_ERR_DUP_DATAREP"] = 27,
        ["MPI_ERR_FILE_EXISTS"] = 28,
        ["MPI_ERR_FILE_IN_USE"] = 29,
        ["MPI_ERR_FILE"] = 30,
        ["MPI_ERR_INFO_KEY"] = 31,
        ["MPI_ERR_INFO_NOKEY"] = 32,
        ["MPI_ERR_INFO_VALUE"] = 33,
        ["MPI_ERR_INFO"] = 34,
        ["MPI_ERR_IO"] = 35,
        ["MPI_ERR_KEYVAL"] = 36,
        ["MPI_ERR_LOCKTYPE"] = 37,
        ["MPI_ERR_NAME"] = 38,
        ["MPI_ERR_NO_MEM"] = 39,
        ["MPI_ERR_NOT_SAME"] = 40,
        ["MPI_ERR_NO_SPACE"] = 41,
        ["MPI_ERR_NO_SUCH_FILE"] = 42,
        ["MPI_ERR_PORT"] = 43,
        ["MPI_ERR_QUOTA"] = 44,
        ["MPI_ERR_READ_ONLY"] = 45,
        ["MPI_ERR_RMA_ATTACH"] = 69,
        ["MPI_ERR_RMA_CONFLICT"] = 46,
        ["MPI_ERR_RMA_RANGE"] = 68,
        ["MPI_ERR_RMA_SHARED"] = 71,
        ["MPI_ERR_RMA_SYNC"] = 47,
        ["MPI_ERR_SERVICE"] = 48,
        ["MPI_ERR_SIZE"] = 49,
        ["MPI_ERR_SPAWN"] = 50,
        ["MPI_ERR_UNSUPPORTED_DATAREP"] = 51,
        ["MPI_ERR_UNSUPPORTED_OPERATION"] = 52,
        ["MPI_ERR_WIN"] = 53,
        ["MPI_ERR_RMA_FLAVOR"] = 70,
        ["MPI_T_ERR_CANNOT_INIT"] = 56,
        ["MPI_T_ERR_NOT_INITIALIZED"] = 55,
        ["MPI_T_ERR_MEMORY"] = 54,
        ["MPI_T_ERR_INVALID"] = 72,
        ["MPI_T_ERR_INVALID_INDEX"] = 57,
        ["MPI_T_ERR_INVALID_ITEM"] = 58,
        ["MPI_T_ERR_INVALID_SESSION"] = 62,
        ["MPI_T_ERR_INVALID_HANDLE"] = 59,
        ["MPI_T_ERR_INVALID_NAME"] = 73,
        ["MPI_T_ERR_OUT_OF_HANDLES"] = 60,
        ["MPI_T_ERR_OUT_OF_SESSIONS"] = 61,
        ["MPI_T_ERR_CVAR_SET_NOT_NOW"] = 63,
        ["MPI_T_ERR_CVAR_SET_NEVER"] = 64,
        ["MPI_T_ERR_PVAR_NO_WRITE"] = 66,
        ["MPI_T_ERR_PVAR_NO_STARTSTOP"] = 65,
        ["MPI_T_ERR_PVAR_NO_ATOMIC"] = 67,
        ["MPI_ERR_LASTCODE"] = 92,

        // Maximum sizes for strings
        ["MPI_MAX_DATAREP_STRING"] = 128,
        ["MPI_MAX_ERROR_STRING"] = 256,
        ["MPI_MAX_INFO_KEY"] = 36,
        ["MPI_MAX_INFO_VAL"] = 256,
        ["MPI_MAX_LIBRARY_VERSION_STRING"] = 256,
        ["MPI_MAX_OBJECT_NAME"] = 64,
        ["MPI_MAX_PORT_NAME"] = 1024,
        ["MPI_MAX_PROCESSOR_NAME"] = 256,

        // Mode constants
        ["MPI_MODE_APPEND"] = 128,
        ["MPI_MODE_CREATE"] = 1,
        ["MPI_MODE_DELETE_ON_CLOSE"] = 16,
        ["MPI_MODE_EXCL"] = 64,
        ["MPI_MODE_RDONLY"] = 2,
        ["MPI_MODE_RDWR"] = 8,
        ["MPI_MODE_SEQUENTIAL"] = 256,
        ["MPI_MODE_UNIQUE_OPEN"] = 32,
        ["MPI_MODE_WRONLY"] = 4,
        ["MPI_MODE_NOCHECK"] = 1,
        ["MPI_MODE_NOPRECEDE"] = 2,
        ["MPI_MODE_NOPUT"] = 4,
        ["MPI_MODE_NOSTORE"] = 8,
        ["MPI_MODE_NOSUCCEED"] = 16,

        // Assorted constants
        ["MPI_ANY_SOURCE"] = -1,
        ["MPI_ANY_TAG"] = -1,
        ["MPI_PROC_NULL"] = -2,
        ["MPI_ROOT"] = -4,
        ["MPI_UNDEFINED"] = -32766,
        ["MPI_BSEND_OVERHEAD"] = 128,

        // Threads constants
        ["MPI_THREAD_SINGLE"] = 0,
        ["MPI_THREAD_FUNNELED"] = 1,
        ["MPI_THREAD_SERIALIZED"] = 2,
        ["MPI_THREAD_MULTIPLE"] = 3,

        // File operations constants
        ["MPI_ORDER_C"] = 0,
        ["MPI_ORDER_FORTRAN"] = 1,
        ["MPI_DISTRIBUTE_NONE"] = 2,
        ["MPI_DISTRIBUTE_BLOCK"] = 0,
        ["MPI_DISTRIBUTE_CYCLIC"] = 1,
        ["MPI_DISTRIBUTE_DFLT_DARG"] = -1,

        // Datatype decoding constants
        ["MPI_COMBINER_NAMED"] = 0,
        ["MPI_COMBINER_DUP"] = 1,
        ["MPI_COMBINER_CONTIGUOUS"] = 2,
        ["MPI_COMBINER_VECTOR"] = 3,
        ["MPI_COMBINER_HVECTOR"] = 5,
        ["MPI_COMBINER_INDEXED"] = 6,
        ["MPI_COMBINER_HINDEXED"] = 8,
        ["MPI_COMBINER_INDEXED_BLOCK"] = 9,
        ["MPI_COMBINER_HINDEXED_BLOCK"] = 18,
        ["MPI_COMBINER_STRUCT"] = 11,
        ["MPI_COMBINER_SUBARRAY"] = 12,
        ["MPI_COMBINER_DARRAY"] = 13,
        ["MPI_COMBINER_F90_REAL"] = 14,
        ["MPI_COMBINER_F90_COMPLEX"] = 15,
        ["MPI_COMBINER_F90_INTEGER"] = 16,
        ["MPI_COMBINER_RESIZED"] = 17,

        // F90 datatype matching constants
        ["MPI_TYPECLASS_INTEGER"] = 1,
        ["MPI_TYPECLASS_REAL"] = 2,
        ["MPI_TYPECLASS_COMPLEX"] = 3,

        // Results of communicator and group comparisons
        ["MPI_IDENT"] = 0,
        ["MPI_CONGRUENT"] = 1,
        ["MPI_SIMILAR"] = 2,
        ["MPI_UNEQUAL"] = 3,

        // Topologies
        ["MPI_CART"] = 1,
        ["MPI_GRAPH"] = 2,
        ["MPI_DIST_GRAPH"] = 3,

        // Communicator split type constants
        ["MPI_COMM_TYPE_SHARED"] = 0,

        // Window lock type constants
        ["MPI_LOCK_EXCLUSIVE"] = 1,
        ["MPI_LOCK_SHARED"] = 2,

        // MPI window create flavors
        ["MPI_WIN_FLAVOR_CREATE"] = 1,
        ["MPI_WIN_FLAVOR_ALLOCATE"] = 2,
        ["MPI_WIN_FLAVOR_DYNAMIC"] = 3,
        ["MPI_WIN_FLAVOR_SHARED"] = 4,

        // MPI window models
        ["MPI_WIN_UNIFIED"] = 0,
        ["MPI_WIN_SEPARATE"] = 1,

        // File positioning constants
        ["MPI_SEEK_CUR"] = 602,
        ["MPI_SEEK_END"] = 604,
        ["MPI_SEEK_SET"] = 600,

        // File operation constants
        ["MPI_DISPLACEMENT_CURRENT"] = -54278278,

        // Environmental inquiry and predefined attribute keys
        ["MPI_KEYVAL_INVALID"] = -1,
        ["MPI_TAG_UB"] = 0,
        ["MPI_IO"] = 2,
        ["MPI_HOST"] = 1,
        ["MPI_WTIME_IS_GLOBAL"] = 3,
        ["MPI_APPNUM"] = 4,
        ["MPI_LASTUSEDCODE"] = 5,
        ["MPI_UNIVERSE_SIZE"] = 6,
        ["MPI_WIN_BASE"] = 7,
        ["MPI_WIN_DISP_UNIT"] = 9,
        ["MPI_WIN_SIZE"] = 8,
        ["MPI_WIN_CREATE_FLAVOR"] = 10,
        ["MPI_WIN_MODEL"] = 11,

        // Verbosity levels in the MPI tool information interface
        ["MPI_T_VERBOSITY_USER_BASIC"] = 0,
        ["MPI_T_VERBOSITY_USER_DETAIL"] = 1,
        ["MPI_T_VERBOSITY_USER_ALL"] = 2,
        ["MPI_T_VERBOSITY_TUNER_BASIC"] = 3,
        ["MPI_T_VERBOSITY_TUNER_DETAIL"] = 4,
        ["MPI_T_VERBOSITY_TUNER_ALL"] = 5,
        ["MPI_T_VERBOSITY_MPIDEV_BASIC"] = 6,
        ["MPI_T_VERBOSITY_MPIDEV_DETAIL"] = 7,
        ["MPI_T_VERBOSITY_MPIDEV_ALL"] = 8,

        // Constants to identify associations of variables in the MPI tool information interface
        ["MPI_T_BIND_NO_OBJECT"] = 0,
        ["MPI_T_BIND_MPI_COMM"] = 1,
        ["MPI_T_BIND_MPI_DATATYPE"] = 2,
        ["MPI_T_BIND_MPI_ERRHANDLER"] = 3,
        ["MPI_T_BIND_MPI_FILE"] = 4,
        ["MPI_T_BIND_MPI_GROUP"] = 5,
        ["MPI_T_BIND_MPI_OP"] = 6,
        ["MPI_T_BIND_MPI_REQUEST"] = 7,
        ["MPI_T_BIND_MPI_WIN"] = 8,
        ["MPI_T_BIND_MPI_MESSAGE"] = 9,
        ["MPI_T_BIND_MPI_INFO"] = 10,

        // Constants describing the scope of a control variable in the MPI tool information interface
        ["MPI_T_SCOPE_CONSTANT"] = 0,
        ["MPI_T_SCOPE_READONLY"] = 1,
        ["MPI_T_SCOPE_LOCAL"] = 2,
        ["MPI_T_SCOPE_GROUP"] = 3,
        ["MPI_T_SCOPE_GROUP_EQ"] = 4,
        ["MPI_T_SCOPE_ALL"] = 5,
        ["MPI_T_SCOPE_ALL_EQ"] = 6,

        // Performance variable classes used by the MPI tool information interface
        ["MPI_T_PVAR_CLASS_STATE"] = 0,
        ["MPI_T_PVAR_CLASS_LEVEL"] = 1,
        ["MPI_T_PVAR_CLASS_SIZE"] = 2,
        ["MPI_T_PVAR_CLASS_PERCENTAGE"] = 3,
        ["MPI_T_PVAR_CLASS_HIGHWATERMARK"] = 4,
        ["MPI_T_PVAR_CLASS_LOWWATERMARK"] = 5,
        ["MPI_T_PVAR_CLASS_COUNTER"] = 6,
        ["MPI_T_PVAR_CLASS_AGGREGATE"] = 7,
        ["MPI_T_PVAR_CLASS_TIMER"] = 8,
        ["MPI_T_PVAR_CLASS_GENERIC"] = 9,
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
