using System.Numerics;
using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Communicators;
using MpiWasm.Mpi.Calls;

namespace MpiWasm.Mpi.Collectives;

/// <summary>
/// Communicators for persistent collectives that are made of nonblocking ones. Processes initialise persistent operations in the same order
/// but start them in any (MPI_Startall: in an arbitrary one, MPI 5.0 §3.9), and nonblocking operations meet in the order in which they are
/// started. So each has a duplicate of its communicator for itself while it lives: its lane.
/// </summary>
internal sealed unsafe class PersistentLanes(MpiEnvironment environment)
{
    private readonly Dictionary<uint, Lanes> _ofCommunicators = [];

    /// <summary>
    /// A lane that is free in all processes, which all call this; none, and the communicator itself, for an intercommunicator, and where
    /// there are as many operations as there can be lanes.
    /// </summary>
    public Lane Take(uint communicator)
    {
        var entry = (CommEntry*)environment.Table(HandleKind.Comm).Find(communicator);
        if (entry is null)
            throw new ArgumentCheckException(ErrorClasses.Comm, -1, communicator);
        if (entry->RemoteSize > 0)
            return new Lane(communicator, communicator, -1);
        Lanes lanes;
        // Free here, and free in all processes.
        var sets = stackalloc ulong[2];
        lock (_ofCommunicators)
        {
            if (!_ofCommunicators.TryGetValue(communicator, out lanes!))
                _ofCommunicators[communicator] = lanes = new Lanes();
            sets[0] = lanes.Free;
        }

        var host = entry->Head.Host;
        var library = environment.Library;
        environment.Functions.Allreduce(
            sets, sets + 1, 1, library.Predefined(ConstantNames.Uint64T)!.Value, library.Predefined(ConstantNames.Band)!.Value, host);
        var number = BitOperations.TrailingZeroCount(sets[1]);
        if (number >= 64)
            return new Lane(communicator, communicator, -1);
        if (lanes.Handles[number] == 0)
        {
            ulong made = 0;
            environment.Functions.CommDup(host, &made);
            lanes.Handles[number] = (uint)environment.Communicators.New(made, communicator);
        }

        lock (_ofCommunicators)
            lanes.Free &= ~(1UL << number);
        return new Lane(communicator, lanes.Handles[number], number);
    }

    /// <summary>The operation is gone.</summary>
    public void Return(Lane lane)
    {
        lock (_ofCommunicators)
        {
            if (lane.Number >= 0 && _ofCommunicators.TryGetValue(lane.Parent, out var lanes)
                && lanes.Handles[lane.Number] == lane.Communicator)
                lanes.Free |= 1UL << lane.Number;
        }
    }

    /// <summary>Before all processes free a communicator.</summary>
    public void Forget(uint communicator)
    {
        Lanes? lanes;
        lock (_ofCommunicators)
        {
            if (!_ofCommunicators.Remove(communicator, out lanes))
                return;
        }

        foreach (var handle in lanes.Handles)
        {
            if (handle == 0 || environment.Table(HandleKind.Comm).Find(handle) is var entry && entry is null)
                continue;
            var host = entry->Host;
            environment.Retire(HandleKind.Comm, handle);
            _ = environment.Functions.Codes.CommFree(&host);
        }
    }

    /// <summary>Before MPI_Finalize.</summary>
    public void Release()
    {
        foreach (var communicator in _ofCommunicators.Keys.Order().ToList())
            Forget(communicator);
    }

    private sealed class Lanes
    {
        /// <summary>The guest's handles, 0 for those not made yet: the same ones in all processes.</summary>
        public uint[] Handles { get; } = new uint[64];

        public ulong Free { get; set; } = ulong.MaxValue;
    }
}

/// <summary>What <see cref="PersistentLanes.Take"/> gives.</summary>
/// <param name="Parent">The communicator of the operation.</param>
/// <param name="Communicator">The one it uses.</param>
/// <param name="Number">Which lane that is; -1 for none.</param>
internal readonly record struct Lane(uint Parent, uint Communicator, int Number);
