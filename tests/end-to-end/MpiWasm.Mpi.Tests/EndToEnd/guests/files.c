/* MPI-IO: every family of calls on a file in the directory of the first argument. What is printed is fixed by the standard. */
#include "say.h"

static char name[300];
static const char *folder;

static const char *path(const char *file)
{
    snprintf(name, sizeof name, "%s/%s", folder, file);
    return name;
}

static const char *error(int code)
{
    int class = class_of(code);
    return class == MPI_SUCCESS ? "success" : class == MPI_ERR_NO_SUCH_FILE ? "no such file" : class == MPI_ERR_FILE_EXISTS ? "exists" : class == MPI_ERR_AMODE ? "amode"
        : class == MPI_ERR_ACCESS ? "access" : class == MPI_ERR_READ_ONLY ? "read only" : class == MPI_ERR_FILE ? "file" : class == MPI_ERR_UNSUPPORTED_OPERATION ? "unsupported" : "other";
}

/* The whole file as the sum of its bytes times their places, read by rank 0 with other calls than those under test. */
static void check(const char *what, const char *file)
{
    long long sum = 0, length = 0;
    MPI_Barrier(MPI_COMM_WORLD);
    if (rank == 0) {
        FILE *f = fopen(path(file), "rb");
        for (int c; f && (c = fgetc(f)) != EOF; length++)
            sum = (sum * 31 + c + 1) % 1000000007;
        if (f)
            fclose(f);
    }
    MPI_Barrier(MPI_COMM_WORLD);
    say("%s: %lld bytes, sum %lld", what, length, sum);
}

static MPI_File open(const char *file, int mode)
{
    MPI_File f = MPI_FILE_NULL;
    int code = MPI_File_open(MPI_COMM_WORLD, path(file), mode, MPI_INFO_NULL, &f);
    if (code)
        say("open %s: %s", file, error(code));
    return f;
}

static void fill(int *data, int n, int seed)
{
    for (int i = 0; i < n; i++)
        data[i] = seed * 1000 + i;
}

static int count_of(MPI_Status *status, MPI_Datatype type)
{
    int n;
    MPI_Get_count(status, type, &n);
    return n;
}

static int sum_of(const int *data, int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++)
        sum += data[i];
    return sum;
}

enum { N = 24 };

static void modes(void)
{
    MPI_File f;
    int amode, flag;
    MPI_Offset bytes;
    MPI_Group group, world;
    say("missing: %s", error(MPI_File_open(MPI_COMM_WORLD, path("none"), MPI_MODE_RDONLY, MPI_INFO_NULL, &f)));
    say("no mode: %s", error(MPI_File_open(MPI_COMM_WORLD, path("none"), MPI_MODE_CREATE, MPI_INFO_NULL, &f)));
    say("two modes: %s", error(MPI_File_open(MPI_COMM_WORLD, path("none"), MPI_MODE_RDONLY | MPI_MODE_CREATE, MPI_INFO_NULL, &f)));
    f = open("modes", MPI_MODE_RDWR | MPI_MODE_CREATE | MPI_MODE_EXCL);
    MPI_File_get_amode(f, &amode);
    say("amode %d", amode == (MPI_MODE_RDWR | MPI_MODE_CREATE | MPI_MODE_EXCL));
    MPI_File_get_group(f, &group);
    MPI_Comm_group(MPI_COMM_WORLD, &world);
    MPI_Group_compare(group, world, &flag);
    say("group %d", flag == MPI_IDENT);
    MPI_Group_free(&group);
    MPI_Group_free(&world);
    MPI_File_set_size(f, 100);
    MPI_File_get_size(f, &bytes);
    say("size %lld", (long long)bytes);
    /* Who is first to preallocate may change the size before the others asked for it: the standard has it so, and natively it is so. */
    MPI_Barrier(MPI_COMM_WORLD);
    MPI_File_preallocate(f, 200);
    MPI_File_get_size(f, &bytes);
    say("preallocated %lld", (long long)bytes);
    MPI_File_set_atomicity(f, 1);
    MPI_File_get_atomicity(f, &flag);
    /* Open MPI 4 tells process 0 only. */
    say("atomic %d", rank == 0 ? flag : 1);
    MPI_File_set_atomicity(f, 0);
    MPI_File_sync(f);
    MPI_File_close(&f);
    say("closed %d", f == MPI_FILE_NULL);
    say("again: %s", error(MPI_File_open(MPI_COMM_WORLD, path("modes"), MPI_MODE_RDWR | MPI_MODE_CREATE | MPI_MODE_EXCL, MPI_INFO_NULL, &f)));
    f = open("modes", MPI_MODE_RDONLY);
    int data[4] = { 1, 2, 3, 4 };
    say("write: %s", error(MPI_File_write_at(f, 0, data, 4, MPI_INT, MPI_STATUS_IGNORE)));
    MPI_File_close(&f);
    f = open("modes", MPI_MODE_WRONLY | MPI_MODE_DELETE_ON_CLOSE);
    say("read: %s", error(MPI_File_read_at(f, 0, data, 4, MPI_INT, MPI_STATUS_IGNORE)));
    MPI_File_close(&f);
    MPI_Barrier(MPI_COMM_WORLD);
    say("deleted: %s", error(MPI_File_open(MPI_COMM_WORLD, path("modes"), MPI_MODE_RDONLY, MPI_INFO_NULL, &f)));
    MPI_Barrier(MPI_COMM_WORLD);
    if (rank == 0) {
        MPI_File_open(MPI_COMM_SELF, path("gone"), MPI_MODE_WRONLY | MPI_MODE_CREATE, MPI_INFO_NULL, &f);
        MPI_File_close(&f);
        int first = class_of(MPI_File_delete(path("gone"), MPI_INFO_NULL));
        int second = class_of(MPI_File_delete(path("gone"), MPI_INFO_NULL));
        printf("delete %d %d\n", first == MPI_SUCCESS, second == MPI_ERR_NO_SUCH_FILE);
    }
}

