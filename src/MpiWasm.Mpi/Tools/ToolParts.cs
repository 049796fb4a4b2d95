using MpiWasm.Mpi.Calls;

namespace MpiWasm.Mpi.Tools;

/// <summary>What this chapter keeps for the process.</summary>
internal static class ToolParts
{
    extension(MpiEnvironment environment)
    {
        /// <summary>Handles of the tool information interface.</summary>
        public ToolStore Tools => environment.Part<ToolStore>();
    }
}
