using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Objects.Datatypes;

/// <summary>The predefined operations of MPI 5.0 §6.9.2.</summary>
internal enum ReductionOperation
{
    Sum,
    Min,
    Max,
    Prod,
    BitAnd,
    BitOr,
    BitXor,
    And,
    Or,
    Xor,
    MinLoc,
    MaxLoc,
}

/// <summary>Which operations the standard defines on which datatypes.</summary>
internal static class DefinedOperations
{
    private static readonly ReductionOperation[] Arithmetic = [
        ReductionOperation.Sum, ReductionOperation.Prod, ReductionOperation.Min, ReductionOperation.Max];
    private static readonly ReductionOperation[] Bitwise = [ReductionOperation.BitAnd, ReductionOperation.BitOr, ReductionOperation.BitXor];
    private static readonly ReductionOperation[] Boolean = [ReductionOperation.And, ReductionOperation.Or, ReductionOperation.Xor];

    /// <summary>
    /// The operations that the standard defines on a datatype (§6.9.2, §6.9.4). Logical ones on integers are C's alone, but nobody is
    /// harmed by Fortran's.
    /// </summary>
    public static IEnumerable<ReductionOperation> On(PredefinedDatatype type)
    {
        if (type.IsPair)
            return [ReductionOperation.MinLoc, ReductionOperation.MaxLoc];
        return type.Marks != BoundMark.None ? [] : type.Scalars[0].Form switch
        {
            DataForm.Signed or DataForm.Unsigned => [.. Arithmetic, .. Bitwise, .. Boolean],
            DataForm.Float => Arithmetic,
            DataForm.Complex => [ReductionOperation.Sum, ReductionOperation.Prod],
            DataForm.Logical => Boolean,
            DataForm.Bytes => Bitwise,
            _ => [],
        };
    }

    /// <summary>Characters of one byte are none of the standard's integers, but all libraries', and programs use them so.</summary>
    public static bool AreLibrariesIntegers(PredefinedDatatype type) => type.Name is ConstantNames.Char or ConstantNames.Character;

    /// <summary>The same as groups, with what libraries have beyond the standard; none for null.</summary>
    public static OperationGroups Groups(PredefinedDatatype? type)
    {
        if (type is not null && AreLibrariesIntegers(type))
            return OperationGroups.All & ~OperationGroups.Places;
        var groups = OperationGroups.None;
        foreach (var operation in type is null ? [] : On(type))
        {
            groups |= operation switch
            {
                ReductionOperation.Sum or ReductionOperation.Prod => OperationGroups.Sums,
                ReductionOperation.Min or ReductionOperation.Max => OperationGroups.Orders,
                ReductionOperation.BitAnd or ReductionOperation.BitOr or ReductionOperation.BitXor => OperationGroups.Bits,
                ReductionOperation.And or ReductionOperation.Or or ReductionOperation.Xor => OperationGroups.Truths,
                _ => OperationGroups.Places,
            };
        }

        return groups;
    }
}
