using MpiWasm.Mpi.Abi.Native;
using MpiWasm.Mpi.Local.Datatypes;
using MpiWasm.Mpi.Local.Messages;

namespace MpiWasm.Mpi.Local.Objects;

/// <summary>What a rank has handles of.</summary>
internal sealed class RankObjects
{
    public RankObjects()
    {
        foreach (var (handle, type) in Predefined.All)
            Datatypes.Predefine(handle, type);
        foreach (var (handle, operation) in Operation.All)
            Operations.Predefine(handle, operation);
        Groups.Predefine(StandardAbi.GroupEmpty, Group.Empty);
    }

    public HandleSpace<Communicator> Communicators { get; } = new(StandardAbi.ErrComm);

    public HandleSpace<Group> Groups { get; } = new(StandardAbi.ErrGroup);

    /// <summary>A handle of a group: of one without members the predefined one.</summary>
    public int HandleOf(Group group) => group.Size == 0 ? StandardAbi.GroupEmpty : Groups.Add(group);

    public HandleSpace<Datatype> Datatypes { get; } = new(StandardAbi.ErrType);

    public HandleSpace<Operation> Operations { get; } = new(StandardAbi.ErrOp);

    public HandleSpace<Request> Requests { get; } = new(StandardAbi.ErrRequest);

    public HandleSpace<OneSided.Window> Windows { get; } = new(StandardAbi.ErrWin);

    public HandleSpace<Files.LocalFile> Files { get; } = new(StandardAbi.ErrFile);

    public HandleSpace<InfoList> Infos { get; } = new(StandardAbi.ErrInfo);

    public HandleSpace<Tools.ToolSession> ToolSessions { get; } = new(StandardAbi.TErrInvalidSession);

    public HandleSpace<Tools.PerformanceHandle> ToolHandles { get; } = new(StandardAbi.TErrInvalidHandle);

    public HandleSpace<Message> Messages { get; } = new(StandardAbi.ErrRequest);
}
