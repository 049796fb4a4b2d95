using System.Diagnostics;
using System.Text;
using MpiWasm.Tests.Shared;

namespace MpiWasm.Cli.Tests;

/// <summary>What a command printed and how it ended.</summary>
public sealed record Outcome(int ExitCode, string Output, string Error)
{
    public override string ToString() => $"exit {ExitCode}\n--- stdout\n{Output}\n--- stderr\n{Error}";
}

/// <summary>A command that runs while a test looks at it. A test that fails leaves nothing behind.</summary>
internal sealed class Running(Process process) : IDisposable
{
    public int Id => process.Id;

    public int ExitCode => process.ExitCode;

    public void EndInput() => process.StandardInput.Close();

    public bool WaitForExit(int milliseconds) => process.WaitForExit(milliseconds);

    public void Kill() => process.Kill();

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        process.Dispose();
    }
}

/// <summary>
/// Runs the built command as a user would: <c>out/bin/mpiwasm</c> (or $MPIWASM_BIN). Every run has a limit, and
/// reaching it is a failure: no error may hang.
/// </summary>
internal static class Mpiwasm
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static string Bin { get; } =
        System.Environment.GetEnvironmentVariable("MPIWASM_BIN") ?? Path.Combine(Repository.Root, "out", "bin");

    public static string Command { get; } = Path.Combine(Bin, "mpiwasm");

    public static string Guests { get; } = Path.Combine(Repository.Root, "tests", "end-to-end", "MpiWasm.Cli.Tests", "guests");

    public static Outcome Run(
        IEnumerable<string> arguments,
        string? cache = null,
        IReadOnlyDictionary<string, string?>? environment = null,
        string? input = null,
        string? directory = null) =>
        RunProcess(Command, arguments, Environment(cache, environment), input, directory);

    public static Outcome Run(params string[] arguments) => Run(arguments, null);

    public static Running Start(
        IEnumerable<string> arguments, string? cache = null, IReadOnlyDictionary<string, string?>? environment = null) =>
        new(StartProcess(Command, arguments, Environment(cache, environment), null));

    public static Dictionary<string, string?> Environment(string? cache, IReadOnlyDictionary<string, string?>? more = null)
    {
        var environment = new Dictionary<string, string?>();
        if (cache is not null)
            environment["MPIWASM_CACHE"] = cache;
        foreach (var (name, value) in more ?? new Dictionary<string, string?>())
            environment[name] = value;
        return environment;
    }

    public static Outcome RunProcess(
        string file,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?>? environment = null,
        string? input = null,
        string? directory = null,
        TimeSpan? limit = null)
    {
        using var process = StartProcess(file, arguments, environment, directory);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            if (input is not null)
                process.StandardInput.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The process ended without reading its input: its outcome says why.
        }

        if (!process.WaitForExit(limit ?? Limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{file} {string.Join(' ', arguments)}' did not end within {(limit ?? Limit).TotalSeconds} s");
        }

        return new Outcome(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    private static Process StartProcess(
        string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment, string? directory)
    {
        var start = new ProcessStartInfo(file)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = directory ?? Path.GetTempPath(),
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            start.Environment[name] = value;
        return Process.Start(start) ?? throw new InvalidOperationException($"cannot start {file}");
    }
}
