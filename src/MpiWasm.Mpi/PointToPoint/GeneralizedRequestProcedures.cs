using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls.Callbacks;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Calls.Generated;

namespace MpiWasm.Mpi.PointToPoint;

/// <summary>Generalized requests (MPI 5.0 §13.2).</summary>
internal static unsafe class GeneralizedRequestProcedures
{
    public static IEnumerable<ManagedProcedure> All { get; } =
    [
        GrequestStartCall.ServedBy(Start),
        GrequestCompleteCall.ServedBy(Complete),
    ];

    private static void Start(GrequestStartCall call)
    {
        call.Environment.RequireHost();
        var request = new GeneralizedRequest
        {
            Environment = call.Environment,
            Query = call.QueryFn.Callback(GeneralizedRequest.QueryType),
            Free = call.FreeFn.Callback(GeneralizedRequest.FreeType),
            Cancel = call.CancelFn.Callback(GeneralizedRequest.CancelType),
            ExtraState = call.ExtraState.Address,
        };
        call.Request.Require();
        call.Request.Set(call.Environment.Generalized.Start(request));
    }

    /// <summary>The handle may be one that MPI_Request_free has retired already.</summary>
    private static void Complete(GrequestCompleteCall call)
    {
        call.Environment.RequireHost();
        if (!call.Environment.Generalized.Complete(call.Request.Guest))
            throw call.Request.Error(ErrorClasses.Request);
    }
}
