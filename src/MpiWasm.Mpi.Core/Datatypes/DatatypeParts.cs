using MpiWasm.Mpi.Core.Calls;

namespace MpiWasm.Mpi.Core.Datatypes;

/// <summary>What this chapter keeps for the process.</summary>
internal static class DatatypeParts
{
    extension(MpiEnvironment environment)
    {
        /// <summary>The datatypes.</summary>
        public DatatypeRegistry Datatypes => environment.Part<DatatypeRegistry>();
    }
}
