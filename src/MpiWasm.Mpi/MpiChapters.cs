using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Collectives;
using MpiWasm.Mpi.Communicators;
using MpiWasm.Mpi.Objects.Caching;
using MpiWasm.Mpi.Calls.Callbacks;
using MpiWasm.Mpi.Calls;
using MpiWasm.Mpi.Objects.Datatypes;
using MpiWasm.Mpi.Objects.Errors;
using MpiWasm.Mpi.Objects.Info;
using MpiWasm.Mpi.Objects.Operations;
using MpiWasm.Mpi.Dispatch;
using MpiWasm.Mpi.Files;
using MpiWasm.Mpi.Hosts.Library;
using MpiWasm.Mpi.OneSided;
using MpiWasm.Mpi.PointToPoint;
using MpiWasm.Mpi.Processes;
using MpiWasm.Mpi.Tools;

namespace MpiWasm.Mpi;

/// <summary>MPI for the guests of this process, put together of the chapters of the standard.</summary>
public static unsafe class MpiChapters
{
    /// <summary>MPI over a library of the host.</summary>
    /// <param name="library">The library.</param>
    /// <param name="shims">The shims that are made for it: what guests import, and what managed procedures are made of. Null where no guest
    /// imports any.</param>
    public static MpiEnvironment Over(MpiLibrary library, Shims? shims)
    {
        var environment = new MpiEnvironment(library) { Carrier = new HostCarrier(shims) };
        environment.Add(new GuestRegistry(environment));
        var errors = environment.Add(new MpiErrors(environment));
        var names = environment.Add(new ObjectNames());
        var attributes = environment.Add(new AttributeStore(environment));
        environment.Forgetting += errors.Forget;
        environment.Forgetting += names.Forget;
        environment.Forgetting += attributes.Forget;

        var infos = environment.Add(new InfoStore(environment));
        environment.Publishers[(int)HandleKind.Info] = (slot, host, _) => infos.Adopt(slot, host);
        var datatypes = environment.Add(new DatatypeRegistry(environment));
        environment.BottomTwin = datatypes.BottomTwin;
        environment.Add(new UserOperations(environment));
        environment.Add(new OwnReductions(environment));

        environment.Add(new GeneralizedRequests(environment));
        environment.Add(new MessageBuffers(environment));
        var requests = environment.Add(new RequestAttachments(environment));
        environment.Publishers[(int)HandleKind.Request] = (slot, host, _) => requests.Publish(slot, host);
        var communicators = environment.Add(new CommunicatorStore(environment));
        environment.Publishers[(int)HandleKind.Comm] = communicators.Publish;
        environment.Add(new Duplications());
        var lanes = environment.Add(new PersistentLanes(environment));
        communicators.Freeing += lanes.Forget;

        var windows = environment.Add(new WindowRegistry(environment));
        environment.Add(new PredefinedAttributes(environment) { Windows = windows.Attributes });
        environment.Add(new FileStore());
        environment.Add(new DataRepresentations());
        environment.Add(new SessionStore(environment));
        environment.Add(new Parents());
        environment.Add(new FortranFacts());
        environment.Add(new ToolStore());
        datatypes.AddPredefined();
        environment.WidthChanges += datatypes.AddPredefined;
        return environment;
    }
}
