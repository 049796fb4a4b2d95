using System.Collections;
using System.IO.Enumeration;

namespace MpiWasm.Sandbox.Grants;

/// <summary>A variable of the guest's environment. The host's environment is invisible to the guest but for what is given so.</summary>
public readonly record struct EnvironmentVariable(string Name, string Value)
{
    /// <summary>
    /// Parses the argument of <c>--env NAME[=VALUE]</c>. Without a value the host's is passed on; null when the host has none either.
    /// </summary>
    /// <exception cref="SandboxException">MW0607: the argument has not this form.</exception>
    public static EnvironmentVariable? Parse(string specification)
    {
        var equals = specification.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? specification : specification[..equals];
        if (name.Length == 0 || specification.Contains('\0', StringComparison.Ordinal))
            throw new SandboxException(
                SandboxException.BadVariable,
                $"'--env {specification}' names no variable",
                "write --env NAME=VALUE, or --env NAME to pass the host's value on");
        if (equals >= 0)
            return new EnvironmentVariable(name, specification[(equals + 1)..]);
        return Environment.GetEnvironmentVariable(name) is { } value ? new EnvironmentVariable(name, value) : null;
    }

    /// <summary>
    /// The host's variables whose names match one of the patterns (<c>*</c> any characters, <c>?</c> one), in the order of their names.
    /// </summary>
    public static IEnumerable<EnvironmentVariable> Matching(IReadOnlyCollection<string> patterns) =>
        from DictionaryEntry variable in Environment.GetEnvironmentVariables()
        let name = (string)variable.Key
        where patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(
            pattern.Replace(@"\", @"\\", StringComparison.Ordinal), name, ignoreCase: false))
        orderby name
        select new EnvironmentVariable(name, (string?)variable.Value ?? "");
}
