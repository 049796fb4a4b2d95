using System.Collections.Frozen;
using System.Collections.Immutable;

namespace MpiWasm.Mpi.Core.Datatypes;

/// <summary>
/// The predefined datatypes on wasm32. <c>long</c> and MPI_Aint have 4 bytes there, so that they are another type on a 64-bit host; <c>long double</c> and Fortran's REAL(16) are
/// binary128, which hosts do not have or take for something else. Guest and host agree in all else; the environment compares sizes and extents at MPI_Init and uses opaque bytes where the host differs.
/// </summary>
internal static class PredefinedDatatypes
{
    private static readonly ImmutableArray<PredefinedDatatype> Scalars =
    [
        // C (MPI 5.0 §3.2.2, table 3.2)
        Text("MPI_CHAR", 1),
        Signed("MPI_SIGNED_CHAR", 1),
        Unsigned("MPI_UNSIGNED_CHAR", 1),
        Signed("MPI_SHORT", 2),
        Unsigned("MPI_UNSIGNED_SHORT", 2),
        Signed("MPI_INT", 4),
        Unsigned("MPI_UNSIGNED", 4),
        Signed("MPI_LONG", 4, "MPI_INT32_T"),
        Unsigned("MPI_UNSIGNED_LONG", 4, "MPI_UINT32_T"),
        Signed("MPI_LONG_LONG", 8),
        Unsigned("MPI_UNSIGNED_LONG_LONG", 8),
        Float("MPI_FLOAT", 4),
        Float("MPI_DOUBLE", 8),
        Opaque("MPI_LONG_DOUBLE", 16, 16, DataForm.Float),
        new("MPI_WCHAR", 4, 4, DataForm.Text, "MPI_WCHAR", external: 2),
        Logical("MPI_C_BOOL", 1),
        Signed("MPI_INT8_T", 1),
        Signed("MPI_INT16_T", 2),
        Signed("MPI_INT32_T", 4),
        Signed("MPI_INT64_T", 8),
        Unsigned("MPI_UINT8_T", 1),
        Unsigned("MPI_UINT16_T", 2),
        Unsigned("MPI_UINT32_T", 4),
        Unsigned("MPI_UINT64_T", 8),
        Complex("MPI_C_FLOAT_COMPLEX", 8),
        Complex("MPI_C_DOUBLE_COMPLEX", 16),
        Opaque("MPI_C_LONG_DOUBLE_COMPLEX", 32, 16, DataForm.Complex),

        // C++ (table 3.4): the C types of the same layout
        Logical("MPI_CXX_BOOL", 1, "MPI_C_BOOL"),
        Complex("MPI_CXX_FLOAT_COMPLEX", 8, "MPI_C_FLOAT_COMPLEX"),
        Complex("MPI_CXX_DOUBLE_COMPLEX", 16, "MPI_C_DOUBLE_COMPLEX"),
        Opaque("MPI_CXX_LONG_DOUBLE_COMPLEX", 32, 16, DataForm.Complex),

        // Any language
        new("MPI_BYTE", 1, 1, DataForm.Bytes, "MPI_BYTE", external: 1),
        Text("MPI_PACKED", 1),
        new("MPI_AINT", 4, 4, DataForm.Signed, "MPI_INT32_T", external: 8),
        Signed("MPI_OFFSET", 8),
        Signed("MPI_COUNT", 8),

        // Fortran (tables 3.1 and 3.3)
        Text("MPI_CHARACTER", 1),
        Logical("MPI_LOGICAL", 4),
        Signed("MPI_INTEGER", 4),
        Float("MPI_REAL", 4),
        Float("MPI_DOUBLE_PRECISION", 8),
        Complex("MPI_COMPLEX", 8),
        Complex("MPI_DOUBLE_COMPLEX", 16),
        Logical("MPI_LOGICAL1", 1),
        Logical("MPI_LOGICAL2", 2),
        Logical("MPI_LOGICAL4", 4),
        Logical("MPI_LOGICAL8", 8),
        Logical("MPI_LOGICAL16", 16),
        Signed("MPI_INTEGER1", 1),
        Signed("MPI_INTEGER2", 2),
        Signed("MPI_INTEGER4", 4),
        Signed("MPI_INTEGER8", 8),
        Signed("MPI_INTEGER16", 16),
        Float("MPI_REAL2", 2),
        Float("MPI_REAL4", 4),
        Float("MPI_REAL8", 8),
        Opaque("MPI_REAL16", 16, 16, DataForm.Float),
        Complex("MPI_COMPLEX4", 4),
        Complex("MPI_COMPLEX8", 8),
        Complex("MPI_COMPLEX16", 16),
        Opaque("MPI_COMPLEX32", 32, 16, DataForm.Complex),
    ];

