using System.Collections.Frozen;
using System.Collections.Immutable;

using MpiWasm.Mpi.Abi.Api;

namespace MpiWasm.Mpi.Objects.Datatypes;

/// <summary>
/// The predefined datatypes of a guest. On wasm32 <c>long</c> and MPI_Aint have 4 bytes, so that they are another type on a 64-bit host;
/// <c>long double</c> and Fortran's REAL(16) are binary128, which hosts do not have or take for something else. Guest and host agree in all
/// else; the environment compares sizes and extents at MPI_Init and uses opaque bytes where the host differs.
/// </summary>
internal sealed class PredefinedDatatypes
{
    private readonly FrozenDictionary<(string Value, string Index), PredefinedDatatype> _pairsByParts;
    private readonly FrozenDictionary<string, PredefinedDatatype> _byName;

    private PredefinedDatatypes(GuestAbi abi)
    {
        var scalars = Scalars(abi);
        var names = PairNames(abi);
        PredefinedDatatype[] pairs =
            [.. names.Select(
                p => new PredefinedDatatype(p.Name, scalars.First(s => s.Name == p.Value), scalars.First(s => s.Name == p.Index), p.Host))];
        _pairsByParts = names.Zip(pairs).ToFrozenDictionary(p => (p.First.Value, p.First.Index), p => p.Second);
        All = [.. scalars, .. pairs];
        _byName = All.ToFrozenDictionary(t => t.Name, StringComparer.Ordinal);
    }

    /// <summary>Those of guests with 32-bit addresses.</summary>
    public static PredefinedDatatypes Wasm32 { get; } = new(GuestAbi.Wasm32);

    private static readonly Lazy<PredefinedDatatypes> Wide = new(() => new PredefinedDatatypes(GuestAbi.Wasm64));

    private static PredefinedDatatype[] Scalars(GuestAbi abi) =>
    [
        // C (MPI 5.0 §3.2.2, table 3.2)
        Text(ConstantNames.Char, 1),
        Signed(ConstantNames.SignedChar, 1),
        Unsigned(ConstantNames.UnsignedChar, 1),
        Signed(ConstantNames.Short, 2),
        Unsigned(ConstantNames.UnsignedShort, 2),
        Signed(ConstantNames.Int, 4),
        Unsigned(ConstantNames.Unsigned, 4),
        abi.Is64
            ? new(ConstantNames.Long, 8, 8, DataForm.Signed, ConstantNames.Long, external: 4)
            : Signed(ConstantNames.Long, 4, ConstantNames.Int32T),
        abi.Is64
            ? new(ConstantNames.UnsignedLong, 8, 8, DataForm.Unsigned, ConstantNames.UnsignedLong, external: 4)
            : Unsigned(ConstantNames.UnsignedLong, 4, ConstantNames.Uint32T),
        Signed(ConstantNames.LongLong, 8),
        Unsigned(ConstantNames.UnsignedLongLong, 8),
        Float(ConstantNames.Float, 4),
        Float(ConstantNames.Double, 8),
        Opaque(ConstantNames.LongDouble, 16, 16, DataForm.Float),
        new(ConstantNames.Wchar, 4, 4, DataForm.Text, ConstantNames.Wchar, external: 2),
        Logical(ConstantNames.CBool, 1),
        Signed(ConstantNames.Int8T, 1),
        Signed(ConstantNames.Int16T, 2),
        Signed(ConstantNames.Int32T, 4),
        Signed(ConstantNames.Int64T, 8),
        Unsigned(ConstantNames.Uint8T, 1),
        Unsigned(ConstantNames.Uint16T, 2),
        Unsigned(ConstantNames.Uint32T, 4),
        Unsigned(ConstantNames.Uint64T, 8),
        Complex(ConstantNames.CFloatComplex, 8),
        Complex(ConstantNames.CDoubleComplex, 16),
        Opaque(ConstantNames.CLongDoubleComplex, 32, 16, DataForm.Complex),

        // C++ (table 3.4): the C types of the same layout
        Logical(ConstantNames.CxxBool, 1, ConstantNames.CBool),
        Complex(ConstantNames.CxxFloatComplex, 8, ConstantNames.CFloatComplex),
        Complex(ConstantNames.CxxDoubleComplex, 16, ConstantNames.CDoubleComplex),
        Opaque(ConstantNames.CxxLongDoubleComplex, 32, 16, DataForm.Complex),

        // Any language
        new(ConstantNames.Byte, 1, 1, DataForm.Bytes, ConstantNames.Byte, external: 1),
        Text(ConstantNames.Packed, 1),
        abi.Is64
            ? Signed(ConstantNames.Aint, 8)
            : new(ConstantNames.Aint, 4, 4, DataForm.Signed, ConstantNames.Int32T, external: 8),
        Signed(ConstantNames.Offset, 8),
        Signed(ConstantNames.Count, 8),

        // Fortran (tables 3.1 and 3.3)
        Text(ConstantNames.Character, 1),
        Logical(ConstantNames.Logical, 4),
        Signed(ConstantNames.Integer, 4),
        Float(ConstantNames.Real, 4),
        Float(ConstantNames.DoublePrecision, 8),
        Complex(ConstantNames.Complex, 8),
        Complex(ConstantNames.DoubleComplex, 16),
        Logical(ConstantNames.Logical1, 1),
        Logical(ConstantNames.Logical2, 2),
        Logical(ConstantNames.Logical4, 4),
        Logical(ConstantNames.Logical8, 8),
        Logical(ConstantNames.Logical16, 16),
        Signed(ConstantNames.Integer1, 1),
        Signed(ConstantNames.Integer2, 2),
        Signed(ConstantNames.Integer4, 4),
        Signed(ConstantNames.Integer8, 8),
        Signed(ConstantNames.Integer16, 16),
        Float(ConstantNames.Real2, 2),
        Float(ConstantNames.Real4, 4),
        Float(ConstantNames.Real8, 8),
        Opaque(ConstantNames.Real16, 16, 16, DataForm.Float),
        Complex(ConstantNames.Complex4, 4),
        Complex(ConstantNames.Complex8, 8),
        Complex(ConstantNames.Complex16, 16),
        Opaque(ConstantNames.Complex32, 32, 16, DataForm.Complex),
    ];

