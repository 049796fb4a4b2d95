using System.Diagnostics;
using System.Globalization;
using System.Text;
using MpiWasm.Tests.Shared;
using Xunit;

namespace MpiWasm.Mpi.Tests;

public class GuestHeaderTests
{
    private static string HeaderPath => Path.Combine(Repository.Root, "toolchain", "include", "mpi.h");

    [ProgramFact("clang-22")]
    public void C_and_Cxx_compile_the_header_without_a_warning_and_see_the_values_of_the_standard()
    {
        var source = new StringBuilder(
            "#include <mpi.h>\n#ifdef __cplusplus\n#define CHECK static_assert\n#else\n#define CHECK _Static_assert\n#endif\n");
        // Sizes of wasm32: pointers are 4 bytes; a status has three named and five reserved integers (MPI 5.0 §20.3.4).
        foreach (var (type, size) in new[]
        {
            ("MPI_Status", 32), ("MPI_Aint", 4), ("MPI_Offset", 8), ("MPI_Count", 8), ("MPI_Fint", 4), ("MPI_Comm", 4), ("MPI_Datatype", 4),
            ("MPI_Request", 4), ("MPI_Op", 4), ("MPI_Win", 4), ("MPI_File", 4), ("MPI_Group", 4), ("MPI_Info", 4), ("MPI_Errhandler", 4),
        })
        {
            source.Append(CultureInfo.InvariantCulture, $"CHECK(sizeof({type}) == {size}, \"{type}\");\n");
        }

        foreach (var (name, value) in new[] { ("MPI_ANY_SOURCE", -1), ("MPI_ANY_TAG", -2), ("MPI_PROC_NULL", -3), ("MPI_UNDEFINED", -32766),
            ("MPI_ERR_TRUNCATE", 15) })
            source.Append(CultureInfo.InvariantCulture, $"CHECK({name} == {value}, \"{name}\");\n");
        source.Append("""
            MPI_Comm world = MPI_COMM_WORLD;
            MPI_Datatype types[] = { MPI_INT, MPI_LONG, MPI_DOUBLE_INT };
            MPI_Comm_copy_attr_function *copy = MPI_COMM_DUP_FN;
            int status_offset(void);
            int status_offset(void) { MPI_Status s; s.MPI_SOURCE = 1; return MPI_Recv(MPI_BOTTOM, 0, MPI_BYTE, MPI_ANY_SOURCE, MPI_ANY_TAG, world, &s); }
            double now(void);
            double now(void) { return MPI_Wtime(); }

            """);
        foreach (var (language, standard) in new[] { ("c", "c11"), ("c", "c23"), ("c++", "c++11"), ("c++", "c++20") })
        {
            var result = Run("clang-22",
            ["--target=wasm32-wasip1", "-ffreestanding", "-Wall", "-Wextra", "-pedantic", "-Werror", $"-std={standard}", "-I",
                Path.GetDirectoryName(HeaderPath)!, "-x", language, "-", "-c", "-o", "/dev/null"], source.ToString());
            Assert.True(result.Length == 0, $"{standard}: {result}");
        }
    }

    private static string Run(string program, string[] arguments, string input)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardError = true })!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? errors : $"exit code {process.ExitCode}\n{errors}";
    }
}
