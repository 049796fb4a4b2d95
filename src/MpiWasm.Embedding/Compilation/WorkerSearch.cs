using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using MpiWasm.Compiler;
using MpiWasm.Compiler.Worker;
using MpiWasm.Image;
using MpiWasm.Image.Hashing;
using MpiWasm.Llvm;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Shims;
using MpiWasm.Runtime.Images;
using MpiWasm.Unix;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Embedding.Compilation;

/// <summary>Finds the program that compiles. One of another build must not: its images would lie under the keys of this build.</summary>
internal static class WorkerSearch
{
    private const string Program = "mpiwasm";
    private const string Probe = "--probe=";
    private const int OtherBuild = 3;

    /// <summary>Changes whenever one of the assemblies that make images or rely on them is built from other sources.</summary>
    private static string Build { get; } = Hash(
        typeof(WasmModule), typeof(ImageHeader), typeof(LlvmLibrary), typeof(CompileOptions), typeof(NativeImage),
        typeof(ShimTable), typeof(ShimImage));

    /// <summary>How to start a worker, or null: then this process compiles.</summary>
    /// <exception cref="CompileException">MW0211: the program that the options name is none, or of another build.</exception>
    public static WorkerCommand? Find(EngineOptions options)
    {
        if (options.CompilerPath is { } path)
        {
            return IsOurs(path) ? Command(path) : throw new CompileException(
                CompileException.NoWorker,
                $"'{path}' is no mpiwasm of this build",
                "Name the mpiwasm that was built with the assemblies in use, or name none.");
        }
        if (CompileWorker.IsHosted)
            return WorkerCommand.Self();
        if (Candidates().FirstOrDefault(c => File.Exists(c) && IsOurs(c)) is { } found)
            return Command(found);
        options.OnNotice?.Invoke("compiling in this process: there is no mpiwasm of this build beside it or on PATH, and its Main "
            + "does not call CompileWorker.TryRun");
        return null;
    }

    /// <summary>Whether the arguments ask if this is a worker of the asker's build.</summary>
    public static bool IsProbe(string[] job, out int exitCode)
    {
        exitCode = 0;
        if (job is not [{ } word] || !word.StartsWith(Probe, StringComparison.Ordinal))
            return false;
        exitCode = word[Probe.Length..] == Build ? 0 : OtherBuild;
        return true;
    }

    private static IEnumerable<string> Candidates() =>
        SearchPath.Directories
            .Where(Path.IsPathFullyQualified)
            .Prepend(AppContext.BaseDirectory)
            .Select(directory => Path.Combine(directory, Program));

    private static bool IsOurs(string path)
    {
        try
        {
            var start = new ProcessStartInfo(path, [CompilerWorker.Command, Probe + Build])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            WorkerCommand.WithoutDiagnostics(start);
            using var process = Process.Start(start);
            if (process is null)
                return false;
            process.StandardInput.Close();
            _ = process.StandardOutput.ReadToEndAsync();
            _ = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;       // not there, or no program
        }
    }

    private static WorkerCommand Command(string path) => new(path, [CompilerWorker.Command]);

    private static string Hash(params ReadOnlySpan<Type> types)
    {
        var text = new StringBuilder();
        foreach (var type in types)
            text.Append(type.Module.ModuleVersionId.ToString("N"));
        return Sha256.HexOf(text.ToString())[..32];
    }
}
