/* Parallel regions: a pool of threads for each thread that opens some; nested ones run on one thread. */
#include "team.h"
#include "omp.h"
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define SPINS 2000
#define SIZE_MASK 0x1ffu

_Thread_local struct thread omp_self;

static int default_threads;
static int schedule_kind = omp_sched_static, schedule_chunk;

static struct thread *self(void)
{
    if (omp_self.team == NULL) {
        omp_self.alone.size = 1;
        omp_self.team = &omp_self.alone;
    }
    return &omp_self;
}

/* ---- waiting ----------------------------------------------------------------------------------------------------------- */

void omp_await_change(int *word, int value)
{
    for (int i = 0; i < SPINS; i++)
        if (__atomic_load_n(word, __ATOMIC_ACQUIRE) != value)
            return;
    while (__atomic_load_n(word, __ATOMIC_ACQUIRE) == value)
        __builtin_wasm_memory_atomic_wait32(word, value, -1);
}

void omp_wake(int *word)
{
    __builtin_wasm_memory_atomic_notify(word, ~0u);
}

int omp_try_word(int *word)
{
    int free = 0;
    return __atomic_compare_exchange_n(word, &free, 1, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
}

void omp_lock_word(int *word)
{
    if (omp_try_word(word))
        return;
    while (__atomic_exchange_n(word, 2, __ATOMIC_ACQUIRE) != 0)
        __builtin_wasm_memory_atomic_wait32(word, 2, -1);
}

void omp_unlock_word(int *word)
{
    if (__atomic_exchange_n(word, 0, __ATOMIC_RELEASE) == 2)
        __builtin_wasm_memory_atomic_notify(word, 1);
}

void omp_barrier(void)
{
    struct team *team = self()->team;
    if (team->size == 1)
        return;
    int phase = __atomic_load_n(&team->phase, __ATOMIC_ACQUIRE);
    if (__atomic_add_fetch(&team->arrived, 1, __ATOMIC_ACQ_REL) == team->size) {
        __atomic_store_n(&team->arrived, 0, __ATOMIC_RELAXED);
        __atomic_store_n(&team->phase, phase + 1, __ATOMIC_RELEASE);
        omp_wake(&team->phase);
    } else {
        omp_await_change(&team->phase, phase);
    }
}

/* ---- parallel regions -------------------------------------------------------------------------------------------------- */

/* WebAssembly checks types where functions are called: each number of arguments has its own. */
#define A0
#define A1 , void *
#define A4 A1 A1 A1 A1
#define A16 A4 A4 A4 A4
#define A32 A16 A16
#define V(i) , a[i]
#define CALL(n, types, ...) case n: ((void (*)(int *, int *types))f)(&global, &bound __VA_ARGS__); break;

static void call(void (*f)(void), int count, void **a)
{
    int global = omp_self.number, bound = omp_self.number;
    switch (count) {
        CALL(0, A0)
        CALL(1, A1, V(0))
        CALL(2, A1 A1, V(0) V(1))
        CALL(3, A1 A1 A1, V(0) V(1) V(2))
#define V4 V(0) V(1) V(2) V(3)
        CALL(4, A4, V4)
        CALL(5, A4 A1, V4 V(4))
        CALL(6, A4 A1 A1, V4 V(4) V(5))
        CALL(7, A4 A1 A1 A1, V4 V(4) V(5) V(6))
#define V8 V4 V(4) V(5) V(6) V(7)
        CALL(8, A4 A4, V8)
        CALL(9, A4 A4 A1, V8 V(8))
        CALL(10, A4 A4 A1 A1, V8 V(8) V(9))
        CALL(11, A4 A4 A1 A1 A1, V8 V(8) V(9) V(10))
#define V12 V8 V(8) V(9) V(10) V(11)
        CALL(12, A4 A4 A4, V12)
        CALL(13, A4 A4 A4 A1, V12 V(12))
        CALL(14, A4 A4 A4 A1 A1, V12 V(12) V(13))
        CALL(15, A4 A4 A4 A1 A1 A1, V12 V(12) V(13) V(14))
#define V16 V12 V(12) V(13) V(14) V(15)
        CALL(16, A16, V16)
        CALL(17, A16 A1, V16 V(16))
        CALL(18, A16 A1 A1, V16 V(16) V(17))
        CALL(19, A16 A1 A1 A1, V16 V(16) V(17) V(18))
#define V20 V16 V(16) V(17) V(18) V(19)
        CALL(20, A16 A4, V20)
        CALL(21, A16 A4 A1, V20 V(20))
        CALL(22, A16 A4 A1 A1, V20 V(20) V(21))
        CALL(23, A16 A4 A1 A1 A1, V20 V(20) V(21) V(22))
#define V24 V20 V(20) V(21) V(22) V(23)
        CALL(24, A16 A4 A4, V24)
        CALL(25, A16 A4 A4 A1, V24 V(24))
        CALL(26, A16 A4 A4 A1 A1, V24 V(24) V(25))
        CALL(27, A16 A4 A4 A1 A1 A1, V24 V(24) V(25) V(26))
#define V28 V24 V(24) V(25) V(26) V(27)
        CALL(28, A16 A4 A4 A4, V28)
        CALL(29, A16 A4 A4 A4 A1, V28 V(28))
        CALL(30, A16 A4 A4 A4 A1 A1, V28 V(28) V(29))
        CALL(31, A16 A4 A4 A4 A1 A1 A1, V28 V(28) V(29) V(30))
        CALL(32, A16 A16, V28 V(28) V(29) V(30) V(31))
#define V32 V28 V(28) V(29) V(30) V(31)
        CALL(33, A32 A1, V32 V(32))
        CALL(34, A32 A1 A1, V32 V(32) V(33))
        CALL(35, A32 A1 A1 A1, V32 V(32) V(33) V(34))
        CALL(36, A32 A4, V32 V(32) V(33) V(34) V(35))
#define V36 V32 V(32) V(33) V(34) V(35)
        CALL(37, A32 A4 A1, V36 V(36))
        CALL(38, A32 A4 A1 A1, V36 V(36) V(37))
        CALL(39, A32 A4 A1 A1 A1, V36 V(36) V(37) V(38))
        CALL(40, A32 A4 A4, V36 V(36) V(37) V(38) V(39))
#define V40 V36 V(36) V(37) V(38) V(39)
        CALL(41, A32 A4 A4 A1, V40 V(40))
        CALL(42, A32 A4 A4 A1 A1, V40 V(40) V(41))
        CALL(43, A32 A4 A4 A1 A1 A1, V40 V(40) V(41) V(42))
        CALL(44, A32 A4 A4 A4, V40 V(40) V(41) V(42) V(43))
#define V44 V40 V(40) V(41) V(42) V(43)
        CALL(45, A32 A4 A4 A4 A1, V44 V(44))
        CALL(46, A32 A4 A4 A4 A1 A1, V44 V(44) V(45))
        CALL(47, A32 A4 A4 A4 A1 A1 A1, V44 V(44) V(45) V(46))
        CALL(48, A32 A16, V44 V(44) V(45) V(46) V(47))
#define V48 V44 V(44) V(45) V(46) V(47)
        CALL(49, A32 A16 A1, V48 V(48))
        CALL(50, A32 A16 A1 A1, V48 V(48) V(49))
        CALL(51, A32 A16 A1 A1 A1, V48 V(48) V(49) V(50))
        CALL(52, A32 A16 A4, V48 V(48) V(49) V(50) V(51))
#define V52 V48 V(48) V(49) V(50) V(51)
        CALL(53, A32 A16 A4 A1, V52 V(52))
        CALL(54, A32 A16 A4 A1 A1, V52 V(52) V(53))
        CALL(55, A32 A16 A4 A1 A1 A1, V52 V(52) V(53) V(54))
        CALL(56, A32 A16 A4 A4, V52 V(52) V(53) V(54) V(55))
#define V56 V52 V(52) V(53) V(54) V(55)
        CALL(57, A32 A16 A4 A4 A1, V56 V(56))
        CALL(58, A32 A16 A4 A4 A1 A1, V56 V(56) V(57))
        CALL(59, A32 A16 A4 A4 A1 A1 A1, V56 V(56) V(57) V(58))
        CALL(60, A32 A16 A4 A4 A4, V56 V(56) V(57) V(58) V(59))
#define V60 V56 V(56) V(57) V(58) V(59)
        CALL(61, A32 A16 A4 A4 A4 A1, V60 V(60))
        CALL(62, A32 A16 A4 A4 A4 A1 A1, V60 V(60) V(61))
        CALL(63, A32 A16 A4 A4 A4 A1 A1 A1, V60 V(60) V(61) V(62))
        CALL(64, A32 A32, V60 V(60) V(61) V(62) V(63))
#define V64 V60 V(60) V(61) V(62) V(63)
        CALL(65, A32 A32 A1, V64 V(64))
        CALL(66, A32 A32 A1 A1, V64 V(64) V(65))
        CALL(67, A32 A32 A1 A1 A1, V64 V(64) V(65) V(66))
        CALL(68, A32 A32 A4, V64 V(64) V(65) V(66) V(67))
#define V68 V64 V(64) V(65) V(66) V(67)
        CALL(69, A32 A32 A4 A1, V68 V(68))
        CALL(70, A32 A32 A4 A1 A1, V68 V(68) V(69))
        CALL(71, A32 A32 A4 A1 A1 A1, V68 V(68) V(69) V(70))
        CALL(72, A32 A32 A4 A4, V68 V(68) V(69) V(70) V(71))
#define V72 V68 V(68) V(69) V(70) V(71)
        CALL(73, A32 A32 A4 A4 A1, V72 V(72))
        CALL(74, A32 A32 A4 A4 A1 A1, V72 V(72) V(73))
        CALL(75, A32 A32 A4 A4 A1 A1 A1, V72 V(72) V(73) V(74))
        CALL(76, A32 A32 A4 A4 A4, V72 V(72) V(73) V(74) V(75))
#define V76 V72 V(72) V(73) V(74) V(75)
        CALL(77, A32 A32 A4 A4 A4 A1, V76 V(76))
        CALL(78, A32 A32 A4 A4 A4 A1 A1, V76 V(76) V(77))
        CALL(79, A32 A32 A4 A4 A4 A1 A1 A1, V76 V(76) V(77) V(78))
        CALL(80, A32 A32 A16, V76 V(76) V(77) V(78) V(79))
#define V80 V76 V(76) V(77) V(78) V(79)
        CALL(81, A32 A32 A16 A1, V80 V(80))
        CALL(82, A32 A32 A16 A1 A1, V80 V(80) V(81))
        CALL(83, A32 A32 A16 A1 A1 A1, V80 V(80) V(81) V(82))
        CALL(84, A32 A32 A16 A4, V80 V(80) V(81) V(82) V(83))
#define V84 V80 V(80) V(81) V(82) V(83)
        CALL(85, A32 A32 A16 A4 A1, V84 V(84))
        CALL(86, A32 A32 A16 A4 A1 A1, V84 V(84) V(85))
        CALL(87, A32 A32 A16 A4 A1 A1 A1, V84 V(84) V(85) V(86))
        CALL(88, A32 A32 A16 A4 A4, V84 V(84) V(85) V(86) V(87))
#define V88 V84 V(84) V(85) V(86) V(87)
        CALL(89, A32 A32 A16 A4 A4 A1, V88 V(88))
        CALL(90, A32 A32 A16 A4 A4 A1 A1, V88 V(88) V(89))
        CALL(91, A32 A32 A16 A4 A4 A1 A1 A1, V88 V(88) V(89) V(90))
        CALL(92, A32 A32 A16 A4 A4 A4, V88 V(88) V(89) V(90) V(91))
#define V92 V88 V(88) V(89) V(90) V(91)
        CALL(93, A32 A32 A16 A4 A4 A4 A1, V92 V(92))
        CALL(94, A32 A32 A16 A4 A4 A4 A1 A1, V92 V(92) V(93))
        CALL(95, A32 A32 A16 A4 A4 A4 A1 A1 A1, V92 V(92) V(93) V(94))
        CALL(96, A32 A32 A32, V92 V(92) V(93) V(94) V(95))
#define V96 V92 V(92) V(93) V(94) V(95)
        CALL(97, A32 A32 A32 A1, V96 V(96))
        CALL(98, A32 A32 A32 A1 A1, V96 V(96) V(97))
        CALL(99, A32 A32 A32 A1 A1 A1, V96 V(96) V(97) V(98))
        CALL(100, A32 A32 A32 A4, V96 V(96) V(97) V(98) V(99))
#define V100 V96 V(96) V(97) V(98) V(99)
        CALL(101, A32 A32 A32 A4 A1, V100 V(100))
        CALL(102, A32 A32 A32 A4 A1 A1, V100 V(100) V(101))
        CALL(103, A32 A32 A32 A4 A1 A1 A1, V100 V(100) V(101) V(102))
        CALL(104, A32 A32 A32 A4 A4, V100 V(100) V(101) V(102) V(103))
#define V104 V100 V(100) V(101) V(102) V(103)
        CALL(105, A32 A32 A32 A4 A4 A1, V104 V(104))
        CALL(106, A32 A32 A32 A4 A4 A1 A1, V104 V(104) V(105))
        CALL(107, A32 A32 A32 A4 A4 A1 A1 A1, V104 V(104) V(105) V(106))
        CALL(108, A32 A32 A32 A4 A4 A4, V104 V(104) V(105) V(106) V(107))
#define V108 V104 V(104) V(105) V(106) V(107)
        CALL(109, A32 A32 A32 A4 A4 A4 A1, V108 V(108))
        CALL(110, A32 A32 A32 A4 A4 A4 A1 A1, V108 V(108) V(109))
        CALL(111, A32 A32 A32 A4 A4 A4 A1 A1 A1, V108 V(108) V(109) V(110))
        CALL(112, A32 A32 A32 A16, V108 V(108) V(109) V(110) V(111))
#define V112 V108 V(108) V(109) V(110) V(111)
        CALL(113, A32 A32 A32 A16 A1, V112 V(112))
        CALL(114, A32 A32 A32 A16 A1 A1, V112 V(112) V(113))
        CALL(115, A32 A32 A32 A16 A1 A1 A1, V112 V(112) V(113) V(114))
        CALL(116, A32 A32 A32 A16 A4, V112 V(112) V(113) V(114) V(115))
#define V116 V112 V(112) V(113) V(114) V(115)
        CALL(117, A32 A32 A32 A16 A4 A1, V116 V(116))
        CALL(118, A32 A32 A32 A16 A4 A1 A1, V116 V(116) V(117))
        CALL(119, A32 A32 A32 A16 A4 A1 A1 A1, V116 V(116) V(117) V(118))
        CALL(120, A32 A32 A32 A16 A4 A4, V116 V(116) V(117) V(118) V(119))
#define V120 V116 V(116) V(117) V(118) V(119)
        CALL(121, A32 A32 A32 A16 A4 A4 A1, V120 V(120))
        CALL(122, A32 A32 A32 A16 A4 A4 A1 A1, V120 V(120) V(121))
        CALL(123, A32 A32 A32 A16 A4 A4 A1 A1 A1, V120 V(120) V(121) V(122))
        CALL(124, A32 A32 A32 A16 A4 A4 A4, V120 V(120) V(121) V(122) V(123))
#define V124 V120 V(120) V(121) V(122) V(123)
        CALL(125, A32 A32 A32 A16 A4 A4 A4 A1, V124 V(124))
        CALL(126, A32 A32 A32 A16 A4 A4 A4 A1 A1, V124 V(124) V(125))
        CALL(127, A32 A32 A32 A16 A4 A4 A4 A1 A1 A1, V124 V(124) V(125) V(126))
        CALL(128, A32 A32 A32 A32, V124 V(124) V(125) V(126) V(127))
    default:
        abort();
    }
}

static void take_part(struct team *team)
{
    omp_self.singles = omp_self.loops = 0;
    call(team->function, team->argument_count, team->arguments);
    omp_barrier();
}

static void *worker(void *argument)
{
    struct team *team = argument;
    omp_self.team = team;
    omp_self.level = 1;
    int seen = __atomic_load_n(&team->work, __ATOMIC_ACQUIRE);
    /* Its number is its place among the team's workers. */
    omp_self.place = omp_self.number = __atomic_add_fetch(&team->workers, 1, __ATOMIC_ACQ_REL);
    omp_wake(&team->workers);
    for (;;) {
        omp_await_change(&team->work, seen);
        seen = __atomic_load_n(&team->work, __ATOMIC_ACQUIRE);
        if (omp_self.number < (int)((unsigned)seen & SIZE_MASK))
            take_part(team);
    }
    return NULL;
}

static int first_default(void)
{
    int number = default_threads;
    if (number == 0) {
        const char *text = getenv("OMP_NUM_THREADS");
        number = text != NULL ? atoi(text) : (int)sysconf(_SC_NPROCESSORS_ONLN);
        default_threads = number = number < 1 ? 1 : number > MOST_THREADS ? MOST_THREADS : number;
    }
    return number;
}

/* The caller's pool with at least so many threads, as far as they can be had. */
static struct team *pool_of(struct thread *me, int size)
{
    if (me->pool == NULL) {
        me->pool = calloc(1, sizeof *me->pool);
        if (me->pool == NULL)
            return NULL;
        me->pool->size = 1;
    }
    struct team *team = me->pool;
    while (team->workers + 1 < size) {
        int before = team->workers;
        pthread_attr_t attributes;
        pthread_attr_init(&attributes);
        pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
        const char *stack = getenv("OMP_STACKSIZE");
        if (stack != NULL) {
            char *unit;
            size_t bytes = strtoul(stack, &unit, 10);
            bytes <<= *unit == 'G' || *unit == 'g' ? 30 : *unit == 'M' || *unit == 'm' ? 20 : *unit == 'B' || *unit == 'b' ? 0 : 10;
            if (bytes >= 65536)
                pthread_attr_setstacksize(&attributes, bytes);
        }
        if (pthread_create(&team->threads[before], &attributes, worker, team) != 0)
            break;
        omp_await_change(&team->workers, before);
    }
    return team;
}

static void run(int wanted, void (*function)(void), int count, void **arguments)
{
    struct thread *me = self();
    struct team *team = wanted > 1 ? pool_of(me, wanted) : NULL;
    int size = team == NULL ? 1 : team->workers + 1 < wanted ? team->workers + 1 : wanted;
    struct team *outer = me->team, alone;
    int number = me->number, singles = me->singles, loops = me->loops;
    if (size == 1) {
        memset(&alone, 0, sizeof alone);
        team = &alone;
    }
    team->size = size;
    team->function = function;
    team->argument_count = count;
    memcpy(team->arguments, arguments, (size_t)count * sizeof *arguments);
    team->singles = 0;
    memset(team->loops, 0, sizeof team->loops);
    me->team = team;
    me->number = 0;
    me->level++;
    if (size > 1) {
        __atomic_store_n(&team->work, (int)(((unsigned)team->work & ~SIZE_MASK) + SIZE_MASK + 1 + (unsigned)size), __ATOMIC_RELEASE);
        omp_wake(&team->work);
    }
    take_part(team);
    me->team = outer;
    me->number = number;
    me->level--;
    me->singles = singles;
    me->loops = loops;
}

static void begin(int is_parallel, void (*function)(void), int count, void **arguments)
{
    struct thread *me = self();
    int wanted = me->wanted > 0 ? me->wanted : first_default();
    me->wanted = 0;
    run(me->level > 0 || !is_parallel ? 1 : wanted > MOST_THREADS ? MOST_THREADS : wanted, function, count, arguments);
}

void __kmpc_fork_call(void *place, int count, void (*function)(void), ...)
{
    void *arguments[MOST_ARGUMENTS];
    if (count > MOST_ARGUMENTS)
        abort();
    va_list list;
    va_start(list, function);
    for (int i = 0; i < count; i++)
        arguments[i] = va_arg(list, void *);
    va_end(list);
    begin(1, function, count, arguments);
}

/* As flang has it: the arguments are in one structure. */
void __kmpc_fork_call_if(void *place, int count, void (*function)(void), int is_parallel, void *arguments)
{
    begin(is_parallel, function, arguments != NULL, &arguments);
}

void __kmpc_push_num_threads(void *place, int thread, int number) { self()->wanted = number; }
/* The launcher has bound the rank; within it the machine places threads. */
void __kmpc_push_proc_bind(void *place, int thread, int kind) { }

int __kmpc_global_thread_num(void *place) { return self()->number; }

int __kmpc_ok_to_fork(void *place) { return 1; }

/* if (0): the caller alone. The enclosing team is found again by its level. */
struct serial {
    struct team team, *outer;
    struct serial *previous;
    int number, singles, loops;
};
static _Thread_local struct serial *serials;

void __kmpc_serialized_parallel(void *place, int thread)
{
    struct thread *me = self();
    struct serial *serial = calloc(1, sizeof *serial);
    if (serial == NULL)
        abort();
    serial->team.size = 1;
    serial->outer = me->team;
    serial->number = me->number;
    serial->singles = me->singles;
    serial->loops = me->loops;
    serial->previous = serials;
    serials = serial;
    me->team = &serial->team;
    me->number = me->singles = me->loops = 0;
    me->level++;
}

void __kmpc_end_serialized_parallel(void *place, int thread)
{
    struct thread *me = self();
    struct serial *serial = serials;
    serials = serial->previous;
    me->team = serial->outer;
    me->number = serial->number;
    me->singles = serial->singles;
    me->loops = serial->loops;
    me->level--;
    free(serial);
}

void omp_default_schedule(int *kind, int *chunk)
{
    static int is_known;
    if (!__atomic_load_n(&is_known, __ATOMIC_ACQUIRE)) {
        const char *text = getenv("OMP_SCHEDULE");
        if (text != NULL) {
            const char *comma = strchr(text, ',');
            schedule_kind = *text == 'd' ? omp_sched_dynamic : *text == 'g' ? omp_sched_guided : omp_sched_static;
            schedule_chunk = comma != NULL ? atoi(comma + 1) : 0;
        }
        __atomic_store_n(&is_known, 1, __ATOMIC_RELEASE);
    }
    *kind = schedule_kind;
    *chunk = schedule_chunk;
}

/* ---- what programs ask ------------------------------------------------------------------------------------------------- */

void omp_set_num_threads(int number) { default_threads = number < 1 ? 1 : number > MOST_THREADS ? MOST_THREADS : number; }
int omp_get_num_threads(void) { return self()->team->size; }
int omp_get_max_threads(void) { return first_default(); }
int omp_get_thread_num(void) { return self()->number; }
int omp_get_num_procs(void) { return (int)sysconf(_SC_NPROCESSORS_ONLN); }
int omp_in_parallel(void) { return self()->team->size > 1; }
void omp_set_dynamic(int dynamic) { }
int omp_get_dynamic(void) { return 0; }
void omp_set_nested(int nested) { }
int omp_get_nested(void) { return 0; }
int omp_get_thread_limit(void) { return MOST_THREADS; }
void omp_set_max_active_levels(int levels) { }
int omp_get_max_active_levels(void) { return 1; }
int omp_get_level(void) { return self()->level; }
int omp_get_active_level(void) { return self()->team->size > 1; }
int omp_get_ancestor_thread_num(int level) { return level == 0 ? 0 : level == self()->level ? omp_self.number : -1; }
int omp_get_team_size(int level) { return level == 0 ? 1 : level == self()->level ? omp_self.team->size : -1; }
int omp_in_final(void) { return 0; }
omp_proc_bind_t omp_get_proc_bind(void) { return omp_proc_bind_false; }
int omp_get_cancellation(void) { return 0; }
int omp_get_supported_active_levels(void) { return 1; }
int omp_get_max_task_priority(void) { return 0; }
int omp_get_num_teams(void) { return 1; }
int omp_get_team_num(void) { return 0; }
/* No places, no devices. */
int omp_get_num_places(void) { return 0; }
int omp_get_place_num(void) { return -1; }
int omp_get_place_num_procs(int place) { return 0; }
int omp_get_partition_num_places(void) { return 0; }
int omp_get_num_devices(void) { return 0; }
int omp_get_initial_device(void) { return 0; }
int omp_is_initial_device(void) { return 1; }
int omp_get_default_device(void) { return 0; }
void omp_set_default_device(int device) { }

void omp_set_schedule(omp_sched_t kind, int chunk)
{
    int known, ignored;
    omp_default_schedule(&known, &ignored);
    schedule_kind = (int)(kind & 7);
    schedule_chunk = chunk;
}

void omp_get_schedule(omp_sched_t *kind, int *chunk)
{
    int known;
    omp_default_schedule(&known, chunk);
    *kind = (omp_sched_t)known;
}

double omp_get_wtime(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

double omp_get_wtick(void) { return 1e-9; }

void omp_init_lock(omp_lock_t *lock) { lock->word = 0; }
void omp_destroy_lock(omp_lock_t *lock) { }
void omp_set_lock(omp_lock_t *lock) { omp_lock_word(&lock->word); }
void omp_unset_lock(omp_lock_t *lock) { omp_unlock_word(&lock->word); }
int omp_test_lock(omp_lock_t *lock) { return omp_try_word(&lock->word); }

void omp_init_nest_lock(omp_nest_lock_t *lock) { *lock = (omp_nest_lock_t){ 0 }; }
void omp_destroy_nest_lock(omp_nest_lock_t *lock) { }

int omp_test_nest_lock(omp_nest_lock_t *lock)
{
    void *me = &omp_self;
    if (__atomic_load_n(&lock->owner, __ATOMIC_RELAXED) != me) {
        if (!omp_try_word(&lock->word))
            return 0;
        __atomic_store_n(&lock->owner, me, __ATOMIC_RELAXED);
    }
    return ++lock->count;
}

void omp_set_nest_lock(omp_nest_lock_t *lock)
{
    void *me = &omp_self;
    if (__atomic_load_n(&lock->owner, __ATOMIC_RELAXED) != me) {
        omp_lock_word(&lock->word);
        __atomic_store_n(&lock->owner, me, __ATOMIC_RELAXED);
    }
    lock->count++;
}

void omp_unset_nest_lock(omp_nest_lock_t *lock)
{
    if (--lock->count > 0)
        return;
    __atomic_store_n(&lock->owner, NULL, __ATOMIC_RELAXED);
    omp_unlock_word(&lock->word);
}
