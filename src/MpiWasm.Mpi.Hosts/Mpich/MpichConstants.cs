using System.Collections.Frozen;

namespace MpiWasm.Mpi.Hosts.Mpich;

/// <summary>The integer constants of MPICH's mpi.h that the standard ABI has too, in the ABI's order.</summary>
internal static class MpichConstants
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
        ["MPI_ERR_REQUEST"] = 19,
        ["MPI_ERR_ROOT"] = 7,
        ["MPI_ERR_GROUP"] = 8,
        ["MPI_ERR_OP"] = 9,
        ["MPI_ERR_TOPOLOGY"] = 10,
        ["MPI_ERR_DIMS"] = 11,
        ["MPI_ERR_ARG"] = 12,
        ["MPI_ERR_UNKNOWN"] = 13,
        ["MPI_ERR_TRUNCATE"] = 14,
        ["MPI_ERR_OTHER"] = 15,
        ["MPI_ERR_INTERN"] = 16,
        ["MPI_ERR_PENDING"] = 18,
        ["MPI_ERR_IN_STATUS"] = 17,
        ["MPI_ERR_ACCESS"] = 20,
        ["MPI_ERR_AMODE"] = 21,
        ["MPI_ERR_ASSERT"] = 53,
        ["MPI_ERR_BAD_FILE"] = 22,
        ["MPI_ERR_BASE"] = 46,
        ["MPI_ERR_CONVERSION"] = 23,
        ["MPI_ERR_DISP"] = 52,
        ["MPI_ERR_DUP_DATAREP"] = 24,
        ["MPI_ERR_FILE_EXISTS"] = 25,
        ["MPI_ERR_FILE_IN_USE"] = 26,
        ["MPI_ERR_FILE"] = 27,
        ["MPI_ERR_INFO_KEY"] = 29,
        ["MPI_ERR_INFO_NOKEY"] = 31,
        ["MPI_ERR_INFO_VALUE"] = 30,
        ["MPI_ERR_INFO"] = 28,
        ["MPI_ERR_IO"] = 32,
        ["MPI_ERR_KEYVAL"] = 48,
        ["MPI_ERR_LOCKTYPE"] = 47,
        ["MPI_ERR_NAME"] = 33,
        ["MPI_ERR_NO_MEM"] = 34,
        ["MPI_ERR_NOT_SAME"] = 35,
        ["MPI_ERR_NO_SPACE"] = 36,
        ["MPI_ERR_NO_SUCH_FILE"] = 37,
        ["MPI_ERR_PORT"] = 38,
        ["MPI_ERR_QUOTA"] = 39,
        ["MPI_ERR_READ_ONLY"] = 40,
        ["MPI_ERR_RMA_ATTACH"] = 56,
        ["MPI_ERR_RMA_CONFLICT"] = 49,
        ["MPI_ERR_RMA_RANGE"] = 55,
        ["MPI_ERR_RMA_SHARED"] = 57,
        ["MPI_ERR_RMA_SYNC"] = 50,
        ["MPI_ERR_SERVICE"] = 41,
        ["MPI_ERR_SIZE"] = 51,
        ["MPI_ERR_SPAWN"] = 42,
        ["MPI_ERR_UNSUPPORTED_DATAREP"] = 43,
        ["MPI_ERR_UNSUPPORTED_OPERATION"] = 44,
        ["MPI_ERR_WIN"] = 45,
        ["MPI_ERR_RMA_FLAVOR"] = 58,
        ["MPI_ERR_PROC_ABORTED"] = 76,
        ["MPI_ERR_VALUE_TOO_LARGE"] = 77,
        ["MPI_ERR_SESSION"] = 75,
        ["MPI_T_ERR_CANNOT_INIT"] = 61,
        ["MPI_T_ERR_NOT_INITIALIZED"] = 60,
        ["MPI_T_ERR_NOT_SUPPORTED"] = 78,
        ["MPI_T_ERR_MEMORY"] = 59,
        ["MPI_T_ERR_INVALID"] = 74,
        ["MPI_T_ERR_INVALID_INDEX"] = 62,
        ["MPI_T_ERR_INVALID_ITEM"] = 63,
        ["MPI_T_ERR_INVALID_SESSION"] = 67,
        ["MPI_T_ERR_INVALID_HANDLE"] = 64,
        ["MPI_T_ERR_INVALID_NAME"] = 73,
        ["MPI_T_ERR_OUT_OF_HANDLES"] = 65,
        ["MPI_T_ERR_OUT_OF_SESSIONS"] = 66,
        ["MPI_T_ERR_CVAR_SET_NOT_NOW"] = 68,
        ["MPI_T_ERR_CVAR_SET_NEVER"] = 69,
        ["MPI_T_ERR_PVAR_NO_WRITE"] = 71,
        ["MPI_T_ERR_PVAR_NO_STARTSTOP"] = 70,
        ["MPI_T_ERR_PVAR_NO_ATOMIC"] = 72,
        ["MPI_ERR_LASTCODE"] = 1073741823,

        // Maximum sizes for strings
        ["MPI_MAX_DATAREP_STRING"] = 128,
        ["MPI_MAX_ERROR_STRING"] = 512,
        ["MPI_MAX_INFO_KEY"] = 255,
        ["MPI_MAX_INFO_VAL"] = 1024,
        ["MPI_MAX_LIBRARY_VERSION_STRING"] = 8192,
        ["MPI_MAX_OBJECT_NAME"] = 128,
        ["MPI_MAX_PORT_NAME"] = 256,
        ["MPI_MAX_PROCESSOR_NAME"] = 128,
        ["MPI_MAX_STRINGTAG_LEN"] = 256,
        ["MPI_MAX_PSET_NAME_LEN"] = 256,

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
        ["MPI_MODE_NOCHECK"] = 1024,
        ["MPI_MODE_NOPRECEDE"] = 8192,
        ["MPI_MODE_NOPUT"] = 4096,
        ["MPI_MODE_NOSTORE"] = 2048,
        ["MPI_MODE_NOSUCCEED"] = 16384,

        // Assorted constants
        ["MPI_ANY_SOURCE"] = -2,
        ["MPI_ANY_TAG"] = -1,
        ["MPI_PROC_NULL"] = -1,
        ["MPI_ROOT"] = -3,
        ["MPI_UNDEFINED"] = -32766,
        ["MPI_BSEND_OVERHEAD"] = 96,

        // Threads constants
        ["MPI_THREAD_SINGLE"] = 0,
        ["MPI_THREAD_FUNNELED"] = 1,
        ["MPI_THREAD_SERIALIZED"] = 2,
        ["MPI_THREAD_MULTIPLE"] = 3,

        // File operations constants
        ["MPI_ORDER_C"] = 56,
        ["MPI_ORDER_FORTRAN"] = 57,
        ["MPI_DISTRIBUTE_NONE"] = 123,
        ["MPI_DISTRIBUTE_BLOCK"] = 121,
        ["MPI_DISTRIBUTE_CYCLIC"] = 122,
        ["MPI_DISTRIBUTE_DFLT_DARG"] = -49767,

        // Datatype decoding constants
        ["MPI_COMBINER_NAMED"] = 1,
        ["MPI_COMBINER_DUP"] = 2,
        ["MPI_COMBINER_CONTIGUOUS"] = 3,
        ["MPI_COMBINER_VECTOR"] = 4,
        ["MPI_COMBINER_HVECTOR"] = 6,
        ["MPI_COMBINER_INDEXED"] = 7,
        ["MPI_COMBINER_HINDEXED"] = 9,
        ["MPI_COMBINER_INDEXED_BLOCK"] = 10,
        ["MPI_COMBINER_HINDEXED_BLOCK"] = 19,
        ["MPI_COMBINER_STRUCT"] = 12,
        ["MPI_COMBINER_SUBARRAY"] = 13,
        ["MPI_COMBINER_DARRAY"] = 14,
        ["MPI_COMBINER_F90_REAL"] = 15,
        ["MPI_COMBINER_F90_COMPLEX"] = 16,
        ["MPI_COMBINER_F90_INTEGER"] = 17,
        ["MPI_COMBINER_RESIZED"] = 18,

        // F90 datatype matching constants
        ["MPI_TYPECLASS_INTEGER"] = 2,
        ["MPI_TYPECLASS_REAL"] = 1,
        ["MPI_TYPECLASS_COMPLEX"] = 3,

        // Results of communicator and group comparisons
        ["MPI_IDENT"] = 0,
        ["MPI_CONGRUENT"] = 1,
        ["MPI_SIMILAR"] = 2,
        ["MPI_UNEQUAL"] = 3,

        // Topologies
        ["MPI_CART"] = 2,
        ["MPI_GRAPH"] = 1,
        ["MPI_DIST_GRAPH"] = 3,

        // Communicator split type constants
        ["MPI_COMM_TYPE_SHARED"] = 1,
        ["MPI_COMM_TYPE_HW_UNGUIDED"] = 3,
        ["MPI_COMM_TYPE_HW_GUIDED"] = 2,

        // Window lock type constants
        ["MPI_LOCK_EXCLUSIVE"] = 234,
        ["MPI_LOCK_SHARED"] = 235,

        // MPI window create flavors
        ["MPI_WIN_FLAVOR_CREATE"] = 1,
        ["MPI_WIN_FLAVOR_ALLOCATE"] = 2,
        ["MPI_WIN_FLAVOR_DYNAMIC"] = 3,
        ["MPI_WIN_FLAVOR_SHARED"] = 4,

        // MPI window models
        ["MPI_WIN_UNIFIED"] = 2,
        ["MPI_WIN_SEPARATE"] = 1,

        // File positioning constants
        ["MPI_SEEK_CUR"] = 602,
        ["MPI_SEEK_END"] = 604,
        ["MPI_SEEK_SET"] = 600,

        // File operation constants
        ["MPI_DISPLACEMENT_CURRENT"] = -54278278,

        // Environmental inquiry and predefined attribute keys
        ["MPI_KEYVAL_INVALID"] = 603979776,
        ["MPI_TAG_UB"] = 1681915905,
        ["MPI_IO"] = 1681915909,
        ["MPI_HOST"] = 1681915907,
        ["MPI_WTIME_IS_GLOBAL"] = 1681915911,
        ["MPI_APPNUM"] = 1681915917,
        ["MPI_LASTUSEDCODE"] = 1681915915,
        ["MPI_UNIVERSE_SIZE"] = 1681915913,
        ["MPI_WIN_BASE"] = 1711276033,
        ["MPI_WIN_DISP_UNIT"] = 1711276037,
        ["MPI_WIN_SIZE"] = 1711276035,
        ["MPI_WIN_CREATE_FLAVOR"] = 1711276039,
        ["MPI_WIN_MODEL"] = 1711276041,

        // Verbosity levels in the MPI tool information interface
        ["MPI_T_VERBOSITY_USER_BASIC"] = 221,
        ["MPI_T_VERBOSITY_USER_DETAIL"] = 222,
        ["MPI_T_VERBOSITY_USER_ALL"] = 223,
        ["MPI_T_VERBOSITY_TUNER_BASIC"] = 224,
        ["MPI_T_VERBOSITY_TUNER_DETAIL"] = 225,
        ["MPI_T_VERBOSITY_TUNER_ALL"] = 226,
        ["MPI_T_VERBOSITY_MPIDEV_BASIC"] = 227,
        ["MPI_T_VERBOSITY_MPIDEV_DETAIL"] = 228,
        ["MPI_T_VERBOSITY_MPIDEV_ALL"] = 229,

        // Constants to identify associations of variables in the MPI tool information interface
        ["MPI_T_BIND_NO_OBJECT"] = 9700,
        ["MPI_T_BIND_MPI_COMM"] = 9701,
        ["MPI_T_BIND_MPI_DATATYPE"] = 9702,
        ["MPI_T_BIND_MPI_ERRHANDLER"] = 9703,
        ["MPI_T_BIND_MPI_FILE"] = 9704,
        ["MPI_T_BIND_MPI_GROUP"] = 9705,
        ["MPI_T_BIND_MPI_OP"] = 9706,
        ["MPI_T_BIND_MPI_REQUEST"] = 9707,
        ["MPI_T_BIND_MPI_WIN"] = 9708,
        ["MPI_T_BIND_MPI_MESSAGE"] = 9709,
        ["MPI_T_BIND_MPI_INFO"] = 9710,

        // Constants describing the scope of a control variable in the MPI tool information interface
        ["MPI_T_SCOPE_CONSTANT"] = 60438,
        ["MPI_T_SCOPE_READONLY"] = 60439,
        ["MPI_T_SCOPE_LOCAL"] = 60440,
        ["MPI_T_SCOPE_GROUP"] = 60441,
        ["MPI_T_SCOPE_GROUP_EQ"] = 60442,
        ["MPI_T_SCOPE_ALL"] = 60443,
        ["MPI_T_SCOPE_ALL_EQ"] = 60444,

        // Performance variable classes used by the MPI tool information interface
        ["MPI_T_PVAR_CLASS_STATE"] = 240,
        ["MPI_T_PVAR_CLASS_LEVEL"] = 241,
        ["MPI_T_PVAR_CLASS_SIZE"] = 242,
        ["MPI_T_PVAR_CLASS_PERCENTAGE"] = 243,
        ["MPI_T_PVAR_CLASS_HIGHWATERMARK"] = 244,
        ["MPI_T_PVAR_CLASS_LOWWATERMARK"] = 245,
        ["MPI_T_PVAR_CLASS_COUNTER"] = 246,
        ["MPI_T_PVAR_CLASS_AGGREGATE"] = 247,
        ["MPI_T_PVAR_CLASS_TIMER"] = 248,
        ["MPI_T_PVAR_CLASS_GENERIC"] = 249,

        // Source event ordering guarantees in the MPI tool information interface
        ["MPI_T_SOURCE_ORDERED"] = 0,
        ["MPI_T_SOURCE_UNORDERED"] = 1,

        // Callback safety requirement levels used in the MPI tool information interface
        ["MPI_T_CB_REQUIRE_NONE"] = 0,
        ["MPI_T_CB_REQUIRE_MPI_RESTRICTED"] = 1,
        ["MPI_T_CB_REQUIRE_THREAD_SAFE"] = 2,
        ["MPI_T_CB_REQUIRE_ASYNC_SIGNAL_SAFE"] = 3,
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
