namespace MpiWasm.House;

/// <summary>A folder of a project of src; the project's own is the one with an empty path.</summary>
/// <param name="Project">Name of the project.</param>
/// <param name="Path">Path below the project, with slashes.</param>
public readonly record struct Folder(string Project, string Path) : IComparable<Folder>
{
    /// <summary>The namespace its files have where namespaces equal folders.</summary>
    public string Namespace => Path.Length == 0 ? Project : $"{Project}.{Path.Replace('/', '.')}";

    public int CompareTo(Folder other) =>
        string.CompareOrdinal(Project, other.Project) is var order and not 0 ? order : string.CompareOrdinal(Path, other.Path);

    public override string ToString() => Path.Length == 0 ? Project : $"{Project}/{Path}";

    public static bool operator <(Folder left, Folder right) => left.CompareTo(right) < 0;

    public static bool operator <=(Folder left, Folder right) => left.CompareTo(right) <= 0;

    public static bool operator >(Folder left, Folder right) => left.CompareTo(right) > 0;

    public static bool operator >=(Folder left, Folder right) => left.CompareTo(right) >= 0;
}

/// <summary>Types of one folder use types of another one of the same project.</summary>
/// <param name="From">The folder that uses.</param>
/// <param name="To">The folder that is used.</param>
/// <param name="Uses">Which types use which, for people.</param>
public sealed record Arrow(Folder From, Folder To, IReadOnlyList<string> Uses);
