using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Mapping;
using MpiWasm.Mpi.Abi.Native;

namespace MpiWasm.Mpi.Calls.Described;

/// <summary>A status the procedure reads.</summary>
internal unsafe class StatusIn(Parameter parameter) : GenericMapper(parameter)
{
    public override MapperPhase Phase => MapperPhase.Arrays;

    public override void Before(Call call, GenericFrame frame)
    {
        var abi = call.Environment.Library.Abi;
        var guest = call.OutBytes(Index, StandardAbi.StatusSize);
        frame.Allocate(Index, abi.Status.Size);
        StatusTranslation.ToHost(abi, guest, Host(abi, frame));
    }

    protected Span<byte> Host(HostAbi abi, GenericFrame frame) => new(frame.HostMemory(Index), abi.Status.Size);
}

/// <summary>
/// A status the host fills, or fills unless it is MPI_STATUS_IGNORE. It begins as the guest's, so that what the host leaves alone stays.
/// </summary>
internal sealed class StatusOut(Parameter parameter) : StatusIn(parameter)
{
    public override MapperPhase Phase => MapperPhase.Results;

    public override void Before(Call call, GenericFrame frame)
    {
        if (IsIgnored(call))
            frame.Arguments[Index] = (ulong)call.Environment.Library.Abi.StatusIgnore;
        else
            base.Before(call, frame);
    }

    public override void AfterSuccess(Call call, GenericFrame frame)
    {
        var abi = call.Environment.Library.Abi;
        if (!IsIgnored(call))
            StatusTranslation.ToGuest(abi, Host(abi, frame), call.OutBytes(Index, StandardAbi.StatusSize));
    }

    private bool IsIgnored(Call call) => call[Index] == StandardAbi.StatusIgnore && Parameter.Sentinel == Sentinel.StatusIgnore;
}
