using System.Collections.Frozen;
using System.Collections.Immutable;

namespace MpiWasm.Mpi.Abi.Api;

/// <summary>A constant of the ABI.</summary>
/// <param name="Name">Its C name.</param>
/// <param name="Type">Its C type without spaces (<c>int</c>, <c>MPI_Comm</c>, <c>void*</c>), or <c>fortran</c>.</param>
/// <param name="Value">Its value; of handles and addresses the integer they are cast from.</param>
/// <param name="Title">The heading it stands under in the standard's Annex A.</param>
public sealed record Constant(string Name, string Type, int Value, string Title);

/// <summary>The parsed description of the MPI procedures and constants offered to guests (<c>api/mpi.api</c>).</summary>
public sealed class MpiApi
{
    private static readonly Lazy<MpiApi> Embedded = new(Load);

    private readonly FrozenDictionary<string, Procedure> _procedures;
    private readonly FrozenDictionary<string, Constant> _constants;

    internal MpiApi(string text, ImmutableArray<Constant> constants, ImmutableArray<Procedure> procedures)
    {
        Text = text;
        Constants = constants;
        Procedures = procedures;
        _procedures = procedures.ToFrozenDictionary(p => p.Name, StringComparer.Ordinal);
        _constants = constants.ToFrozenDictionary(c => c.Name, StringComparer.Ordinal);
    }

    /// <summary>The description this build carries.</summary>
    public static MpiApi Standard => Embedded.Value;

    /// <summary>The text it was parsed from: part of the cache key of shim images.</summary>
    public string Text { get; }

    public ImmutableArray<Constant> Constants { get; }

    /// <summary>All procedures; a procedure's index is its number in native tables.</summary>
    public ImmutableArray<Procedure> Procedures { get; }

    /// <summary>The procedure of that name, or null.</summary>
    public Procedure? Find(string name) => _procedures.GetValueOrDefault(name);

    /// <summary>The value of a constant that must exist.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public int Value(string constant) => _constants[constant].Value;

    /// <summary>The constant of that name, or null.</summary>
    public Constant? FindConstant(string name) => _constants.GetValueOrDefault(name);

    /// <summary>Parses a description.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="source">What to call it in errors.</param>
    /// <exception cref="ApiFormatException">The text is not a description.</exception>
    public static MpiApi Parse(string text, string source) => new ApiParser(text, source).Parse();

    private static MpiApi Load()
    {
        using var stream = typeof(MpiApi).Assembly.GetManifestResourceStream("mpi.api")
            ?? throw new InvalidOperationException("the build carries no mpi.api");
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd(), "mpi.api");
    }
}
