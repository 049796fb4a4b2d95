using MpiWasm.Mpi.Calls;

namespace MpiWasm.Mpi.PointToPoint;

/// <summary>What this chapter keeps for the process.</summary>
internal static class PointToPointParts
{
    extension(MpiEnvironment environment)
    {
        /// <summary>What is done when a request ends.</summary>
        public RequestAttachments Requests => environment.Part<RequestAttachments>();

        /// <summary>Requests that the guest completes.</summary>
        public GeneralizedRequests Generalized => environment.Part<GeneralizedRequests>();

        /// <summary>Buffers for buffered sends.</summary>
        public MessageBuffers Buffers => environment.Part<MessageBuffers>();
    }
}
