using MpiWasm.Cli.Launcher;
using MpiWasm.Cli.Output;

namespace MpiWasm.Cli.Options;

/// <summary>The command that starts a rank with the options that this process was given.</summary>
internal static class RankCommand
{
    /// <summary>Given to ranks that a guest has started: see <see cref="RunOptions.IsSpawned"/>.</summary>
    public const string SpawnedOption = "--spawned";

    /// <summary>What runs the module on a rank.</summary>
    public static IReadOnlyList<string> Of(RunOptions options) =>
        [.. Self(), .. RankArguments(options), "--", options.Module, .. options.Arguments];

    /// <summary>
    /// What runs a module of the guest's with these options; its path and arguments follow. Nothing where it may start none.
    /// </summary>
    public static IReadOnlyList<string> ForSpawned(RunOptions options) =>
        options.AllowSpawn ? [.. Self(), .. RankArguments(options), SpawnedOption] : [];

    private static IEnumerable<string> Self()
    {
        var process = Environment.ProcessPath
            ?? throw new LauncherException(CommandErrors.NoPath, "cannot tell the path of this program", null);
        yield return process;
        if (Path.GetFileNameWithoutExtension(process) == "dotnet")
            yield return Path.Combine(AppContext.BaseDirectory, "mpiwasm.dll");
    }

    private static IEnumerable<string> RankArguments(RunOptions options)
    {
        yield return "run";
        foreach (var argument in options.Isolation.ToArguments().Concat(options.Limits.ToArguments()))
            yield return argument;
        if (options.Mpi is not null)
        {
            yield return "--mpi";
            yield return options.Mpi;
        }

        if (options.AllowPorts)
            yield return "--allow-ports";
        if (options.AllowSpawn)
            yield return "--allow-spawn";
        if (options.AllowToolWrites)
            yield return "--allow-mpi-t-write";
        yield return "--stack-size";
        yield return options.StackSize.ToString();
        foreach (var word in CompilationOptions.Words(options.Compilation))
            yield return word;
        if (options.PreciseTraps)
        {
            yield return "--traps";
            yield return "precise";
        }

        if (options.NullIsMemory)
            yield return "--null-ok";
        if (options.Quiet)
            yield return "--quiet";
    }
}
