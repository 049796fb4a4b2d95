using System.Text;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Compiler.Guest;

/// <summary>
/// Symbol names of a module's functions, the same in every partition. They carry the guest's names for perf and gdb, behind a prefix.
/// </summary>
internal sealed class Symbols
{
    private const int MaxLength = 200;
    private readonly string[] _functions;

    public Symbols(WasmModule module)
    {
        var imported = module.ImportedFunctionCount;
        _functions = new string[module.FunctionTypeIndices.Length];
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var exported = new Dictionary<uint, string>();
        foreach (var export in module.Exports)
        {
            if (export.Kind == ExternalKind.Function)
                exported.TryAdd(export.Index, export.Name);
        }
        for (var index = 0; index < _functions.Length; index++)
        {
            var prefix = index < imported ? "s." : "g.";    // s: the stub of an imported function
            // A stripped module still names what it exports.
            var known = module.Names.Functions.TryGetValue((uint)index, out var given) || exported.TryGetValue((uint)index, out given);
            var name = known ? prefix + Clean(given!) : $"{prefix}{index}";
            // '#' cannot come out of Clean, so a name made unique cannot meet another.
            _functions[index] = taken.Add(name) ? name : $"{name}#{index}";
        }
    }

    public string Function(int index) => _functions[index];

    /// <summary>'@' would be a symbol version to the linker; the rest is for tools that print names.</summary>
    private static string Clean(string name)
    {
        var text = new StringBuilder(Math.Min(name.Length, MaxLength));
        foreach (var c in name.AsSpan(0, Math.Min(name.Length, MaxLength)))
            text.Append(char.IsAsciiLetterOrDigit(c) || "_.$:<>()*&,~+-=![] ".Contains(c, StringComparison.Ordinal) ? c : '_');
        return text.ToString();
    }
}
