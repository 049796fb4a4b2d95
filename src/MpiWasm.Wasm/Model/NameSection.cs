using System.Collections.ObjectModel;

namespace MpiWasm.Wasm.Model;

/// <summary>
/// Names of the <c>name</c> custom section (Wasm 3.0 appendix, "Name section"). It is parsed when first asked for: a cached start
/// that meets no trap never needs it.
/// </summary>
public sealed class NameSection
{
    private readonly Lazy<ModuleNames> _parsed;

    internal NameSection(Func<ModuleNames> parse) => _parsed = new Lazy<ModuleNames>(parse);

    public static NameSection Empty { get; } = new(() => ModuleNames.None);

    public string? ModuleName => _parsed.Value.Module;

    public IReadOnlyDictionary<uint, string> Functions => _parsed.Value.Functions;

    public IReadOnlyDictionary<uint, string> Globals => _parsed.Value.Globals;

    /// <summary>The function's name, or <c>func[12]</c> where it has none.</summary>
    public string Function(int index) => Functions.TryGetValue((uint)index, out var name) ? name : $"func[{index}]";
}

/// <summary>What a name section says.</summary>
internal sealed record ModuleNames(string? Module, IReadOnlyDictionary<uint, string> Functions, IReadOnlyDictionary<uint, string> Globals)
{
    public static ModuleNames None { get; } = new(null, ReadOnlyDictionary<uint, string>.Empty, ReadOnlyDictionary<uint, string>.Empty);
}
