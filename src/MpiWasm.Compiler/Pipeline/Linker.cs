using System.Diagnostics;
using MpiWasm.Llvm;
using MpiWasm.Unix;

namespace MpiWasm.Compiler.Pipeline;

/// <summary>Finds lld and makes shared objects with it.</summary>
public static class Linker
{
    internal const string PathVariable = "MPIWASM_LLD";

    // --eh-frame-hdr: unwinding through guest frames; -z now: no lazy binding in a signal-critical process; the rest is hardening.
    private static readonly string[] Flags =
    [
        "-shared", "--eh-frame-hdr", "-z", "now", "-z", "relro", "-z", "noexecstack", "--no-undefined-version", "--build-id=none",
        "--hash-style=gnu", "-Bsymbolic",
    ];

    /// <exception cref="CompileException">MW0205: no lld; MW0206: lld refused.</exception>
    internal static void LinkShared(IEnumerable<string> objects, string output)
    {
        var start = new ProcessStartInfo(Find())
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        foreach (var argument in Flags.Concat(objects).Append("-o").Append(output))
            start.ArgumentList.Add(argument);
        using var process = Start(start);
        process.StandardInput.Close();
        var outputText = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new CompileException(
                CompileException.LinkFailed,
                $"{start.FileName} failed with status {process.ExitCode}: {error.Trim()}{outputText.Result.Trim()}");
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw Missing($"{start.FileName} cannot be run: {e.Message}", e);
        }
    }

    /// <summary>The path of lld.</summary>
    /// <exception cref="CompileException">MW0205: there is none.</exception>
    public static string Find()
    {
        if (Environment.GetEnvironmentVariable(PathVariable) is { Length: > 0 } given)
            return File.Exists(given) ? given : throw Missing($"{PathVariable} names {given}, which does not exist", null);
        var names = LlvmLibrary.SupportedMajorVersions.Select(version => $"ld.lld-{version}").Append("ld.lld");
        IEnumerable<string> candidates =
        [
            Path.Combine(LlvmLibrary.PackagedDirectory, "ld.lld"),
            .. names.SelectMany(name => SearchPath.Directories.Select(directory => Path.Combine(directory, name))),
            .. LlvmLibrary.SupportedMajorVersions.Select(version => $"/usr/lib/llvm-{version}/bin/ld.lld"),
        ];
        return candidates.FirstOrDefault(File.Exists)
            ?? throw Missing("this module is not in the cache, and lld, which links it, was not found", null);
    }

    private static CompileException Missing(string message, Exception? inner) => new(CompileException.LinkerMissing, message,
        $"install it (Debian: apt-get install lld-22), or set {PathVariable} to the path of ld.lld", inner);
}
