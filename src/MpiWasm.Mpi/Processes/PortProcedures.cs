using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Calls.Described;
using MpiWasm.Mpi.Calls.Generated;

namespace MpiWasm.Mpi.Processes;

/// <summary>
/// Ports and names (MPI 5.0 §11.9): by them a guest reaches processes outside of its job, so they are closed unless the user opens them.
/// </summary>
internal static class PortProcedures
{
    public static IEnumerable<ManagedProcedure> All { get; } =
    [
        OpenPortCall.ServedBy(call => Allowed(call)),
        ClosePortCall.ServedBy(call => Allowed(call)),
        PublishNameCall.ServedBy(call => Allowed(call)),
        UnpublishNameCall.ServedBy(call => Allowed(call)),
        LookupNameCall.ServedBy(call => Allowed(call)),
        CommAcceptCall.ServedBy(call => Allowed(call)),
        CommConnectCall.ServedBy(call => Allowed(call)),
    ];

    private static void Allowed(Call call)
    {
        if (!call.Environment.AllowPorts)
            throw new RefusedException(ErrorClasses.Access, "ports lead to processes outside of this job; --allow-ports opens them");
        GenericProcedure.Serve(call);
    }
}
