using MpiWasm.Mpi.Calls;

namespace MpiWasm.Mpi.Objects.Datatypes;

/// <summary>What this chapter keeps for the process.</summary>
internal static class DatatypeParts
{
    extension(MpiEnvironment environment)
    {
        /// <summary>The datatypes.</summary>
        public DatatypeRegistry Datatypes => environment.Part<DatatypeRegistry>();
    }
}
