using MpiWasm.Mpi.Calls;

namespace MpiWasm.Mpi.Objects.Caching;

/// <summary>What this chapter keeps for the process.</summary>
internal static class CachingParts
{
    extension(MpiEnvironment environment)
    {
        /// <summary>Attributes of the guest.</summary>
        public AttributeStore Attributes => environment.Part<AttributeStore>();

        /// <summary>Attributes that MPI itself sets.</summary>
        public PredefinedAttributes Predefined => environment.Part<PredefinedAttributes>();

        /// <summary>Names of objects.</summary>
        public ObjectNames Names => environment.Part<ObjectNames>();
    }
}
