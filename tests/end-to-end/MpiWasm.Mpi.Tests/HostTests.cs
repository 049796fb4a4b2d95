using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Hosts;
using MpiWasm.Mpi.Hosts.Library;
using MpiWasm.Mpi.Hosts.Mpich;
using MpiWasm.Mpi.Hosts.OpenMpi;
using Xunit;

namespace MpiWasm.Mpi.Tests;

/// <summary>The host descriptions against the hosts' own headers.</summary>
public class HostTests
{
    [ProgramFact("mpicc.openmpi")]
    public void Open_MPIs_header_has_the_constants_the_layouts_and_the_symbols_we_use()
    {
        var host = OpenMpiFamily.Description;
        Assert.Equal([], Missing("mpicc.openmpi", host));
        Assert.Equal("", Run("mpicc.openmpi", ["-c", "-o", "/dev/null"],
            "#include <mpi.h>\n_Static_assert((long)MPI_UNWEIGHTED == 2 && (long)MPI_WEIGHTS_EMPTY == 3, \"\");\n").Errors);
        Assert.Equal("", Run("mpicc.openmpi", ["-c", "-o", "/dev/null"], Common(host).ToString()).Errors);

        // What each handle's macro expands to names its symbol.
        var names = host.Symbols.ToArray();
        var source = "#include <mpi.h>\n" + string.Concat(names.Select((n, i) => $"probe {i} {n.Key}\n"));
        var lines = Run("mpicc.openmpi", ["-E", "-P"], source).Output.Split('\n')
            .Where(l => l.StartsWith("probe ", StringComparison.Ordinal)).ToArray();
        Assert.Equal(names.Length, lines.Length);
        // A header leaves out optional Fortran types its build did not have; the environment asks the library for the layout of each type
        // anyway.
        var defined = names.Zip(lines).Where(pair => !pair.Second.EndsWith($" {pair.First.Key}", StringComparison.Ordinal)).ToArray();
        Assert.All(names.Except(defined.Select(d => d.First)), n => Assert.Matches("^MPI_(INTEGER|REAL|COMPLEX|LOGICAL)[0-9]+$", n.Key));
        Assert.All(defined, pair => Assert.Contains($"({pair.First.Value})", pair.Second, StringComparison.Ordinal));
    }

    [ProgramFact("mpicc.mpich")]
    public void MPICHs_header_has_the_constants_the_layouts_and_the_handles_we_use()
    {
        var host = MpichFamily.Description;
        Assert.Equal([], Missing("mpicc.mpich", host));
        var source = Common(host);
        // Files are addresses in MPICH.
        foreach (var (name, value) in host.Handles.Where(h => h.Key != "MPI_FILE_NULL"))
            source.Append(CultureInfo.InvariantCulture, $"_Static_assert((unsigned){name} == {value}u, \"{name}\");\n");
        Assert.Equal("", Run("mpicc.mpich", ["-c", "-o", "/dev/null"], source.ToString()).Errors);
    }

    [Theory]
    [InlineData("Open MPI v4.1.4, package: Debian Open MPI, ident: 4.1.4", "Open MPI")]
    [InlineData("MPICH Version:\t4.0.2", "MPICH")]
    [InlineData("Some Other MPI 1.0", null)]
    public void A_library_is_recognised_by_its_version_text(string version, string? title) =>
        Assert.Equal(title, Families.Identify(version, null)?.Title);

    /// <summary>Integer constants of the ABI that the header has and our table lacks.</summary>
    private static string[] Missing(string compiler, HostFamily host)
    {
        string[] types = ["int", "MPI_Offset", "MPI_T_source_order", "MPI_T_cb_safety"];
        var names = MpiApi.Standard.Constants.Where(
            c => types.Contains(c.Type) && c.Title is not ("C preprocessor constants and Fortran parameters" or "Fortran status in C"))
            .Select(c => c.Name).Where(n => !host.Constants.ContainsKey(n)).ToArray();
        // An undeclared name is an error that names it; the compiler reports each once.
        var source = "#include <mpi.h>\nlong long probe(void);\nlong long probe(void)\n{\n    long long sum = 0;\n"
            + string.Concat(names.Select(n => $"    sum += {n};\n")) + "    return sum;\n}\n";
        var errors = Run(compiler, ["-fsyntax-only", "-fmax-errors=0"], source).Errors;
        return [.. names.Where(n => !Regex.IsMatch(errors, $"\\b{n}\\b.{{0,3}} undeclared"))];
    }

    private static StringBuilder Common(HostFamily host)
    {
        var source = new StringBuilder("#include <mpi.h>\n#include <stddef.h>\n");
        void Check(string condition) => source.Append(CultureInfo.InvariantCulture, $"_Static_assert({condition}, \"{condition}\");\n");
        foreach (var (name, value) in host.Constants)
            Check($"{name} == {value}");
        Check($"sizeof(MPI_Comm) == {host.Abi.HandleBytes}");
        Check($"sizeof(MPI_Status) == {host.Abi.Status.Size}");
        Check($"offsetof(MPI_Status, MPI_SOURCE) == {host.Abi.Status.Source}");
        Check($"offsetof(MPI_Status, MPI_TAG) == {host.Abi.Status.Tag}");
        Check($"offsetof(MPI_Status, MPI_ERROR) == {host.Abi.Status.Error}");
        Check($"MPI_ANY_SOURCE == {host.Abi.AnySource}");
        Check($"MPI_ANY_TAG == {host.Abi.AnyTag}");
        Check($"MPI_PROC_NULL == {host.Abi.ProcNull}");
        Check($"MPI_ROOT == {host.Abi.Root}");
        Check($"MPI_UNDEFINED == {host.Abi.Undefined}");
        Check("sizeof(MPI_Aint) == 8");
        var windows = host.Abi.Windows;
        Check($"MPI_LOCK_EXCLUSIVE == {windows.LockExclusive}");
        Check($"MPI_LOCK_SHARED == {windows.LockShared}");
        Check($"MPI_MODE_NOCHECK == {windows.NoCheck}");
        Check($"MPI_MODE_NOPRECEDE == {windows.NoPrecede}");
        Check($"MPI_MODE_NOPUT == {windows.NoPut}");
        Check($"MPI_MODE_NOSTORE == {windows.NoStore}");
        Check($"MPI_MODE_NOSUCCEED == {windows.NoSucceed}");
        return source;
    }

    private static (string Output, string Errors) Run(string compiler, string[] options, string source)
    {
        using var process = Process.Start(new ProcessStartInfo(compiler, ["-x", "c", "-", .. options])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.StandardInput.Write(source);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (output.Result, errors);
    }
}
