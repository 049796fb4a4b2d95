/* The WASI functions that the kernels import, for modules translated by wasm2c; compiled with -include of the translated module's header
   and -DMODULE=<its prefix>. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define JOIN_(a, b) a##b
#define JOIN(a, b) JOIN_(a, b)
#define INSTANCE JOIN(MODULE, _instance_t)

typedef struct Z_wasi_snapshot_preview1_instance_t Host;

static INSTANCE instance;
static int argument_count;
static char **arguments;

static char *at(u32 address) { return (char *)instance.w2c_memory.data + address; }
static void put(u32 address, u32 value) { memcpy(at(address), &value, sizeof value); }
static u32 get(u32 address) { u32 value; memcpy(&value, at(address), sizeof value); return value; }

u32 Z_wasi_snapshot_preview1Z_args_sizes_get(Host *h, u32 count, u32 bytes)
{
    (void)h;
    u32 total = 0;
    for (int i = 0; i < argument_count; i++)
        total += (u32)strlen(arguments[i]) + 1;
    put(count, (u32)argument_count);
    put(bytes, total);
    return 0;
}

u32 Z_wasi_snapshot_preview1Z_args_get(Host *h, u32 pointers, u32 text)
{
    (void)h;
    for (int i = 0; i < argument_count; i++) {
        put(pointers + 4 * (u32)i, text);
        strcpy(at(text), arguments[i]);
        text += (u32)strlen(arguments[i]) + 1;
    }
    return 0;
}

u32 Z_wasi_snapshot_preview1Z_clock_time_get(Host *h, u32 clock, u64 precision, u32 result)
{
    (void)h, (void)precision;
    struct timespec t;
    clock_gettime(clock ? CLOCK_MONOTONIC : CLOCK_REALTIME, &t);
    u64 nanoseconds = (u64)t.tv_sec * 1000000000u + (u64)t.tv_nsec;
    memcpy(at(result), &nanoseconds, sizeof nanoseconds);
    return 0;
}

u32 Z_wasi_snapshot_preview1Z_fd_write(Host *h, u32 fd, u32 vectors, u32 count, u32 written)
{
    (void)h;
    u32 total = 0;
    for (u32 i = 0; i < count; i++)
        total += (u32)fwrite(at(get(vectors + 8 * i)), 1, get(vectors + 8 * i + 4), fd == 2 ? stderr : stdout);
    put(written, total);
    return 0;
}

u32 Z_wasi_snapshot_preview1Z_fd_fdstat_get(Host *h, u32 fd, u32 result)
{
    (void)h, (void)fd;
    memset(at(result), 0, 24);
    *at(result) = 2;
    return 0;
}

u32 Z_wasi_snapshot_preview1Z_fd_close(Host *h, u32 fd) { (void)h, (void)fd; return 0; }
u32 Z_wasi_snapshot_preview1Z_fd_seek(Host *h, u32 fd, u64 o, u32 w, u32 r) { (void)h, (void)fd, (void)o, (void)w, (void)r; return 70; }
void Z_wasi_snapshot_preview1Z_proc_exit(Host *h, u32 code) { (void)h; exit((int)code); }

int main(int argc, char **argv)
{
    argument_count = argc;
    arguments = argv;
    wasm_rt_init();
    JOIN(MODULE, _init_module)();
    JOIN(MODULE, _instantiate)(&instance, NULL);
    JOIN(MODULE, Z__start)(&instance);
    return 0;
}
