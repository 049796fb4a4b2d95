using MpiWasm.Mpi.Calls;

namespace MpiWasm.Mpi.Collectives;

/// <summary>What this chapter keeps for the process.</summary>
internal static class CollectiveParts
{
    extension(MpiEnvironment environment)
    {
        /// <summary>Communicators for persistent collectives.</summary>
        public PersistentLanes Lanes => environment.Part<PersistentLanes>();
    }
}
