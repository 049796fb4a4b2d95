using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Calls;

/// <summary>
/// Who carries out the procedures that guests call: the library of the host. Dispatch and what is made of other procedures ask this alone,
/// so that an MPI of our own can take the library's place.
/// </summary>
internal unsafe interface IProcedureCarrier
{
    /// <summary>
    /// Native code for a procedure, which takes an <see cref="MpiContext"/>* and the guest's arguments; null where it is served in C#.
    /// </summary>
    void* NativeCode(Procedure procedure);

    /// <summary>
    /// What serves a procedure in C#: all of it, or what its native code leaves (<see cref="MpiContext.Fallback"/>); null where nothing
    /// does.
    /// </summary>
    ManagedBody? Body(Procedure procedure);
}
