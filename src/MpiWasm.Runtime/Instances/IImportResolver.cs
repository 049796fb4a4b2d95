using MpiWasm.Runtime.Externs;
using MpiWasm.Wasm.Model;

namespace MpiWasm.Runtime.Instances;

/// <summary>Where a module's imports come from.</summary>
public interface IImportResolver
{
    /// <summary>What satisfies the import, or null when this resolver does not know it. Its type is checked by the caller.</summary>
    /// <param name="import">Module, name and kind.</param>
    /// <param name="functionType">The wanted type of an imported function or tag, else null.</param>
    Extern? Resolve(Import import, FunctionType? functionType);
}

/// <summary>Imports by module and name; resolvers added later are asked when none is defined.</summary>
public sealed class ImportTable : IImportResolver
{
    private readonly Dictionary<(string Module, string Name), Extern> _externs = [];
    private readonly List<IImportResolver> _others = [];

    /// <summary>Defines or replaces an import.</summary>
    public void Define(string module, string name, Extern value) => _externs[(module, name)] = value;

    /// <summary>Defines everything an instance exports.</summary>
    public void Define(string module, Instance instance)
    {
        foreach (var export in instance.Module.Exports)
        {
            if (instance.Export(export.Name) is { } value)
                Define(module, export.Name, value);
        }
    }

    /// <summary>Asks this resolver for what is not defined here.</summary>
    public void Add(IImportResolver resolver) => _others.Add(resolver);

    public Extern? Resolve(Import import, FunctionType? functionType)
    {
        if (_externs.TryGetValue((import.Module, import.Name), out var value))
            return value;
        foreach (var other in _others)
        {
            if (other.Resolve(import, functionType) is { } found)
                return found;
        }
        return null;
    }
}
