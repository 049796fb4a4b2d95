namespace MpiWasm.Mpi.Hosts.Mpich;

/// <summary>
/// What cannot be used of MPICH 4.0, as small programs in C show with 4.0.2. MPI_Isendrecv leaves the status as it was, and with MPI_PROC_NULL never completes. Of the persistent collectives
/// gather, scatter and allgather deliver old data from the second start on, and on several processes the library loses its communicator; so none of the family is used. Accesses to files with large counts
/// assert that these are not large.
/// </summary>
internal static class MpichDefects
{
    private static readonly string[] Messages = ["Send", "Bsend", "Ssend", "Rsend", "Recv", "Psend", "Precv"];

    public static bool Has(string version, string name)
    {
        if (!version.Replace('\t', ' ').Contains("MPICH Version: 4.0", StringComparison.Ordinal))
            return false;
        var plain = name.EndsWith("_c", StringComparison.Ordinal) ? name[..^2] : name;
        return plain is "MPI_Isendrecv" or "MPI_Isendrecv_replace"
            || (name != plain && (plain.StartsWith("MPI_File_read", StringComparison.Ordinal) || plain.StartsWith("MPI_File_write", StringComparison.Ordinal)
                || plain.StartsWith("MPI_File_iread", StringComparison.Ordinal) || plain.StartsWith("MPI_File_iwrite", StringComparison.Ordinal)))
            || (plain.EndsWith("_init", StringComparison.Ordinal) && !Messages.Contains(plain["MPI_".Length..^"_init".Length]));
    }
}
