using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Core.Calls;

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
        var bytes = environment.Library.Predefined("MPI_BYTE")!.Value;
        fixed (T* results = all)
        {
            Call.Check(((delegate* unmanaged<void*, int, ulong, void*, int, ulong, ulong, int>)environment.HostFunction("MPI_Allgather"))(
                &own, sizeof(T), bytes, results, sizeof(T), bytes, comm.Host));
        }

        return all;
    }

    /// <summary>Rank 0's bytes, everywhere.</summary>
    public void Broadcast(byte[] bytes)
    {
        fixed (byte* buffer = bytes)
        {
            Call.Check(((delegate* unmanaged<void*, int, ulong, int, ulong, int>)environment.HostFunction("MPI_Bcast"))(
                buffer, bytes.Length, environment.Library.Predefined("MPI_BYTE")!.Value, 0, comm.Host));
        }
    }

    /// <summary>Whether all processes are on one node.</summary>
    public bool IsOneNode()
    {
        var type = environment.Constants.ToHost(ParameterKind.SplitType, MpiApi.Standard.Value("MPI_COMM_TYPE_SHARED"))!.Value;
        ulong node = 0;
        int count;
        Call.Check(((delegate* unmanaged<ulong, int, int, ulong, ulong*, int>)environment.HostFunction("MPI_Comm_split_type"))(
            comm.Host, type, 0, environment.Library.Predefined("MPI_INFO_NULL")!.Value, &node));
        Call.Check(((delegate* unmanaged<ulong, int*, int>)environment.HostFunction("MPI_Comm_size"))(node, &count));
        Call.Check(((delegate* unmanaged<ulong*, int>)environment.HostFunction("MPI_Comm_free"))(&node));
        return count == comm.GroupSize;
    }
}
