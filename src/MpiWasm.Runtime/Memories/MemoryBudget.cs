namespace MpiWasm.Runtime.Memories;

/// <summary>How much memory a guest may have, all its linear memories and tables together.</summary>
/// <param name="most">The limit in bytes.</param>
public sealed class MemoryBudget(ulong most)
{
    private long _taken;

    /// <summary>The limit in bytes.</summary>
    public ulong Most { get; } = Math.Min(most, long.MaxValue);

    /// <summary>Takes bytes if there are so many left.</summary>
    internal bool TryTake(ulong bytes)
    {
        if (bytes > Most)
            return false;
        if ((ulong)Interlocked.Add(ref _taken, (long)bytes) <= Most)
            return true;
        Return(bytes);
        return false;
    }

    internal void Return(ulong bytes) => _ = Interlocked.Add(ref _taken, -(long)bytes);
}
