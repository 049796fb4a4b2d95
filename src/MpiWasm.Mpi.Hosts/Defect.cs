using System.Collections.Immutable;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Hosts;

/// <summary>Something a family of libraries does wrong: a row of its <c>Defects.cs</c>.</summary>
internal sealed record Defect
{
    /// <summary>What other code asks for; none where settings of the family are all that is done.</summary>
    public required HostDefects Kind { get; init; }

    /// <summary>The procedures it concerns, without the suffix <c>_c</c>; an asterisk at the end stands for any rest of the name.</summary>
    public required ImmutableArray<string> Procedures { get; init; }

    /// <summary>Whether the forms with large counts have it, those with ordinary ones, or both.</summary>
    public CountForms Counts { get; init; } = CountForms.Both;

    /// <summary>The versions that have it. Those nobody has tried count as having it.</summary>
    public VersionRange Versions { get; init; } = VersionRange.All;

    /// <summary>What happens, and with which version it was seen.</summary>
    public required string Happens { get; init; }

    /// <summary>What is done about it.</summary>
    public required string Remedy { get; init; }

    /// <summary>Where the library's authors were told, or where their source shows it; null where neither is known.</summary>
    public string? Upstream { get; init; }

    /// <summary>Parts of the names of the control variables it concerns.</summary>
    public ImmutableArray<string> Variables { get; init; } = [];

    /// <summary>Whether it concerns a procedure.</summary>
    public bool Concerns(string procedure)
    {
        var isLarge = procedure.EndsWith("_c", StringComparison.Ordinal);
        var plain = isLarge ? procedure[..^2] : procedure;
        return Counts.HasFlag(isLarge ? CountForms.Large : CountForms.Ordinary)
            && Procedures.Any(name => name[^1] == '*' ? plain.StartsWith(name[..^1], StringComparison.Ordinal) : plain == name);
    }
}

/// <summary>Forms of a procedure.</summary>
[Flags]
internal enum CountForms
{
    Ordinary = 1,
    Large = 2,
    Both = Ordinary | Large,
}

/// <summary>Versions of a library.</summary>
/// <param name="From">The first one; null for any.</param>
/// <param name="Before">The first one that is none of them; null for none.</param>
internal readonly record struct VersionRange(Version? From, Version? Before)
{
    /// <summary>Every version, also one that is not told.</summary>
    public static VersionRange All => default;

    /// <summary>All releases of a series, such as 4.0.</summary>
    public static VersionRange Series(int major, int minor) => new(new Version(major, minor), new Version(major, minor + 1));

    /// <summary>All releases of a major version.</summary>
    public static VersionRange Major(int major) => new(new Version(major, 0), new Version(major + 1, 0));

    /// <summary>Whether a version is one of them.</summary>
    /// <param name="version">Null where the library does not tell it.</param>
    public bool Contains(Version? version) =>
        this == All || (version is not null && (From is null || version >= From) && (Before is null || version < Before));
}
