using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Core.Callbacks;
using MpiWasm.Mpi.Core.Calls;

namespace MpiWasm.Mpi.PointToPoint;

/// <summary>Generalized requests (MPI 5.0 §13.2).</summary>
internal static unsafe class GeneralizedRequestProcedures
{
    public static IEnumerable<(string Name, ManagedBody Body)> All { get; } =
    [
        ("MPI_Grequest_start", Start),
        ("MPI_Grequest_complete", Complete),
    ];

    private static void Start(Call call)
    {
        call.Environment.RequireHost();
        var request = new GeneralizedRequest
        {
            Environment = call.Environment,
            Query = GuestCallback.From(call, 0, GeneralizedRequest.QueryType),
            Free = GuestCallback.From(call, 1, GeneralizedRequest.FreeType),
            Cancel = GuestCallback.From(call, 2, GeneralizedRequest.CancelType),
            ExtraState = call[3],
        };
        _ = call.OutInt(4);
        call.WriteInt(4, (int)call.Environment.Generalized.Start(request));
    }

    /// <summary>The handle may be one that MPI_Request_free has retired already.</summary>
    private static void Complete(Call call)
    {
        call.Environment.RequireHost();
        if (!call.Environment.Generalized.Complete(call[0]))
            throw call.Error(ErrorClasses.Request, 0);
    }
}
