namespace MpiWasm.Wasm.Model;

/// <summary>Where in the module things stand that the model does not say it of; only errors need it.</summary>
internal sealed class SourceMap
{
    /// <summary>The function section's vector of type indices.</summary>
    public int FunctionSection { get; set; }

    public int Start { get; set; }

    /// <summary>The code section's contents.</summary>
    public int Code { get; set; }

    /// <summary>The tables the module defines.</summary>
    public List<int> Tables { get; } = [];

    /// <summary>The tags the module defines.</summary>
    public List<int> Tags { get; } = [];

    /// <summary>The memories the module defines.</summary>
    public List<int> Memories { get; } = [];
}