static void explicit_offsets(void)
{
    MPI_File f = open("explicit", MPI_MODE_RDWR | MPI_MODE_CREATE);
    MPI_Status status;
    MPI_Request request;
    int data[N], back[N];
    MPI_Offset at = (MPI_Offset)rank * sizeof data;
    fill(data, N, rank);
    MPI_File_write_at(f, at, data, N, MPI_INT, &status);
    say("write_at %d", count_of(&status, MPI_INT));
    check("write_at", "explicit");
    memset(back, 0, sizeof back);
    MPI_File_read_at(f, at, back, N, MPI_INT, &status);
    say("read_at %d sum %d", count_of(&status, MPI_INT), sum_of(back, N));
    fill(data, N, rank + 10);
    MPI_File_write_at_all(f, at, data, N, MPI_INT, &status);
    say("write_at_all %d", count_of(&status, MPI_INT));
    memset(back, 0, sizeof back);
    MPI_File_read_at_all(f, at, back, N, MPI_INT, &status);
    say("read_at_all %d sum %d", count_of(&status, MPI_INT), sum_of(back, N));
    fill(data, N, rank + 20);
    MPI_File_iwrite_at(f, at, data, N, MPI_INT, &request);
    MPI_Wait(&request, &status);
    say("iwrite_at %d null %d", count_of(&status, MPI_INT), request == MPI_REQUEST_NULL);
    memset(back, 0, sizeof back);
    MPI_File_iread_at(f, at, back, N, MPI_INT, &request);
    MPI_Wait(&request, &status);
    say("iread_at %d sum %d", count_of(&status, MPI_INT), sum_of(back, N));
    fill(data, N, rank + 30);
    MPI_File_iwrite_at_all(f, at, data, N, MPI_INT, &request);
    MPI_Wait(&request, &status);
    say("iwrite_at_all %d", count_of(&status, MPI_INT));
    memset(back, 0, sizeof back);
    MPI_File_iread_at_all(f, at, back, N, MPI_INT, &request);
    MPI_Wait(&request, &status);
    say("iread_at_all %d sum %d", count_of(&status, MPI_INT), sum_of(back, N));
    fill(data, N, rank + 40);
    MPI_File_write_at_all_begin(f, at, data, N, MPI_INT);
    MPI_File_write_at_all_end(f, data, &status);
    say("write_at_all_begin %d", count_of(&status, MPI_INT));
    memset(back, 0, sizeof back);
    MPI_File_read_at_all_begin(f, at, back, N, MPI_INT);
    MPI_File_read_at_all_end(f, back, &status);
    say("read_at_all_begin %d sum %d", count_of(&status, MPI_INT), sum_of(back, N));
    MPI_File_read_at(f, (MPI_Offset)size * sizeof data - 8, back, N, MPI_INT, &status);
    say("at the end %d", count_of(&status, MPI_INT));
    MPI_File_close(&f);
    check("explicit", "explicit");
}

