using MpiWasm.Mpi.Api;

namespace MpiWasm.Mpi.Managed.Generic;

/// <summary>When a mapper runs: later ones use what earlier ones found out. The phases are those of the shims' mappers.</summary>
internal enum GenericPhase
{
    /// <summary>Communicators, windows, files, sessions.</summary>
    Scope,
    Scalars,
    Arrays,
    Types,
    Buffers,
    Results,
    /// <summary>Slots of handle tables: the last thing that can fail before the host is called.</summary>
    Slots,
}

/// <summary>
/// Translates one argument of a procedure that has no body of its own. A mapper is made once per procedure and holds no state of a call; that is in the <see cref="GenericFrame"/>.
/// All checks are made before the host is called, so that afterwards nothing can fail and no result is lost.
/// </summary>
internal abstract class GenericMapper(Parameter parameter)
{
    public Parameter Parameter { get; } = parameter;

    public int Index => Parameter.Index;

    public virtual GenericPhase Phase => GenericPhase.Scalars;

    /// <summary>Checks the guest's argument and sets the host's.</summary>
    public abstract void Before(Call call, GenericFrame frame);

    /// <summary>Brings results back after the host succeeded.</summary>
    public virtual void After(Call call, GenericFrame frame)
    {
    }
}
