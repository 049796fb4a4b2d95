namespace MpiWasm.Wasm;

/// <summary>Search in what is sorted.</summary>
public static class Bisection
{
    /// <summary>How many of the first items are below a limit, where those below it come before all others.</summary>
    /// <param name="count">How many items there are.</param>
    /// <param name="isBelow">Whether the item of an index is below the limit.</param>
    public static int CountBelow(int count, Func<int, bool> isBelow)
    {
        var (low, high) = (0, count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (isBelow(middle))
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
