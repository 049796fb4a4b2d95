using MpiWasm.Mpi.Calls;

namespace MpiWasm.Mpi.OneSided;

/// <summary>What this chapter keeps for the process.</summary>
internal static class OneSidedParts
{
    extension(MpiEnvironment environment)
    {
        /// <summary>The windows.</summary>
        public WindowRegistry Windows => environment.Part<WindowRegistry>();
    }
}
