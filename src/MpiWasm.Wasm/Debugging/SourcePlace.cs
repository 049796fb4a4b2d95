using System.Globalization;

namespace MpiWasm;

/// <summary>A place in a guest's source, from the debug information that <c>-g</c> leaves in a module.</summary>
/// <param name="File">The file, as the compiler was given it; relative to the directory where it ran.</param>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Column">The column, counted from 1; 0 where it is not known.</param>
public sealed record SourcePlace(string File, int Line, int Column)
{
    /// <summary>The place as compilers write it: <c>solver.c:12:5</c>.</summary>
    public override string ToString() => Column == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{GuestText.Of(File)}:{Line}")
        : string.Create(CultureInfo.InvariantCulture, $"{GuestText.Of(File)}:{Line}:{Column}");
}
