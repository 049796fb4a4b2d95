namespace MpiWasm.Mpi.Abi.Native;

/// <summary>The kinds of opaque MPI objects; the value is the index of the kind's table in <see cref="MpiContext"/>.</summary>
public enum HandleKind
{
    Comm,
    Datatype,
    Op,
    Request,
    Group,
    Info,
    Errhandler,
    Win,
    File,
    Message,
    Session,
    Count,
}
