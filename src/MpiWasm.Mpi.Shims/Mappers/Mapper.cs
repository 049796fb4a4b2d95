using MpiWasm.Mpi.Api;
using MpiWasm.Mpi.Shims.Emission;

namespace MpiWasm.Mpi.Shims.Mappers;

/// <summary>When a mapper runs: later ones use what earlier ones found out.</summary>
internal enum Phase
{
    /// <summary>Communicators, windows: errors go to their handler from then on.</summary>
    Scope,
    Scalars,
    Arrays,
    Types,
    Buffers,
    Results,
    /// <summary>What must be undone if anything after it failed: nothing does.</summary>
    Slots,
}

/// <summary>Translates one argument: emits the checks and conversions before the host's function is called and what brings results back after it.</summary>
internal abstract class Mapper(Parameter parameter)
{
    public Parameter Parameter { get; } = parameter;

    public int Index => Parameter.Index;

    public string Argument => ShimEmitter.Argument(Parameter.Index);

    public abstract Phase Phase { get; }

    /// <summary>Whether guest memory is touched.</summary>
    public virtual bool NeedsMemory => false;

    /// <summary>Whether <see cref="AfterError"/> wants to know the error's class.</summary>
    public virtual bool NeedsErrorClass => false;

    /// <summary>Type and value that the host's function receives, once <see cref="Before"/> has run.</summary>
    public string HostArgument { get; protected set; } = "";

    public abstract void Before(ShimEmitter e);

    /// <summary>The very last before the call: what cannot be undone.</summary>
    public virtual void Claim(ShimEmitter e)
    {
    }

    public virtual void AfterSuccess(ShimEmitter e)
    {
    }

    public virtual void AfterError(ShimEmitter e, string? errorClass)
    {
    }
}
