namespace MpiWasm.Mpi.Processes;

/// <summary>The processes that started this one.</summary>
internal sealed class Parents
{
    /// <summary>Guards <see cref="Communicator"/>.</summary>
    public Lock Guard { get; } = new();

    /// <summary>The guest's handle of the communicator with them, once it has asked; or 0.</summary>
    public uint Communicator { get; set; }
}
