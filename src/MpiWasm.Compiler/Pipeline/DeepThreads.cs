using System.Runtime.ExceptionServices;

namespace MpiWasm.Compiler.Pipeline;

/// <summary>
/// Runs LLVM on threads with big stacks: its passes recurse over deep expressions, and a stack overflow cannot be caught.
/// </summary>
internal static class DeepThreads
{
    public const int StackSize = 256 << 20;    // address space only; pages come when touched

    /// <summary>
    /// Calls <paramref name="action"/> for 0..count-1 on up to <paramref name="threads"/> threads; the first exception wins.
    /// </summary>
    public static void Run(int count, int threads, Action<int> action)
    {
        var next = -1;
        ExceptionDispatchInfo? failure = null;
        var pool = Enumerable.Range(0, Math.Max(1, Math.Min(threads, count))).Select(_ => new Thread(Work, StackSize)).ToArray();
        foreach (var thread in pool)
            thread.Start();
        foreach (var thread in pool)
            thread.Join();
        failure?.Throw();

        void Work()
        {
            int index;
            while (Volatile.Read(ref failure) is null && (index = Interlocked.Increment(ref next)) < count)
            {
                try
                {
                    action(index);
                }
                catch (Exception e)
                {
                    Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(e), null);
                }
            }
        }
    }
}
