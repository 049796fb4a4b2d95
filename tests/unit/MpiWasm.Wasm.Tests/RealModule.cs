namespace MpiWasm.Wasm.Tests;

/// <summary>A C program compiled as applications are, once for all tests.</summary>
public sealed class RealModule : IDisposable
{
    /// <summary>Integers, floats, indirect calls, a big switch, atomics, memcpy and memset, conversions, globals.</summary>
    private const string Source = """
        #include <stdatomic.h>
        __attribute__((import_module("mpi"), import_name("MPI_Comm_rank"))) int MPI_Comm_rank(int, int *);
        static double field[64][64];
        static _Atomic long long counter;
        static char text[] = "data";
        typedef double (*op)(double, double);
        static double add(double a, double b) { return a + b; }
        static double mul(double a, double b) { return a * b; }
        volatile op ops[] = { add, mul };
        __attribute__((noinline)) int jacobi(int n) {
            double change = 0;
            for (int i = 1; i < n - 1; i++)
                for (int j = 1; j < n - 1; j++) {
                    double v = 0.25 * (field[i-1][j] + field[i+1][j] + field[i][j-1] + field[i][j+1]);
                    change += __builtin_fabs(v - field[i][j]);
                    field[i][j] = v;
                }
            return (int)change;
        }
        __attribute__((noinline)) int choose(int k, int x) {
            switch (k) {
                case 0: return x * 3; case 1: return x / 7; case 2: return x ^ 0x55; case 3: return x << 3; case 4: return x % 11;
                case 5: return __builtin_popcount(x); case 6: return -x; case 7: return jacobi(x); default: return (signed char)x;
            }
        }
        void _start(void) {
            int rank, sum = 0;
            MPI_Comm_rank(1, &rank);
            __builtin_memset(field, rank, sizeof field);
            __builtin_memcpy(field, text, sizeof text);
            for (int k = 0; k < 10; k++) sum += choose(k, rank + k);
            atomic_fetch_add(&counter, (long long)ops[sum & 1](sum, 2.5f));
            long long expected = 3;
            atomic_compare_exchange_strong(&counter, &expected, (long long)(unsigned)sum);
        }
        """;

    private readonly string _directory = Directory.CreateTempSubdirectory("mpiwasm-real-").FullName;

    public RealModule()
    {
        if (!Surroundings.Has("clang-22"))
            return;
        var c = Path.Combine(_directory, "real.c");
        var wasm = Path.Combine(_directory, "real.wasm");
        File.WriteAllText(c, Source);
        ExitCode = Surroundings.Run(
            "clang-22", "--target=wasm32-wasip1", "-O2", "-matomics", "-mbulk-memory", "-mbulk-memory-opt", "-ffreestanding",
            "-nostdlib", "-Wl,--export-all", "--no-wasm-opt", "-o", wasm, c);
        if (ExitCode == 0)
            Bytes = File.ReadAllBytes(wasm);
    }

    public int ExitCode { get; }

    public byte[] Bytes { get; } = [];

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
