using System.Collections.Immutable;

namespace MpiWasm.Mpi.Datatypes;

/// <summary>A predefined datatype as it lies in a guest's memory.</summary>
/// <param name="Name">Its name in the standard.</param>
/// <param name="Size">Bytes of data.</param>
/// <param name="Span">Bytes from the first to the last one that holds data.</param>
/// <param name="Alignment">Alignment on wasm32; the extent is the span rounded up to it.</param>
/// <param name="Host">The host's predefined datatype with the same layout, by its standard name; null where there is none: then the host gets opaque bytes.</param>
internal sealed record PredefinedDatatype(string Name, int Size, int Span, int Alignment, string? Host)
{
    public int Extent => (Span + Alignment - 1) / Alignment * Alignment;
}

/// <summary>
/// The predefined datatypes on wasm32. <c>long</c> and MPI_Aint have 4 bytes there, so that they are another type on a 64-bit host; <c>long double</c> is
/// binary128, which x86 hosts do not have. Guest and host agree in all else; the environment compares sizes and extents at MPI_Init and uses opaque bytes where the host differs.
/// </summary>
internal static class PredefinedDatatypes
{
    public static ImmutableArray<PredefinedDatatype> All { get; } =
    [
        // C (MPI 5.0 §3.2.2, table 3.2)
        Same("MPI_CHAR", 1),
        Same("MPI_SIGNED_CHAR", 1),
        Same("MPI_UNSIGNED_CHAR", 1),
        Same("MPI_SHORT", 2),
        Same("MPI_UNSIGNED_SHORT", 2),
        Same("MPI_INT", 4),
        Same("MPI_UNSIGNED", 4),
        new("MPI_LONG", 4, 4, 4, "MPI_INT32_T"),
        new("MPI_UNSIGNED_LONG", 4, 4, 4, "MPI_UINT32_T"),
        Same("MPI_LONG_LONG", 8),
        Same("MPI_UNSIGNED_LONG_LONG", 8),
        Same("MPI_FLOAT", 4),
        Same("MPI_DOUBLE", 8),
        new("MPI_LONG_DOUBLE", 16, 16, 16, null),
        Same("MPI_WCHAR", 4),
        Same("MPI_C_BOOL", 1),
        Same("MPI_INT8_T", 1),
        Same("MPI_INT16_T", 2),
        Same("MPI_INT32_T", 4),
        Same("MPI_INT64_T", 8),
        Same("MPI_UINT8_T", 1),
        Same("MPI_UINT16_T", 2),
        Same("MPI_UINT32_T", 4),
        Same("MPI_UINT64_T", 8),
        new("MPI_C_FLOAT_COMPLEX", 8, 8, 4, "MPI_C_FLOAT_COMPLEX"),
        new("MPI_C_DOUBLE_COMPLEX", 16, 16, 8, "MPI_C_DOUBLE_COMPLEX"),
        new("MPI_C_LONG_DOUBLE_COMPLEX", 32, 32, 16, null),

        // C++ (table 3.4): the C types of the same layout
        new("MPI_CXX_BOOL", 1, 1, 1, "MPI_C_BOOL"),
        new("MPI_CXX_FLOAT_COMPLEX", 8, 8, 4, "MPI_C_FLOAT_COMPLEX"),
        new("MPI_CXX_DOUBLE_COMPLEX", 16, 16, 8, "MPI_C_DOUBLE_COMPLEX"),
        new("MPI_CXX_LONG_DOUBLE_COMPLEX", 32, 32, 16, null),

        // Any language
        Same("MPI_BYTE", 1),
        Same("MPI_PACKED", 1),
        new("MPI_AINT", 4, 4, 4, "MPI_INT32_T"),
        Same("MPI_OFFSET", 8),
        Same("MPI_COUNT", 8),

        // Pairs for MINLOC and MAXLOC (§6.9.4): struct { T; int }
        new("MPI_FLOAT_INT", 8, 8, 4, "MPI_FLOAT_INT"),
        new("MPI_DOUBLE_INT", 12, 12, 8, "MPI_DOUBLE_INT"),
        new("MPI_LONG_INT", 8, 8, 4, "MPI_2INT"),
        new("MPI_2INT", 8, 8, 4, "MPI_2INT"),
        new("MPI_SHORT_INT", 6, 8, 4, "MPI_SHORT_INT"),
        new("MPI_LONG_DOUBLE_INT", 20, 20, 16, null),

        // Fortran (tables 3.1 and 3.3)
        Same("MPI_CHARACTER", 1),
        Same("MPI_LOGICAL", 4),
        Same("MPI_INTEGER", 4),
        Same("MPI_REAL", 4),
        Same("MPI_DOUBLE_PRECISION", 8),
        new("MPI_COMPLEX", 8, 8, 4, "MPI_COMPLEX"),
        new("MPI_DOUBLE_COMPLEX", 16, 16, 8, "MPI_DOUBLE_COMPLEX"),
        Same("MPI_LOGICAL1", 1),
        Same("MPI_LOGICAL2", 2),
        Same("MPI_LOGICAL4", 4),
        Same("MPI_LOGICAL8", 8),
        Same("MPI_LOGICAL16", 16),
        Same("MPI_INTEGER1", 1),
        Same("MPI_INTEGER2", 2),
        Same("MPI_INTEGER4", 4),
        Same("MPI_INTEGER8", 8),
        Same("MPI_INTEGER16", 16),
        Same("MPI_REAL2", 2),
        Same("MPI_REAL4", 4),
        Same("MPI_REAL8", 8),
        Same("MPI_REAL16", 16),
        new("MPI_COMPLEX4", 4, 4, 2, "MPI_COMPLEX4"),
        new("MPI_COMPLEX8", 8, 8, 4, "MPI_COMPLEX8"),
        new("MPI_COMPLEX16", 16, 16, 8, "MPI_COMPLEX16"),
        new("MPI_COMPLEX32", 32, 32, 16, "MPI_COMPLEX32"),
        new("MPI_2REAL", 8, 8, 4, "MPI_2REAL"),
        new("MPI_2DOUBLE_PRECISION", 16, 16, 8, "MPI_2DOUBLE_PRECISION"),
        new("MPI_2INTEGER", 8, 8, 4, "MPI_2INTEGER"),
    ];

    private static PredefinedDatatype Same(string name, int size) => new(name, size, size, size, name);
}
