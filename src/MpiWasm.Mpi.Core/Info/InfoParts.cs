using MpiWasm.Mpi.Core.Calls;

namespace MpiWasm.Mpi.Core.Info;

/// <summary>What this chapter keeps for the process.</summary>
internal static class InfoParts
{
    extension(MpiEnvironment environment)
    {
        /// <summary>Info objects.</summary>
        public InfoStore Infos => environment.Part<InfoStore>();
    }
}
