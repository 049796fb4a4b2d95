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
        [.. Self(), "run", .. RunOptionTable.Words(options), "--", options.Module, .. options.Arguments];

    /// <summary>
    /// What runs a module of the guest's with these options; its path and arguments follow. Nothing where it may start none.
    /// </summary>
    public static IReadOnlyList<string> ForSpawned(RunOptions options) =>
        options.AllowSpawn ? [.. Self(), "run", .. RunOptionTable.Words(options), SpawnedOption] : [];

    private static IEnumerable<string> Self()
    {
        var process = Environment.ProcessPath
            ?? throw new LauncherException(CommandErrors.NoPath, "cannot tell the path of this program", null);
        yield return process;
        if (Path.GetFileNameWithoutExtension(process) == "dotnet")
            yield return Path.Combine(AppContext.BaseDirectory, "mpiwasm.dll");
    }
}
