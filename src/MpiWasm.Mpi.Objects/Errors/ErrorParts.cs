using MpiWasm.Mpi.Calls;

namespace MpiWasm.Mpi.Objects.Errors;

/// <summary>What this chapter keeps for the process.</summary>
internal static class ErrorParts
{
    extension(MpiEnvironment environment)
    {
        /// <summary>What errors lead to.</summary>
        public MpiErrors Errors => environment.Part<MpiErrors>();
    }
}
