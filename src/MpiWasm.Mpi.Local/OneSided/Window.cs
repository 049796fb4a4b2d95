using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Datatypes;
using MpiWasm.Mpi.Local.Objects;

namespace MpiWasm.Mpi.Local.OneSided;

/// <summary>
/// A window as all its ranks share it. An access is done at once, by the rank that makes it: synchronisation only has to order them.
/// </summary>
internal sealed unsafe class WindowCore(CommunicatorCore communicator)
{
    /// <summary>Its ranks, and where they meet.</summary>
    public CommunicatorCore Communicator { get; } = communicator;

    public Exposed[] Ranks { get; } = [.. Enumerable.Range(0, communicator.Groups[0].Size).Select(_ => new Exposed())];

    /// <summary>Whoever waits for a change of the window looks again.</summary>
    public void Changed()
    {
        Interlocked.MemoryBarrier();
        foreach (var rank in Communicator.Groups[0].WorldRanks)
            Communicator.Job.Ranks[rank].WakeIfAsleep();
    }

    /// <summary>What a rank shows, and who has access to it.</summary>
    public sealed class Exposed
    {
        private SpinLock _atomics = new(enableThreadOwnerTracking: false);

        public byte* Base { get; set; }

        public long Unit { get; set; }

        /// <summary>How many hold a shared lock; -1 for the exclusive one.</summary>
        private int _locks;

        /// <summary>Epochs that it has opened to each rank, and that each rank has ended (§12.5.2).</summary>
        public int[] Posted { get; set; } = [];

        public int[] Completed { get; set; } = [];

        public bool TryLock(bool isExclusive)
        {
            while (true)
            {
                var held = Volatile.Read(ref _locks);
                if (held < 0 || (isExclusive && held != 0))
                    return false;
                if (Interlocked.CompareExchange(ref _locks, isExclusive ? -1 : held + 1, held) == held)
                    return true;
            }
        }

        public void Unlock()
        {
            if (Interlocked.CompareExchange(ref _locks, 0, -1) != -1)
                _ = Interlocked.Decrement(ref _locks);
        }

        public byte* At(long displacement) => Base + (displacement * Unit);

        /// <summary>What elements were goes to one buffer, and another is combined into them, as one access (§12.7).</summary>
        public void Combine(void* operand, void* fetched, long displacement, long count, Datatype type, Operation operation, int handle)
        {
            var taken = false;
            try
            {
                _atomics.Enter(ref taken);
                var target = At(displacement);
                if (fetched is not null)
                    _ = Transfer.Copy(target, count, type, fetched, count, type);
                if (operand is not null)
                    operation.Apply(operand, target, count, type, handle);
            }
            finally
            {
                if (taken)
                    _atomics.Exit();
            }
        }

        /// <summary>MPI_Compare_and_swap, on the bytes of an element.</summary>
        public void Swap(void* desired, void* expected, void* fetched, long displacement, Datatype type)
        {
            var taken = false;
            try
            {
                _atomics.Enter(ref taken);
                var target = At(displacement);
                var bytes = (int)type.Size;
                Buffer.MemoryCopy(target, fetched, bytes, bytes);
                if (new ReadOnlySpan<byte>(target, bytes).SequenceEqual(new ReadOnlySpan<byte>(expected, bytes)))
                    Buffer.MemoryCopy(desired, target, bytes, bytes);
            }
            finally
            {
                if (taken)
                    _atomics.Exit();
            }
        }
    }
}

/// <summary>A window as one of its ranks has it.</summary>
internal sealed class Window(WindowCore core, Communicator communicator)
{
    public WindowCore Core { get; } = core;

    /// <summary>Of the window's own; its collectives meet there.</summary>
    public Communicator Communicator { get; } = communicator;

    public int Rank => Communicator.Rank;

    /// <summary>Ranks locked, and of those of MPI_Win_start and MPI_Win_post the last groups.</summary>
    public HashSet<int> Locked { get; } = [];

    public int[] Accessed { get; set; } = [];

    public int[] Exposed { get; set; } = [];

    public WindowCore.Exposed Of(int rank) =>
        (uint)rank < (uint)Core.Ranks.Length ? Core.Ranks[rank] : throw new MpiFailure(StandardAbi.ErrRank);
}
