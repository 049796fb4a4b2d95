namespace MpiWasm.Mpi.PointToPoint;

/// <summary>An operation that was over when it had started.</summary>
internal sealed class DoneRequest : EmulatedRequest
{
    /// <param name="status">The host's status.</param>
    public DoneRequest(ReadOnlySpan<byte> status) => status.CopyTo(HostStatus);

    public override bool Advance() => true;

    public override void Release()
    {
    }
}
