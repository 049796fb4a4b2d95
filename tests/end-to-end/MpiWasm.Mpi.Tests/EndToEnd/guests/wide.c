/* Reductions of what the host has not as the guest has it: long double and its relatives, optional types of Fortran. What is printed holds in any format of long double. */
#include "say.h"
#include <complex.h>

struct pair { long double value; int index; };

static void number(const char *name, long double value, long double expected)
{
    say("%s %.10g %s", name, (double)value, value == expected ? "exact" : "inexact");
}

int main(int argc, char **argv)
{
    start(&argc, &argv);
    long double mine = (rank + 1) / 3.0L, sum = 0, product = 0, least = 0, most = 0, all[16], first = 0, second = 1;
    MPI_Allreduce(&mine, &sum, 1, MPI_LONG_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
    MPI_Allreduce(&mine, &product, 1, MPI_LONG_DOUBLE, MPI_PROD, MPI_COMM_WORLD);
    MPI_Allreduce(&mine, &least, 1, MPI_LONG_DOUBLE, MPI_MIN, MPI_COMM_WORLD);
    MPI_Allreduce(&mine, &most, 1, MPI_LONG_DOUBLE, MPI_MAX, MPI_COMM_WORLD);
    MPI_Allgather(&mine, 1, MPI_LONG_DOUBLE, all, 1, MPI_LONG_DOUBLE, MPI_COMM_WORLD);
    for (int i = 0; i < size; i++)
        first += all[i], second *= all[i];
    /* Of two ranks the order does not matter: then our arithmetic must agree with the program's own to the last bit. */
    number("sum", sum, size <= 2 ? first : sum);
    number("product", product, size <= 2 ? second : product);
    number("least", least, all[0]);
    number("most", most, all[size - 1]);

    long double many[100], total[100];
    for (int i = 0; i < 100; i++)
        many[i] = i + rank * 0.5L;
    MPI_Reduce(many, total, 100, MPI_LONG_DOUBLE, MPI_SUM, size - 1, MPI_COMM_WORLD);
    say("reduce %g", rank == size - 1 ? (double)total[99] : 0.0);
    MPI_Scan(many, total, 100, MPI_LONG_DOUBLE, MPI_SUM, MPI_COMM_WORLD);
    say("scan %g", (double)total[50]);
    MPI_Allreduce(MPI_IN_PLACE, many, 100, MPI_LONG_DOUBLE, MPI_MAX, MPI_COMM_WORLD);
    say("in place %g", (double)many[7]);

    struct pair in[3], out[3];
    memset(in, 0, sizeof in);
    for (int i = 0; i < 3; i++)
        in[i].value = i == 1 ? 4.0L : (rank * 5 + i) % 3 + 0.125L, in[i].index = 100 - rank;
    MPI_Allreduce(in, out, 3, MPI_LONG_DOUBLE_INT, MPI_MINLOC, MPI_COMM_WORLD);
    say("minloc %g %d %g %d %g %d", (double)out[0].value, out[0].index, (double)out[1].value, out[1].index, (double)out[2].value, out[2].index);
    MPI_Allreduce(in, out, 3, MPI_LONG_DOUBLE_INT, MPI_MAXLOC, MPI_COMM_WORLD);
    say("maxloc %g %d %g %d %g %d", (double)out[0].value, out[0].index, (double)out[1].value, out[1].index, (double)out[2].value, out[2].index);

    long double complex z = (rank + 1) - 0.5L * I, w = 0;
    MPI_Allreduce(&z, &w, 1, MPI_C_LONG_DOUBLE_COMPLEX, MPI_SUM, MPI_COMM_WORLD);
    say("complex sum %g %g", (double)creall(w), (double)cimagl(w));
    MPI_Allreduce(&z, &w, 1, MPI_C_LONG_DOUBLE_COMPLEX, MPI_PROD, MPI_COMM_WORLD);
    say("complex product %g %g", (double)creall(w), (double)cimagl(w));

    /* long and its pair have another size than the host's. */
    long l = -(rank + 5), sl = 0;
    struct { long value; int index; } li = { 7 - rank, rank }, lo;
    MPI_Allreduce(&l, &sl, 1, MPI_LONG, MPI_SUM, MPI_COMM_WORLD);
    MPI_Allreduce(&li, &lo, 1, MPI_LONG_INT, MPI_MINLOC, MPI_COMM_WORLD);
    say("long %ld, minloc %ld %d", sl, lo.value, lo.index);
    struct { short value; int index; } si = { (short)(rank * 3), rank }, so;
    MPI_Allreduce(&si, &so, 1, MPI_SHORT_INT, MPI_MAXLOC, MPI_COMM_WORLD);
    say("short %d %d", so.value, so.index);
    struct { double value; int index; } di = { rank * 3, rank }, dout;
    MPI_Allreduce(&di, &dout, 1, MPI_DOUBLE_INT, MPI_MAXLOC, MPI_COMM_WORLD);
    say("double %g %d", dout.value, dout.index);
    MPI_Aint a = rank + 1, sa;
    MPI_Offset o = rank - 5, so2;
    MPI_Count c = rank + 10, sc;
    MPI_Allreduce(&a, &sa, 1, MPI_AINT, MPI_SUM, MPI_COMM_WORLD);
    MPI_Allreduce(&o, &so2, 1, MPI_OFFSET, MPI_MIN, MPI_COMM_WORLD);
    MPI_Allreduce(&c, &sc, 1, MPI_COUNT, MPI_BOR, MPI_COMM_WORLD);
    say("aint %ld offset %lld count %lld", (long)sa, (long long)so2, (long long)sc);
    MPI_Finalize();
    return 0;
}
