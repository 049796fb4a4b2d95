using MpiWasm.Wasm.Model;

namespace MpiWasm.Runtime.Externs;

/// <summary>Something a module can import or export.</summary>
public abstract class Extern
{
    private protected Extern()
    {
    }

    public abstract ExternalKind Kind { get; }

    /// <summary>The type as an error message shows it.</summary>
    public abstract string TypeText { get; }

    /// <summary>Limits as an error message shows them.</summary>
    internal static string Text(Limits limits) => limits.Maximum is { } maximum ? $"{limits.Minimum}..{maximum}" : $"{limits.Minimum}..";
}

/// <summary>A function: a guest's or the host's.</summary>
public abstract class Function : Extern
{
    private protected Function(FunctionType type) => Type = type;

    public FunctionType Type { get; }

    public override ExternalKind Kind => ExternalKind.Function;

    public override string TypeText => $"function {Type}";
}