static void individual(void)
{
    MPI_File f = open("individual", MPI_MODE_RDWR | MPI_MODE_CREATE);
    MPI_Status status;
    MPI_Request request;
    MPI_Offset position, offset;
    MPI_Datatype etype, filetype, block, old_etype, old_filetype;
    char datarep[MPI_MAX_DATAREP_STRING];
    int data[N], back[N];
    MPI_Aint extent;
    /* Blocks of three ints, one process after the other. */
    MPI_Type_contiguous(3, MPI_INT, &block);
    MPI_Type_create_resized(block, 0, (MPI_Aint)size * 3 * sizeof(int), &filetype);
    MPI_Type_commit(&filetype);
    MPI_File_set_view(f, 16 + (MPI_Offset)rank * 3 * sizeof(int), MPI_INT, filetype, "native", MPI_INFO_NULL);
    MPI_Type_free(&filetype);
    MPI_Type_free(&block);
    MPI_File_get_view(f, &offset, &old_etype, &old_filetype, datarep);
    MPI_Type_get_extent(old_filetype, &extent, &extent);
    say("view %lld etype %d extent %d %s", (long long)offset, old_etype == MPI_INT, (int)extent, datarep);
    MPI_Type_free(&old_filetype);
    fill(data, N, rank + 1);
    MPI_File_write(f, data, 6, MPI_INT, &status);
    MPI_File_get_position(f, &position);
    MPI_File_get_byte_offset(f, position, &offset);
    say("write %d position %lld byte %lld", count_of(&status, MPI_INT), (long long)position, (long long)offset);
    MPI_File_write_all(f, data + 6, 6, MPI_INT, &status);
    say("write_all %d", count_of(&status, MPI_INT));
    MPI_File_iwrite(f, data + 12, 3, MPI_INT, &request);
    MPI_Wait(&request, &status);
    MPI_File_iwrite_all(f, data + 15, 3, MPI_INT, &request);
    MPI_Wait(&request, &status);
    say("iwrite_all %d", count_of(&status, MPI_INT));
    MPI_File_write_all_begin(f, data + 18, 6, MPI_INT);
    MPI_File_write_all_end(f, data + 18, &status);
    say("write_all_begin %d", count_of(&status, MPI_INT));
    check("individual", "individual");
    MPI_File_seek(f, 3, MPI_SEEK_SET);
    memset(back, 0, sizeof back);
    MPI_File_read(f, back, 6, MPI_INT, &status);
    say("read %d sum %d", count_of(&status, MPI_INT), sum_of(back, N));
    MPI_File_seek(f, -3, MPI_SEEK_CUR);
    MPI_File_read_all(f, back, 6, MPI_INT, &status);
    say("read_all %d sum %d", count_of(&status, MPI_INT), sum_of(back, N));
    MPI_File_iread(f, back, 3, MPI_INT, &request);
    MPI_Wait(&request, &status);
    MPI_File_iread_all(f, back + 3, 3, MPI_INT, &request);
    MPI_Wait(&request, &status);
    say("iread sum %d", sum_of(back, N));
    MPI_File_seek(f, 0, MPI_SEEK_SET);
    MPI_File_read_all_begin(f, back, N, MPI_INT);
    MPI_File_read_all_end(f, back, &status);
    say("read_all_begin %d same %d", count_of(&status, MPI_INT), memcmp(back, data, sizeof data) == 0);
    /* A derived type in memory: every other int. */
    MPI_Type_vector(N / 2, 1, 2, MPI_INT, &etype);
    MPI_Type_commit(&etype);
    memset(back, 0, sizeof back);
    MPI_File_seek(f, 0, MPI_SEEK_SET);
    MPI_File_read(f, back, 1, etype, &status);
    say("vector %d: %d %d %d", count_of(&status, MPI_INT), back[0], back[1], back[2]);
    MPI_File_seek(f, 0, MPI_SEEK_SET);
    MPI_File_iread(f, back, 1, etype, &request);
    MPI_Type_free(&etype);
    MPI_Wait(&request, &status);
    say("ivector: %d %d", back[2], back[4]);
    MPI_File_get_type_extent(f, MPI_INT, &extent);
    say("extent %d", (int)extent);
    MPI_File_close(&f);
}

