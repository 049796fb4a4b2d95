using MpiWasm.Mpi.Objects.Datatypes;

namespace MpiWasm.Mpi.Objects.Operations;

/// <summary>A predefined operation on arrays of a predefined datatype: <c>right[i] = left[i] op right[i]</c>.</summary>
internal static unsafe class ElementLoop
{
    public static void Run(PredefinedDatatype type, ReductionOperation operation, byte* left, byte* right, int count)
    {
        var extent = type.Extent;
        if (operation is ReductionOperation.MinLoc or ReductionOperation.MaxLoc)
        {
            for (var i = 0; i < count; i++, left += extent, right += extent)
                ElementOperations.Extreme(type, operation == ReductionOperation.MinLoc, left, right);
            return;
        }

        var element = ElementOperations.Of(type.Scalars[0], operation);
        for (var i = 0; i < count; i++, left += extent, right += extent)
            element(left, right);
    }
}
