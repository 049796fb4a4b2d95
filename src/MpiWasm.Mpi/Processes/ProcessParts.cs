using MpiWasm.Mpi.Calls;

namespace MpiWasm.Mpi.Processes;

/// <summary>What this chapter keeps for the process.</summary>
internal static class ProcessParts
{
    extension(MpiEnvironment environment)
    {
        /// <summary>The sessions.</summary>
        public SessionStore Sessions => environment.Part<SessionStore>();

        /// <summary>The processes that started this one.</summary>
        public Parents Parents => environment.Part<Parents>();

        /// <summary>What the guest has told of its Fortran.</summary>
        public FortranFacts Fortran => environment.Part<FortranFacts>();
    }
}
