using MpiWasm.Compiler.Pipeline;

namespace MpiWasm.Compiler.Worker;

/// <summary>An image given as LLVM IR.</summary>
/// <param name="Parts">Modules as text, compiled at the same time and linked together; what they share among each other is hidden.</param>
/// <param name="AllowedUndefined">
/// What the image may take from the process, in addition to <see cref="ImagePipeline.LibrarySymbols"/>.
/// </param>
public sealed record TextImage(IReadOnlyList<string> Parts, IReadOnlySet<string> AllowedUndefined)
{
    /// <summary>An image of one module.</summary>
    public TextImage(string ir, IReadOnlySet<string> allowedUndefined)
        : this([ir], allowedUndefined)
    {
    }
}
