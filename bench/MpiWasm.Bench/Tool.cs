using System.ComponentModel;
using System.Diagnostics;

namespace MpiWasm.Bench;

/// <summary>Runs other programs.</summary>
internal static class Tool
{
    /// <summary>The standard output of a command; throws with its standard error when it fails.</summary>
    public static string Run(params IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in command.Skip(1))
            start.ArgumentList.Add(argument);
        // Open MPI refuses to start as root without these two; a benchmark inside a container is always root.
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT"] = "1";
        start.Environment["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1";
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0
                ? output
                : throw new BenchException($"{string.Join(' ', command)}: exit status {process.ExitCode}\n{errors.Result}");
        }
        catch (Win32Exception e)
        {
            throw new BenchException($"{command[0]}: {e.Message}");
        }
    }

    /// <summary>Path of a program on PATH, or null.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Select(directory => Path.Combine(directory, name))
            .FirstOrDefault(File.Exists);
}
