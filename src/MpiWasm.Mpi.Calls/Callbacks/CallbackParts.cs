
namespace MpiWasm.Mpi.Calls.Callbacks;

/// <summary>What this chapter keeps for the process.</summary>
internal static class CallbackParts
{
    extension(MpiEnvironment environment)
    {
        /// <summary>The instances that import MPI.</summary>
        public GuestRegistry Guests => environment.Part<GuestRegistry>();
    }
}