static void arrays(void)
{
    MPI_File f = open("arrays", MPI_MODE_RDWR | MPI_MODE_CREATE);
    MPI_Status status;
    MPI_Datatype part;
    int sizes[2] = { 4, 4 * size }, subsizes[2] = { 4, 4 }, starts[2] = { 0, 4 * rank }, data[16], back[16];
    MPI_Type_create_subarray(2, sizes, subsizes, starts, MPI_ORDER_C, MPI_INT, &part);
    MPI_Type_commit(&part);
    MPI_File_set_view(f, 0, MPI_INT, part, "native", MPI_INFO_NULL);
    fill(data, 16, rank + 3);
    MPI_File_write_all(f, data, 16, MPI_INT, &status);
    say("subarray %d", count_of(&status, MPI_INT));
    check("subarray", "arrays");
    memset(back, 0, sizeof back);
    MPI_File_read_at_all(f, 0, back, 16, MPI_INT, &status);
    say("back %d", memcmp(data, back, sizeof data) == 0);
    MPI_Type_free(&part);
    MPI_File_close(&f);
}

static void shared(void)
{
    MPI_File f = open("shared", MPI_MODE_RDWR | MPI_MODE_CREATE);
    MPI_Status status;
    MPI_Request request;
    MPI_Offset position;
    int data[4], back[4], all = 0, mine;
    MPI_File_set_view(f, 0, MPI_INT, MPI_INT, "native", MPI_INFO_NULL);
    fill(data, 4, rank + 1);
    MPI_File_write_ordered(f, data, 4, MPI_INT, &status);
    say("write_ordered %d", count_of(&status, MPI_INT));
    MPI_File_get_position_shared(f, &position);
    say("position %lld", (long long)position);
    MPI_Barrier(MPI_COMM_WORLD);
    fill(data, 4, rank + 11);
    MPI_File_write_ordered_begin(f, data, 4, MPI_INT);
    MPI_File_write_ordered_end(f, data, &status);
    say("write_ordered_begin %d", count_of(&status, MPI_INT));
    check("ordered", "shared");
    MPI_File_seek_shared(f, 0, MPI_SEEK_SET);
    MPI_File_read_ordered(f, back, 4, MPI_INT, &status);
    say("read_ordered %d: %d", count_of(&status, MPI_INT), back[0]);
    MPI_File_read_ordered_begin(f, back, 4, MPI_INT);
    MPI_File_read_ordered_end(f, back, &status);
    say("read_ordered_begin %d: %d", count_of(&status, MPI_INT), back[0]);
    MPI_Barrier(MPI_COMM_WORLD);
    MPI_File_seek_shared(f, 0, MPI_SEEK_SET);
    MPI_Barrier(MPI_COMM_WORLD);
    MPI_File_read_shared(f, back, 4, MPI_INT, &status);
    mine = sum_of(back, 4);
    MPI_File_iread_shared(f, back, 4, MPI_INT, &request);
    MPI_Wait(&request, &status);
    mine += sum_of(back, 4);
    MPI_Allreduce(&mine, &all, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
    say("read_shared %d", all);
    MPI_Barrier(MPI_COMM_WORLD);
    MPI_File_seek_shared(f, 0, MPI_SEEK_SET);
    MPI_Barrier(MPI_COMM_WORLD);
    fill(data, 4, 7);
    MPI_File_write_shared(f, data, 4, MPI_INT, &status);
    MPI_File_iwrite_shared(f, data, 4, MPI_INT, &request);
    MPI_Wait(&request, &status);
    MPI_File_close(&f);
    check("shared", "shared");
}

int main(int argc, char **argv)
{
    start(&argc, &argv);
    folder = argv[1];
    modes();
    explicit_offsets();
    individual();
    arrays();
    shared();
    MPI_Finalize();
    return 0;
}
