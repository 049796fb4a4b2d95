using MpiWasm.Mpi.Calls;

namespace MpiWasm.Mpi.Communicators;

/// <summary>What this chapter keeps for the process.</summary>
internal static class CommunicatorParts
{
    extension(MpiEnvironment environment)
    {
        /// <summary>Communicators and groups.</summary>
        public CommunicatorStore Communicators => environment.Part<CommunicatorStore>();

        /// <summary>Duplicates that are being made.</summary>
        public Duplications Duplications => environment.Part<Duplications>();
    }
}
