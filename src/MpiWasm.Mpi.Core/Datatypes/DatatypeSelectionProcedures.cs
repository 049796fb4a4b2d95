using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Core.Calls;

namespace MpiWasm.Mpi.Core.Datatypes;

/// <summary>Predefined datatypes by what they shall hold: MPI_Type_create_f90_*, MPI_Type_match_size (MPI 5.0 §19.1.9) and MPI_Type_get_value_index (§6.9.4).</summary>
internal static unsafe class DatatypeSelectionProcedures
{
    /// <summary>Decimal digits and exponents of a guest's kinds of reals, least first.</summary>
    private static readonly (int Precision, int Range, string Real, string Complex)[] Reals =
    [
        (6, 37, "MPI_REAL4", "MPI_COMPLEX8"),
        (15, 307, "MPI_REAL8", "MPI_COMPLEX16"),
        (33, 4931, "MPI_REAL16", "MPI_COMPLEX32"),
    ];

    private static readonly (int Range, string Integer)[] Integers =
        [(2, "MPI_INTEGER1"), (4, "MPI_INTEGER2"), (9, "MPI_INTEGER4"), (18, "MPI_INTEGER8"), (38, "MPI_INTEGER16")];

    public static IEnumerable<(string Name, ManagedBody Body)> All { get; } =
    [
        ("MPI_Type_create_f90_real", call => CreateFloating(call, Combiner.F90Real)),
        ("MPI_Type_create_f90_complex", call => CreateFloating(call, Combiner.F90Complex)),
        ("MPI_Type_create_f90_integer", CreateInteger),
        ("MPI_Type_match_size", MatchSize),
        ("MPI_Type_get_value_index", GetValueIndex),
    ];

    private static void CreateFloating(Call call, Combiner combiner)
    {
        var (precision, range) = (call.Int(0), call.Int(1));
        var result = call.OutInt(2);
        var (p, r) = (precision == StandardAbi.Undefined ? 0 : precision, range == StandardAbi.Undefined ? 0 : range);
        if (precision == StandardAbi.Undefined && range == StandardAbi.Undefined)
            throw call.Error(ErrorClasses.Arg, 0);
        foreach (var kind in Reals)
        {
            if (p <= kind.Precision && r <= kind.Range)
            {
                *result = (int)Unnamed(call, combiner, precision, range, combiner == Combiner.F90Real ? kind.Real : kind.Complex);
                return;
            }
        }

        throw call.Error(ErrorClasses.Arg, p > Reals[^1].Precision ? 0 : 1);
    }

    private static void CreateInteger(Call call)
    {
        var range = call.Int(0);
        var result = call.OutInt(1);
        foreach (var kind in Integers)
        {
            if (range <= kind.Range)
            {
                *result = (int)Unnamed(call, Combiner.F90Integer, range, null, kind.Integer);
                return;
            }
        }

        throw call.Error(ErrorClasses.Arg, 0);
    }

    private static uint Unnamed(Call call, Combiner combiner, int first, int? second, string name)
    {
        var datatypes = call.Environment.Datatypes;
        var same = datatypes.Find((uint)MpiApi.Standard.Value(name));
        return datatypes.Unnamed(combiner, first, second ?? 0,
            () => DatatypeShadow.Predefined(combiner, second is { } value ? [first, value] : [first], [], same.Shadow.Basic!), same);
    }

    private static void MatchSize(Call call)
    {
        var (typeclass, size) = (call.Int(0), call.Int(1));
        var result = call.OutInt(2);
        var prefix = typeclass == MpiApi.Standard.Value("MPI_TYPECLASS_INTEGER") ? "MPI_INTEGER"
            : typeclass == MpiApi.Standard.Value("MPI_TYPECLASS_REAL") ? "MPI_REAL"
            : typeclass == MpiApi.Standard.Value("MPI_TYPECLASS_COMPLEX") ? "MPI_COMPLEX"
            : throw call.Error(ErrorClasses.Arg, 0);
        *result = MpiApi.Standard.FindConstant($"{prefix}{size}") is { Type: "MPI_Datatype" } type ? type.Value : throw call.Error(ErrorClasses.Arg, 1);
    }

    /// <summary>The named pair where there is one, else one of our own; MPI_DATATYPE_NULL where values or indices have no order.</summary>
    private static void GetValueIndex(Call call)
    {
        var (value, index) = (DatatypeProcedures.Datatype(call, 0).Shadow, DatatypeProcedures.Datatype(call, 1).Shadow);
        var result = call.OutInt(2);
        *result = MpiApi.Standard.Value("MPI_DATATYPE_NULL");
        if (value is not { Combiner: Combiner.Named, Basic: { } first } || index is not { Combiner: Combiner.Named, Basic: { } second } || !IsOrdered(first) || !IsOrdered(second))
            return;
        if (PredefinedDatatypes.NamedPair(first, second) is { } named)
        {
            *result = MpiApi.Standard.Value(named.Name);
            return;
        }

        var pair = new PredefinedDatatype($"({first}, {second})", first, second, null);
        *result = (int)call.Environment.Datatypes.Unnamed(Combiner.ValueIndex, call[0], call[1],
            () => DatatypeShadow.Predefined(Combiner.ValueIndex, [], [value, index], pair), null);
    }

    private static bool IsOrdered(PredefinedDatatype type) => type is { IsPair: false, Marks: BoundMark.None } && type.Scalars[0].Form is (DataForm.Signed or DataForm.Unsigned or DataForm.Float);
}
