using System.Text.RegularExpressions;
using MpiWasm.Tests.Shared;

namespace MpiWasm.Wasi.Tests;

/// <summary>Reads api/wasi-preview1.api.</summary>
internal sealed partial class ApiText
{
    /// <summary>The core type of addresses and sizes: i32, or i64 where the memory is one of 64 bits.</summary>
    public const string Word = "word";

    private readonly Dictionary<string, string> _coreTypes = [];
    private readonly HashSet<string> _structures = [];

    private ApiText(IEnumerable<string> lines)
    {
        foreach (var line in lines.Select(l => l.Split('#')[0].Trim()).Where(l => l.Length > 0))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words[0] == "module")
                Module = words[1];
            else if (words[0] == "type")
                _coreTypes.Add(words[1], words[3]);
            else if (words[0] == "struct")
                _structures.Add(words[1]);
            else
                Functions.Add(ParseFunction(line));
        }
    }

    public string Module { get; private set; } = "";

    public List<ApiFunction> Functions { get; } = [];

    public static ApiText Load() => new(File.ReadLines(Path.Combine(Repository.Root, "api", "wasi-preview1.api")));

    private ApiFunction ParseFunction(string line)
    {
        var match = FunctionLine().Match(line);
        if (!match.Success)
            throw new FormatException($"not a function: {line}");
        var parameters = new List<ApiParameter>();
        foreach (var text in match.Groups["parameters"].Value.Split(
            ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var isOut = text.StartsWith("out ", StringComparison.Ordinal);
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            var name = text[(isOut ? 4 : 0)..colon];
            var type = text[(colon + 1)..].Trim();
            var isArray = type.EndsWith("[]", StringComparison.Ordinal);
            if (isArray)
                type = type[..^2];
            if (!_coreTypes.ContainsKey(type) && !_structures.Contains(type))
                throw new FormatException($"unknown type {type}: {line}");
            parameters.Add(new ApiParameter(name, isOut || isArray ? Word : _coreTypes[type]));
            if (isArray)
                parameters.Add(new ApiParameter(name + "_len", Word));
        }
        var rest = match.Groups["rest"].Value.Trim();
        return new ApiFunction(
            match.Groups["name"].Value,
            parameters,
            rest == "-> never",
            rest.StartsWith("->", StringComparison.Ordinal) ? [] : rest.Split(' '));
    }

    [GeneratedRegex(@"^(?<name>\w+)\((?<parameters>[^)]*)\)(?<rest>.*)$")]
    private static partial Regex FunctionLine();
}

internal sealed record ApiParameter(string Name, string CoreType)
{
    public bool IsWide(bool isWide) => CoreType == "i64" || (isWide && CoreType == ApiText.Word);
}

internal sealed record ApiFunction(string Name, List<ApiParameter> Parameters, bool IsNever, string[] Errors)
{
    /// <summary>Whether the function differs between memories of 32 and of 64 bits.</summary>
    public bool HasWords => Parameters.Exists(p => p.CoreType == ApiText.Word);

    /// <summary>Parameters and results in letters: i is i32, I is i64.</summary>
    public string Signature(bool isWide) => string.Concat(Parameters.Select(p => p.IsWide(isWide) ? 'I' : 'i')) + (IsNever ? ">" : ">i");
}
