using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using MpiWasm.Cli.Launcher;
using MpiWasm.Cli.Output;
using MpiWasm.Compiler;
using MpiWasm.Image.Cache;
using MpiWasm.Llvm;
using MpiWasm.Mpi.Hosts.Library;

namespace MpiWasm.Cli.Commands;

/// <summary><c>mpiwasm doctor</c>: what is needed, whether it is here, and the command that mends what is not.</summary>
internal static class DoctorCommand
{
    private static int _missing;

    public static int Execute()
    {
        Check("compiler", Compiler);
        Check("linker", LinkerPath);
        Check("cache", CacheDirectory);
        var libraries = MpiLibrary.FamilyNames.Select(Library).OfType<string>().ToList();
        foreach (var library in libraries)
            Report.Line($"  ok       MPI library: {library}");
        if (libraries.Count == 0)
            Say("MPI library", "none was found", "apt-get install openmpi-bin libopenmpi-dev");

        // Only for who compiles programs.
        Check("mpiwasm-cc", () => Wrapper("mpiwasm-cc", []));
        Check("C++ library with exceptions and files", () => Sysroot("default", "make sysroot"));
        Check("C and C++ library with threads", () => Sysroot("threads", "make sysroot VARIANT=threads"));
        Optional("C and C++ library for 64-bit programs", Path.Combine("sysroot", "wasm64"), "make wasm64");
        Optional("C and C++ library for 64-bit programs with threads", Path.Combine("sysroot", "wasm64-threads"), "make wasm64-threads");
        Optional("Fortran", "fortran", "make fortran");
        Report.Line(_missing == 0
            ? "nothing is missing"
            : string.Create(CultureInfo.InvariantCulture, $"{_missing} missing; each line above names the command that mends it"));
        return _missing == 0 ? ExitCode.Success : ExitCode.Failure;
    }

    private static void Check(string what, Func<string> find)
    {
        try
        {
            Report.Line($"  ok       {what}: {find()}");
        }
        catch (Missing e)
        {
            Say(what, e.Message, e.Remedy);
        }
    }

    private static void Say(string what, string message, string remedy)
    {
        _missing++;
        Report.Line($"  MISSING  {what}: {message}\n           {remedy}");
    }

    private static string Compiler()
    {
        try
        {
            LlvmLibrary.Load();
            return $"libLLVM {LlvmLibrary.Version}";
        }
        catch (LlvmException e)
        {
            throw new Missing(e.Message, "apt-get install libllvm22");
        }
    }

    private static string LinkerPath()
    {
        try
        {
            return MpiWasm.Compiler.Pipeline.Linker.Find();
        }
        catch (CompileException)
        {
            throw new Missing("no lld of version 19 to 22", "apt-get install lld-22");
        }
    }

    private static string CacheDirectory()
    {
        var directory = ImageCache.OfUser().Directory;
        try
        {
            Directory.CreateDirectory(directory);
            var file = Path.Combine(directory, $".doctor-{Environment.ProcessId}");
            File.WriteAllBytes(file, []);
            File.Delete(file);
            return directory;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Missing($"{directory} cannot be written: {e.Message}", "export MPIWASM_CACHE=DIRECTORY, one that you may write");
        }
    }

    /// <summary>A library of the family with the command that starts its ranks, or null.</summary>
    private static string? Library(string family)
    {
        try
        {
            var library = MpiLibrary.Open(family);
            var launcher = MpirunLauncher.Find(library);
            return $"{library.Version.Split('\n')[0].Trim()} "
                + $"({library.File ?? library.Path}){(launcher is null ? ", without its mpirun" : $", {launcher}")}";
        }
        catch (MpiWasmException)
        {
            return null;
        }
    }

    private static string Wrapper(string name, string[] arguments)
    {
        var path = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "bin", name));
        if (!File.Exists(path))
            throw new Missing($"there is no {path}", "make build, or make install, in the sources of mpiwasm");
        var start = new ProcessStartInfo(path) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments.Append("--version"))
            start.ArgumentList.Add(argument);
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0
                ? output.Split('\n')[0].Trim()
                : throw new Missing(error.Result.Split('\n')[0].Trim(), "apt-get install clang-22 lld-22 llvm-22 wasi-libc");
        }
        catch (Win32Exception e)
        {
            throw new Missing(e.Message, "make build, in the sources of mpiwasm");
        }
    }

    private static string Sysroot(string variant, string remedy)
    {
        var directory = Shared(Path.Combine("sysroot", variant));
        return Versions(directory) ?? throw new Missing($"there is no {directory}", $"{remedy}, in the sources of mpiwasm");
    }

    /// <summary>What is made when it is wanted, and is nothing that is missing until then.</summary>
    private static void Optional(string what, string directory, string remedy) => Report.Line(Versions(Shared(directory)) is { } versions
        ? $"  ok       {what}: {versions}"
        : $"  -        {what}: not made yet ({remedy}, in the sources of mpiwasm)");

    private static string Shared(string directory) =>
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "share", "mpiwasm", directory));

    private static string? Versions(string directory) =>
        Path.Combine(directory, "VERSIONS") is var file && File.Exists(file) ? string.Join(", ", File.ReadAllLines(file)) : null;

    private sealed class Missing(string message, string remedy) : Exception(message)
    {
        public string Remedy { get; } = remedy;
    }
}
