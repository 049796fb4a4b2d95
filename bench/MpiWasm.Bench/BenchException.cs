namespace MpiWasm.Bench;

/// <summary>A message for the user; the run ends.</summary>
internal sealed class BenchException(string message) : Exception(message);
