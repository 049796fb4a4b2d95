using MpiWasm.Wasm.Model;

namespace MpiWasm.Runtime.Instances;

/// <summary>Numbers function types for the whole process, so that an indirect call compares two integers.</summary>
internal static class TypeRegistry
{
    private static readonly Dictionary<FunctionType, uint> Numbers = [];

    public static uint NumberOf(FunctionType type)
    {
        lock (Numbers)
        {
            if (!Numbers.TryGetValue(type, out var number))
                Numbers.Add(type, number = (uint)Numbers.Count + 1);
            return number;
        }
    }
}
