using MpiWasm.Wasm.Model;

namespace MpiWasm.Compiler.Pipeline;

/// <summary>A range of functions that becomes one object file.</summary>
/// <param name="Bodies">The functions.</param>
/// <param name="Object">The object, where an earlier attempt has made it; else null.</param>
internal readonly record struct Piece(Range Bodies, string? Object = null);

/// <summary>
/// What is compiled as one, and how finished objects are named, so that an attempt that did not come to its end is continued rather than
/// repeated: a retry with the same limits of time then has less to do.
/// </summary>
internal static class Plan
{
    /// <summary>The object of a piece, in the names of the process that makes it. It has this name only when it is complete.</summary>
    public static string ObjectPath(string output, int process, int piece) => $"{output}.{process}.{piece}.o";

    /// <summary>All of the module, in partitions.</summary>
    public static List<Piece> First(WasmModule module) => [.. Partitions.Split(module).Select(bodies => new Piece(bodies))];

    /// <summary>The partitions that another process has finished, and each function of the others by itself.</summary>
    /// <param name="module">The module.</param>
    /// <param name="output">The image that the other was to write.</param>
    /// <param name="process">The other.</param>
    public static List<Piece> Continue(WasmModule module, string output, int process)
    {
        var pieces = new List<Piece>();
        var partitions = Partitions.Split(module);
        for (var i = 0; i < partitions.Count; i++)
        {
            var finished = ObjectPath(output, process, i);
            if (File.Exists(finished))
            {
                pieces.Add(new Piece(partitions[i], finished));
                continue;
            }
            var (start, length) = partitions[i].GetOffsetAndLength(module.Bodies.Length);
            pieces.AddRange(Enumerable.Range(start, length).Select(body => new Piece(body..(body + 1))));
            if (length == 0)
                pieces.Add(new Piece(partitions[i]));
        }
        return pieces;
    }
}
