namespace MpiWasm.Mpi.Objects.Datatypes;

/// <summary>How a datatype was made; the values are the standard's MPI_COMBINER_*.</summary>
internal enum Combiner
{
    /// <summary>Not of the standard: one dimension of an array type, see <see cref="ArrayLayers"/>. No guest sees it.</summary>
    Layer = 0,
    Named = 101,
    Dup = 102,
    Contiguous = 103,
    Vector = 104,
    HVector = 105,
    Indexed = 106,
    HIndexed = 107,
    IndexedBlock = 108,
    HIndexedBlock = 109,
    Struct = 110,
    Subarray = 111,
    Darray = 112,
    F90Real = 113,
    F90Complex = 114,
    F90Integer = 115,
    Resized = 116,
    ValueIndex = 117,
}

/// <summary>What an argument of a constructor is, which says where MPI_Type_get_contents puts it.</summary>
internal enum ArgumentKind
{
    /// <summary>An int in the plain procedure and in the large one.</summary>
    Integer,
    /// <summary>An int in the plain procedure, MPI_Count in the large one.</summary>
    Count,
    /// <summary>MPI_Aint in the plain procedure, MPI_Count in the large one.</summary>
    Address,
}

/// <summary>
/// The arguments of a datatype's constructor as MPI_Type_get_contents returns them (MPI 5.0 §5.1.13). A shadow keeps them in the order of
/// the C procedure, which is also the order within each of the arrays returned.
/// </summary>
internal static class CombinerArguments
{
    public static ArgumentKind KindOf(DatatypeShadow type, int argument)
    {
        var arguments = type.Arguments;
        return type.Combiner switch
        {
            Combiner.HVector => argument == 2 ? ArgumentKind.Address : ArgumentKind.Count,
            Combiner.HIndexed or Combiner.Struct => argument > arguments[0] ? ArgumentKind.Address : ArgumentKind.Count,
            Combiner.HIndexedBlock => argument > 1 ? ArgumentKind.Address : ArgumentKind.Count,
            Combiner.Resized => ArgumentKind.Address,
            // ndims, sizes, subsizes, starts, order
            Combiner.Subarray => argument == 0 || argument == arguments.Length - 1 ? ArgumentKind.Integer : ArgumentKind.Count,
            // size, rank, ndims, gsizes, distribs, dargs, psizes, order
            Combiner.Darray => argument >= 3 && argument < 3 + arguments[2] ? ArgumentKind.Count : ArgumentKind.Integer,
            Combiner.F90Real or Combiner.F90Complex or Combiner.F90Integer => ArgumentKind.Integer,
            _ => ArgumentKind.Count,
        };
    }

    /// <summary>Where an argument goes, given whether the constructor was a large one.</summary>
    public static ContentsArray ArrayOf(DatatypeShadow type, int argument) => KindOf(type, argument) switch
    {
        ArgumentKind.Integer => ContentsArray.Integers,
        _ when type.IsLarge => ContentsArray.LargeCounts,
        ArgumentKind.Count => ContentsArray.Integers,
        _ => ContentsArray.Addresses,
    };

    /// <summary>The arguments that go to one of the arrays.</summary>
    public static long[] Of(DatatypeShadow type, ContentsArray array)
    {
        var result = new List<long>();
        // What a predefined type is made of is no argument of anything.
        for (var i = 0; type.Combiner != Combiner.Named && i < type.Arguments.Length; i++)
        {
            if (ArrayOf(type, i) == array)
                result.Add(type.Arguments[i]);
        }

        return [.. result];
    }
}

/// <summary>The arrays of numbers that MPI_Type_get_contents fills.</summary>
internal enum ContentsArray
{
    Integers,
    Addresses,
    LargeCounts,
}
