using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Objects.Errors;
using MpiWasm.Mpi.Hosts;

namespace MpiWasm.Mpi.Files;

/// <summary>
/// The processes of a communicator that agree on something within a collective call of the guest, in which messages of ours have their
/// place.
/// </summary>
internal sealed unsafe class ProcessGroup(MpiEnvironment environment, CommArgument comm)
{
    private readonly CommArgument _comm = comm;

    public int Rank { get; } = comm.Rank;

    public long Maximum(long own)
    {
        long highest;
        environment.Functions.Allreduce(&own, &highest, 1, Predefined(ConstantNames.LongLong), Predefined(ConstantNames.Max), _comm.Host);
        return highest;
    }

    /// <summary>Sends what process 0 has to all.</summary>
    public void Broadcast(Span<byte> data)
    {
        fixed (byte* bytes = data)
            environment.Functions.Bcast(bytes, data.Length, Predefined(ConstantNames.Byte), 0, _comm.Host);
    }

    /// <summary>
    /// What went wrong in any process goes wrong in all, so that none waits for others. Each tells its own error; those without one tell
    /// that of another.
    /// </summary>
    public void Agree(Exception? own)
    {
        var errorClass = own switch
        {
            null => 0,
            ArgumentCheckException e => e.ErrorClass,
            RefusedException e => e.ErrorClass,
            HostCallException e => environment.Errors.ClassOfHost(e.Code),
            _ => ErrorClasses.Other,
        };
        var common = (int)Maximum(errorClass);
        if (own is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(own);
        if (common != 0)
            throw new RefusedException(common, "the call failed in another process");
    }

    private ulong Predefined(string name) => environment.Host.Predefined(name);
}
