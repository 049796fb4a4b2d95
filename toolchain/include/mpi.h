/* mpi.h of mpiwasm: the C interface of the MPI 5.0 standard ABI for WebAssembly guests (wasm32).
 * Generated from api/mpi.api: change that file, then run the tests, which say how to write this one anew. */
#ifndef MPI_H_MPIWASM
#define MPI_H_MPIWASM

#include <stdint.h>

/* Functions are imports by themselves, or come from a libmpi.a that calls the imports (as mpiwasm-cc has it). */
#if defined(__wasm__) && !defined(MPIWASM_LIBMPI)
#define MPIWASM_IMPORT(name) __attribute__((import_module("mpi"), import_name(name)))
#else
#define MPIWASM_IMPORT(name)
#endif

#if defined(__cplusplus)
extern "C" {
#endif

typedef intptr_t MPI_Aint;
typedef int64_t MPI_Offset;
typedef int64_t MPI_Count;
typedef int MPI_Fint;

typedef struct MPI_Status {
    int MPI_SOURCE;
    int MPI_TAG;
    int MPI_ERROR;
    int MPI_internal[5];
} MPI_Status;

typedef struct MPI_ABI_Comm *MPI_Comm;
typedef struct MPI_ABI_Datatype *MPI_Datatype;
typedef struct MPI_ABI_Errhandler *MPI_Errhandler;
typedef struct MPI_ABI_File *MPI_File;
typedef struct MPI_ABI_Group *MPI_Group;
typedef struct MPI_ABI_Info *MPI_Info;
typedef struct MPI_ABI_Message *MPI_Message;
typedef struct MPI_ABI_Op *MPI_Op;
typedef struct MPI_ABI_Request *MPI_Request;
typedef struct MPI_ABI_Session *MPI_Session;
typedef struct MPI_ABI_Win *MPI_Win;
typedef struct MPI_ABI_T_enum *MPI_T_enum;
typedef struct MPI_ABI_T_cvar_handle *MPI_T_cvar_handle;
typedef struct MPI_ABI_T_pvar_handle *MPI_T_pvar_handle;
typedef struct MPI_ABI_T_pvar_session *MPI_T_pvar_session;
typedef struct MPI_ABI_T_event_registration *MPI_T_event_registration;
typedef struct MPI_ABI_T_event_instance *MPI_T_event_instance;

typedef struct MPI_F08_status {
    MPI_Fint MPI_SOURCE;
    MPI_Fint MPI_TAG;
    MPI_Fint MPI_ERROR;
    MPI_Fint MPI_internal[5];
} MPI_F08_status;

typedef int MPI_T_source_order;
typedef int MPI_T_cb_safety;

typedef void (MPI_User_function)(void *invec, void *inoutvec, int *len, MPI_Datatype *datatype);
typedef void (MPI_User_function_c)(void *invec, void *inoutvec, MPI_Count *len, MPI_Datatype *datatype);
typedef int (MPI_Comm_copy_attr_function)(MPI_Comm oldcomm, int comm_keyval, void *extra_state, void *attribute_val_in, void *attribute_val_out, int *flag);
typedef int (MPI_Comm_delete_attr_function)(MPI_Comm comm, int comm_keyval, void *attribute_val, void *extra_state);
typedef int (MPI_Win_copy_attr_function)(MPI_Win oldwin, int win_keyval, void *extra_state, void *attribute_val_in, void *attribute_val_out, int *flag);
typedef int (MPI_Win_delete_attr_function)(MPI_Win win, int win_keyval, void *attribute_val, void *extra_state);
typedef int (MPI_Type_copy_attr_function)(MPI_Datatype oldtype, int type_keyval, void *extra_state, void *attribute_val_in, void *attribute_val_out, int *flag);
typedef int (MPI_Type_delete_attr_function)(MPI_Datatype datatype, int type_keyval, void *attribute_val, void *extra_state);
typedef void (MPI_Comm_errhandler_function)(MPI_Comm *comm, int *error_code, ...);
typedef void (MPI_Win_errhandler_function)(MPI_Win *win, int *error_code, ...);
typedef void (MPI_File_errhandler_function)(MPI_File *file, int *error_code, ...);
typedef void (MPI_Session_errhandler_function)(MPI_Session *session, int *error_code, ...);
typedef int (MPI_Grequest_query_function)(void *extra_state, MPI_Status *status);
typedef int (MPI_Grequest_free_function)(void *extra_state);
typedef int (MPI_Grequest_cancel_function)(void *extra_state, int complete);
typedef int (MPI_Datarep_extent_function)(MPI_Datatype datatype, MPI_Aint *extent, void *extra_state);
typedef int (MPI_Datarep_conversion_function)(void *userbuf, MPI_Datatype datatype, int count, void *filebuf, MPI_Offset position, void *extra_state);
typedef int (MPI_Datarep_conversion_function_c)(void *userbuf, MPI_Datatype datatype, MPI_Count count, void *filebuf, MPI_Offset position, void *extra_state);
typedef int (MPI_Copy_function)(MPI_Comm oldcomm, int keyval, void *extra_state, void *attribute_val_in, void *attribute_val_out, int *flag);
typedef int (MPI_Delete_function)(MPI_Comm comm, int keyval, void *attribute_val, void *extra_state);

/* Error classes */
#define MPI_SUCCESS 0
#define MPI_ERR_BUFFER 1
#define MPI_ERR_COUNT 2
#define MPI_ERR_TYPE 3
#define MPI_ERR_TAG 4
#define MPI_ERR_COMM 5
#define MPI_ERR_RANK 6
#define MPI_ERR_REQUEST 7
#define MPI_ERR_ROOT 8
#define MPI_ERR_GROUP 9
#define MPI_ERR_OP 10
#define MPI_ERR_TOPOLOGY 11
#define MPI_ERR_DIMS 12
#define MPI_ERR_ARG 13
#define MPI_ERR_UNKNOWN 14
#define MPI_ERR_TRUNCATE 15
#define MPI_ERR_OTHER 16
#define MPI_ERR_INTERN 17
#define MPI_ERR_PENDING 18
#define MPI_ERR_IN_STATUS 19
#define MPI_ERR_ACCESS 20
#define MPI_ERR_AMODE 21
#define MPI_ERR_ASSERT 22
#define MPI_ERR_BAD_FILE 23
#define MPI_ERR_BASE 24
#define MPI_ERR_CONVERSION 25
#define MPI_ERR_DISP 26
#define MPI_ERR_DUP_DATAREP 27
#define MPI_ERR_FILE_EXISTS 28
#define MPI_ERR_FILE_IN_USE 29
#define MPI_ERR_FILE 30
#define MPI_ERR_INFO_KEY 31
#define MPI_ERR_INFO_NOKEY 32
#define MPI_ERR_INFO_VALUE 33
#define MPI_ERR_INFO 34
#define MPI_ERR_IO 35
#define MPI_ERR_KEYVAL 36
#define MPI_ERR_LOCKTYPE 37
#define MPI_ERR_NAME 38
#define MPI_ERR_NO_MEM 39
#define MPI_ERR_NOT_SAME 40
#define MPI_ERR_NO_SPACE 41
#define MPI_ERR_NO_SUCH_FILE 42
#define MPI_ERR_PORT 43
#define MPI_ERR_QUOTA 44
#define MPI_ERR_READ_ONLY 45
#define MPI_ERR_RMA_ATTACH 46
#define MPI_ERR_RMA_CONFLICT 47
#define MPI_ERR_RMA_RANGE 48
#define MPI_ERR_RMA_SHARED 49
#define MPI_ERR_RMA_SYNC 50
#define MPI_ERR_SERVICE 51
#define MPI_ERR_SIZE 52
#define MPI_ERR_SPAWN 53
#define MPI_ERR_UNSUPPORTED_DATAREP 54
#define MPI_ERR_UNSUPPORTED_OPERATION 55
#define MPI_ERR_WIN 56
#define MPI_ERR_RMA_FLAVOR 57
#define MPI_ERR_PROC_ABORTED 58
#define MPI_ERR_VALUE_TOO_LARGE 59
#define MPI_ERR_SESSION 60
#define MPI_ERR_ERRHANDLER 61
#define MPI_ERR_ABI 62
#define MPI_T_ERR_CANNOT_INIT 1001
#define MPI_T_ERR_NOT_ACCESSIBLE 1002
#define MPI_T_ERR_NOT_INITIALIZED 1003
#define MPI_T_ERR_NOT_SUPPORTED 1004
#define MPI_T_ERR_MEMORY 1005
#define MPI_T_ERR_INVALID 1006
#define MPI_T_ERR_INVALID_INDEX 1007
#define MPI_T_ERR_INVALID_ITEM 1008
#define MPI_T_ERR_INVALID_SESSION 1009
#define MPI_T_ERR_INVALID_HANDLE 1010
#define MPI_T_ERR_INVALID_NAME 1011
#define MPI_T_ERR_OUT_OF_HANDLES 1012
#define MPI_T_ERR_OUT_OF_SESSIONS 1013
#define MPI_T_ERR_CVAR_SET_NOT_NOW 1014
#define MPI_T_ERR_CVAR_SET_NEVER 1015
#define MPI_T_ERR_PVAR_NO_WRITE 1016
#define MPI_T_ERR_PVAR_NO_STARTSTOP 1017
#define MPI_T_ERR_PVAR_NO_ATOMIC 1018
#define MPI_ERR_LASTCODE 16383
/* Buffer address constants */
#define MPI_BOTTOM ((void *)0)
#define MPI_IN_PLACE ((void *)1)
#define MPI_BUFFER_AUTOMATIC ((void *)2)
/* Constants specifying empty or ignored input */
#define MPI_ARGVS_NULL ((char ***)0)
#define MPI_ARGV_NULL ((char **)0)
#define MPI_ERRCODES_IGNORE ((int *)0)
#define MPI_UNWEIGHTED ((int *)10)
#define MPI_WEIGHTS_EMPTY ((int *)11)
#define MPI_STATUSES_IGNORE ((MPI_Status *)0)
#define MPI_STATUS_IGNORE ((MPI_Status *)0)
/* Maximum sizes for strings */
#define MPI_MAX_DATAREP_STRING 128
#define MPI_MAX_ERROR_STRING 512
#define MPI_MAX_INFO_KEY 256
#define MPI_MAX_INFO_VAL 1024
#define MPI_MAX_LIBRARY_VERSION_STRING 8192
#define MPI_MAX_OBJECT_NAME 128
#define MPI_MAX_PORT_NAME 1024
#define MPI_MAX_PROCESSOR_NAME 256
#define MPI_MAX_STRINGTAG_LEN 1024
#define MPI_MAX_PSET_NAME_LEN 1024
/* Mode constants */
#define MPI_MODE_APPEND 1
#define MPI_MODE_CREATE 2
#define MPI_MODE_DELETE_ON_CLOSE 4
#define MPI_MODE_EXCL 8
#define MPI_MODE_RDONLY 16
#define MPI_MODE_RDWR 32
#define MPI_MODE_SEQUENTIAL 64
#define MPI_MODE_UNIQUE_OPEN 128
#define MPI_MODE_WRONLY 256
#define MPI_MODE_NOCHECK 1024
#define MPI_MODE_NOPRECEDE 2048
#define MPI_MODE_NOPUT 4096
#define MPI_MODE_NOSTORE 8192
#define MPI_MODE_NOSUCCEED 16384
/* Assorted constants */
#define MPI_ANY_SOURCE (-1)
#define MPI_ANY_TAG (-2)
#define MPI_PROC_NULL (-3)
#define MPI_ROOT (-4)
#define MPI_UNDEFINED (-32766)
#define MPI_BSEND_OVERHEAD 512
/* Threads constants */
#define MPI_THREAD_SINGLE 0
#define MPI_THREAD_FUNNELED 1024
#define MPI_THREAD_SERIALIZED 2048
#define MPI_THREAD_MULTIPLE 4096
/* File operations constants */
#define MPI_ORDER_C 12
#define MPI_ORDER_FORTRAN 15
#define MPI_DISTRIBUTE_NONE 16
#define MPI_DISTRIBUTE_BLOCK 17
#define MPI_DISTRIBUTE_CYCLIC 18
#define MPI_DISTRIBUTE_DFLT_DARG 19
/* Datatype decoding constants */
#define MPI_COMBINER_NAMED 101
#define MPI_COMBINER_DUP 102
#define MPI_COMBINER_CONTIGUOUS 103
#define MPI_COMBINER_VECTOR 104
#define MPI_COMBINER_HVECTOR 105
#define MPI_COMBINER_INDEXED 106
#define MPI_COMBINER_HINDEXED 107
#define MPI_COMBINER_INDEXED_BLOCK 108
#define MPI_COMBINER_HINDEXED_BLOCK 109
#define MPI_COMBINER_STRUCT 110
#define MPI_COMBINER_SUBARRAY 111
#define MPI_COMBINER_DARRAY 112
#define MPI_COMBINER_F90_REAL 113
#define MPI_COMBINER_F90_COMPLEX 114
#define MPI_COMBINER_F90_INTEGER 115
#define MPI_COMBINER_RESIZED 116
#define MPI_COMBINER_VALUE_INDEX 117
/* F90 datatype matching constants */
#define MPI_TYPECLASS_INTEGER 192
#define MPI_TYPECLASS_REAL 193
#define MPI_TYPECLASS_COMPLEX 194
/* Results of communicator and group comparisons */
#define MPI_IDENT 201
#define MPI_CONGRUENT 202
#define MPI_SIMILAR 203
#define MPI_UNEQUAL 204
/* Topologies */
#define MPI_CART 211
#define MPI_GRAPH 212
#define MPI_DIST_GRAPH 213
/* Communicator split type constants */
#define MPI_COMM_TYPE_SHARED 221
#define MPI_COMM_TYPE_HW_UNGUIDED 222
#define MPI_COMM_TYPE_HW_GUIDED 223
#define MPI_COMM_TYPE_RESOURCE_GUIDED 224
/* Window lock type constants */
#define MPI_LOCK_EXCLUSIVE 301
#define MPI_LOCK_SHARED 302
/* MPI window create flavors */
#define MPI_WIN_FLAVOR_CREATE 311
#define MPI_WIN_FLAVOR_ALLOCATE 312
#define MPI_WIN_FLAVOR_DYNAMIC 313
#define MPI_WIN_FLAVOR_SHARED 314
/* MPI window models */
#define MPI_WIN_UNIFIED 321
#define MPI_WIN_SEPARATE 322
/* File positioning constants */
#define MPI_SEEK_CUR 401
#define MPI_SEEK_END 402
#define MPI_SEEK_SET 403
/* File operation constants */
#define MPI_DISPLACEMENT_CURRENT ((MPI_Offset)(-1))
/* Environmental inquiry and predefined attribute keys */
#define MPI_KEYVAL_INVALID 0
#define MPI_TAG_UB 501
#define MPI_IO 502
#define MPI_HOST 503
#define MPI_WTIME_IS_GLOBAL 504
#define MPI_APPNUM 505
#define MPI_LASTUSEDCODE 506
#define MPI_UNIVERSE_SIZE 507
#define MPI_WIN_BASE 601
#define MPI_WIN_DISP_UNIT 602
#define MPI_WIN_SIZE 603
#define MPI_WIN_CREATE_FLAVOR 604
#define MPI_WIN_MODEL 605
/* Fortran status in C */
#define MPI_F_STATUS_SIZE 8
#define MPI_F_SOURCE 0
#define MPI_F_TAG 1
#define MPI_F_ERROR 2
/* Reserved communicators */
#define MPI_COMM_NULL ((MPI_Comm)256)
#define MPI_COMM_WORLD ((MPI_Comm)257)
#define MPI_COMM_SELF ((MPI_Comm)258)
/* Named predefined datatypes */
#define MPI_DATATYPE_NULL ((MPI_Datatype)512)
#define MPI_AINT ((MPI_Datatype)513)
#define MPI_COUNT ((MPI_Datatype)514)
#define MPI_OFFSET ((MPI_Datatype)515)
#define MPI_PACKED ((MPI_Datatype)519)
#define MPI_SHORT ((MPI_Datatype)520)
#define MPI_INT ((MPI_Datatype)521)
#define MPI_LONG ((MPI_Datatype)522)
#define MPI_LONG_LONG_INT ((MPI_Datatype)523)
#define MPI_LONG_LONG ((MPI_Datatype)523)
#define MPI_UNSIGNED_SHORT ((MPI_Datatype)524)
#define MPI_UNSIGNED ((MPI_Datatype)525)
#define MPI_UNSIGNED_LONG ((MPI_Datatype)526)
#define MPI_UNSIGNED_LONG_LONG ((MPI_Datatype)527)
#define MPI_FLOAT ((MPI_Datatype)528)
#define MPI_C_COMPLEX ((MPI_Datatype)530)
#define MPI_C_FLOAT_COMPLEX ((MPI_Datatype)530)
#define MPI_DOUBLE ((MPI_Datatype)532)
#define MPI_C_DOUBLE_COMPLEX ((MPI_Datatype)534)
#define MPI_LONG_DOUBLE ((MPI_Datatype)544)
#define MPI_C_LONG_DOUBLE_COMPLEX ((MPI_Datatype)548)
#define MPI_C_BOOL ((MPI_Datatype)568)
#define MPI_WCHAR ((MPI_Datatype)572)
#define MPI_INT8_T ((MPI_Datatype)576)
#define MPI_UINT8_T ((MPI_Datatype)577)
#define MPI_CHAR ((MPI_Datatype)579)
#define MPI_SIGNED_CHAR ((MPI_Datatype)580)
#define MPI_UNSIGNED_CHAR ((MPI_Datatype)581)
#define MPI_BYTE ((MPI_Datatype)583)
#define MPI_INT16_T ((MPI_Datatype)584)
#define MPI_UINT16_T ((MPI_Datatype)585)
#define MPI_INT32_T ((MPI_Datatype)592)
#define MPI_UINT32_T ((MPI_Datatype)593)
#define MPI_INT64_T ((MPI_Datatype)600)
#define MPI_UINT64_T ((MPI_Datatype)601)
#define MPI_LOGICAL ((MPI_Datatype)536)
#define MPI_INTEGER ((MPI_Datatype)537)
#define MPI_REAL ((MPI_Datatype)538)
#define MPI_COMPLEX ((MPI_Datatype)539)
#define MPI_DOUBLE_PRECISION ((MPI_Datatype)540)
#define MPI_CHARACTER ((MPI_Datatype)542)
#define MPI_CXX_FLOAT_COMPLEX ((MPI_Datatype)531)
#define MPI_CXX_DOUBLE_COMPLEX ((MPI_Datatype)535)
#define MPI_CXX_LONG_DOUBLE_COMPLEX ((MPI_Datatype)549)
#define MPI_CXX_BOOL ((MPI_Datatype)569)
/* Optional datatypes (Fortran) */
#define MPI_DOUBLE_COMPLEX ((MPI_Datatype)541)
#define MPI_LOGICAL1 ((MPI_Datatype)704)
#define MPI_LOGICAL2 ((MPI_Datatype)712)
#define MPI_LOGICAL4 ((MPI_Datatype)720)
#define MPI_LOGICAL8 ((MPI_Datatype)728)
#define MPI_LOGICAL16 ((MPI_Datatype)736)
#define MPI_INTEGER1 ((MPI_Datatype)705)
#define MPI_INTEGER2 ((MPI_Datatype)713)
#define MPI_INTEGER4 ((MPI_Datatype)721)
#define MPI_INTEGER8 ((MPI_Datatype)729)
#define MPI_INTEGER16 ((MPI_Datatype)737)
#define MPI_REAL2 ((MPI_Datatype)714)
#define MPI_REAL4 ((MPI_Datatype)722)
#define MPI_REAL8 ((MPI_Datatype)730)
#define MPI_REAL16 ((MPI_Datatype)738)
#define MPI_COMPLEX4 ((MPI_Datatype)723)
#define MPI_COMPLEX8 ((MPI_Datatype)731)
#define MPI_COMPLEX16 ((MPI_Datatype)739)
#define MPI_COMPLEX32 ((MPI_Datatype)747)
/* Datatypes for reduction functions (C) */
#define MPI_FLOAT_INT ((MPI_Datatype)552)
#define MPI_DOUBLE_INT ((MPI_Datatype)553)
#define MPI_LONG_INT ((MPI_Datatype)554)
#define MPI_2INT ((MPI_Datatype)555)
#define MPI_SHORT_INT ((MPI_Datatype)556)
#define MPI_LONG_DOUBLE_INT ((MPI_Datatype)557)
/* Datatypes for reduction functions (Fortran) */
#define MPI_2REAL ((MPI_Datatype)560)
#define MPI_2DOUBLE_PRECISION ((MPI_Datatype)561)
#define MPI_2INTEGER ((MPI_Datatype)562)
/* Predefined message handles */
#define MPI_MESSAGE_NULL ((MPI_Message)296)
#define MPI_MESSAGE_NO_PROC ((MPI_Message)297)
/* Predefined error-handling specifiers */
#define MPI_ERRHANDLER_NULL ((MPI_Errhandler)320)
#define MPI_ERRORS_ARE_FATAL ((MPI_Errhandler)321)
#define MPI_ERRORS_ABORT ((MPI_Errhandler)322)
#define MPI_ERRORS_RETURN ((MPI_Errhandler)323)
/* Environmental inquiry info key */
#define MPI_INFO_NULL ((MPI_Info)304)
#define MPI_INFO_ENV ((MPI_Info)305)
/* Collective operators */
#define MPI_OP_NULL ((MPI_Op)32)
#define MPI_SUM ((MPI_Op)33)
#define MPI_MIN ((MPI_Op)34)
#define MPI_MAX ((MPI_Op)35)
#define MPI_PROD ((MPI_Op)36)
#define MPI_BAND ((MPI_Op)40)
#define MPI_BOR ((MPI_Op)41)
#define MPI_BXOR ((MPI_Op)42)
#define MPI_LAND ((MPI_Op)48)
#define MPI_LOR ((MPI_Op)49)
#define MPI_LXOR ((MPI_Op)50)
#define MPI_MINLOC ((MPI_Op)56)
#define MPI_MAXLOC ((MPI_Op)57)
#define MPI_REPLACE ((MPI_Op)60)
#define MPI_NO_OP ((MPI_Op)61)
/* Predefined group handles */
#define MPI_GROUP_NULL ((MPI_Group)264)
#define MPI_GROUP_EMPTY ((MPI_Group)265)
/* Other predefined handles */
#define MPI_REQUEST_NULL ((MPI_Request)384)
#define MPI_FILE_NULL ((MPI_File)280)
#define MPI_SESSION_NULL ((MPI_Session)288)
#define MPI_WIN_NULL ((MPI_Win)272)
/* Predefined functions */
#define MPI_COMM_NULL_COPY_FN ((MPI_Comm_copy_attr_function *)0)
#define MPI_COMM_DUP_FN ((MPI_Comm_copy_attr_function *)1)
#define MPI_COMM_NULL_DELETE_FN ((MPI_Comm_delete_attr_function *)0)
#define MPI_WIN_NULL_COPY_FN ((MPI_Win_copy_attr_function *)0)
#define MPI_WIN_DUP_FN ((MPI_Win_copy_attr_function *)1)
#define MPI_WIN_NULL_DELETE_FN ((MPI_Win_delete_attr_function *)0)
#define MPI_TYPE_NULL_COPY_FN ((MPI_Type_copy_attr_function *)0)
#define MPI_TYPE_DUP_FN ((MPI_Type_copy_attr_function *)1)
#define MPI_TYPE_NULL_DELETE_FN ((MPI_Type_delete_attr_function *)0)
#define MPI_CONVERSION_FN_NULL ((MPI_Datarep_conversion_function *)0)
#define MPI_CONVERSION_FN_NULL_C ((MPI_Datarep_conversion_function_c *)0)
/* Deprecated predefined functions */
#define MPI_NULL_COPY_FN ((MPI_Copy_function *)0)
#define MPI_DUP_FN ((MPI_Copy_function *)1)
#define MPI_NULL_DELETE_FN ((MPI_Delete_function *)0)
/* C preprocessor constants and Fortran parameters */
#define MPI_VERSION 5
#define MPI_SUBVERSION 0
#define MPI_ABI_VERSION 1
#define MPI_ABI_SUBVERSION 0
/* Handles used in the MPI tool information interface */
#define MPI_T_ENUM_NULL ((MPI_T_enum)0)
#define MPI_T_CVAR_HANDLE_NULL ((MPI_T_cvar_handle)0)
#define MPI_T_PVAR_HANDLE_NULL ((MPI_T_pvar_handle)0)
#define MPI_T_PVAR_ALL_HANDLES ((MPI_T_pvar_handle)1)
#define MPI_T_PVAR_SESSION_NULL ((MPI_T_pvar_session)0)
/* Verbosity levels in the MPI tool information interface */
#define MPI_T_VERBOSITY_USER_BASIC 9
#define MPI_T_VERBOSITY_USER_DETAIL 10
#define MPI_T_VERBOSITY_USER_ALL 12
#define MPI_T_VERBOSITY_TUNER_BASIC 17
#define MPI_T_VERBOSITY_TUNER_DETAIL 18
#define MPI_T_VERBOSITY_TUNER_ALL 20
#define MPI_T_VERBOSITY_MPIDEV_BASIC 33
#define MPI_T_VERBOSITY_MPIDEV_DETAIL 34
#define MPI_T_VERBOSITY_MPIDEV_ALL 36
/* Constants to identify associations of variables in the MPI tool information interface */
#define MPI_T_BIND_NO_OBJECT 1
#define MPI_T_BIND_MPI_COMM 2
#define MPI_T_BIND_MPI_DATATYPE 3
#define MPI_T_BIND_MPI_ERRHANDLER 4
#define MPI_T_BIND_MPI_FILE 5
#define MPI_T_BIND_MPI_GROUP 6
#define MPI_T_BIND_MPI_OP 7
#define MPI_T_BIND_MPI_REQUEST 8
#define MPI_T_BIND_MPI_WIN 9
#define MPI_T_BIND_MPI_MESSAGE 10
#define MPI_T_BIND_MPI_INFO 11
#define MPI_T_BIND_MPI_SESSION 12
/* Constants describing the scope of a control variable in the MPI tool information interface */
#define MPI_T_SCOPE_CONSTANT 1
#define MPI_T_SCOPE_READONLY 2
#define MPI_T_SCOPE_LOCAL 3
#define MPI_T_SCOPE_GROUP 4
#define MPI_T_SCOPE_GROUP_EQ 5
#define MPI_T_SCOPE_ALL 6
#define MPI_T_SCOPE_ALL_EQ 7
/* Performance variable classes used by the MPI tool information interface */
#define MPI_T_PVAR_CLASS_STATE 1
#define MPI_T_PVAR_CLASS_LEVEL 2
#define MPI_T_PVAR_CLASS_SIZE 3
#define MPI_T_PVAR_CLASS_PERCENTAGE 4
#define MPI_T_PVAR_CLASS_HIGHWATERMARK 5
#define MPI_T_PVAR_CLASS_LOWWATERMARK 6
#define MPI_T_PVAR_CLASS_COUNTER 7
#define MPI_T_PVAR_CLASS_AGGREGATE 8
#define MPI_T_PVAR_CLASS_TIMER 9
#define MPI_T_PVAR_CLASS_GENERIC 10
/* Source event ordering guarantees in the MPI tool information interface */
#define MPI_T_SOURCE_ORDERED ((MPI_T_source_order)1)
#define MPI_T_SOURCE_UNORDERED ((MPI_T_source_order)2)
/* Callback safety requirement levels used in the MPI tool information interface */
#define MPI_T_CB_REQUIRE_NONE ((MPI_T_cb_safety)0)
#define MPI_T_CB_REQUIRE_MPI_RESTRICTED ((MPI_T_cb_safety)3)
#define MPI_T_CB_REQUIRE_THREAD_SAFE ((MPI_T_cb_safety)15)
#define MPI_T_CB_REQUIRE_ASYNC_SIGNAL_SAFE ((MPI_T_cb_safety)63)

int MPI_Init(int *argc, char ***argv) MPIWASM_IMPORT("MPI_Init");
int PMPI_Init(int *argc, char ***argv) MPIWASM_IMPORT("MPI_Init");
int MPI_Init_thread(int *argc, char ***argv, int required, int *provided) MPIWASM_IMPORT("MPI_Init_thread");
int PMPI_Init_thread(int *argc, char ***argv, int required, int *provided) MPIWASM_IMPORT("MPI_Init_thread");
int MPI_Initialized(int *flag) MPIWASM_IMPORT("MPI_Initialized");
int PMPI_Initialized(int *flag) MPIWASM_IMPORT("MPI_Initialized");
int MPI_Finalize(void) MPIWASM_IMPORT("MPI_Finalize");
int PMPI_Finalize(void) MPIWASM_IMPORT("MPI_Finalize");
int MPI_Finalized(int *flag) MPIWASM_IMPORT("MPI_Finalized");
int PMPI_Finalized(int *flag) MPIWASM_IMPORT("MPI_Finalized");
int MPI_Abort(MPI_Comm comm, int errorcode) MPIWASM_IMPORT("MPI_Abort");
int PMPI_Abort(MPI_Comm comm, int errorcode) MPIWASM_IMPORT("MPI_Abort");
int MPI_Query_thread(int *provided) MPIWASM_IMPORT("MPI_Query_thread");
int PMPI_Query_thread(int *provided) MPIWASM_IMPORT("MPI_Query_thread");
int MPI_Is_thread_main(int *flag) MPIWASM_IMPORT("MPI_Is_thread_main");
int PMPI_Is_thread_main(int *flag) MPIWASM_IMPORT("MPI_Is_thread_main");
int MPI_Get_version(int *version, int *subversion) MPIWASM_IMPORT("MPI_Get_version");
int PMPI_Get_version(int *version, int *subversion) MPIWASM_IMPORT("MPI_Get_version");
int MPI_Get_library_version(char *version, int *resultlen) MPIWASM_IMPORT("MPI_Get_library_version");
int PMPI_Get_library_version(char *version, int *resultlen) MPIWASM_IMPORT("MPI_Get_library_version");
int MPI_Get_processor_name(char *name, int *resultlen) MPIWASM_IMPORT("MPI_Get_processor_name");
int PMPI_Get_processor_name(char *name, int *resultlen) MPIWASM_IMPORT("MPI_Get_processor_name");
double MPI_Wtime(void) MPIWASM_IMPORT("MPI_Wtime");
double PMPI_Wtime(void) MPIWASM_IMPORT("MPI_Wtime");
double MPI_Wtick(void) MPIWASM_IMPORT("MPI_Wtick");
double PMPI_Wtick(void) MPIWASM_IMPORT("MPI_Wtick");
int MPI_Error_string(int errorcode, char *string, int *resultlen) MPIWASM_IMPORT("MPI_Error_string");
int PMPI_Error_string(int errorcode, char *string, int *resultlen) MPIWASM_IMPORT("MPI_Error_string");
int MPI_Error_class(int errorcode, int *errorclass) MPIWASM_IMPORT("MPI_Error_class");
int PMPI_Error_class(int errorcode, int *errorclass) MPIWASM_IMPORT("MPI_Error_class");
int MPI_Comm_set_errhandler(MPI_Comm comm, MPI_Errhandler errhandler) MPIWASM_IMPORT("MPI_Comm_set_errhandler");
int PMPI_Comm_set_errhandler(MPI_Comm comm, MPI_Errhandler errhandler) MPIWASM_IMPORT("MPI_Comm_set_errhandler");
int MPI_Comm_get_errhandler(MPI_Comm comm, MPI_Errhandler *errhandler) MPIWASM_IMPORT("MPI_Comm_get_errhandler");
int PMPI_Comm_get_errhandler(MPI_Comm comm, MPI_Errhandler *errhandler) MPIWASM_IMPORT("MPI_Comm_get_errhandler");
int MPI_Errhandler_free(MPI_Errhandler *errhandler) MPIWASM_IMPORT("MPI_Errhandler_free");
int PMPI_Errhandler_free(MPI_Errhandler *errhandler) MPIWASM_IMPORT("MPI_Errhandler_free");
int MPI_Comm_rank(MPI_Comm comm, int *rank) MPIWASM_IMPORT("MPI_Comm_rank");
int PMPI_Comm_rank(MPI_Comm comm, int *rank) MPIWASM_IMPORT("MPI_Comm_rank");
int MPI_Comm_size(MPI_Comm comm, int *size) MPIWASM_IMPORT("MPI_Comm_size");
int PMPI_Comm_size(MPI_Comm comm, int *size) MPIWASM_IMPORT("MPI_Comm_size");
int MPI_Comm_dup(MPI_Comm comm, MPI_Comm *newcomm) MPIWASM_IMPORT("MPI_Comm_dup");
int PMPI_Comm_dup(MPI_Comm comm, MPI_Comm *newcomm) MPIWASM_IMPORT("MPI_Comm_dup");
int MPI_Comm_split(MPI_Comm comm, int color, int key, MPI_Comm *newcomm) MPIWASM_IMPORT("MPI_Comm_split");
int PMPI_Comm_split(MPI_Comm comm, int color, int key, MPI_Comm *newcomm) MPIWASM_IMPORT("MPI_Comm_split");
int MPI_Comm_split_type(MPI_Comm comm, int split_type, int key, MPI_Info info, MPI_Comm *newcomm) MPIWASM_IMPORT("MPI_Comm_split_type");
int PMPI_Comm_split_type(MPI_Comm comm, int split_type, int key, MPI_Info info, MPI_Comm *newcomm) MPIWASM_IMPORT("MPI_Comm_split_type");
int MPI_Comm_create(MPI_Comm comm, MPI_Group group, MPI_Comm *newcomm) MPIWASM_IMPORT("MPI_Comm_create");
int PMPI_Comm_create(MPI_Comm comm, MPI_Group group, MPI_Comm *newcomm) MPIWASM_IMPORT("MPI_Comm_create");
int MPI_Comm_free(MPI_Comm *comm) MPIWASM_IMPORT("MPI_Comm_free");
int PMPI_Comm_free(MPI_Comm *comm) MPIWASM_IMPORT("MPI_Comm_free");
int MPI_Comm_compare(MPI_Comm comm1, MPI_Comm comm2, int *result) MPIWASM_IMPORT("MPI_Comm_compare");
int PMPI_Comm_compare(MPI_Comm comm1, MPI_Comm comm2, int *result) MPIWASM_IMPORT("MPI_Comm_compare");
int MPI_Comm_test_inter(MPI_Comm comm, int *flag) MPIWASM_IMPORT("MPI_Comm_test_inter");
int PMPI_Comm_test_inter(MPI_Comm comm, int *flag) MPIWASM_IMPORT("MPI_Comm_test_inter");
int MPI_Comm_group(MPI_Comm comm, MPI_Group *group) MPIWASM_IMPORT("MPI_Comm_group");
int PMPI_Comm_group(MPI_Comm comm, MPI_Group *group) MPIWASM_IMPORT("MPI_Comm_group");
int MPI_Group_size(MPI_Group group, int *size) MPIWASM_IMPORT("MPI_Group_size");
int PMPI_Group_size(MPI_Group group, int *size) MPIWASM_IMPORT("MPI_Group_size");
int MPI_Group_rank(MPI_Group group, int *rank) MPIWASM_IMPORT("MPI_Group_rank");
int PMPI_Group_rank(MPI_Group group, int *rank) MPIWASM_IMPORT("MPI_Group_rank");
int MPI_Group_translate_ranks(MPI_Group group1, int n, const int ranks1[], MPI_Group group2, int ranks2[]) MPIWASM_IMPORT("MPI_Group_translate_ranks");
int PMPI_Group_translate_ranks(MPI_Group group1, int n, const int ranks1[], MPI_Group group2, int ranks2[]) MPIWASM_IMPORT("MPI_Group_translate_ranks");
int MPI_Group_compare(MPI_Group group1, MPI_Group group2, int *result) MPIWASM_IMPORT("MPI_Group_compare");
int PMPI_Group_compare(MPI_Group group1, MPI_Group group2, int *result) MPIWASM_IMPORT("MPI_Group_compare");
int MPI_Group_incl(MPI_Group group, int n, const int ranks[], MPI_Group *newgroup) MPIWASM_IMPORT("MPI_Group_incl");
int PMPI_Group_incl(MPI_Group group, int n, const int ranks[], MPI_Group *newgroup) MPIWASM_IMPORT("MPI_Group_incl");
int MPI_Group_excl(MPI_Group group, int n, const int ranks[], MPI_Group *newgroup) MPIWASM_IMPORT("MPI_Group_excl");
int PMPI_Group_excl(MPI_Group group, int n, const int ranks[], MPI_Group *newgroup) MPIWASM_IMPORT("MPI_Group_excl");
int MPI_Group_range_incl(MPI_Group group, int n, int ranges[][3], MPI_Group *newgroup) MPIWASM_IMPORT("MPI_Group_range_incl");
int PMPI_Group_range_incl(MPI_Group group, int n, int ranges[][3], MPI_Group *newgroup) MPIWASM_IMPORT("MPI_Group_range_incl");
int MPI_Group_union(MPI_Group group1, MPI_Group group2, MPI_Group *newgroup) MPIWASM_IMPORT("MPI_Group_union");
int PMPI_Group_union(MPI_Group group1, MPI_Group group2, MPI_Group *newgroup) MPIWASM_IMPORT("MPI_Group_union");
int MPI_Group_intersection(MPI_Group group1, MPI_Group group2, MPI_Group *newgroup) MPIWASM_IMPORT("MPI_Group_intersection");
int PMPI_Group_intersection(MPI_Group group1, MPI_Group group2, MPI_Group *newgroup) MPIWASM_IMPORT("MPI_Group_intersection");
int MPI_Group_difference(MPI_Group group1, MPI_Group group2, MPI_Group *newgroup) MPIWASM_IMPORT("MPI_Group_difference");
int PMPI_Group_difference(MPI_Group group1, MPI_Group group2, MPI_Group *newgroup) MPIWASM_IMPORT("MPI_Group_difference");
int MPI_Group_free(MPI_Group *group) MPIWASM_IMPORT("MPI_Group_free");
int PMPI_Group_free(MPI_Group *group) MPIWASM_IMPORT("MPI_Group_free");
int MPI_Send(const void *buf, int count, MPI_Datatype datatype, int dest, int tag, MPI_Comm comm) MPIWASM_IMPORT("MPI_Send");
int PMPI_Send(const void *buf, int count, MPI_Datatype datatype, int dest, int tag, MPI_Comm comm) MPIWASM_IMPORT("MPI_Send");
int MPI_Ssend(const void *buf, int count, MPI_Datatype datatype, int dest, int tag, MPI_Comm comm) MPIWASM_IMPORT("MPI_Ssend");
int PMPI_Ssend(const void *buf, int count, MPI_Datatype datatype, int dest, int tag, MPI_Comm comm) MPIWASM_IMPORT("MPI_Ssend");
int MPI_Rsend(const void *buf, int count, MPI_Datatype datatype, int dest, int tag, MPI_Comm comm) MPIWASM_IMPORT("MPI_Rsend");
int PMPI_Rsend(const void *buf, int count, MPI_Datatype datatype, int dest, int tag, MPI_Comm comm) MPIWASM_IMPORT("MPI_Rsend");
int MPI_Recv(void *buf, int count, MPI_Datatype datatype, int source, int tag, MPI_Comm comm, MPI_Status *status) MPIWASM_IMPORT("MPI_Recv");
int PMPI_Recv(void *buf, int count, MPI_Datatype datatype, int source, int tag, MPI_Comm comm, MPI_Status *status) MPIWASM_IMPORT("MPI_Recv");
int MPI_Sendrecv(const void *sendbuf, int sendcount, MPI_Datatype sendtype, int dest, int sendtag, void *recvbuf, int recvcount, MPI_Datatype recvtype, int source, int recvtag, MPI_Comm comm, MPI_Status *status) MPIWASM_IMPORT("MPI_Sendrecv");
int PMPI_Sendrecv(const void *sendbuf, int sendcount, MPI_Datatype sendtype, int dest, int sendtag, void *recvbuf, int recvcount, MPI_Datatype recvtype, int source, int recvtag, MPI_Comm comm, MPI_Status *status) MPIWASM_IMPORT("MPI_Sendrecv");
int MPI_Sendrecv_replace(void *buf, int count, MPI_Datatype datatype, int dest, int sendtag, int source, int recvtag, MPI_Comm comm, MPI_Status *status) MPIWASM_IMPORT("MPI_Sendrecv_replace");
int PMPI_Sendrecv_replace(void *buf, int count, MPI_Datatype datatype, int dest, int sendtag, int source, int recvtag, MPI_Comm comm, MPI_Status *status) MPIWASM_IMPORT("MPI_Sendrecv_replace");
int MPI_Isend(const void *buf, int count, MPI_Datatype datatype, int dest, int tag, MPI_Comm comm, MPI_Request *request) MPIWASM_IMPORT("MPI_Isend");
int PMPI_Isend(const void *buf, int count, MPI_Datatype datatype, int dest, int tag, MPI_Comm comm, MPI_Request *request) MPIWASM_IMPORT("MPI_Isend");
int MPI_Issend(const void *buf, int count, MPI_Datatype datatype, int dest, int tag, MPI_Comm comm, MPI_Request *request) MPIWASM_IMPORT("MPI_Issend");
int PMPI_Issend(const void *buf, int count, MPI_Datatype datatype, int dest, int tag, MPI_Comm comm, MPI_Request *request) MPIWASM_IMPORT("MPI_Issend");
int MPI_Irsend(const void *buf, int count, MPI_Datatype datatype, int dest, int tag, MPI_Comm comm, MPI_Request *request) MPIWASM_IMPORT("MPI_Irsend");
int PMPI_Irsend(const void *buf, int count, MPI_Datatype datatype, int dest, int tag, MPI_Comm comm, MPI_Request *request) MPIWASM_IMPORT("MPI_Irsend");
int MPI_Irecv(void *buf, int count, MPI_Datatype datatype, int source, int tag, MPI_Comm comm, MPI_Request *request) MPIWASM_IMPORT("MPI_Irecv");
int PMPI_Irecv(void *buf, int count, MPI_Datatype datatype, int source, int tag, MPI_Comm comm, MPI_Request *request) MPIWASM_IMPORT("MPI_Irecv");
int MPI_Probe(int source, int tag, MPI_Comm comm, MPI_Status *status) MPIWASM_IMPORT("MPI_Probe");
int PMPI_Probe(int source, int tag, MPI_Comm comm, MPI_Status *status) MPIWASM_IMPORT("MPI_Probe");
int MPI_Iprobe(int source, int tag, MPI_Comm comm, int *flag, MPI_Status *status) MPIWASM_IMPORT("MPI_Iprobe");
int PMPI_Iprobe(int source, int tag, MPI_Comm comm, int *flag, MPI_Status *status) MPIWASM_IMPORT("MPI_Iprobe");
int MPI_Get_count(const MPI_Status *status, MPI_Datatype datatype, int *count) MPIWASM_IMPORT("MPI_Get_count");
int PMPI_Get_count(const MPI_Status *status, MPI_Datatype datatype, int *count) MPIWASM_IMPORT("MPI_Get_count");
int MPI_Wait(MPI_Request *request, MPI_Status *status) MPIWASM_IMPORT("MPI_Wait");
int PMPI_Wait(MPI_Request *request, MPI_Status *status) MPIWASM_IMPORT("MPI_Wait");
int MPI_Waitall(int count, MPI_Request array_of_requests[], MPI_Status array_of_statuses[]) MPIWASM_IMPORT("MPI_Waitall");
int PMPI_Waitall(int count, MPI_Request array_of_requests[], MPI_Status array_of_statuses[]) MPIWASM_IMPORT("MPI_Waitall");
int MPI_Waitany(int count, MPI_Request array_of_requests[], int *index, MPI_Status *status) MPIWASM_IMPORT("MPI_Waitany");
int PMPI_Waitany(int count, MPI_Request array_of_requests[], int *index, MPI_Status *status) MPIWASM_IMPORT("MPI_Waitany");
int MPI_Waitsome(int incount, MPI_Request array_of_requests[], int *outcount, int array_of_indices[], MPI_Status array_of_statuses[]) MPIWASM_IMPORT("MPI_Waitsome");
int PMPI_Waitsome(int incount, MPI_Request array_of_requests[], int *outcount, int array_of_indices[], MPI_Status array_of_statuses[]) MPIWASM_IMPORT("MPI_Waitsome");
int MPI_Test(MPI_Request *request, int *flag, MPI_Status *status) MPIWASM_IMPORT("MPI_Test");
int PMPI_Test(MPI_Request *request, int *flag, MPI_Status *status) MPIWASM_IMPORT("MPI_Test");
int MPI_Testall(int count, MPI_Request array_of_requests[], int *flag, MPI_Status array_of_statuses[]) MPIWASM_IMPORT("MPI_Testall");
int PMPI_Testall(int count, MPI_Request array_of_requests[], int *flag, MPI_Status array_of_statuses[]) MPIWASM_IMPORT("MPI_Testall");
int MPI_Testany(int count, MPI_Request array_of_requests[], int *index, int *flag, MPI_Status *status) MPIWASM_IMPORT("MPI_Testany");
int PMPI_Testany(int count, MPI_Request array_of_requests[], int *index, int *flag, MPI_Status *status) MPIWASM_IMPORT("MPI_Testany");
int MPI_Testsome(int incount, MPI_Request array_of_requests[], int *outcount, int array_of_indices[], MPI_Status array_of_statuses[]) MPIWASM_IMPORT("MPI_Testsome");
int PMPI_Testsome(int incount, MPI_Request array_of_requests[], int *outcount, int array_of_indices[], MPI_Status array_of_statuses[]) MPIWASM_IMPORT("MPI_Testsome");
int MPI_Request_free(MPI_Request *request) MPIWASM_IMPORT("MPI_Request_free");
int PMPI_Request_free(MPI_Request *request) MPIWASM_IMPORT("MPI_Request_free");
int MPI_Barrier(MPI_Comm comm) MPIWASM_IMPORT("MPI_Barrier");
int PMPI_Barrier(MPI_Comm comm) MPIWASM_IMPORT("MPI_Barrier");
int MPI_Bcast(void *buffer, int count, MPI_Datatype datatype, int root, MPI_Comm comm) MPIWASM_IMPORT("MPI_Bcast");
int PMPI_Bcast(void *buffer, int count, MPI_Datatype datatype, int root, MPI_Comm comm) MPIWASM_IMPORT("MPI_Bcast");
int MPI_Gather(const void *sendbuf, int sendcount, MPI_Datatype sendtype, void *recvbuf, int recvcount, MPI_Datatype recvtype, int root, MPI_Comm comm) MPIWASM_IMPORT("MPI_Gather");
int PMPI_Gather(const void *sendbuf, int sendcount, MPI_Datatype sendtype, void *recvbuf, int recvcount, MPI_Datatype recvtype, int root, MPI_Comm comm) MPIWASM_IMPORT("MPI_Gather");
int MPI_Gatherv(const void *sendbuf, int sendcount, MPI_Datatype sendtype, void *recvbuf, const int recvcounts[], const int displs[], MPI_Datatype recvtype, int root, MPI_Comm comm) MPIWASM_IMPORT("MPI_Gatherv");
int PMPI_Gatherv(const void *sendbuf, int sendcount, MPI_Datatype sendtype, void *recvbuf, const int recvcounts[], const int displs[], MPI_Datatype recvtype, int root, MPI_Comm comm) MPIWASM_IMPORT("MPI_Gatherv");
int MPI_Scatter(const void *sendbuf, int sendcount, MPI_Datatype sendtype, void *recvbuf, int recvcount, MPI_Datatype recvtype, int root, MPI_Comm comm) MPIWASM_IMPORT("MPI_Scatter");
int PMPI_Scatter(const void *sendbuf, int sendcount, MPI_Datatype sendtype, void *recvbuf, int recvcount, MPI_Datatype recvtype, int root, MPI_Comm comm) MPIWASM_IMPORT("MPI_Scatter");
int MPI_Scatterv(const void *sendbuf, const int sendcounts[], const int displs[], MPI_Datatype sendtype, void *recvbuf, int recvcount, MPI_Datatype recvtype, int root, MPI_Comm comm) MPIWASM_IMPORT("MPI_Scatterv");
int PMPI_Scatterv(const void *sendbuf, const int sendcounts[], const int displs[], MPI_Datatype sendtype, void *recvbuf, int recvcount, MPI_Datatype recvtype, int root, MPI_Comm comm) MPIWASM_IMPORT("MPI_Scatterv");
int MPI_Allgather(const void *sendbuf, int sendcount, MPI_Datatype sendtype, void *recvbuf, int recvcount, MPI_Datatype recvtype, MPI_Comm comm) MPIWASM_IMPORT("MPI_Allgather");
int PMPI_Allgather(const void *sendbuf, int sendcount, MPI_Datatype sendtype, void *recvbuf, int recvcount, MPI_Datatype recvtype, MPI_Comm comm) MPIWASM_IMPORT("MPI_Allgather");
int MPI_Allgatherv(const void *sendbuf, int sendcount, MPI_Datatype sendtype, void *recvbuf, const int recvcounts[], const int displs[], MPI_Datatype recvtype, MPI_Comm comm) MPIWASM_IMPORT("MPI_Allgatherv");
int PMPI_Allgatherv(const void *sendbuf, int sendcount, MPI_Datatype sendtype, void *recvbuf, const int recvcounts[], const int displs[], MPI_Datatype recvtype, MPI_Comm comm) MPIWASM_IMPORT("MPI_Allgatherv");
int MPI_Alltoall(const void *sendbuf, int sendcount, MPI_Datatype sendtype, void *recvbuf, int recvcount, MPI_Datatype recvtype, MPI_Comm comm) MPIWASM_IMPORT("MPI_Alltoall");
int PMPI_Alltoall(const void *sendbuf, int sendcount, MPI_Datatype sendtype, void *recvbuf, int recvcount, MPI_Datatype recvtype, MPI_Comm comm) MPIWASM_IMPORT("MPI_Alltoall");
int MPI_Alltoallv(const void *sendbuf, const int sendcounts[], const int sdispls[], MPI_Datatype sendtype, void *recvbuf, const int recvcounts[], const int rdispls[], MPI_Datatype recvtype, MPI_Comm comm) MPIWASM_IMPORT("MPI_Alltoallv");
int PMPI_Alltoallv(const void *sendbuf, const int sendcounts[], const int sdispls[], MPI_Datatype sendtype, void *recvbuf, const int recvcounts[], const int rdispls[], MPI_Datatype recvtype, MPI_Comm comm) MPIWASM_IMPORT("MPI_Alltoallv");
int MPI_Reduce(const void *sendbuf, void *recvbuf, int count, MPI_Datatype datatype, MPI_Op op, int root, MPI_Comm comm) MPIWASM_IMPORT("MPI_Reduce");
int PMPI_Reduce(const void *sendbuf, void *recvbuf, int count, MPI_Datatype datatype, MPI_Op op, int root, MPI_Comm comm) MPIWASM_IMPORT("MPI_Reduce");
int MPI_Allreduce(const void *sendbuf, void *recvbuf, int count, MPI_Datatype datatype, MPI_Op op, MPI_Comm comm) MPIWASM_IMPORT("MPI_Allreduce");
int PMPI_Allreduce(const void *sendbuf, void *recvbuf, int count, MPI_Datatype datatype, MPI_Op op, MPI_Comm comm) MPIWASM_IMPORT("MPI_Allreduce");
int MPI_Reduce_scatter(const void *sendbuf, void *recvbuf, const int recvcounts[], MPI_Datatype datatype, MPI_Op op, MPI_Comm comm) MPIWASM_IMPORT("MPI_Reduce_scatter");
int PMPI_Reduce_scatter(const void *sendbuf, void *recvbuf, const int recvcounts[], MPI_Datatype datatype, MPI_Op op, MPI_Comm comm) MPIWASM_IMPORT("MPI_Reduce_scatter");
int MPI_Reduce_scatter_block(const void *sendbuf, void *recvbuf, int recvcount, MPI_Datatype datatype, MPI_Op op, MPI_Comm comm) MPIWASM_IMPORT("MPI_Reduce_scatter_block");
int PMPI_Reduce_scatter_block(const void *sendbuf, void *recvbuf, int recvcount, MPI_Datatype datatype, MPI_Op op, MPI_Comm comm) MPIWASM_IMPORT("MPI_Reduce_scatter_block");
int MPI_Scan(const void *sendbuf, void *recvbuf, int count, MPI_Datatype datatype, MPI_Op op, MPI_Comm comm) MPIWASM_IMPORT("MPI_Scan");
int PMPI_Scan(const void *sendbuf, void *recvbuf, int count, MPI_Datatype datatype, MPI_Op op, MPI_Comm comm) MPIWASM_IMPORT("MPI_Scan");
int MPI_Exscan(const void *sendbuf, void *recvbuf, int count, MPI_Datatype datatype, MPI_Op op, MPI_Comm comm) MPIWASM_IMPORT("MPI_Exscan");
int PMPI_Exscan(const void *sendbuf, void *recvbuf, int count, MPI_Datatype datatype, MPI_Op op, MPI_Comm comm) MPIWASM_IMPORT("MPI_Exscan");
int MPI_Ibarrier(MPI_Comm comm, MPI_Request *request) MPIWASM_IMPORT("MPI_Ibarrier");
int PMPI_Ibarrier(MPI_Comm comm, MPI_Request *request) MPIWASM_IMPORT("MPI_Ibarrier");
int MPI_Ibcast(void *buffer, int count, MPI_Datatype datatype, int root, MPI_Comm comm, MPI_Request *request) MPIWASM_IMPORT("MPI_Ibcast");
int PMPI_Ibcast(void *buffer, int count, MPI_Datatype datatype, int root, MPI_Comm comm, MPI_Request *request) MPIWASM_IMPORT("MPI_Ibcast");
int MPI_Iallreduce(const void *sendbuf, void *recvbuf, int count, MPI_Datatype datatype, MPI_Op op, MPI_Comm comm, MPI_Request *request) MPIWASM_IMPORT("MPI_Iallreduce");
int PMPI_Iallreduce(const void *sendbuf, void *recvbuf, int count, MPI_Datatype datatype, MPI_Op op, MPI_Comm comm, MPI_Request *request) MPIWASM_IMPORT("MPI_Iallreduce");
int MPI_Type_contiguous(int count, MPI_Datatype oldtype, MPI_Datatype *newtype) MPIWASM_IMPORT("MPI_Type_contiguous");
int PMPI_Type_contiguous(int count, MPI_Datatype oldtype, MPI_Datatype *newtype) MPIWASM_IMPORT("MPI_Type_contiguous");
int MPI_Type_vector(int count, int blocklength, int stride, MPI_Datatype oldtype, MPI_Datatype *newtype) MPIWASM_IMPORT("MPI_Type_vector");
int PMPI_Type_vector(int count, int blocklength, int stride, MPI_Datatype oldtype, MPI_Datatype *newtype) MPIWASM_IMPORT("MPI_Type_vector");
int MPI_Type_create_hvector(int count, int blocklength, MPI_Aint stride, MPI_Datatype oldtype, MPI_Datatype *newtype) MPIWASM_IMPORT("MPI_Type_create_hvector");
int PMPI_Type_create_hvector(int count, int blocklength, MPI_Aint stride, MPI_Datatype oldtype, MPI_Datatype *newtype) MPIWASM_IMPORT("MPI_Type_create_hvector");
int MPI_Type_indexed(int count, const int array_of_blocklengths[], const int array_of_displacements[], MPI_Datatype oldtype, MPI_Datatype *newtype) MPIWASM_IMPORT("MPI_Type_indexed");
int PMPI_Type_indexed(int count, const int array_of_blocklengths[], const int array_of_displacements[], MPI_Datatype oldtype, MPI_Datatype *newtype) MPIWASM_IMPORT("MPI_Type_indexed");
int MPI_Type_create_hindexed(int count, const int array_of_blocklengths[], const MPI_Aint array_of_displacements[], MPI_Datatype oldtype, MPI_Datatype *newtype) MPIWASM_IMPORT("MPI_Type_create_hindexed");
int PMPI_Type_create_hindexed(int count, const int array_of_blocklengths[], const MPI_Aint array_of_displacements[], MPI_Datatype oldtype, MPI_Datatype *newtype) MPIWASM_IMPORT("MPI_Type_create_hindexed");
int MPI_Type_create_indexed_block(int count, int blocklength, const int array_of_displacements[], MPI_Datatype oldtype, MPI_Datatype *newtype) MPIWASM_IMPORT("MPI_Type_create_indexed_block");
int PMPI_Type_create_indexed_block(int count, int blocklength, const int array_of_displacements[], MPI_Datatype oldtype, MPI_Datatype *newtype) MPIWASM_IMPORT("MPI_Type_create_indexed_block");
int MPI_Type_create_struct(int count, const int array_of_blocklengths[], const MPI_Aint array_of_displacements[], const MPI_Datatype array_of_types[], MPI_Datatype *newtype) MPIWASM_IMPORT("MPI_Type_create_struct");
int PMPI_Type_create_struct(int count, const int array_of_blocklengths[], const MPI_Aint array_of_displacements[], const MPI_Datatype array_of_types[], MPI_Datatype *newtype) MPIWASM_IMPORT("MPI_Type_create_struct");
int MPI_Type_create_resized(MPI_Datatype oldtype, MPI_Aint lb, MPI_Aint extent, MPI_Datatype *newtype) MPIWASM_IMPORT("MPI_Type_create_resized");
int PMPI_Type_create_resized(MPI_Datatype oldtype, MPI_Aint lb, MPI_Aint extent, MPI_Datatype *newtype) MPIWASM_IMPORT("MPI_Type_create_resized");
int MPI_Type_create_subarray(int ndims, const int array_of_sizes[], const int array_of_subsizes[], const int array_of_starts[], int order, MPI_Datatype oldtype, MPI_Datatype *newtype) MPIWASM_IMPORT("MPI_Type_create_subarray");
int PMPI_Type_create_subarray(int ndims, const int array_of_sizes[], const int array_of_subsizes[], const int array_of_starts[], int order, MPI_Datatype oldtype, MPI_Datatype *newtype) MPIWASM_IMPORT("MPI_Type_create_subarray");
int MPI_Type_dup(MPI_Datatype oldtype, MPI_Datatype *newtype) MPIWASM_IMPORT("MPI_Type_dup");
int PMPI_Type_dup(MPI_Datatype oldtype, MPI_Datatype *newtype) MPIWASM_IMPORT("MPI_Type_dup");
int MPI_Type_commit(MPI_Datatype *datatype) MPIWASM_IMPORT("MPI_Type_commit");
int PMPI_Type_commit(MPI_Datatype *datatype) MPIWASM_IMPORT("MPI_Type_commit");
int MPI_Type_free(MPI_Datatype *datatype) MPIWASM_IMPORT("MPI_Type_free");
int PMPI_Type_free(MPI_Datatype *datatype) MPIWASM_IMPORT("MPI_Type_free");
int MPI_Type_size(MPI_Datatype datatype, int *size) MPIWASM_IMPORT("MPI_Type_size");
int PMPI_Type_size(MPI_Datatype datatype, int *size) MPIWASM_IMPORT("MPI_Type_size");
int MPI_Type_get_extent(MPI_Datatype datatype, MPI_Aint *lb, MPI_Aint *extent) MPIWASM_IMPORT("MPI_Type_get_extent");
int PMPI_Type_get_extent(MPI_Datatype datatype, MPI_Aint *lb, MPI_Aint *extent) MPIWASM_IMPORT("MPI_Type_get_extent");
int MPI_Type_get_true_extent(MPI_Datatype datatype, MPI_Aint *true_lb, MPI_Aint *true_extent) MPIWASM_IMPORT("MPI_Type_get_true_extent");
int PMPI_Type_get_true_extent(MPI_Datatype datatype, MPI_Aint *true_lb, MPI_Aint *true_extent) MPIWASM_IMPORT("MPI_Type_get_true_extent");
int MPI_Get_address(const void *location, MPI_Aint *address) MPIWASM_IMPORT("MPI_Get_address");
int PMPI_Get_address(const void *location, MPI_Aint *address) MPIWASM_IMPORT("MPI_Get_address");
int MPI_Dims_create(int nnodes, int ndims, int dims[]) MPIWASM_IMPORT("MPI_Dims_create");
int PMPI_Dims_create(int nnodes, int ndims, int dims[]) MPIWASM_IMPORT("MPI_Dims_create");
int MPI_Cart_create(MPI_Comm comm_old, int ndims, const int dims[], const int periods[], int reorder, MPI_Comm *comm_cart) MPIWASM_IMPORT("MPI_Cart_create");
int PMPI_Cart_create(MPI_Comm comm_old, int ndims, const int dims[], const int periods[], int reorder, MPI_Comm *comm_cart) MPIWASM_IMPORT("MPI_Cart_create");
int MPI_Cart_sub(MPI_Comm comm, const int remain_dims[], MPI_Comm *newcomm) MPIWASM_IMPORT("MPI_Cart_sub");
int PMPI_Cart_sub(MPI_Comm comm, const int remain_dims[], MPI_Comm *newcomm) MPIWASM_IMPORT("MPI_Cart_sub");
int MPI_Cart_rank(MPI_Comm comm, const int coords[], int *rank) MPIWASM_IMPORT("MPI_Cart_rank");
int PMPI_Cart_rank(MPI_Comm comm, const int coords[], int *rank) MPIWASM_IMPORT("MPI_Cart_rank");
int MPI_Cart_coords(MPI_Comm comm, int rank, int maxdims, int coords[]) MPIWASM_IMPORT("MPI_Cart_coords");
int PMPI_Cart_coords(MPI_Comm comm, int rank, int maxdims, int coords[]) MPIWASM_IMPORT("MPI_Cart_coords");
int MPI_Cart_shift(MPI_Comm comm, int direction, int disp, int *rank_source, int *rank_dest) MPIWASM_IMPORT("MPI_Cart_shift");
int PMPI_Cart_shift(MPI_Comm comm, int direction, int disp, int *rank_source, int *rank_dest) MPIWASM_IMPORT("MPI_Cart_shift");
int MPI_Cart_get(MPI_Comm comm, int maxdims, int dims[], int periods[], int coords[]) MPIWASM_IMPORT("MPI_Cart_get");
int PMPI_Cart_get(MPI_Comm comm, int maxdims, int dims[], int periods[], int coords[]) MPIWASM_IMPORT("MPI_Cart_get");
int MPI_Cartdim_get(MPI_Comm comm, int *ndims) MPIWASM_IMPORT("MPI_Cartdim_get");
int PMPI_Cartdim_get(MPI_Comm comm, int *ndims) MPIWASM_IMPORT("MPI_Cartdim_get");
int MPI_Topo_test(MPI_Comm comm, int *status) MPIWASM_IMPORT("MPI_Topo_test");
int PMPI_Topo_test(MPI_Comm comm, int *status) MPIWASM_IMPORT("MPI_Topo_test");

#define MPI_Aint_add(base, disp) ((MPI_Aint)((char *)(base) + (disp)))
#define MPI_Aint_diff(addr1, addr2) ((MPI_Aint)((char *)(addr1) - (char *)(addr2)))

#if defined(__cplusplus)
}
#endif

#endif
