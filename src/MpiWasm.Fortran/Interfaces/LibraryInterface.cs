using System.Collections.Immutable;
using System.Text;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Fortran.Interfaces;

/// <summary>
/// The types of the functions that compiled Fortran calls by name: the run-time library's, MPI's and the C library's. flang takes the types
/// of the machine it runs on for many of them, so that its calls have to be compared with these. As text: a line <c>name i32,i64 i32</c>
/// for each function, its parameters and its result; a dash where there is none.
/// </summary>
public sealed class LibraryInterface
{
    private static readonly Dictionary<string, ValType> ByName = Enum.GetValues<ValType>().ToDictionary(ValueTypes.Name);

    private readonly Dictionary<string, FunctionType> _functions;

    private LibraryInterface(Dictionary<string, FunctionType> functions) => _functions = functions;

    /// <summary>The type of a function, or null for one that the library does not have.</summary>
    public FunctionType? this[string name] => _functions.GetValueOrDefault(name);

    /// <summary>The functions that a module exports, as text.</summary>
    public static string Describe(WasmModule module)
    {
        var text = new StringBuilder();
        foreach (var export in module.Exports.Where(e => e.Kind == ExternalKind.Function).OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            var type = module.TypeOfFunction((int)export.Index);
            text.Append($"{export.Name} {Text(type.Parameters)} {Text(type.Results)}\n");
        }
        return text.ToString();
    }

    /// <exception cref="FortranException">MW0222: a line is not one of such a description.</exception>
    public static LibraryInterface Parse(string text)
    {
        var functions = new Dictionary<string, FunctionType>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split(' ') is not [var name, var parameters, var results]
                || Types(parameters) is not { } parameterTypes || Types(results) is not { } resultTypes)
                throw new FortranException(FortranException.NoLibrary, $"this is no line of a library's description: {line}");
            functions[name] = new FunctionType(parameterTypes, resultTypes);
        }
        return new LibraryInterface(functions);
    }

    private static string Text(ImmutableArray<ValType> types) => types.IsEmpty ? "-" : string.Join(',', types.Select(ValueTypes.Name));

    private static ImmutableArray<ValType>? Types(string text)
    {
        if (text == "-")
            return [];
        var types = ImmutableArray.CreateBuilder<ValType>();
        foreach (var word in text.Split(','))
        {
            if (!ByName.TryGetValue(word, out var type))
                return null;
            types.Add(type);
        }
        return types.ToImmutable();
    }
}
