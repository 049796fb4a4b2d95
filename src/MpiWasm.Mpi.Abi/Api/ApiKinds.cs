using System.Collections.Frozen;

namespace MpiWasm.Mpi.Abi.Api;

/// <summary>The words of the API description for kinds of parameters, and the C types of integers.</summary>
internal static class ApiKinds
{
    public static FrozenDictionary<string, ParameterKind> ByName { get; } = Enum.GetValues<ParameterKind>()
        .ToFrozenDictionary(Word, StringComparer.Ordinal);

    public static FrozenDictionary<string, IntegerType> Types { get; } = new Dictionary<string, IntegerType>(StringComparer.Ordinal)
    {
        ["int"] = IntegerType.Int,
        ["aint"] = IntegerType.Aint,
        ["offset"] = IntegerType.Offset,
        ["count"] = IntegerType.Count,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The C type of integers of a kind where none is given: that of a procedure, and that of its large form.</summary>
    public static (IntegerType Small, IntegerType Large) UsualType(ParameterKind kind) => kind switch
    {
        ParameterKind.Count or ParameterKind.Bytes => (IntegerType.Int, IntegerType.Count),
        ParameterKind.Displacement or ParameterKind.DispUnit => (IntegerType.Int, IntegerType.Aint),
        ParameterKind.Offset => (IntegerType.Offset, IntegerType.Offset),
        ParameterKind.Aint or ParameterKind.TargetDisp => (IntegerType.Aint, IntegerType.Aint),
        _ => (IntegerType.Int, IntegerType.Int),
    };

    /// <summary>The kind's name in lower case with underscores: ThreadLevel is thread_level.</summary>
    public static string Word(ParameterKind kind)
    {
        var name = kind.ToString();
        var word = new System.Text.StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && (char.IsUpper(name[i]) || (char.IsAsciiDigit(name[i]) && !char.IsAsciiDigit(name[i - 1]))))
                word.Append('_');
            word.Append(char.ToLowerInvariant(name[i]));
        }

        return word.ToString();
    }
}
