namespace MpiWasm.Wasm.Debugging;

/// <summary>One row of a line table: the source line of the instructions from an address up to the next row's.</summary>
/// <param name="Address">Where the instructions begin.</param>
/// <param name="File">The number of the file in its table.</param>
/// <param name="Line">The line, counted from 1; 0 where the instructions belong to none.</param>
/// <param name="Column">The column, counted from 1; 0 where it is not known.</param>
/// <param name="EndsSequence">There are no instructions from here on.</param>
internal readonly record struct LineRow(ulong Address, uint File, uint Line, uint Column, bool EndsSequence);
