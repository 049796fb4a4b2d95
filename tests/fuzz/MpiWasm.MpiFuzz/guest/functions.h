/* Functions for the guest's callbacks, by their C types. What they return is right; before, they may call MPI themselves: see meddle. */
enum below_it { OURS, LIBRARY };
static void meddle(enum below_it below_it);
static void f_MPI_Comm_errhandler_function(int *object, int *code, int more) { (void)object, (void)code, (void)more; meddle(OURS); }
#define f_MPI_File_errhandler_function f_MPI_Comm_errhandler_function
#define f_MPI_Session_errhandler_function f_MPI_Comm_errhandler_function
#define f_MPI_Win_errhandler_function f_MPI_Comm_errhandler_function
static int f_MPI_Comm_copy_attr_function(int object, int key, int state, int in, int *out, int *flag) { (void)object, (void)key, (void)state; meddle(OURS); *out = in; *flag = 1; return 0; }
#define f_MPI_Type_copy_attr_function f_MPI_Comm_copy_attr_function
#define f_MPI_Win_copy_attr_function f_MPI_Comm_copy_attr_function
static int f_MPI_Comm_delete_attr_function(int object, int key, int value, int state) { (void)object, (void)key, (void)value, (void)state; meddle(OURS); return 0; }
#define f_MPI_Type_delete_attr_function f_MPI_Comm_delete_attr_function
#define f_MPI_Win_delete_attr_function f_MPI_Comm_delete_attr_function
static void f_MPI_User_function(int in, int inout, int n, int type) { (void)in, (void)inout, (void)n, (void)type; meddle(LIBRARY); }
#define f_MPI_User_function_c f_MPI_User_function
static int f_MPI_Datarep_conversion_function(int to, int type, int n, int from, int64_t at, int state) { (void)to, (void)type, (void)n, (void)from, (void)at, (void)state; return 0; }
static int f_MPI_Datarep_conversion_function_c(int to, int type, int64_t n, int from, int64_t at, int state) { (void)to, (void)type, (void)n, (void)from, (void)at, (void)state; return 0; }
static int f_MPI_Datarep_extent_function(int type, int *extent, int state) { (void)type, (void)state; meddle(LIBRARY); *extent = 4; return 0; }
static int f_MPI_Grequest_query_function(int state, int status) { (void)state, (void)status; meddle(LIBRARY); return 0; }
static int f_MPI_Grequest_free_function(int state) { (void)state; meddle(LIBRARY); return 0; }
static int f_MPI_Grequest_cancel_function(int state, int complete) { (void)state, (void)complete; meddle(LIBRARY); return 0; }
static void f_MPI_T_event_cb_function(int event, int registration, int safety, int data) { (void)event, (void)registration, (void)safety, (void)data; }
static void f_MPI_T_event_free_cb_function(int registration, int safety, int data) { (void)registration, (void)safety, (void)data; }
static void f_MPI_T_event_dropped_cb_function(int64_t n, int registration, int source, int safety, int data) { (void)n, (void)registration, (void)source, (void)safety, (void)data; }
