namespace MpiWasm.Compiler;

/// <summary>An image given as LLVM IR.</summary>
/// <param name="Ir">The module as text.</param>
/// <param name="AllowedUndefined">What the image may take from the process, in addition to <see cref="ImagePipeline.LibrarySymbols"/>.</param>
public sealed record TextImage(string Ir, IReadOnlySet<string> AllowedUndefined);
