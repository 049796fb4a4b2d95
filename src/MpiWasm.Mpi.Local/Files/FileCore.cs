using MpiWasm.Mpi.Local.Objects;

namespace MpiWasm.Mpi.Local.Files;

/// <summary>An open file as all its ranks share it: the shared file pointer, and who accesses it in atomic mode.</summary>
internal sealed class FileCore(CommunicatorCore communicator)
{
    private long _pointer;

    /// <summary>Its ranks, and where they meet.</summary>
    public CommunicatorCore Communicator { get; } = communicator;

    /// <summary>Held during an access in atomic mode: what lies in several pieces is accessed as one (MPI 5.0 §14.6.1).</summary>
    public Lock Atomic { get; } = new();

    /// <summary>The shared file pointer, in etypes.</summary>
    public long Pointer
    {
        get => Interlocked.Read(ref _pointer);
        set => Interlocked.Exchange(ref _pointer, value);
    }

    /// <summary>Takes so many etypes; the first of them.</summary>
    public long Advance(long etypes) => Interlocked.Add(ref _pointer, etypes) - etypes;
}
