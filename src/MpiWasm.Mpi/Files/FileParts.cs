using MpiWasm.Mpi.Calls;

namespace MpiWasm.Mpi.Files;

/// <summary>What this chapter keeps for the process.</summary>
internal static class FileParts
{
    extension(MpiEnvironment environment)
    {
        /// <summary>The open files.</summary>
        public FileStore Files => environment.Part<FileStore>();
    }
}
