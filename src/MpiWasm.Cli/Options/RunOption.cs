using System.CommandLine;

namespace MpiWasm.Cli.Options;

/// <summary>A row of <see cref="RunOptionTable"/>.</summary>
/// <param name="Option">The option, as the command line and its help know it.</param>
/// <param name="Read">Adds to the options what the command line says.</param>
/// <param name="Words">What tells a rank the same; nothing where that is what it would do anyway.</param>
internal sealed record RunOption(
    Option Option, Func<RunOptions, ParseResult, RunOptions> Read, Func<RunOptions, IEnumerable<string>> Words)
{
    /// <summary>Whether it is an option of `mpiwasm compile`, too: it decides what is compiled, and how.</summary>
    public bool IsForCompiling { get; private init; }

    public RunOption ForCompiling() => this with { IsForCompiling = true };
}
