using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;

namespace MpiWasm.Mpi.Communicators;

/// <summary>What the making of windows says among its processes, over the host's communicator.</summary>
/// <remarks>Guest code may run between two of these steps: each looks the communicator up again.</remarks>
internal unsafe readonly struct HostComm(MpiEnvironment environment, CommArgument comm)
{
    public ulong Handle => comm.Host;

    public int Rank => comm.Rank;

    public int Size => comm.GroupSize;

    /// <summary>One record of every process, by rank.</summary>
    public T[] Gather<T>(T own)
        where T : unmanaged
    {
        var all = new T[comm.GroupSize];
        var bytes = environment.Host.Byte;
        fixed (T* results = all)
        {
            environment.Functions.Allgather(&own, sizeof(T), bytes, results, sizeof(T), bytes, comm.Host);
        }

        return all;
    }

    /// <summary>Rank 0's bytes, everywhere.</summary>
    public void Broadcast(byte[] bytes)
    {
        fixed (byte* buffer = bytes)
        {
            environment.Functions.Bcast(buffer, bytes.Length, environment.Host.Byte, 0, comm.Host);
        }
    }

    /// <summary>Whether all processes are on one node.</summary>
    public bool IsOneNode()
    {
        var type = environment.Constants.ToHost(ParameterKind.SplitType, StandardAbi.CommTypeShared)!.Value;
        ulong node = 0;
        int count;
        environment.Functions.CommSplitType(comm.Host, type, 0, environment.Host.InfoNull, &node);
        environment.Functions.CommSize(node, &count);
        environment.Functions.CommFree(&node);
        return count == comm.GroupSize;
    }
}
