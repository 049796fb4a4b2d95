using MpiWasm.Mpi.Abi.Api;
using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Objects.Datatypes;
using MpiWasm.Mpi.PointToPoint;

namespace MpiWasm.Mpi.Collectives;

/// <summary>
/// The persistent collectives over a host that has none to use: MPI_Bcast_init is a request whose start calls MPI_Ibcast. The shims have
/// checked the arguments.
/// </summary>
internal static class PersistentProcedures
{
    public static IEnumerable<ManagedProcedure> All { get; } =
        [.. MpiApi.Standard.Procedures.Where(p => Nonblocking(p) is not null).Select(p => new ManagedProcedure([p], Init))];

    /// <summary>MPI_Ibcast of MPI_Bcast_init, MPI_Ibcast_c of MPI_Bcast_init_c; null where there is none.</summary>
    private static Procedure? Nonblocking(Procedure procedure)
    {
        const string Prefix = "MPI_", Suffix = "_init";
        if (!procedure.BaseName.EndsWith(Suffix, StringComparison.Ordinal))
            return null;
        var operation = procedure.BaseName[Prefix.Length..^Suffix.Length];
        var name = $"{Prefix}I{char.ToLowerInvariant(operation[0])}{operation[1..]}";
        // MPI_Send_init is no collective: MPI_Isend takes as many arguments.
        var found = MpiApi.Standard.Find(procedure.IsLarge ? name + "_c" : name);
        return found is not null && found.Parameters.Length == procedure.Parameters.Length - 1 ? found : null;
    }

    private static unsafe void Init(Call call)
    {
        var parameters = call.Procedure.Parameters;
        var request = parameters.Length - 1;
        _ = call.OutWord(request);
        // Without the information and the request, the last two.
        var arguments = new ulong[request - 1];
        for (var i = 0; i < arguments.Length; i++)
            arguments[i] = parameters[i].IsWide(call.Guest) ? (ulong)call.Wide(i) : (uint)call.Int(i);
        var requests = call.Environment.Requests;
        var slot = requests.Reserve();
        var types = new List<uint>();
        try
        {
            // The guest may free its datatypes: the operation has handles of its own.
            for (var i = 0; i < arguments.Length; i++)
            {
                if (parameters[i].Kind != ParameterKind.Datatype || parameters[i].IsArray || arguments[i] < Handle.PredefinedCount)
                    continue;
                var type = call.Environment.Datatypes.NewHandle(call.Environment.Datatypes.Find(call.Handle(i)));
                arguments[i] = type;
                types.Add(type);
            }

            var comm = Array.FindIndex(parameters.ToArray(), p => p.Kind == ParameterKind.Comm);
            var lane = call.Environment.Lanes.Take(call.Handle(comm));
            arguments[comm] = lane.Communicator;
            call.WriteWord(request, requests.Publish(
                slot, new PersistentCollective(call.Environment, Nonblocking(call.Procedure)!, arguments, lane, types)));
        }
        catch
        {
            foreach (var type in types)
                call.Environment.Datatypes.Free(type);
            call.Environment.Table(HandleKind.Request).Return(slot);
            throw;
        }
    }
}
