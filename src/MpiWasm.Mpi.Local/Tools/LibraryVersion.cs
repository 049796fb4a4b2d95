namespace MpiWasm.Mpi.Local.Tools;

/// <summary>What the library says of itself.</summary>
internal static class LibraryVersion
{
    public const string Text = "mpiwasm local MPI 0.1.0";
}
