using MpiWasm.Mpi.Calls;

namespace MpiWasm.Mpi.Objects.Operations;

/// <summary>What this chapter keeps for the process.</summary>
internal static class OperationParts
{
    extension(MpiEnvironment environment)
    {
        /// <summary>Operations of the guest.</summary>
        public UserOperations Operations => environment.Part<UserOperations>();

        /// <summary>Operations on what the host does not know.</summary>
        public OwnReductions Reductions => environment.Part<OwnReductions>();
    }
}
