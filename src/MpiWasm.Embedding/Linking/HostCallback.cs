namespace MpiWasm;

/// <summary>A host function whose type is known at run time only, or that has several results.</summary>
/// <param name="caller">The instance that calls.</param>
/// <param name="arguments">One for each parameter.</param>
/// <param name="results">To be filled with one value for each result, of its kind; zeros and null references at first.</param>
public delegate void HostCallback(Caller caller, ReadOnlySpan<Value> arguments, Span<Value> results);
