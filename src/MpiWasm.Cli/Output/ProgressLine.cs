using System.Globalization;
using System.Text;
using MpiWasm.Cli.Unix;
using MpiWasm.Unix;

namespace MpiWasm.Cli.Output;

/// <summary>
/// One line on the terminal, drawn over and over while a module is compiled for longer than a moment, and gone before anything else is
/// written. Nothing where standard error is no terminal.
/// </summary>
internal static class ProgressLine
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(2);
    private static readonly Lock Guard = new();
    private static readonly Lazy<bool> IsWanted = new(static () => !Report.Quiet && Libc.IsTerminal(2) != 0);
    private static bool _isShown;

    /// <summary>Draws the line, if there has been time to get impatient.</summary>
    public static void Show(CompileProgress progress)
    {
        if (progress.Elapsed < Moment || !IsWanted.Value)
            return;
        lock (Guard)
        {
            _isShown = true;
            Draw(Text(progress));
        }
    }

    /// <summary>Takes the line away.</summary>
    public static void Clear()
    {
        lock (Guard)
        {
            if (!_isShown)
                return;
            _isShown = false;
            Draw("");
        }
    }

    /// <summary>What the line says.</summary>
    internal static string Text(CompileProgress progress) => string.Create(
        CultureInfo.InvariantCulture,
        $"mpiwasm: compiling, once for this machine: "
            + $"{(progress.Total > 0 ? $"{progress.Done} of {progress.Total} functions, " : "")}{(int)progress.Elapsed.TotalSeconds} s");

    // Back to the first column, the text, and nothing behind it.
    private static void Draw(string text) => Posix.WriteAll(2, Encoding.ASCII.GetBytes($"\r{text}\u001b[K"));
}
