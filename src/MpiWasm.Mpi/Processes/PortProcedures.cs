using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Core.Calls;
using MpiWasm.Mpi.Core.Described;

namespace MpiWasm.Mpi.Processes;

/// <summary>Ports and names (MPI 5.0 §11.9): by them a guest reaches processes outside of its job, so they are closed unless the user opens them.</summary>
internal static class PortProcedures
{
    public static IEnumerable<(string Name, ManagedBody Body)> All { get; } =
    [
        ("MPI_Open_port", Allowed),
        ("MPI_Close_port", Allowed),
        ("MPI_Publish_name", Allowed),
        ("MPI_Unpublish_name", Allowed),
        ("MPI_Lookup_name", Allowed),
        ("MPI_Comm_accept", Allowed),
        ("MPI_Comm_connect", Allowed),
    ];

    private static void Allowed(Call call)
    {
        if (!call.Environment.AllowPorts)
            throw new RefusedException(ErrorClasses.Access, "ports lead to processes outside of this job; --allow-ports opens them");
        GenericProcedure.Serve(call);
    }
}
