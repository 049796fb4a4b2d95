using System.Diagnostics.CodeAnalysis;

namespace MpiWasm.Mpi.Local.Datatypes;

/// <summary>A procedure ends with an error class of the standard.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Thrown and caught here, with a class always.")]
[SuppressMessage("Design", "CA1064", Justification = "No caller sees it: entries return its class.")]
internal sealed class MpiFailure(int errorClass) : Exception
{
    /// <summary>MPI_ERR_* of the standard's ABI.</summary>
    public int ErrorClass { get; } = errorClass;
}
