/* What programs use of OpenMP. Prints the same wherever it works. */
#include <omp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N 1003

static int hits[N];
static long fixed;
#pragma omp threadprivate(fixed)

static int once_each(const char *name, int expected)
{
    int wrong = 0;
    for (int i = 0; i < N; i++) {
        wrong += hits[i] != (i < expected);
        hits[i] = 0;
    }
    printf("%s: %d wrong\n", name, wrong);
    return wrong;
}

static long fibonacci(int n)
{
    long a, b;
    if (n < 2)
        return n;
#pragma omp task shared(a)
    a = fibonacci(n - 1);
#pragma omp task shared(b)
    b = fibonacci(n - 2);
#pragma omp taskwait
    return a + b;
}

int main(void)
{
    int team = 0, numbers = 0, in = 0;
    omp_set_num_threads(4);
    printf("outside: %d of %d, at most %d\n", omp_get_thread_num(), omp_get_num_threads(), omp_get_max_threads());
#pragma omp parallel reduction(+ : numbers, in)
    {
        numbers += 1 << omp_get_thread_num();
        in += omp_in_parallel();
#pragma omp single
        team = omp_get_num_threads();
    }
    printf("team %d numbers %d in %d\n", team, numbers, in);

#pragma omp parallel for
    for (int i = 0; i < N; i++)
        hits[i]++;
    once_each("static", N);
#pragma omp parallel for schedule(static, 7)
    for (int i = 0; i < N; i++)
        hits[i]++;
    once_each("static, 7", N);
#pragma omp parallel for schedule(dynamic)
    for (int i = N - 1; i >= 0; i--)
        hits[i]++;
    once_each("dynamic, down", N);
#pragma omp parallel for schedule(guided, 3)
    for (long long i = 0; i < N; i++)
        hits[i]++;
    once_each("guided, 64 bits", N);
#pragma omp parallel for schedule(runtime)
    for (unsigned i = 0; i < N; i++)
        hits[i]++;
    once_each("runtime, unsigned", N);
#pragma omp parallel for num_threads(3)
    for (int i = 0; i < 2; i++)
        hits[i]++;
    once_each("fewer than threads", 2);
#pragma omp parallel for
    for (int i = 5; i < 5; i++)
        hits[i]++;
    once_each("none", 0);
#pragma omp parallel for collapse(2) schedule(dynamic, 5)
    for (int i = 0; i < 10; i++)
        for (int j = 0; j < 20; j++)
            hits[20 * i + j]++;
    once_each("collapsed", 200);
    /* Many loops in one region, some of which threads leave before the others. */
#pragma omp parallel
    for (int round = 0; round < 50; round++) {
#pragma omp for schedule(dynamic) nowait
        for (int i = 0; i < 20; i++)
#pragma omp atomic
            hits[i]++;
    }
    int wrong = 0;
    for (int i = 0; i < 20; i++)
        wrong += hits[i] != 50;
    memset(hits, 0, sizeof hits);
    printf("nowait: %d wrong\n", wrong);

    long sum = 0, product = 1, largest = -1, last = -1;
    double real = 0;
#pragma omp parallel for reduction(+ : sum, real) reduction(* : product) reduction(max : largest) lastprivate(last)
    for (int i = 1; i <= 16; i++) {
        sum += i;
        real += 0.5 * i;
        product *= i <= 12 ? i : 1;
        if (i * 7 % 17 > largest)
            largest = i * 7 % 17;
        last = i;
    }
    printf("sum %ld %g product %ld largest %ld last %ld\n", sum, real, product, largest, last);

    int counter = 0, atomic = 0, named = 0, masters = 0, singles = 0;
    double both = 0;
#pragma omp parallel
    {
        for (int i = 0; i < 500; i++) {
#pragma omp critical
            counter++;
#pragma omp critical(other)
            named++;
#pragma omp atomic
            atomic++;
#pragma omp atomic
            both += 0.5;
        }
#pragma omp master
        masters++;
        for (int i = 0; i < 10; i++) {
#pragma omp single
            singles++;
        }
#pragma omp barrier
    }
    printf("critical %d named %d atomic %d %g master %d single %d\n", counter, named, atomic, both, masters, singles);

    int order[64], at = 0, value = 0, received = 0;
#pragma omp parallel for ordered schedule(dynamic, 2)
    for (int i = 0; i < 64; i++) {
#pragma omp ordered
        order[at++] = i;
    }
    wrong = 0;
    for (int i = 0; i < 64; i++)
        wrong += order[i] != i;
    printf("ordered: %d wrong\n", wrong);
#pragma omp parallel private(value) reduction(+ : received)
    {
#pragma omp single copyprivate(value)
        value = 21;
        received += value;
    }
    printf("copyprivate %d\n", received);
    int a = 0, b = 0;
#pragma omp parallel sections
    {
#pragma omp section
        a = 1;
#pragma omp section
        b = 2;
    }
    printf("sections %d %d\n", a, b);
    long result = 0;
#pragma omp parallel
#pragma omp single
    result = fibonacci(15);
    printf("tasks %ld\n", result);
    int kept = 0, inner = 0;
#pragma omp parallel
    fixed = omp_get_thread_num();
#pragma omp parallel reduction(+ : kept, inner)
    {
        kept += fixed == omp_get_thread_num();
#pragma omp parallel reduction(+ : inner)
        inner += omp_get_num_threads();
    }
    printf("threadprivate %d nested %d\n", kept, inner);
    omp_lock_t lock;
    omp_nest_lock_t nest;
    omp_init_lock(&lock);
    omp_init_nest_lock(&nest);
    counter = 0;
#pragma omp parallel num_threads(6)
    for (int i = 0; i < 300; i++) {
        omp_set_lock(&lock);
        counter++;
        omp_unset_lock(&lock);
        omp_set_nest_lock(&nest);
        omp_set_nest_lock(&nest);
        named++;
        omp_unset_nest_lock(&nest);
        omp_unset_nest_lock(&nest);
    }
    printf("locks %d %d\n", counter, named);
    int alone = 1;
#pragma omp parallel if (alone == 0)
    alone = omp_get_num_threads();
    printf("if %d\n", alone);
    /* A region that uses more variables of its surroundings than most. */
    int v0 = 0, v1 = 1, v2 = 2, v3 = 3, v4 = 4, v5 = 5, v6 = 6, v7 = 7, v8 = 8, v9 = 9, v10 = 10, v11 = 11, v12 = 12, v13 = 13,
        v14 = 14, v15 = 15, v16 = 16, v17 = 17, v18 = 18, v19 = 19, v20 = 20, v21 = 21, v22 = 22, v23 = 23, v24 = 24, v25 = 25,
        v26 = 26, v27 = 27, v28 = 28, v29 = 29, v30 = 30, v31 = 31, v32 = 32, v33 = 33, v34 = 34, v35 = 35, v36 = 36, v37 = 37,
        v38 = 38, v39 = 39;
    int *all[] = {&v0, &v1, &v2, &v3, &v4, &v5, &v6, &v7, &v8, &v9, &v10, &v11, &v12, &v13, &v14, &v15, &v16, &v17, &v18, &v19,
        &v20, &v21, &v22, &v23, &v24, &v25, &v26, &v27, &v28, &v29, &v30, &v31, &v32, &v33, &v34, &v35, &v36, &v37, &v38, &v39};
    int many = 0;
    for (int i = 0; i < 40; i++)
        *all[i] += 1;
#pragma omp parallel num_threads(3) reduction(+ : many)
    {
        many += v0 + v1 + v2 + v3 + v4 + v5 + v6 + v7 + v8 + v9 + v10 + v11 + v12 + v13 + v14 + v15 + v16 + v17 + v18 + v19 + v20
            + v21 + v22 + v23 + v24 + v25 + v26 + v27 + v28 + v29 + v30 + v31 + v32 + v33 + v34 + v35 + v36 + v37 + v38 + v39;
    }
    printf("many %d\n", many);
    int bound = 0, whole = 0, first = 0, second = 0;
#pragma omp parallel num_threads(4) proc_bind(spread) reduction(+ : bound)
    bound++;
    /* Cancelling is off unless the environment wants it. */
#pragma omp parallel num_threads(2)
#pragma omp for reduction(+ : whole)
    for (int i = 0; i < 100; i++) {
        if (i == 3) {
#pragma omp cancel for
        }
#pragma omp cancellation point for
        whole++;
    }
#pragma omp parallel
#pragma omp single
    {
#pragma omp task depend(out : first) shared(first)
        first = 3;
#pragma omp task depend(in : first) depend(out : second) shared(first, second)
        second = first + 1;
#pragma omp taskwait depend(in : second)
    }
    printf("bound %d cancelled %d %d depend %d\n", bound, omp_get_cancellation(), whole, second);
    printf("devices %d %d %d teams %d %d\n", omp_get_num_devices(), omp_is_initial_device(), omp_get_default_device(), omp_get_num_teams(),
        omp_get_team_num());
    printf("time %d\n", omp_get_wtime() > 0 && omp_get_wtick() > 0);
    return 0;
}