    /// <summary>For MINLOC and MAXLOC (§6.9.4).</summary>
    private static (string Name, string Value, string Index, string? Host)[] PairNames(GuestAbi abi) =>
    [
        (ConstantNames.FloatInt, ConstantNames.Float, ConstantNames.Int, ConstantNames.FloatInt),
        (ConstantNames.DoubleInt, ConstantNames.Double, ConstantNames.Int, ConstantNames.DoubleInt),
        (ConstantNames.LongInt, ConstantNames.Long, ConstantNames.Int, abi.Is64 ? ConstantNames.LongInt : ConstantNames.TwoInt),
        (ConstantNames.TwoInt, ConstantNames.Int, ConstantNames.Int, ConstantNames.TwoInt),
        (ConstantNames.ShortInt, ConstantNames.Short, ConstantNames.Int, ConstantNames.ShortInt),
        (ConstantNames.LongDoubleInt, ConstantNames.LongDouble, ConstantNames.Int, null),
        (ConstantNames.TwoReal, ConstantNames.Real, ConstantNames.Real, ConstantNames.TwoReal),
        (ConstantNames.TwoDoublePrecision, ConstantNames.DoublePrecision, ConstantNames.DoublePrecision, ConstantNames.TwoDoublePrecision),
        (ConstantNames.TwoInteger, ConstantNames.Integer, ConstantNames.Integer, ConstantNames.TwoInteger),
    ];

    public ImmutableArray<PredefinedDatatype> All { get; }

    /// <summary>MPI-1's markers of bounds, with handles that the ABI leaves free: old programs put them into their structs.</summary>
    public static ImmutableArray<(PredefinedDatatype Type, uint Handle)> Markers { get; } =
        [(new PredefinedDatatype("MPI_LB", isLowerBound: true), 516), (new PredefinedDatatype("MPI_UB", isLowerBound: false), 517)];

    /// <summary>Those of a guest.</summary>
    public static PredefinedDatatypes Of(GuestAbi abi) => abi.Is64 ? Wide.Value : Wasm32;

    /// <summary>The datatype of that standard name, which must be one.</summary>
    public PredefinedDatatype Named(string name) => _byName[name];

    /// <summary>The named pair of these two, or null.</summary>
    public PredefinedDatatype? NamedPair(PredefinedDatatype value, PredefinedDatatype index) =>
        _pairsByParts.GetValueOrDefault((value.Name, index.Name));

    private static PredefinedDatatype Text(string name, int size) => new(name, size, size, DataForm.Text, name, size);

    private static PredefinedDatatype Signed(string name, int size, string? host = null) =>
        new(name, size, size, DataForm.Signed, host ?? name, size);

    private static PredefinedDatatype Unsigned(string name, int size, string? host = null) =>
        new(name, size, size, DataForm.Unsigned, host ?? name, size);

    private static PredefinedDatatype Float(string name, int size) => new(name, size, size, DataForm.Float, name, size);

    private static PredefinedDatatype Complex(string name, int size, string? host = null) =>
        new(name, size, size / 2, DataForm.Complex, host ?? name, size);

    private static PredefinedDatatype Logical(string name, int size, string? host = null) =>
        new(name, size, size, DataForm.Logical, host ?? name, size);

    private static PredefinedDatatype Opaque(string name, int size, int alignment, DataForm form) =>
        new(name, size, alignment, form, null, size);
}
