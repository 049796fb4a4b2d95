using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Calls.Generated;

namespace MpiWasm.Mpi.Objects.Datatypes;

/// <summary>
/// Predefined datatypes by what they shall hold: MPI_Type_create_f90_*, MPI_Type_match_size (MPI 5.0 §19.1.9) and MPI_Type_get_value_index
/// (§6.9.4).
/// </summary>
internal static unsafe class DatatypeSelectionProcedures
{
    /// <summary>Decimal digits and exponents of a guest's kinds of reals, least first.</summary>
    private static readonly (int Precision, int Range, string Real, string Complex)[] Reals =
    [
        (6, 37, ConstantNames.Real4, ConstantNames.Complex8),
        (15, 307, ConstantNames.Real8, ConstantNames.Complex16),
        (33, 4931, ConstantNames.Real16, ConstantNames.Complex32),
    ];

    private static readonly (int Range, string Integer)[] Integers =
    [
        (2, ConstantNames.Integer1),
        (4, ConstantNames.Integer2),
        (9, ConstantNames.Integer4),
        (18, ConstantNames.Integer8),
        (38, ConstantNames.Integer16),
    ];

    public static IEnumerable<ManagedProcedure> All { get; } =
    [
        TypeCreateF90RealCall.ServedBy(call =>
            CreateFloating(call.Environment, Combiner.F90Real, call.P, call.R, call.Newtype)),
        TypeCreateF90ComplexCall.ServedBy(call =>
            CreateFloating(call.Environment, Combiner.F90Complex, call.P, call.R, call.Newtype)),
        TypeCreateF90IntegerCall.ServedBy(CreateInteger),
        TypeMatchSizeCall.ServedBy(MatchSize),
        TypeGetValueIndexCall.ServedBy(GetValueIndex),
    ];

    private static void CreateFloating(
        MpiEnvironment environment, Combiner combiner, IntArgument precision, IntArgument range, HandleResult result)
    {
        result.Require();
        if (precision == StandardAbi.Undefined && range == StandardAbi.Undefined)
            throw precision.Error(ErrorClasses.Arg);
        var p = precision == StandardAbi.Undefined ? 0 : precision.Value;
        var r = range == StandardAbi.Undefined ? 0 : range.Value;
        foreach (var kind in Reals)
        {
            if (p <= kind.Precision && r <= kind.Range)
            {
                var name = combiner == Combiner.F90Real ? kind.Real : kind.Complex;
                result.Set(Unnamed(environment, combiner, precision, range.Value, name));
                return;
            }
        }

        throw p > Reals[^1].Precision ? precision.Error(ErrorClasses.Arg) : range.Error(ErrorClasses.Arg);
    }

    private static void CreateInteger(TypeCreateF90IntegerCall call)
    {
        var range = call.R.Value;
        var result = call.Newtype;
        result.Require();
        foreach (var kind in Integers)
        {
            if (range <= kind.Range)
            {
                result.Set(Unnamed(call.Environment, Combiner.F90Integer, range, null, kind.Integer));
                return;
            }
        }

        throw call.R.Error(ErrorClasses.Arg);
    }

    private static uint Unnamed(MpiEnvironment environment, Combiner combiner, int first, int? second, string name)
    {
        var datatypes = environment.Datatypes;
        var same = datatypes.Find((uint)MpiApi.Standard.Value(name));
        return datatypes.Unnamed(combiner, first, second ?? 0,
            () => DatatypeShadow.Predefined(combiner, second is { } value ? [first, value] : [first], [], same.Shadow.Basic!), same);
    }

    private static void MatchSize(TypeMatchSizeCall call)
    {
        var (typeclass, size) = (call.Typeclass.Value, call.Size.Value);
        var result = call.Datatype;
        result.Require();
        var prefix = typeclass == StandardAbi.TypeclassInteger ? ConstantNames.Integer
            : typeclass == StandardAbi.TypeclassReal ? ConstantNames.Real
            : typeclass == StandardAbi.TypeclassComplex ? ConstantNames.Complex
            : throw call.Typeclass.Error(ErrorClasses.Arg);
        result.Set(MpiApi.Standard.FindConstant($"{prefix}{size}") is { Type: "MPI_Datatype" } type
            ? (uint)type.Value
            : throw call.Size.Error(ErrorClasses.Arg));
    }

    /// <summary>The named pair where there is one, else one of our own; MPI_DATATYPE_NULL where values or indices have no order.</summary>
    private static void GetValueIndex(TypeGetValueIndexCall call)
    {
        var (value, index) = (call.ValueType.Hosted().Shadow, call.IndexType.Hosted().Shadow);
        var result = call.PairType;
        result.Require();
        result.Set(StandardAbi.DatatypeNull);
        if (value is not { Combiner: Combiner.Named, Basic: { } first } || index is not { Combiner: Combiner.Named, Basic: { } second }
            || !IsOrdered(first) || !IsOrdered(second))
            return;
        if (PredefinedDatatypes.Of(call.Environment.GuestAbi).NamedPair(first, second) is { } named)
        {
            result.Set((uint)MpiApi.Standard.Value(named.Name));
            return;
        }

        var pair = new PredefinedDatatype($"({first}, {second})", first, second, null);
        result.Set(call.Environment.Datatypes.Unnamed(Combiner.ValueIndex, call.ValueType.Guest, call.IndexType.Guest,
            () => DatatypeShadow.Predefined(Combiner.ValueIndex, [], [value, index], pair), null));
    }

    private static bool IsOrdered(PredefinedDatatype type) => type is { IsPair: false, Marks: BoundMark.None }
        && type.Scalars[0].Form is (DataForm.Signed or DataForm.Unsigned or DataForm.Float);
}
