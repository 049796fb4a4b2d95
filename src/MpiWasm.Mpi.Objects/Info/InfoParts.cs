using MpiWasm.Mpi.Calls;

namespace MpiWasm.Mpi.Objects.Info;

/// <summary>What this chapter keeps for the process.</summary>
internal static class InfoParts
{
    extension(MpiEnvironment environment)
    {
        /// <summary>Info objects.</summary>
        public InfoStore Infos => environment.Part<InfoStore>();
    }
}
