/* A module for a program that embeds the engine: it integrates a function of the host's. No library is needed. */
#define IMPORT(name) __attribute__((import_module("env"), import_name(name)))
#define EXPORT(name) __attribute__((export_name(name)))

IMPORT("f") double f(double x);
IMPORT("say") void say(const char *text, int length);

EXPORT("integrate") double integrate(double from, double to, int steps)
{
    static const char text[] = "midpoint rule";
    if (steps < 1)
        __builtin_trap();
    say(text, sizeof text - 1);
    double width = (to - from) / steps, sum = 0;
    for (int i = 0; i < steps; i++)
        sum += f(from + (i + 0.5) * width);
    return sum * width;
}