    /// <summary>For MINLOC and MAXLOC (§6.9.4).</summary>
    private static readonly ImmutableArray<(string Name, string Value, string Index, string? Host)> PairNames =
    [
        ("MPI_FLOAT_INT", "MPI_FLOAT", "MPI_INT", "MPI_FLOAT_INT"),
        ("MPI_DOUBLE_INT", "MPI_DOUBLE", "MPI_INT", "MPI_DOUBLE_INT"),
        ("MPI_LONG_INT", "MPI_LONG", "MPI_INT", "MPI_2INT"),
        ("MPI_2INT", "MPI_INT", "MPI_INT", "MPI_2INT"),
        ("MPI_SHORT_INT", "MPI_SHORT", "MPI_INT", "MPI_SHORT_INT"),
        ("MPI_LONG_DOUBLE_INT", "MPI_LONG_DOUBLE", "MPI_INT", null),
        ("MPI_2REAL", "MPI_REAL", "MPI_REAL", "MPI_2REAL"),
        ("MPI_2DOUBLE_PRECISION", "MPI_DOUBLE_PRECISION", "MPI_DOUBLE_PRECISION", "MPI_2DOUBLE_PRECISION"),
        ("MPI_2INTEGER", "MPI_INTEGER", "MPI_INTEGER", "MPI_2INTEGER"),
    ];

    private static readonly ImmutableArray<PredefinedDatatype> Pairs =
        [.. PairNames.Select(p => new PredefinedDatatype(p.Name, Scalars.First(s => s.Name == p.Value), Scalars.First(s => s.Name == p.Index), p.Host))];

    private static readonly FrozenDictionary<(string Value, string Index), PredefinedDatatype> PairsByParts =
        PairNames.Zip(Pairs).ToFrozenDictionary(p => (p.First.Value, p.First.Index), p => p.Second);

    private static readonly FrozenDictionary<string, PredefinedDatatype> ByName = Scalars.Concat(Pairs).ToFrozenDictionary(t => t.Name, StringComparer.Ordinal);

    public static ImmutableArray<PredefinedDatatype> All { get; } = [.. Scalars, .. Pairs];

    /// <summary>MPI-1's markers of bounds, with handles that the ABI leaves free: old programs put them into their structs.</summary>
    public static ImmutableArray<(PredefinedDatatype Type, uint Handle)> Markers { get; } =
        [(new PredefinedDatatype("MPI_LB", isLowerBound: true), 516), (new PredefinedDatatype("MPI_UB", isLowerBound: false), 517)];

    /// <summary>The datatype of that standard name, which must be one.</summary>
    public static PredefinedDatatype Named(string name) => ByName[name];

    /// <summary>The named pair of these two, or null.</summary>
    public static PredefinedDatatype? NamedPair(PredefinedDatatype value, PredefinedDatatype index) =>
        PairsByParts.GetValueOrDefault((value.Name, index.Name));

    private static PredefinedDatatype Text(string name, int size) => new(name, size, size, DataForm.Text, name, size);

    private static PredefinedDatatype Signed(string name, int size, string? host = null) => new(name, size, size, DataForm.Signed, host ?? name, size);

    private static PredefinedDatatype Unsigned(string name, int size, string? host = null) => new(name, size, size, DataForm.Unsigned, host ?? name, size);

    private static PredefinedDatatype Float(string name, int size) => new(name, size, size, DataForm.Float, name, size);

    private static PredefinedDatatype Complex(string name, int size, string? host = null) => new(name, size, size / 2, DataForm.Complex, host ?? name, size);

    private static PredefinedDatatype Logical(string name, int size, string? host = null) => new(name, size, size, DataForm.Logical, host ?? name, size);

    private static PredefinedDatatype Opaque(string name, int size, int alignment, DataForm form) => new(name, size, alignment, form, null, size);
}
