namespace MpiWasm;

/// <summary>How far the compilation of a module is.</summary>
/// <param name="Done">Functions that are compiled.</param>
/// <param name="Total">All functions of the module; 0 while the compiler does not know.</param>
/// <param name="Elapsed">Since it began.</param>
public readonly record struct CompileProgress(int Done, int Total, TimeSpan Elapsed);
