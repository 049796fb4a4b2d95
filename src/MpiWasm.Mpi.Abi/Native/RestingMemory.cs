using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace MpiWasm.Mpi.Abi.Native;

/// <summary>
/// Native memory that nobody should read any more. It rests before it is freed: a shim of another thread may have read its address, and
/// what the shim finds there bounds an access.
/// </summary>
/// <param name="most">How many blocks rest at a time.</param>
internal sealed unsafe class RestingMemory(int most)
{
    private readonly ConcurrentQueue<nint> _blocks = new();

    /// <summary>The blocks that are not freed yet, the oldest first.</summary>
    public IReadOnlyCollection<nint> Blocks => _blocks;

    /// <summary>Frees a block of <see cref="NativeMemory"/> when as many have followed as may rest.</summary>
    public void Add(nint block)
    {
        _blocks.Enqueue(block);
        if (_blocks.Count > most && _blocks.TryDequeue(out var oldest))
            NativeMemory.Free((void*)oldest);
    }
}
