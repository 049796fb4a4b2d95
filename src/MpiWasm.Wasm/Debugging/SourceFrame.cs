namespace MpiWasm.Wasm.Debugging;

/// <summary>A function that an instruction belongs to, as the debug information tells it.</summary>
/// <param name="Function">The function's name with its namespaces and classes, or null where it has none.</param>
/// <param name="Place">Where in the source the instruction is, or, of a function that others were inlined into, their call.</param>
public readonly record struct SourceFrame(string? Function, SourcePlace? Place);
